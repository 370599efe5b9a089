"""Making a copy of a signed paper: its kind, its day, who signs it, and of an extract the parts taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from app.documents import queries
from app.documents.content import Signing
from app.documents.copy_kinds import COPIES_SERIES, NAMES, CopyKind, copy_kind
from app.documents.copying import MakeCopy, PaperPart, parts_of
from app.documents.numbering import number_text
from app.documents.texts import formula
from app.documents.views import DocumentView
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.labels import signing_form
from app.people.queries import people
from app.people.views import PersonView
from app.vocabulary import SigningForm
from ui.core.context import Context
from ui.core.dialogs import FormDialog
from ui.core.tab_order import begin_at
from ui.core.theme import named
from ui.pages.documents.head import from_start, side_by_side
from ui.pages.documents.recipients import lines_of, recipient_of
from ui.widgets.fields import ChoiceField, DateField, Field, LongTextField, TextField
from ui.widgets.search_combo import Choice

NO_COPY_DAY = refused("WIN-46", N_("Chưa ghi ngày sao."), next_step=N_("Ghi ngày/tháng/năm."))
NO_COPY_KIND = refused("WIN-47", N_("Chưa chọn hình thức sao."), next_step=N_("Chọn một hình thức trong danh sách."))

_FORMS = (
    SigningForm.HEAD,
    SigningForm.FOR_HEAD,
    SigningForm.ACTING_HEAD,
    SigningForm.BY_ORDER,
    SigningForm.BY_AUTHORISATION,
)


@dataclass(frozen=True, kw_only=True)
class CopyFacts:
    """What there is to choose from."""

    parts: tuple[PaperPart, ...]
    people: tuple[PersonView, ...]
    next_number: int | None


def copy_facts(session: Any, uid: str, today: date) -> CopyFacts:
    """The parts of a paper, who may sign, and the next number of the copies' series."""
    known = {series.code for series in queries.all_series(session)}
    return CopyFacts(
        parts=parts_of(session, uid),
        people=tuple(people(session)),
        next_number=queries.next_free(session, COPIES_SERIES, today.year) if COPIES_SERIES in known else 1,
    )


def kinds_for(view: DocumentView) -> tuple[CopyKind, ...]:
    """How a paper may be copied: a paper whole or in part, a sao y by sao lục."""
    copied = copy_kind(view.template)
    if copied is None:
        return (CopyKind.FULL, CopyKind.EXTRACT)
    return (CopyKind.FROM_COPY,) if copied is CopyKind.FULL else ()


class CopyForm(FormDialog):
    """Makes the command that numbers and freezes a copy."""

    def __init__(self, context: Context, view: DocumentView, parent: QWidget | None = None) -> None:
        self.title = _("Làm bản sao")
        self.save_words = _("Làm &bản sao")
        super().__init__(parent)
        self._view = view
        self._people: dict[str, PersonView] = {}
        self._build(context.clock.today())
        context.tasks.read(copy_facts, view.uid, context.clock.today(), then=self._show_facts)
        begin_at(self, self.kind.combo)
        self.resize(620, 560)

    def command(self) -> Any:
        day, kind = self.issued_on.value(), self.kind.value()
        if kind is None:
            raise NO_COPY_KIND(field="kind")
        if day is None:
            raise NO_COPY_DAY(field="issued_on")
        return MakeCopy(
            document=self._view.uid,
            kind=kind,
            issued_on=day,
            signing=Signing(
                form=self.form_.value() or SigningForm.HEAD,
                titles=tuple(lines_of(self.titles.value())),
                person=self.signer.value(),
                name=self.name.value(),
            ),
            recipients=tuple(map(recipient_of, lines_of(self.recipients.value()))),
            parts=self.chosen_parts() if kind is CopyKind.EXTRACT else (),
        )

    def chosen_parts(self) -> tuple[int, ...]:
        """Places of the parts that are ticked."""
        ticked = Qt.CheckState.Checked
        return tuple(row for row in range(self.list.count()) if self.list.item(row).checkState() == ticked)

    def _build(self, today: date) -> None:
        kinds = kinds_for(self._view)
        self.kind = ChoiceField(_("&Hình thức sao"), [Choice(kind, _(NAMES[kind])) for kind in kinds], name="kind")
        self.issued_on = DateField(_("&Ngày sao"), name="issued_on")
        self.list = named(QListWidget(), "copyParts")
        self.list.setFixedHeight(132)
        self.parts = Field(_("&Phần được trích sao"), self.list, name="copyParts")
        self.signer = ChoiceField(_("N&gười ký"), name="signer", placeholder=_("Gõ tên để tìm"))
        self.form_ = ChoiceField(
            _("Hình thức &ký"), [Choice(form, signing_form(form)) for form in _FORMS], name="signingForm"
        )
        self.titles = LongTextField(_("&Quyền hạn, chức vụ"), name="signingTitles", lines=2)
        self.name = TextField(_("Họ và tên &in dưới chữ ký"), name="signerName")
        self.recipients = LongTextField(
            _("Nơi nhận bản &sao"), name="recipients", lines=2, hint=_("Mỗi nơi một dòng; dòng Lưu: VT tự thêm.")
        )
        self.about = named(
            QLabel(_("Bản sao có số riêng, được khóa ngay khi làm và không hoàn tác được."), wordWrap=True),
            "copyAbout",
            "quiet",
        )
        self.form.addWidget(self.about)
        self.form.addWidget(side_by_side(self.kind, self.issued_on))
        self.form.addWidget(self.parts)
        self.form.addWidget(side_by_side(self.signer, self.form_))
        self.form.addWidget(side_by_side(self.titles, self.name))
        self.form.addWidget(self.recipients)
        self.fields |= {
            "kind": self.kind,
            "issued_on": self.issued_on,
            "parts": self.parts,
            "signer": self.signer,
        }
        self.kind.set_value(kinds[0] if kinds else None)
        self.issued_on.set_value(today)
        self.kind.changed.connect(self._on_kind)
        self.signer.changed.connect(self._on_signer)
        self.form_.changed.connect(self._on_form)
        self._on_kind()

    def _show_facts(self, facts: CopyFacts) -> None:
        signing, day = self._view.content.signing, self.issued_on.value()
        self._people = {person.uid: person for person in facts.people}
        self.signer.set_choices(
            [Choice(each.uid, each.full_name, each.title_on(day) if day else "") for each in facts.people]
        )
        self.signer.set_value(signing.person)
        self.form_.set_value(signing.form if signing.form in _FORMS else SigningForm.HEAD)
        self.titles.set_value("\n".join(signing.titles if signing.form in _FORMS else formula(SigningForm.HEAD)))
        self.name.set_value(signing.name)
        for field in (self.signer, self.form_):
            from_start(field)
        self.issued_on.set_hint(
            _("Số bản sao tiếp theo: {number}.").format(number=number_text(facts.next_number) or "01")
        )
        for part in facts.parts:
            item = QListWidgetItem(part.label)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._before = self._typed()  # what the program put in is nothing the person typed

    def _on_kind(self) -> None:
        self.parts.setVisible(self.kind.value() is CopyKind.EXTRACT)

    def _on_signer(self) -> None:
        person = self._people.get(self.signer.value() or "")
        if person is not None:
            self.name.set_value(person.full_name)

    def _on_form(self) -> None:
        form = self.form_.value()
        if form is not None:
            self.titles.set_value("\n".join(formula(form)))
