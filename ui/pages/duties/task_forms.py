"""Forms about tasks and resources of a year; each comes to one command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from app.duties.commands import (
    AddResource,
    AddTask,
    EditResource,
    EditTask,
    FinishTask,
    LeaveOut,
    ResourceInput,
    TaskInput,
)
from app.duties.plan import ComposePlan, PlanTopic
from app.duties.views import ModelItemView, ResourceView, TaskView
from app.duties.wording import resource_kind
from app.kernel.figures import NOT_A_NUMBER, parse_amount, show_amount
from app.kernel.words import _
from app.vocabulary import ResourceKind, TaskState
from ui.core.dialogs import FormDialog
from ui.core.theme import named
from ui.pages.duties.duty_form import OwnerField
from ui.pages.duties.forms import NO_DAY
from ui.widgets.fields import ChoiceField, DateField, LongTextField, TextField
from ui.widgets.search_combo import Choice


class TaskForm(FormDialog):
    """A new task of a year, or the fields of one that is kept."""

    def __init__(
        self,
        choices: Sequence[Choice],
        year: int,
        groups: Sequence[str],
        task: TaskView | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.task, self.year = task, year
        self.title = _("Sửa công việc") if task else _("Thêm công việc năm {year}").format(year=year)
        super().__init__(parent)
        self.record_uid = task.uid if task else ""
        self.what = TextField(_("&Công việc"), name="title")
        self.detail = LongTextField(_("&Yêu cầu, sản phẩm"), name="detail")
        self.group = TextField(_("&Nhóm"), name="group", hint=_words_of(groups))
        self.due_on = DateField(_("Thời &hạn"), name="due_on")
        self.owner = OwnerField(choices, _("Chủ t&rì"))
        for key, field in (
            ("title", self.what),
            ("owner", self.owner),
            ("due_on", self.due_on),
            ("group", self.group),
            ("detail", self.detail),
        ):
            self.add_field(key, field)
        self.form.addStretch(1)
        if task is not None:
            self.what.set_value(task.title)
            self.detail.set_value(task.detail)
            self.group.set_value(task.group)
            self.due_on.set_value(task.due_on)
            self.owner.show_owner(task.owner, task.owner_words)
        self.resize(540, 420)

    def command(self) -> AddTask | EditTask:
        owner, words = self.owner.owner()
        kept = self.task
        task = TaskInput(
            title=self.what.value(),
            year=self.year,
            detail=self.detail.value(),
            group=self.group.value(),
            due_on=self.due_on.value(),
            owner=owner,
            owner_words=words,
            duty=kept.duty if kept else None,
            plan=kept.plan if kept else None,
            model_code=kept.model_code if kept else "",
            recheck_on=kept.recheck_on if kept else None,
        )
        return AddTask(task=task) if kept is None else EditTask(uid=kept.uid, task=task)


class FinishForm(FormDialog):
    """A task is done, or will not be done."""

    def __init__(self, task: TaskView, day: date, parent: QWidget | None = None) -> None:
        self.task = task
        self.title = _("Ghi kết quả công việc")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(task.title, wordWrap=True), "finishWhat", "heading"))
        self.state = ChoiceField(
            _("&Kết luận"),
            [Choice(TaskState.DONE, _("hoàn thành")), Choice(TaskState.NOT_APPLICABLE, _("không thực hiện"))],
            name="state",
        )
        self.state.set_value(TaskState.DONE)
        self.done_on = DateField(_("&Ngày hoàn thành"), name="done_on")
        self.done_on.set_value(day)
        self.outcome = LongTextField(_("Kết &quả"), name="result", hint=_("Không thực hiện thì ghi lý do."))
        self.outcome.set_value(task.result)
        for key, field in (("state", self.state), ("done_on", self.done_on), ("result", self.outcome)):
            self.add_field(key, field)
        self.form.addStretch(1)
        self.resize(480, 300)

    def command(self) -> FinishTask:
        return FinishTask(
            uid=self.task.uid,
            done_on=self.done_on.value(),
            result=self.outcome.value(),
            state=self.state.value() or TaskState.DONE,
        )


class ResourceForm(FormDialog):
    """A line of resources; a number that is not known stays empty."""

    def __init__(
        self, year: int, tasks: Sequence[TaskView], resource: ResourceView | None = None, parent: QWidget | None = None
    ) -> None:
        self.year, self.resource = year, resource
        self.title = _("Sửa nguồn lực") if resource else _("Thêm nguồn lực năm {year}").format(year=year)
        super().__init__(parent)
        self.record_uid = resource.uid if resource else ""
        self.kind = ChoiceField(
            _("L&oại nguồn lực"), [Choice(each, resource_kind(each)) for each in ResourceKind], name="kind"
        )
        self.what = TextField(_("&Nội dung"), name="title")
        self.unit = TextField(_("Đơn &vị tính"), name="unit", hint=_("đồng, chiếc, người…"))
        self.planned = TextField(_("&Dự kiến"), name="planned")
        self.used = TextField(_("Đã dùn&g"), name="used", hint=_("Để trống nếu chưa có số liệu."))
        self.source = TextField(_("Ng&uồn"), name="source", hint=_("Ngân sách xã, xã hội hóa, doanh nghiệp hỗ trợ…"))
        self.task = ChoiceField(
            _("Cho &công việc"),
            [Choice(task.uid, task.title) for task in tasks],
            name="task",
            placeholder=_("để trống nếu cho cả kế hoạch"),
        )
        for key, field in (
            ("kind", self.kind),
            ("title", self.what),
            ("unit", self.unit),
            ("planned", self.planned),
            ("used", self.used),
            ("source", self.source),
            ("task", self.task),
        ):
            self.add_field(key, field)
        self.form.addStretch(1)
        self._fill(resource)
        self.resize(520, 480)

    def command(self) -> AddResource | EditResource:
        given = ResourceInput(
            year=self.year,
            kind=self.kind.value() or ResourceKind.MONEY,
            title=self.what.value(),
            unit=self.unit.value(),
            planned=_number(self.planned, "planned"),
            used=_number(self.used, "used"),
            source=self.source.value(),
            task=self.task.value(),
        )
        return (
            AddResource(resource=given)
            if self.resource is None
            else EditResource(uid=self.resource.uid, resource=given)
        )

    def _fill(self, line: ResourceView | None) -> None:
        self.kind.set_value(line.kind if line else ResourceKind.MONEY)
        self.what.set_value(line.title if line else "")
        self.unit.set_value(line.unit if line else "đồng")
        self.planned.set_value(show_amount(line.planned) if line else "")
        self.used.set_value(show_amount(line.used) if line else "")
        self.source.set_value(line.source if line else "")
        self.task.set_value(line.task if line else None)


class LeaveOutForm(FormDialog):
    """Why the commune does not plan an item of the model."""

    def __init__(self, item: ModelItemView, parent: QWidget | None = None) -> None:
        self.item = item
        self.title = _("Không đưa vào kế hoạch")
        super().__init__(parent)
        self.form.addWidget(named(QLabel(f"{item.code}. {item.title}", wordWrap=True), "leaveOutWhat", "heading"))
        self.reason = LongTextField(_("Lý &do"), name="reason", hint=_("Để trống để bỏ lý do đã ghi."))
        self.reason.set_value(item.left_out)
        self.add_field("reason", self.reason)
        self.form.addStretch(1)
        self.resize(480, 220)

    def command(self) -> LeaveOut:
        return LeaveOut(item=self.item.uid, reason=self.reason.value())


class PlanForm(FormDialog):
    """Which plan of the year is composed."""

    def __init__(self, year: int, day: date, draft: str, parent: QWidget | None = None) -> None:
        self.year, self.draft = year, draft
        self.title = _("Soạn kế hoạch năm {year}").format(year=year)
        self.save_words = _("&Soạn")
        super().__init__(parent)
        self.topic = ChoiceField(
            _("&Kế hoạch"),
            [
                Choice(PlanTopic.YEAR, _("Kế hoạch chuyển đổi số của năm: mọi công việc")),
                Choice(PlanTopic.OUTREACH, _("Kế hoạch tuyên truyền: nhóm Tuyên truyền")),
            ],
            name="topic",
        )
        self.topic.set_value(PlanTopic.YEAR)
        self.day = DateField(_("&Ngày soạn"), name="day")
        self.day.set_value(day)
        self.goals = LongTextField(_("&Chỉ tiêu của năm"), name="goals", hint=_("Có thể sửa tiếp trong văn bản."))
        for key, field in (("topic", self.topic), ("year", self.day), ("goals", self.goals)):
            self.add_field(key, field)
        if draft:
            words = _("Đã có bản nháp: chọn Soạn sẽ đưa danh sách công việc mới nhất vào bản nháp đó.")
            self.form.addWidget(named(QLabel(words, wordWrap=True), "planDraft", "small"))
        self.form.addStretch(1)
        self.resize(500, 300)

    def command(self) -> ComposePlan:
        day = self.day.value()
        if day is None:
            raise NO_DAY(field="year")
        return ComposePlan(
            year=self.year,
            day=day,
            topic=self.topic.value() or PlanTopic.YEAR,
            goals=self.goals.value(),
            document=self.draft or None,
        )


def _number(field: TextField, name: str) -> int | None:
    label = field.label.text().replace("&", "")
    amount = parse_amount(field.value(), field=name, label=label)
    if isinstance(amount, str):
        raise NOT_A_NUMBER(field=name, label=label, text=field.value())
    return amount


def _words_of(groups: Sequence[str]) -> str:
    named_groups = list(dict.fromkeys(group for group in groups if group))
    return _("Đang có: {groups}").format(groups=", ".join(named_groups[:6])) if named_groups else ""
