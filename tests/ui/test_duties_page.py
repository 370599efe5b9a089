"""The page of duties and what Hôm nay says of deadlines, over a real store: what a person sees and can do."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QTabWidget, QWidget

from app.agenda import agenda
from app.agenda_item import AgendaItem
from app.duties import queries
from app.duties.commands import AddTask, MarkFulfilled, TaskInput
from app.duties.views import DueState
from app.vocabulary import Cadence, ResourceKind, TaskState
from tests.app.duties.invented import add_task, confirm, monthly
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.duties.duty_form import DutyForm
from ui.pages.duties.forms import AriseForm, EndForm, FulfilForm, ReadingForm, WaiveForm, ask
from ui.pages.duties.model_dialog import ModelDialog, ModelForm
from ui.pages.duties.page import DutiesPage
from ui.pages.duties.ready_dialog import ReadyDialog
from ui.pages.duties.task_forms import FinishForm, LeaveOutForm, PlanForm, ResourceForm, TaskForm
from ui.pages.today.page import TodayPage
from ui.widgets.paste_preview import PastePreview


class World:
    """The window's world, with what was asked of the shell."""

    def __init__(self, qtbot, workspace):
        self.workspace, self.went = workspace, []
        changes, notices = Changes(), Notices()
        self.tasks = Tasks(workspace, changes, notices, inline=True)
        self.context = Context(
            workspace,
            self.tasks,
            changes,
            notices,
            workspace.clock,
            lambda *where: self.went.append(where),
            SettingsInMemory(),
        )
        self.qtbot = qtbot

    def show(self, kind):
        page = kind(self.context)
        self.qtbot.addWidget(page)
        page.resize(1150, 650)
        page.show()
        return page


@pytest.fixture
def world(qtbot, workspace):
    return World(qtbot, workspace)


def form(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def closed(page, kind):
    return not any(one.isVisible() for one in page.findChildren(kind))


def words(grid):
    return [[column.show(row) for column in grid.rows.columns] for row in grid.rows.rows]


def test_the_empty_page_teaches_and_offers_ready_made_duties(world):
    page = world.show(DutiesPage)
    assert page.due_part.empty.isVisible()

    page.due_part.empty.button.click()

    dialog = form(page, ReadyDialog)
    assert "Phòng Văn hóa" not in dialog.windowTitle()
    dialog.save()
    assert "Chưa đánh dấu" in dialog.fields["offers"].error
    dialog.offers.list.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.owner.show_owner(None, "Công chức Văn hóa - Xã hội")
    dialog.save()
    assert closed(page, ReadyDialog)
    [kept] = world.workspace.read(queries.duties)
    assert (kept.code, kept.owner_name) == ("R1-thang", "Công chức Văn hóa - Xã hội")


def test_late_periods_stand_first_in_red_with_a_word_and_are_settled_by_one_form(world):
    uid = confirm(world.workspace, monthly())
    page = world.show(DutiesPage)
    first = words(page.due_part.grid)[0]
    assert first[0] == "quá hạn" and first[3:5] == ["19/03/2022", "chậm 17 ngày"]
    assert page.due_part.grid.rows.columns[0].tint(page.due_part.grid.rows.rows[0]) == "bad"
    assert "1 kỳ quá hạn" in page.subtitle_label.text()

    page.due_part.fulfil_button.click()
    dialog = form(page, FulfilForm)
    assert dialog.judgement.text().startswith("Chậm")
    dialog.day.set_value(date(2022, 3, 19))
    dialog.clock.set_value("23:59")
    dialog.clock.changed.emit()
    assert dialog.judgement.text().startswith("Đúng hạn")
    dialog.save()

    assert closed(page, FulfilForm)
    [view] = world.workspace.read(queries.due, date(2022, 4, 5), done=True)
    assert (view.duty.uid, view.state) == (uid, DueState.DONE_ON_TIME)
    assert "2022-03" not in [row.key for row in page.due_part.grid.rows.rows]
    page.due_part.with_done.setChecked(True)
    assert "đúng hạn" in [row[0] for row in words(page.due_part.grid)]


@pytest.mark.parametrize("typed", ["25:00", "9", "aa", "12:61"])
def test_a_time_that_is_none_is_refused_beside_its_field(world, typed):
    confirm(world.workspace, monthly())
    page = world.show(DutiesPage)
    page.due_part.fulfil()
    dialog = form(page, FulfilForm)

    dialog.clock.set_value(typed)
    dialog.save()

    assert typed in dialog.clock.error
    assert dialog.isVisible()


def test_a_moment_to_come_is_refused_in_the_form_which_stays(world):
    confirm(world.workspace, monthly())
    page = world.show(DutiesPage)
    page.due_part.fulfil()
    dialog = form(page, FulfilForm)

    dialog.day.set_value(date(2022, 4, 6))
    dialog.save()

    assert "sau thời điểm hiện tại" in dialog.day.error
    assert dialog.isVisible()


def test_several_old_periods_are_waived_with_one_reason(world):
    confirm(world.workspace, monthly(valid_from=date(2022, 1, 1)))
    page = world.show(DutiesPage)
    page.due_part.grid.selectAll()

    page.due_part.waive()
    dialog = form(page, WaiveForm)
    dialog.save()
    assert dialog.reason.error
    dialog.reason.set_value("chưa dùng phần mềm")
    dialog.save()

    assert [row.state for row in page.due_part.grid.rows.rows] == []


def test_a_settled_period_is_opened_again(world, clock):
    uid = confirm(world.workspace, monthly())
    world.tasks.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=clock.now(), note="thư điện tử"))
    page = world.show(DutiesPage)
    page.select(f"{uid}/2022-03")
    assert page.due_part.with_done.isChecked()
    assert "thư điện tử" in page.due_part.words.text()

    page.due_part.reopen_button.click()

    assert page.due_part.current().state is DueState.LATE


