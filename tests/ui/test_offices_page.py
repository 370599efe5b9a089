"""The page of offices and hamlets over a real store: paste with preview, order, merging, names over time, undo."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QDialog

from app.offices import queries
from app.offices.commands import AddHamlet
from app.vocabulary import HamletKind, OfficeRelation
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.offices.editor import EndHamletEditor, HamletEditor, OfficeEditor
from ui.pages.offices.page import OfficesPage
from ui.widgets.paste_preview import PastePreview

PASTED = (
    "STT\tTên thôn\tSố hộ\tDân tộc\n1\tThôn Đồng Mậu\t120\tKinh\n2\tBản Khe Sú\t\tKinh\n"
    "3\t\t9\tKinh\n4\tThôn Đồng Mậu\t\t\n"
)


@pytest.fixture
def page(qtbot, workspace):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    shown = OfficesPage(
        Context(workspace, tasks, changes, notices, workspace.clock, lambda *_where: None, SettingsInMemory())
    )
    qtbot.addWidget(shown)
    shown.resize(1150, 650)
    shown.show()
    yield shown
    tasks.close()


def dialog(page, kind=QDialog):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def labels(page):
    return [hamlet.label for hamlet in page.rows.rows]


def kept(page):
    return page.context.workspace.read(queries.hamlets)


def add(page, *names):
    for name in names:
        page.tasks.do(AddHamlet(kind=HamletKind.THON, name=name))


def test_the_empty_page_teaches_how_to_paste(page):
    assert page.pane.empty.isVisible()
    assert "Ctrl+V" in page.pane.empty.sentence.text()


def test_pasted_hamlets_are_shown_first_and_taken_in_by_one_step_that_can_be_undone(page):
    QGuiApplication.clipboard().setText(PASTED)
    page.grid.paste()
    preview = dialog(page, PastePreview)
    states = [row.state for row in preview.preview.rows]
    assert states == ["new", "new", "refused", "same"]
    assert kept(page) == []

    preview.accept()

    assert labels(page) == ["thôn Đồng Mậu", "bản Khe Sú"]
    assert [hamlet.households for hamlet in kept(page)] == [120, None]
    page.tasks.undo()
    assert labels(page) == []


def test_a_column_with_personal_data_is_named_as_left_out(page):
    page.take_text(PASTED)

    remarks = dialog(page).findChild(object, "tableRemarks").text()

    assert "Dân tộc" in remarks


def test_pasting_again_changes_only_what_differs(page):
    add(page, "Đồng Mậu", "Khe Sú")
    page.take_text("Tên thôn\tSố hộ\nThôn Đồng Mậu\t121\nThôn Khe Sú\t\n")
    preview = dialog(page, PastePreview)
    assert [row.state for row in preview.preview.rows] == ["changed", "same"]

    preview.accept()

    assert [(hamlet.name, hamlet.households) for hamlet in kept(page)] == [("Đồng Mậu", 121), ("Khe Sú", None)]


def test_what_was_copied_is_read_back_as_the_same(page):
    add(page, "Đồng Mậu", "Khe Sú")
    page.grid.selectAll()
    page.grid.copy(headings=True)

    page.grid.paste()

    assert {row.state for row in dialog(page, PastePreview).preview.rows} == {"same"}


def test_a_dropped_file_is_previewed(page, tmp_path):
    file = tmp_path / "thon.csv"
    file.write_text("Tên thôn,Số hộ\nThôn Yên Lạc,88\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )

    dialog(page, PastePreview).accept()

    assert labels(page) == ["thôn Yên Lạc"]


def test_a_paste_of_nothing_readable_is_told(page):
    page.take_text("\t\n\t")

    assert [notice.code for notice in page.notices.shown] == ["IMP-06"]


def test_a_name_that_is_there_already_is_refused_beside_its_field_and_the_form_stays(page):
    add(page, "Đồng Mậu")
    page.new()
    form = dialog(page, HamletEditor)
    form.name.set_value("dong mau")
    form.save()

    assert "Đã có" in form.name.error
    assert form.isVisible()
    form.former_commune.set_value("xã Hà Long cũ")
    form.save()

    assert labels(page) == ["thôn Đồng Mậu", "thôn dong mau (xã Hà Long cũ)"]


@pytest.mark.parametrize("typed", ["ba mươi", "-3", "12,5", "99999999", "²"])
def test_households_that_are_no_number_are_refused_beside_their_field(page, typed):
    page.new()
    form = dialog(page, HamletEditor)
    form.name.set_value("Đồng Mậu")
    form.households.set_value(typed)
    form.save()

    assert "không phải số hộ" in form.households.error
    assert kept(page) == []


def test_missing_households_are_not_zero(page):
    page.new()
    form = dialog(page, HamletEditor)
    form.name.set_value("Đồng Mậu")
    form.save()

    assert kept(page)[0].households is None
    assert page.rows.index(0, 3).data() == ""


def test_hamlets_move_by_the_keyboard_and_keep_their_order(page):
    add(page, "Một", "Hai", "Ba")
    page.grid.selectRow(2)
    page._move(-1)
    page._move(-1)
    page._move(-1)

    assert [hamlet.name for hamlet in page.rows.rows] == ["Ba", "Một", "Hai"]
    assert page.grid.current().name == "Ba"


def test_a_merged_hamlet_leaves_the_list_and_says_where_it_went(page):
    add(page, "Một", "Hai")
    page.grid.selectRow(0)
    page._end()
    form = dialog(page, EndHamletEditor)
    form.last_day.set_value(date(2022, 3, 31))
    form.successor.set_value(page.rows.rows[1].uid)
    form.save()

    assert labels(page) == ["thôn Hai"]
    page.with_ended.setChecked(True)
    assert page.rows.index(0, 4).data() == "nhập vào thôn Hai, đến hết 31/03/2022"


def test_a_hamlet_entered_by_mistake_goes_with_delete_and_comes_back_with_undo(qtbot, page):
    add(page, "Một", "Hai")
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert labels(page) == ["thôn Hai"]

    page.tasks.undo()

    assert labels(page) == ["thôn Một", "thôn Hai"]


def test_the_cards_show_today_and_the_history(page):
    assert page.own_card.office_name.text() == "Xã Mẫu Sơn"
    assert page.superior_card.office_name.text() == "Huyện Hà Trung"
    assert "Từ 01/07/2025: tỉnh Thanh Hóa" in page.superior_card.history.text()


def test_an_office_renamed_from_a_day_keeps_its_former_name_before(page):
    page._rename_office(OfficeRelation.OWN, page.own)
    form = dialog(page, OfficeEditor)
    form.day.set_value(date(2022, 2, 1))
    form.name.set_value("Hà Mẫu")
    form.save()

    read = page.context.workspace.read
    assert read(queries.office_on, OfficeRelation.OWN, date(2022, 1, 31)).name == "Mẫu Sơn"
    assert read(queries.office_on, OfficeRelation.OWN, date(2022, 2, 1)).name == "Hà Mẫu"
    assert page.own_card.office_name.text() == "Xã Hà Mẫu"
    assert "01/01/2010 – 31/01/2022: xã Mẫu Sơn" in page.own_card.history.text()


def test_a_rename_before_the_present_name_is_refused_beside_the_day(page):
    page._rename_office(OfficeRelation.OWN, page.own)
    form = dialog(page, OfficeEditor)
    form.day.set_value(date(2009, 1, 1))
    form.save()

    assert "phải sau ngày" in form.day.error


def test_correcting_an_office_keeps_its_days(page):
    page._correct_office(page.own)
    form = dialog(page, OfficeEditor)
    form.name.set_value("Mậu Sơn")
    form.save()

    assert (page.own.name, page.own.valid_from) == ("Mậu Sơn", date(2010, 1, 1))


def test_every_field_has_a_label_and_everything_a_name(page):
    page.new()
    for form in (dialog(page, HamletEditor),):
        for field in form.fields.values():
            assert field.label.buddy() is field.editor
            assert "&" in field.label.text()
            assert field.editor.objectName()


def test_in_a_narrow_window_the_cards_give_way_to_the_list(qtbot, page):
    assert page.cards.x() < page.pane.x()

    page.resize(600, 400)

    qtbot.waitUntil(lambda: page.pane.y() < page.cards.y())
