"""The page of the log: quick entry, repeat last, messages, paper forms, questions in place, filters, undo."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.activities.commands import ActivityInput, LogActivity
from app.activities.queries import activities, kinds
from app.importing.grid import read_clipboard
from app.partners.commands import AddUsualPartners
from app.partners.queries import partners
from tests.app.activities.commune import TODAY, founded
from tests.support.activities import hold
from tests.support.pictures import jpeg
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.diary.form_dialog import FormSheetDialog
from ui.pages.diary.kinds_dialog import CatalogueForm, KindForm, KindsDialog
from ui.pages.diary.message_dialog import MessageDialog
from ui.pages.diary.page import DiaryPage
from ui.pages.diary.partners_dialog import PartnersDialog
from ui.pages.diary.typing_dialog import TypingDialog
from ui.widgets.paste_preview import PastePreview


@pytest.fixture
def commune(workspace):
    return founded(workspace)


@pytest.fixture
def page(qtbot, commune):
    changes, notices = Changes(), Notices()
    tasks = Tasks(commune.workspace, changes, notices, inline=True)
    clock = commune.workspace.clock
    page = DiaryPage(
        Context(commune.workspace, tasks, changes, notices, clock, lambda *_where: None, SettingsInMemory())
    )
    qtbot.addWidget(page)
    page.resize(1150, 650)
    page.show()
    return page


def dialog(page, kind=QDialog):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def log(page):
    return page.context.workspace.read(activities)


def enter(page, *, kind="VNEID", hamlet=None, **figures):
    editor = page.editor
    editor.kind.set_value(kind)
    editor.kind.changed.emit()
    if hamlet:
        editor.hamlet.set_value(hamlet)
        editor.hamlet.changed.emit()
    for code, text in figures.items():
        editor.figures.fields[code].set_value(text)


def test_the_empty_log_teaches_and_begins(page):
    assert page.pane.empty.isVisible()
    page.pane.empty.button.click()
    assert page.editor.is_new
    assert page.editor.held_on.value() == TODAY
    assert not page.editor.is_dirty


def test_an_entry_with_a_photo_is_made_in_one_go_and_undone_in_one(page, commune, tmp_path):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(400, 300))
    page.new()
    enter(page, hamlet=commune.dong, guided="25", installed="", activated="-")
    page.editor.evidence.take([photo])
    page.editor.save_button.click()

    (view,) = log(page)
    assert view.figures == {"guided": 25, "installed": None, "activated": "na"}
    assert (view.hamlet, view.body, view.forces, view.evidence) == (commune.dong, commune.team, ("teams",), 1)
    assert page.editor.uid == view.uid
    assert page.editor.evidence.strip.count() == 1
    assert page.rows.rows[0].uid == view.uid
    page.tasks.undo()
    assert log(page) == []


def test_team_and_hamlet_give_each_other(page, commune):
    page.new()
    page.editor.body.set_value(commune.team)
    page.editor.body.changed.emit()
    assert page.editor.hamlet.value() == commune.dong
    page.editor.hamlet.set_value(None)
    page.editor.body.set_value(None)
    page.editor.hamlet.set_value(commune.dong)
    page.editor.hamlet.changed.emit()
    assert page.editor.body.value() == commune.team


def test_ctrl_enter_saves_and_goes_on_with_the_same_day_and_kind(page, commune, qtbot):
    page.new()
    page.editor.held_on.set_value(date(2022, 4, 3))
    enter(page, hamlet=commune.dong, guided="5")

    qtbot.keyClick(page.editor.note.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(log(page)) == 1
    assert page.editor.is_new
    assert (page.editor.held_on.value(), page.editor.kind.value()) == (date(2022, 4, 3), "VNEID")
    assert page.editor.figures.fields["guided"].value() == ""
    assert page.editor.hamlet.value() is None


def test_what_is_refused_stands_beside_its_field(page):
    page.new()
    page.editor.save()
    assert "Chưa chọn loại" in page.editor.kind.error
    enter(page, guided="nhiều")
    page.editor.save()
    assert "số nguyên" in page.editor.figures.fields["guided"].error
    page.editor.figures.fields["guided"].set_value("3")
    page.editor.held_on.set_value(date(2022, 4, 6))
    page.editor.save()
    assert "ở sau ngày hôm nay" in page.editor.held_on.error
    assert log(page) == []


def test_an_absurd_count_is_asked_in_place_and_kept_when_sure(page, commune):
    page.new()
    enter(page, hamlet=commune.dong, guided="900")
    page.editor.save()

    assert page.editor.question.isVisible()
    assert "40 hộ" in page.editor.question.words.text()
    assert log(page) == []
    page.editor.question.yes.click()
    assert log(page)[0].figures["guided"] == 900
    assert not page.editor.question.isVisible()


def test_the_same_photo_for_two_events_is_asked_in_place(page, commune, tmp_path):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(jpeg(400, 300))
    for hamlet in (commune.dong, commune.bai):
        page.new()
        enter(page, hamlet=hamlet, guided="5")
        page.editor.evidence.take([photo])
        page.editor.save()
    assert len(log(page)) == 1
    assert page.editor.evidence.question.isVisible()
    page.editor.evidence.question.yes.click()
    assert len(log(page)) == 2


def test_repeat_last_keeps_kind_place_and_doers_with_blank_figures(page, commune):
    commune.workspace.do(
        LogActivity(
            entry=ActivityInput(
                kind="DVC",
                held_on=date(2022, 4, 1),
                hamlet=commune.dong,
                figures={"guided": 9},
                forces=("youth",),
                presenter="Tổ trưởng",
            )
        )
    )
    page.refresh()
    page.repeat_button.click()

    editor = page.editor
    assert (editor.kind.value(), editor.hamlet.value(), editor.held_on.value()) == ("DVC", commune.dong, TODAY)
    assert editor.forces.value() == ("youth",)
    assert editor.presenter.value() == "Tổ trưởng"
    assert editor.figures.value() == {}
    assert len(log(page)) == 1, "nothing is kept unseen"


def test_a_zalo_message_fills_an_entry_that_nobody_saved_yet(page, commune):
    QGuiApplication.clipboard().setText("Hôm nay thôn Đồng Mậu cài VNeID: 25 người được hướng dẫn, kích hoạt 12 người")
    page.message_button.click()
    shown = dialog(page, MessageDialog)
    assert "Loại: Cài đặt, kích hoạt VNeID" in shown.told.text()
    shown.save_button.click()

    assert log(page) == []
    assert page.editor.figures.fields["guided"].value() == "25"
    assert page.editor.is_dirty
    page.editor.save()
    assert log(page)[0].figures == {"guided": 25, "installed": None, "activated": 12}
    assert log(page)[0].hamlet == commune.dong


def test_a_long_message_is_taken_and_a_whole_chat_is_called_too_long(page):
    told = "Hôm nay thôn Đồng Mậu cài VNeID: 25 người được hướng dẫn. "
    QGuiApplication.clipboard().setText(told + "Bà con hỏi nhiều. " * 200)
    page.message_button.click()
    shown = dialog(page, MessageDialog)
    assert shown.proposal.figures["guided"] == 25
    assert "chỉ giữ 2.000 ký tự" in shown.doubts.text()
    shown.done(0)

    QGuiApplication.clipboard().setText(told * 200)
    page.message_button.click()
    shown = dialog(page, MessageDialog)
    shown.save_button.click()
    assert "ký tự nên chưa được dán" in shown.message.error and "5.000" in shown.message.error
    assert "Chưa có tin nhắn" not in shown.message.error


def test_boxes_of_one_row_of_figures_stand_level_whatever_is_said_below_one(page, qtbot):
    page.new()
    editor = page.editor
    editor.kind.set_value("VNEID")
    editor.kind.changed.emit()
    editor.figures.fields["guided"].set_error("Số người được hướng dẫn: không đọc được “x” là một số nguyên. " * 2)
    qtbot.wait(50)

    tops = [field.edit.mapTo(editor.figures, QPoint(0, 0)).y() for field in editor.figures.fields.values()]

    assert tops[0] == tops[1]


def test_a_paper_form_is_typed_row_by_row_and_saved_as_one_step(page, commune):
    page.type_form()
    form = dialog(page, TypingDialog)
    form.hamlet.set_value(commune.dong)
    form.hamlet.changed.emit()
    for row, cells in enumerate((("1", "VNEID", "12"), ("2", "DVC", "3"), ("31", "DVC", "x"))):
        for key, text in zip(("held_on", "kind", "người"), cells, strict=True):
            form.table.put(row, key, text)
    form.save_button.click()
    assert "Dòng 3" in form.words.text()
    assert form.isVisible()
    assert log(page) == []

    form.table.put(2, "held_on", "3")
    form.save_button.click()

    assert not form.isVisible()
    assert [(view.kind, view.held_on, view.hamlet) for view in log(page)] == [
        ("DVC", date(2022, 4, 3), commune.dong),
        ("DVC", date(2022, 4, 2), commune.dong),
        ("VNEID", date(2022, 4, 1), commune.dong),
    ]
    assert log(page)[0].figures["guided"] == "na"
    page.tasks.undo()
    assert log(page) == []


def test_rows_copied_in_excel_spread_over_the_typing_table(page, qtbot):
    page.type_form()
    form = dialog(page, TypingDialog)
    QGuiApplication.clipboard().setText("1\tĐồng Mậu\tVNEID\n2\tBãi Sậy\tHOP\n")
    form.table.setCurrentCell(0, 0)
    form.table.paste()
    assert form.table.item(1, 1).text() == "Bãi Sậy"
    form.table.put(2, "held_on", "4")
    form.save()
    assert log(page) == []
    assert "Dòng 3" in form.words.text()
    form.reject()
    assert form.isVisible(), "typed rows are asked about once more"
    form.reject()


def test_a_pasted_table_is_previewed_and_asked_about(page, commune):
    text = "Ngày\tThôn\tHoạt động\tSố người\n04/04/2022\tĐồng Mậu\tVNEID\t999\n05/04/2022\tBãi Sậy\tHOP\t\n"
    page.take_text(text)
    dialog(page, PastePreview).take_button.click()
    assert log(page) == []
    notice = next(one for one in page.notices.shown if one.action_label)
    notice.action()
    assert len(log(page)) == 2


def test_the_log_is_narrowed_and_searched(page, commune):
    hold(commune.workspace, TODAY, kind="VNEID", hamlet=commune.dong, note="nhà văn hóa")
    hold(commune.workspace, TODAY, kind="HOP", hamlet=commune.bai)
    page.refresh()
    assert page.count.text() == "2 hoạt động"
    page.rows.narrow(kind="HOP")
    assert [view.kind for view in page.rows.rows] == ["HOP"]
    assert page.count.text() == "1 trong 2 hoạt động"
    page.rows.narrow(kind="")
    page.rows.set_filter("van hoa")
    page.rows.reload()
    assert [view.kind for view in page.rows.rows] == ["VNEID"]


def test_an_entry_is_chosen_changed_and_taken_out(page, commune, qtbot):
    uid = hold(commune.workspace, TODAY, kind="VNEID", hamlet=commune.dong, figures={"guided": 4})
    page.refresh()
    page.grid.select_uid(uid)
    assert page.editor.uid == uid
    page.editor.figures.fields["guided"].set_value("6")
    page.editor.save()
    assert log(page)[0].figures["guided"] == 6
    page.grid.select_uid(uid)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert log(page) == []
    assert not page.editor.uid
    page.tasks.undo()
    assert len(log(page)) == 1


def test_what_was_typed_is_saved_before_another_entry_is_shown(page, commune):
    uid = hold(commune.workspace, TODAY, kind="HOP", hamlet=commune.bai)
    page.refresh()
    page.new()
    enter(page, hamlet=commune.dong, guided="5")
    page.grid.select_uid(uid)
    assert len(log(page)) == 2


def test_the_paper_form_is_shown_as_it_prints(page, commune):
    page.print_form()
    form = dialog(page, FormSheetDialog)
    assert form.data.startswith(b"%PDF")
    form.reject()


def test_partners_come_by_one_button_and_are_offered(page, commune):
    page.show_partners()
    shown = dialog(page, PartnersDialog)
    shown.findChild(QDialog)
    shown.context.tasks.do(AddUsualPartners())
    shown._read()
    assert len(commune.workspace.read(partners)) == 3
    shown.accept()
    page.new()
    enter(page, guided="4")
    vnpt = next(one.uid for one in commune.workspace.read(partners) if one.name == "VNPT")
    page.editor.partners.set_value([vnpt])
    page.editor.save()
    assert log(page)[0].partners == (vnpt,)


def test_a_kind_is_added_and_a_catalogue_taken_in(page, commune):
    page.show_kinds()
    shown = dialog(page, KindsDialog)
    shown.findChild(type(shown.grid))
    form = KindForm(None, parent=shown)
    form.name.set_value("Số hóa di tích")
    form.indicators.set_value("Số di tích; di tích\nNgười tham gia; người")
    page.tasks.do(form.command())
    form.deleteLater()
    shown.source.set_value("557/STTTT-CNTT ngày 28/3/2022")
    shown._take(read_clipboard("Mã\tLoại hoạt động\tChỉ tiêu\tĐơn vị tính\n557.1\tTuyên truyền tới hộ\tSố hộ\thộ\n"))
    dialog(shown, PastePreview).take_button.click()
    dialog(shown, CatalogueForm).save()

    found = {kind.code: kind for kind in commune.workspace.read(kinds)}
    assert found["557.1"].source == "557/STTTT-CNTT ngày 28/3/2022"
    assert [one.unit for one in found["SHDT"].indicators] == ["di tích", "người"]
    shown.accept()


def test_an_entry_may_name_the_paper_it_belongs_to_and_its_criteria(page, commune):
    from app.documents.drafting import DraftDocument

    paper = commune.workspace.do(DraftDocument(template="tb", day=TODAY)).value
    page.refresh()
    page.new()
    enter(page, guided="4")
    page.editor.document.set_value(paper)
    page.editor.criteria.set_value("1.2; 3.4 ;")
    page.editor.save()
    (view,) = log(page)
    assert (view.document, view.criteria) == (paper, ("1.2", "3.4"))
    assert page.editor.further.isVisible()
    page.editor.note.set_value("sửa")
    page.editor.save()
    assert log(page)[0].criteria == ("1.2", "3.4"), "what is not typed anew stays"


def test_the_log_is_narrowed_to_a_stretch_of_time(page, commune):
    hold(commune.workspace, TODAY, kind="VNEID")
    hold(commune.workspace, date(2022, 3, 31), kind="HOP")
    page.refresh()
    page._narrow_time((date(2022, 3, 1), date(2022, 3, 31)))
    assert [view.kind for view in page.rows.rows] == ["HOP"]
    page._narrow_time(None)
    assert page.rows.rowCount() == 2
