"""One person beside the list: the own fields, the posts over time, and the first post of someone new."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import labels
from app.kernel.days import parse_birth, show_day
from app.kernel.phones import parse_phone, show_phone
from app.kernel.problems import Problem, Refused
from app.kernel.text import fold
from app.kernel.words import _
from app.offices.views import HamletView
from app.people import queries
from app.people.commands import AddPerson, ChangePerson, PersonInput
from app.people.views import PersonView
from app.vocabulary import Gender
from ui.core import tokens
from ui.core.tasks import Tasks
from ui.core.theme import named
from ui.pages.people.duplicates import DuplicateQuestion
from ui.pages.people.posts import PostFields, PostsPane, chosen
from ui.widgets.fields import ChoiceField, TextField
from ui.widgets.remark_place import RemarkPlace
from ui.widgets.search_combo import Choice


class PersonEditor(QFrame):
    """Shows one person, or the empty fields of a new one; saves by Ctrl+S, never by surprise."""

    saved = Signal(str)
    """Uid of the person that was added or changed."""
    refused = Signal()
    """What was typed could not be saved; it still stands here."""
    person_asked = Signal(str)
    """The person of this uid was meant all along."""

    def __init__(self, tasks: Tasks, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "personEditor", "card")
        self.tasks, self.today = tasks, today
        self.person: PersonView | None = None
        self.is_new = False
        self.is_saving = False
        """Whether what was typed is on its way; nobody else is shown meanwhile."""
        self.hamlets: list[HamletView] = []
        self._before: list[object] = []
        self._build_fields()
        self._build_frame()
        self.clear()

    @property
    def uid(self) -> str:
        """Uid of the person shown, "" for none or a new one."""
        return self.person.uid if self.person else ""

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return (self.is_new or self.person is not None) and self._typed() != self._before

    def set_hamlets(self, hamlets: Sequence[HamletView]) -> None:
        """Offers these hamlets; those that are over only where a post names them."""
        self.hamlets = list(hamlets)
        self.first_post.set_hamlets([one for one in hamlets if one.valid_to is None or one.valid_to >= self.today])
        self.posts.show_posts(self.person, self.hamlets)

    def clear(self) -> None:
        """Shows nobody."""
        self._show(None, is_new=False)

    def begin(self) -> None:
        """Empty fields for a new person."""
        self._show(None, is_new=True)
        self.full_name.setFocus()

    def show_person(self, person: PersonView) -> None:
        """Shows a person as stored."""
        self._show(person, is_new=False)

    def show_fresh(self, person: PersonView | None) -> None:
        """Shows what is stored now; what was typed meanwhile stays."""
        if person is None:
            self.clear()
        elif self.is_dirty:
            self.person = person
            self.posts.show_posts(person, self.hamlets)
        else:
            self.show_person(person)

    def revert(self) -> None:
        """Drops what was typed."""
        if self.person is not None:
            self.show_person(self.person)
        else:
            self.clear()

    def save(self) -> None:
        """Saves; a namesake of someone new is asked about first, and a refusal stands beside its field."""
        self._save(sure=False)

    def keep(self) -> None:
        """Saves what can be saved while the window closes; nobody can be asked then: a namesake is added."""
        if self.is_dirty and not self.is_saving:
            self._save(sure=True)

    def show_problem(self, problem: Problem) -> bool:
        """Shows a refusal beside its field."""
        self.is_saving = False
        field = self.fields.get(problem.field) or (self.first_post.fields.get(problem.field) if self.is_new else None)
        self.refused.emit()
        if field is None:
            return False
        field.set_error(f"{problem.sentence} {problem.next_step}".strip())
        field.setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.matches(QKeySequence.StandardKey.Save) or (
            is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.save()
        elif is_enter and isinstance(focused, QLineEdit):
            self.focusNextChild()
        elif is_enter and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _save(self, *, sure: bool) -> None:
        if not self.is_new and self.person is None:
            return
        if self.is_saving and not self.save_button.isEnabled():
            return  # still on its way; an enabled button means that the disk failed and it may be tried again
        self._clear_errors()
        try:
            command = self._command()
        except Refused as problem:
            self.show_problem(problem)
            return
        if isinstance(command, AddPerson) and not sure:
            phone = parse_phone(command.person.phone) or ""
            self.tasks.read(queries.likely_duplicates, command.person.full_name, phone, then=self._on_duplicates)
        elif self.is_dirty or self.is_new:
            self.is_saving = True
            self.tasks.do(command, then=self._on_saved, button=self.save_button, failed=self.show_problem)

    def _on_duplicates(self, found: Sequence[PersonView]) -> None:
        if found and fold(self.full_name.value()):
            self.question.ask(found)
            self._scroll.verticalScrollBar().setValue(0)
        else:
            self._save(sure=True)

    def _on_saved(self, outcome: Any) -> None:
        self.is_saving = self.is_new = False
        self._before = self._typed()
        self.saved.emit(outcome.value)

    def _command(self) -> AddPerson | ChangePerson:
        born = parse_birth(self.birth.value(), today=self.today, label=_("Năm sinh"))
        phone = self.phone.value()
        parse_phone(phone)
        person = PersonInput(
            full_name=self.full_name.value(),
            birth_year=born[0] if born else None,
            birth_date=born[1] if born else None,
            gender=chosen(self.gender, "gender"),
            phone=phone,
            email=self.email.value(),
            digital_skill=chosen(self.digital_skill, "digital_skill"),
            note=self.note.value(),
        )
        if self.person is not None:
            return ChangePerson(uid=self.person.uid, person=person)
        post = self.first_post.value()
        return AddPerson(person=person, posts=(post,) if post else ())

    def _show(self, person: PersonView | None, *, is_new: bool) -> None:
        self.person, self.is_new = person, is_new
        self._clear_errors()
        self._fill(person)
        self.first_post.fill(None)
        self.posts.show_posts(person, self.hamlets)
        self.first_post.setVisible(is_new)
        self.first_post_label.setVisible(is_new)
        self.posts.setVisible(not is_new)
        self.heading.setText(person.full_name if person else _("Người mới"))
        self.leave_button.setText(_("&Bỏ, không thêm") if is_new else _("&Bỏ thay đổi"))
        self._stack.setCurrentIndex(1 if is_new or person else 0)
        self.remarks.about(self.uid)
        self._before = self._typed()

    def _fill(self, person: PersonView | None) -> None:
        self.full_name.set_value(person.full_name if person else "")
        self.birth.set_value("" if person is None else show_day(person.birth_date) or str(person.birth_year or ""))
        self.gender.set_value(person.gender if person else None)
        self.phone.set_value(show_phone(person.phone) if person else "")
        self.email.set_value(person.email if person else "")
        self.digital_skill.set_value(person.digital_skill if person else None)
        self.note.set_value(person.note if person else "")
        for field in self.fields.values():
            if isinstance(field, TextField):
                field.edit.setCursorPosition(0)

    def _clear_errors(self) -> None:
        self.question.put_away()
        for field in (*self.fields.values(), *self.first_post.fields.values()):
            field.clear_error()

    def _typed(self) -> list[object]:
        first = self.first_post.typed() if self.is_new else []
        return [field.typed() for field in self.fields.values()] + first

    def _build_fields(self) -> None:
        self.full_name = TextField(_("Họ &và tên"), name="full_name")
        self.birth = TextField(_("&Năm sinh hoặc ngày sinh"), name="birth")
        self.gender = ChoiceField(
            _("Giới tín&h"),
            [Choice(kind, labels.gender(kind)) for kind in Gender],
            name="gender",
            placeholder=_("chưa rõ"),
        )
        self.phone = TextField(_("Điện th&oại"), name="phone")
        self.email = TextField(_("Thư đ&iện tử"), name="email")
        self.digital_skill = ChoiceField(
            _("Kỹ năng &số"),
            [Choice(True, _("có")), Choice(False, _("không"))],
            name="digital_skill",
            placeholder=_("chưa rõ"),
        )
        self.note = TextField(_("Ghi chú (&w)"), name="note")
        names = ("full_name", "birth", "gender", "phone", "email", "digital_skill", "note")
        self.fields: dict[str, Any] = {name: getattr(self, name) for name in names}
        self.remarks = RemarkPlace(self.fields, also={"birth_year": "birth", "birth_date": "birth"})
        self.first_post = PostFields([])
        self.first_post_label = named(QLabel(_("Chức vụ đang giữ (nếu có)")), look="heading")
        self.posts = PostsPane(self.tasks, self.today)
        self.question = DuplicateQuestion(self.today)
        self.question.opened.connect(self.person_asked)
        self.question.another.connect(lambda: self._save(sure=True))

    def _build_frame(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_M, tokens.SPACE_S)
        column.setSpacing(tokens.SPACE_M)
        self.heading = named(QLabel(wordWrap=True), "personHeading", "heading")
        column.addWidget(self.heading)
        column.addWidget(self.remarks)
        column.addWidget(self.question)
        column.addLayout(self._grid())
        for part in (self.first_post_label, self.first_post, self.posts):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = named(QScrollArea(widgetResizable=True), "personScroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._scroll, 1)
        outer.addLayout(self._buttons())
        nobody = named(
            QLabel(
                _("Chọn một người trong danh sách để xem và sửa, hoặc nhấn Ctrl+N để thêm người mới."), wordWrap=True
            ),
            "nobodyShown",
            "quiet",
        )
        nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nobody.setContentsMargins(tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L, tokens.SPACE_L)
        self._stack = QStackedWidget()
        self._stack.addWidget(nobody)
        self._stack.addWidget(whole)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 1)
        frame.addWidget(self._stack)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(tokens.SPACE_S)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.full_name, 0, 0, 1, 2)
        for place, field in enumerate((self.birth, self.gender, self.phone, self.email, self.digital_skill, self.note)):
            grid.addWidget(field, 1 + place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def _buttons(self) -> QHBoxLayout:
        self.save_button = named(QPushButton(_("&Lưu")), "savePerson", "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.leave_button = named(QPushButton(), "revertPerson")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.leave_button.clicked.connect(lambda _checked=False: self.revert())
        line = QHBoxLayout()
        line.setContentsMargins(tokens.SPACE_M, tokens.SPACE_S, tokens.SPACE_M, tokens.SPACE_M)
        line.setSpacing(tokens.SPACE_S)
        line.addStretch(1)
        line.addWidget(self.save_button)
        line.addWidget(self.leave_button)
        return line