def test_the_form_of_a_duty_says_what_its_days_come_to_while_they_are_typed(world):
    page = world.show(DutiesPage)
    page.duty_part.new()
    dialog = form(page, DutyForm)
    dialog.what.set_value("Báo cáo nhanh")
    dialog.due_day.set_value("26")
    dialog.due_day.changed.emit()
    assert dialog.preview.text().startswith("Hạn cuối: 25/04/2022, 25/05/2022")

    dialog.exclusive.set_value(False)
    assert dialog.preview.text().startswith("Hạn cuối: 26/04/2022")
    dialog.due_day.set_value("32")
    dialog.due_day.changed.emit()
    assert "từ 1 đến 31" in dialog.preview.text()
    dialog.save()
    assert "từ 1 đến 31" in dialog.due_day.error
    dialog.due_day.set_value("hai mươi")
    dialog.save()
    assert "hai mươi" in dialog.due_day.error
    dialog.due_day.set_value("26")
    dialog.save()

    assert closed(page, DutyForm)
    [kept] = world.workspace.read(queries.duties)
    assert (kept.title, kept.due_day, kept.exclusive) == ("Báo cáo nhanh", 26, False)


def test_fields_follow_the_cadence(world):
    page = world.show(DutiesPage)
    page.duty_part.new()
    dialog = form(page, DutyForm)

    def shown():
        return [name for name in ("due_day", "due_on", "condition", "cut_off") if getattr(dialog, name).isVisible()]

    assert shown() == ["due_day"]
    for cadence, expected in ((Cadence.ONCE, ["due_on"]), (Cadence.CONDITIONAL, ["condition"])):
        dialog.cadence.set_value(cadence)
        dialog.cadence.changed.emit()
        assert shown() == expected


def test_a_duty_is_edited_ended_dropped_and_what_arose_becomes_a_task(world):
    uid = confirm(world.workspace, monthly(cadence=Cadence.CONDITIONAL, title="Phản ánh khó khăn"))
    page = world.show(DutiesPage)
    page.tabs.setCurrentIndex(1)
    page.select(uid)
    page.duty_part.edit()
    form(page, DutyForm).what.set_value("Phản ánh khó khăn, vướng mắc")
    form(page, DutyForm).save()
    page.duty_part.arise_button.click()
    form(page, AriseForm).detail.set_value("mất sóng")
    form(page, AriseForm).save()
    page.duty_part.end()
    form(page, EndForm).last_day.set_value(date(2025, 6, 30))
    form(page, EndForm).save()

    [row] = page.duty_part.grid.rows.rows
    assert (row.duty.title, row.duty.valid_to, row.tasks) == (
        "Phản ánh khó khăn, vướng mắc",
        date(2025, 6, 30),
        1,
    )
    page.duty_part.drop()
    assert page.duty_part.grid.rows.rows == ()


def test_the_reading_of_a_receivers_deadlines_is_switched(world):
    confirm(world.workspace, monthly())
    page = world.show(DutiesPage)
    page.duty_part.read_deadlines()
    dialog = form(page, ReadingForm)

    dialog.reading.set_value(False)
    dialog.save()

    assert [row[3] for row in words(page.due_part.grid)][:1] == ["20/03/2022"]


# ---------------------------------------------------------------- tasks and resources


