"""Who signs a paper and in which form (decree 30/2020, article 13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.documents.content import Signing
from app.documents.texts import formula
from app.kernel.words import _
from app.labels import signing_form
from app.people.views import PersonView
from app.vocabulary import PostKind, SigningForm
from ui.pages.documents.head import from_start, side_by_side
from ui.pages.documents.loading import Opened
from ui.pages.documents.part import Draft, Part
from ui.pages.documents.recipients import lines_of
from ui.pages.documents.spot import Spot
from ui.widgets.fields import ChoiceField, LongTextField, TextField
from ui.widgets.search_combo import Choice

_LEADERS = (PostKind.CHAIRMAN, PostKind.VICE_CHAIRMAN, PostKind.PARTY_SECRETARY)


class SigningPart(Part):
    """Người ký, hình thức ký, the lines above the signature and the name below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: dict[str, PersonView] = {}
        self.person = ChoiceField(_("&Người ký"), name="signer", placeholder=_("Gõ tên để tìm"))
        self.form = ChoiceField(
            _("Hình thứ&c ký"), [Choice(form, signing_form(form)) for form in SigningForm], name="signingForm"
        )
        self.titles = LongTextField(
            _("Quyền hạn, chức vụ"),
            name="signingTitles",
            lines=1,
            hint=_("Mỗi dòng in trên một dòng, ví dụ: KT. CHỦ TỊCH / PHÓ CHỦ TỊCH."),
        )
        self.name = TextField(_("Họ và tên in dưới chữ ký"), name="signerName")
        self.second = TextField(_("Chức vụ chính quyền (khi ký thay mặt Ban)"), name="secondOffice")
        for field in (self.titles, self.name, self.second):
            field.changed.connect(self.changed)
        self.person.changed.connect(self._on_person)
        self.form.changed.connect(self._on_form)
        self._spot = Spot(side_by_side(self.person, self.form), marks=self.person.editor)
        self._titles = Spot(side_by_side(self.titles, self.name), marks=self.titles.editor)
        for part in (self._spot, self._titles, self.second):
            self.layout_.addWidget(part)

    def show_paper(self, paper: Opened) -> None:
        signing, day = paper.view.content.signing, paper.view.paper_date
        self._people = {person.uid: person for person in paper.people}
        self.person.set_choices(
            [
                Choice(person.uid, person.full_name, person.title_on(day) if day else "")
                for person in sorted(paper.people, key=_leaders_first)
            ]
        )
        self.person.set_value(signing.person)
        self.form.set_value(signing.form)
        from_start(self.person)
        from_start(self.form)
        self.titles.set_value("\n".join(signing.titles))
        self.name.set_value(signing.name)
        self.second.set_value(signing.second_office)
        self.second.setVisible(bool(signing.second_office) or signing.form is SigningForm.COMMITTEE)

    def written(self, draft: Draft) -> Draft:
        before = draft.content.signing
        typed_off = self.person.value() is None and self.person.combo.text().strip()
        return replace(
            draft,
            content=replace(
                draft.content,
                signing=Signing(
                    form=self.form.value() or before.form,
                    titles=tuple(lines_of(self.titles.value())),
                    person=before.person if typed_off else self.person.value(),
                    name=self.name.value(),
                    second_office=self.second.value(),
                ),
            ),
        )

    def spots(self) -> Mapping[str, Spot]:
        return {"signing": self._spot, "signing.titles": self._titles, "signing.name": self._titles}

    def _on_person(self) -> None:
        person = self._people.get(self.person.value() or "")
        if person is not None:
            self.name.set_value(person.full_name)
        self.changed.emit()

    def _on_form(self) -> None:
        form = self.form.value()
        if form is not None:
            self.titles.set_value("\n".join(formula(form)))
            self.second.setVisible(form is SigningForm.COMMITTEE or bool(self.second.value()))
        self.changed.emit()


def _leaders_first(person: PersonView) -> int:
    return min((_LEADERS.index(post.kind) for post in person.posts if post.kind in _LEADERS), default=len(_LEADERS))
