"""This computer goes on for an office that has worked elsewhere: in place of a dead computer, or beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from ui.core.dialogs import FormDialog
from ui.core.tasks import Tasks
from ui.shell.start_window import button
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.search_combo import Choice

INSTEAD, BESIDE = "instead", "beside"
NO_KEY_FILE = refused(
    "WIN-09",
    N_("Chưa chọn tệp."),
    next_step=N_("Chọn tệp giữ khóa (.xaso-giu) hoặc tệp khóa của máy kia (.xaso-khoa)."),
)
_HINTS = {
    INSTEAD: N_("Tệp giữ khóa, đuôi .xaso-giu, đã lưu từ máy hỏng."),
    BESIDE: N_("Tệp khóa, đuôi .xaso-khoa, lưu ở thẻ “Khóa” của máy đang dùng."),
}


@dataclass(frozen=True)
class TakingOver:
    """The command that makes a new store one of that office."""

    command: Any
    office_name: str
    is_superior: bool


class TakeOverForm(FormDialog):
    """Asks what there is of the other computer; it is opened here and now, so that a wrong code is told here."""

    opened = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        self.title = _("Thay máy hỏng, thêm máy")
        self.save_words = _("Tiế&p tục")
        super().__init__(parent)
        self._tasks = tasks
        self._perform = self._work
        told = _(
            "Dùng khi cơ quan đã làm việc bằng Xã Số trên máy khác. Nếu có bản sao lưu, hãy quay lại và chọn "
            "“Khôi phục từ bản sao lưu…”: nhanh và đủ hơn. Ở đây máy mới có khóa riêng; "
            "cấp trên trả lại những gì đã nhận."
        )
        self.form.addWidget(QLabel(told, wordWrap=True))
        choices = [
            Choice(INSTEAD, _("Thay máy hỏng: có tệp giữ khóa và phiếu khôi phục")),
            Choice(BESIDE, _("Thêm máy thứ hai: có tệp khóa của máy đang dùng")),
        ]
        self.way = ChoiceField(_("Anh chị có &gì"), choices, name="way")
        self.file = TextField(_("Tệp &khóa"), name="kit")
        self.code = TextField(
            _("Mã trên p&hiếu khôi phục"),
            name="recovery_code",
            placeholder="123456 123456 …",
            hint=_("8 nhóm, mỗi nhóm 6 chữ số."),
        )
        for name, field in (("way", self.way), ("kit", self.file), ("recovery_code", self.code)):
            self.add_field(name, field)
        line = QHBoxLayout()
        line.addWidget(button(_("&Chọn tệp…"), "chooseKeyFile", "", self._choose))
        line.addStretch(1)
        self.form.insertLayout(3, line)
        self.form.addStretch(1)
        self.way.changed.connect(self._show_way)
        self.way.set_value(INSTEAD)
        self._show_way()
        self.resize(560, 420)

    def command(self) -> Callable[[], TakingOver]:
        if not self.file.value():
            raise NO_KEY_FILE(field="kit")
        path, code, way = Path(self.file.value()), self.code.value(), self.way.value()
        return lambda: _open(path, code, way)

    def _show_way(self) -> None:
        way = self.way.value() or INSTEAD
        self.code.setVisible(way == INSTEAD)
        self.file.set_hint(_(_HINTS[way]))

    def _choose(self) -> None:
        kinds = _("Tệp giữ khóa, tệp khóa") + " (*.xaso-giu *.xaso-khoa)"
        name, _kind = QFileDialog.getOpenFileName(self, _("Chọn tệp"), "", kinds)
        if name:
            self.file.set_value(name)

    def _work(self, work: Callable[[], TakingOver]) -> None:
        self._tasks.run(
            lambda _progress: work(),
            _("Đang mở tệp…"),
            then=self._done,
            failed=self.show_problem,
            button=self.save_button,
        )

    def _done(self, taking_over: TakingOver) -> None:
        self.accept()
        self.opened.emit(taking_over)


def _open(path: Path, code: str, way: str) -> TakingOver:
    from app.exchange.recovering import JoinOffice, RecoverKeys, open_kit
    from app.keys.enrolment import SUPERIOR, read_enrolment

    with file_problems(path):
        content = path.read_bytes()
    if way == BESIDE:
        office = read_enrolment(content).office
        return TakingOver(JoinOffice(enrolment=content), office.office_name, office.role == SUPERIOR)
    office = open_kit(content, code).enrolment.office
    return TakingOver(RecoverKeys(kit=content, code=code), office.office_name, office.role == SUPERIOR)