def test_a_task_is_added_started_finished_and_removed(world):
    page = world.show(DutiesPage)
    page.tabs.setCurrentIndex(2)
    page.new()
    dialog = form(page, TaskForm)
    dialog.save()
    assert dialog.what.error
    dialog.what.set_value("Lập Tổ công nghệ số")
    dialog.owner.show_owner(None, "Văn phòng")
    dialog.due_on.set_value(date(2022, 6, 30))
    dialog.save()
    page.task_part.start_button.click()
    assert page.task_part.task().state is TaskState.DOING

    page.task_part.finish_button.click()
    form(page, FinishForm).outcome.set_value("12 Tổ")
    form(page, FinishForm).save()

    assert (page.task_part.task().state, page.task_part.task().result) == (TaskState.DONE, "12 Tổ")
    page.task_part.remove()
    assert page.task_part.grid.rows.rows == ()


def test_a_table_from_excel_is_previewed_and_taken_in(world):
    page = world.show(DutiesPage)
    page.tabs.setCurrentIndex(2)
    QGuiApplication.clipboard().setText("Nhiệm vụ\tChủ trì\tThời hạn\nLập Tổ\tVăn phòng\t31/02/2022\nTập huấn\t\t\n")

    page.task_part.grid.paste()
    preview = form(page, PastePreview)
    assert [row.state for row in preview.shown] == ["refused", "new"]
    preview.take_button.click()

    assert [row[0] for row in words(page.task_part.grid)] == ["Tập huấn"]


def test_what_the_year_before_left_open_is_carried_over_by_one_button(world):
    add_task(world.workspace, "Phủ sóng", 2021)
    page = world.show(DutiesPage)
    page.tabs.setCurrentIndex(2)
    assert "1 việc" in page.task_part.carry_button.text()

    page.task_part.carry_button.click()

    assert [row[0] for row in words(page.task_part.grid)] == ["Phủ sóng"]
    assert not page.task_part.carry_button.isVisible()


def test_another_year_is_shown_and_a_task_of_it_is_found_from_outside(world):
    uid = add_task(world.workspace, "Sơ kết", 2023)
    page = world.show(DutiesPage)
    assert page.task_part.grid.rows.rows == ()

    page.select(f"finish:{uid}")

    assert page.year == 2023
    assert page.tabs.currentIndex() == 2
    assert form(page, FinishForm).task.uid == uid


def test_the_plan_is_composed_and_opened(world):
    world.tasks.do(AddTask(task=TaskInput(title="Lập Tổ", year=2022)))
    page = world.show(DutiesPage)
    page.task_part.compose()

    form(page, PlanForm).save()

    [(where, uid)] = world.went
    assert where == "documents"
    assert page.task_part.task().plan == uid
    page.task_part.compose()
    assert form(page, PlanForm).draft == uid


def test_the_status_sheet_is_saved(world, tmp_path):
    world.tasks.do(AddTask(task=TaskInput(title="Lập Tổ", year=2022)))
    page = world.show(DutiesPage)

    page.task_part.files.save_to(page.task_part._status(), tmp_path / "tinh-hinh", "pdf")

    assert (tmp_path / "tinh-hinh.pdf").read_bytes().startswith(b"%PDF")


def test_resources_are_planned_and_used_and_an_odd_number_is_refused(world):
    page = world.show(DutiesPage)
    page.tabs.setCurrentIndex(3)
    page.new()
    dialog = form(page, ResourceForm)
    dialog.what.set_value("Tập huấn")
    dialog.planned.set_value("mười triệu")
    dialog.save()
    assert "mười triệu" in dialog.planned.error
    dialog.planned.set_value("12.000.000")
    dialog.save()

    [line] = page.resource_part.grid.rows.rows
    assert (line.kind, line.planned, line.used) == (ResourceKind.MONEY, 12_000_000, None)
    page.resource_part.grid.selectRow(0)
    page.resource_part.edit()
    form(page, ResourceForm).used.set_value("0")
    form(page, ResourceForm).save()
    assert page.resource_part.grid.rows.rows[0].used == 0


def test_a_model_is_pasted_planned_and_what_is_left_out_has_a_reason(world):
    page = world.show(DutiesPage)
    page.task_part.model_asked.emit()
    dialog = form(page, ModelDialog)
    QGuiApplication.clipboard().setText("Mã\tNhiệm vụ\n1.1\tLập Ban Chỉ đạo\n1.2\tPhủ sóng\n")
    dialog.grid.paste()
    form(dialog, PastePreview).take_button.click()
    form(dialog, ModelForm).save()
    assert "0/2" in dialog.words.text()

    dialog.grid.selectRow(1)
    dialog.leave_out()
    form(dialog, LeaveOutForm).reason.set_value("thuộc nhà mạng")
    form(dialog, LeaveOutForm).save()
    dialog.plan_button.click()

    assert "2/2 nhiệm vụ (100 %)" in dialog.words.text()
    assert [row[0] for row in words(page.task_part.grid)] == ["Lập Ban Chỉ đạo"]


# ---------------------------------------------------------------- the calendar, letters, Hôm nay


def test_alt_letters_are_ascii_and_unique_on_each_list_and_form(world):
    uid = confirm(world.workspace, monthly(package=("kh-chuyen-doi-so",)))
    add_task(world.workspace, "Lập Tổ")
    page = world.show(DutiesPage)
    tabs = page.findChild(QTabWidget)
    for place in range(4):
        tabs.setCurrentIndex(place)
        assert_unique_letters(page)
    page.select(uid)
    for begin in (
        page.due_part.fulfil,
        page.due_part.waive,
        page.duty_part.new,
        page.task_part.new,
        page.task_part.finish,
        page.resource_part.new,
        page.take_ready,
        page.task_part.compose,
        page.task_part.model_asked.emit,
        page.duty_part.end,
        page.duty_part.arise,
        page.duty_part.read_deadlines,
        lambda: ask(ModelForm((), date(2022, 4, 5), page), world.tasks),
    ):
        begin()
        dialog = form(page, QDialog)
        assert_unique_letters(dialog)
        dialog._sure_to_leave = True
        dialog.reject()


def assert_unique_letters(widget: QWidget) -> None:
    found = []
    for child in widget.findChildren(QWidget):
        text = child.text() if isinstance(child, QAbstractButton | QLabel) else ""
        if "&" in text and child.isVisible() and (not isinstance(child, QLabel) or child.buddy() is not None):
            found.append(text[text.index("&") + 1].lower())
    assert all(letter.isascii() for letter in found), found
    assert len(set(found)) == len(found), sorted(found)


def items(workspace, day="2022-04-05") -> list[AgendaItem]:
    return [item for item in workspace.read(agenda, date.fromisoformat(day)).items if item.page == "duties"]


def test_today_lists_late_then_today_then_the_week_each_with_one_step(world):
    late = confirm(world.workspace, monthly())
    confirm(world.workspace, monthly(title="Báo cáo hôm nay", due_day=6, valid_from=date(2022, 4, 1)))
    task = add_task(world.workspace, "Nộp ảnh", due_on=date(2022, 4, 9), owner_words="Văn phòng")
    add_task(world.workspace, "Việc xa", due_on=date(2022, 12, 31))

    found = items(world.workspace)

    assert [(item.code, item.badge) for item in found] == [
        ("DUE-LATE", "quá hạn"),
        ("DUE-TODAY", "hôm nay"),
        ("TASK-SOON", "sắp đến hạn"),
    ]
    assert [item.target for item in found] == [
        f"fulfil:{late}/2022-03",
        found[1].target,
        f"finish:{task}",
    ]
    page = world.show(TodayPage)
    assert "1 việc quá hạn" in page.subtitle_label.text()
    page.findChild(QAbstractButton, "agenda-DUE-LATE").click()
    assert world.went == [("duties", f"fulfil:{late}/2022-03")]
    duties = world.show(DutiesPage)
    duties.select(world.went[0][1])
    assert form(duties, FulfilForm).due.key == "2022-03"


def test_today_gathers_the_late_periods_of_one_duty_and_many_late_tasks(world):
    confirm(world.workspace, monthly(valid_from=date(2021, 1, 1)))
    for number in range(5):
        add_task(world.workspace, f"Việc {number}", due_on=date(2022, 4, 1))

    found = items(world.workspace)

    assert len(found) == 2
    assert "15 kỳ" in found[0].title and found[1].title == "5 công việc quá hạn"


def test_today_shows_what_is_coming_and_says_when_no_duty_is_kept(world):
    empty = world.show(TodayPage)
    assert "Chưa ghi nhiệm vụ nào." in [label.text() for label in empty.findChildren(QLabel)]
    confirm(world.workspace, monthly(valid_from=date(2022, 4, 1)))

    page = world.show(TodayPage)

    texts = [label.text() for label in page.findChildren(QLabel)]
    assert {"19/04", "còn 14 ngày"} <= set(texts)


def test_what_no_letter_dates_waits_once_its_period_is_over(world):
    confirm(world.workspace, monthly(due_day=None, valid_from=date(2022, 3, 1)))

    [item] = items(world.workspace)

    assert (item.code, item.badge) == ("DUE-WAITING", "chờ gửi")


def test_a_period_whose_report_the_program_makes_begins_with_that_report(world):
    confirm(world.workspace, monthly(report="thang"))
    page = world.show(DutiesPage)

    page.due_part.report_button.click()

    [item] = [each for each in world.workspace.read(agenda, date(2022, 4, 5)).items if each.code == "DUE-LATE"]
    assert (item.page, item.target) == ("reports", "prepare:thang:2022-03")
    assert world.went == [(item.page, item.target)]
