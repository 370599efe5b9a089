"""Forms for a place in a committee or team: adding somebody known or new, and changing role and seat."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from app import labels
from app.bodies.commands import AddMember, AddPersonToBody, ChangeMember, ImportTeamMembers, MemberRow
from app.bodies.suggestions import holds, in_suggested_order, suggested
from app.bodies.views import BodyView, MemberView
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.offices.views import HamletView
from app.people.queries import people as everybody
from app.people.views import PersonView
from app.vocabulary import BodyKind, BodyRole, PostKind
from ui.core.dialogs import FormDialog
from ui.widgets.fields import ChoiceField, LongTextField, TextField
from ui.widgets.search_combo import Choice

PERSON_MISSING = refused(
    "WIN-51",
    N_("Chưa chọn người."),
    next_step=N_("Gõ vài chữ của tên rồi chọn trong danh sách, hoặc gõ đủ họ tên người mới."),
)
ROLE_MISSING = refused("WIN-52", N_("Chưa chọn vai trò."), next_step=N_("Nhấn ↓ rồi chọn trong danh sách."))
NOT_A_YEAR = refused(
    "WIN-53",
    N_("“{text}” không phải năm sinh."),
    next_step=N_("Nhập bốn chữ số, ví dụ 1988, hoặc để trống nếu chưa biết."),
)
KIND_MISSING = refused("WIN-54", N_("Chưa chọn thành phần."), next_step=N_("Nhấn ↓ rồi chọn trong danh sách."))

_HAMLET_TITLES = {PostKind.HAMLET_HEAD: N_("Trưởng {hamlet}"), PostKind.HAMLET_DEPUTY: N_("Phó Trưởng {hamlet}")}
_UNTITLED = (PostKind.RESIDENT, PostKind.OTHER, PostKind.YOUTH_BRANCH, PostKind.CIVIL_SERVANT, PostKind.TELECOM)
_IN_HAMLETS = (
    PostKind.HAMLET_HEAD,
    PostKind.HAMLET_DEPUTY,
    PostKind.YOUTH_BRANCH,
    PostKind.WOMEN_BRANCH,
    PostKind.FARMERS_BRANCH,
    PostKind.VETERANS_BRANCH,
    PostKind.FRONT_BRANCH,
    PostKind.RESIDENT,
)


@dataclass(frozen=True, kw_only=True)
class Joining:
    """What a form needs to know to add somebody to a body."""

    kind: BodyKind
    body: str
    """Uid of the body; empty for a hamlet whose team is made together with its first member."""
    people: tuple[PersonView, ...]
    """Everybody who could join, the suggested ones first."""
    suggested: int
    """How many of them the rules suggest."""
    day: date
    roles: tuple[tuple[tuple[PostKind, ...], BodyRole], ...] = ()
    """Roles still free, with the posts that are meant for them."""
    hamlet: HamletView | None = None


def joining(
    session: Any,
    kind: BodyKind,
    body: BodyView | None,
    wanted: Collection[PostKind],
    *,
    day: date,
    roles: Sequence[tuple[tuple[PostKind, ...], BodyRole]] = (),
    hamlet: HamletView | None = None,
) -> Joining:
    """Reads everybody in the order in which they are offered; whoever is in already is left out.

    A query, for a commune may keep tens of thousands of people: they are read when the form is asked for, not before.
    """
    people = everybody(session)
    planned = body.planned if body else ()
    inside = {member.person.uid for member in planned}
    taken = {member.role for member in planned}
    first = suggested(people, wanted, day, hamlet=hamlet.uid if hamlet else None, without=inside)
    known = inside | {person.uid for person in first}
    rest = in_suggested_order([person for person in people if person.uid not in known], day)
    return Joining(
        kind=kind,
        body=body.uid if body else "",
        people=(*first, *rest),
        suggested=len(first),
        day=day,
        roles=tuple((posts, role) for posts, role in roles if role not in taken),
        hamlet=hamlet,
    )


class AddMemberForm(FormDialog):
    """Adds a person found by name; a name that nobody has opens the fields of a new person."""

    def __init__(self, case: Joining, parent: QWidget | None = None) -> None:
        self.case = case
        self.title = _("Thêm thành viên")
        super().__init__(parent)
        self.person = ChoiceField(
            _("&Người"),
            [_choice(each, case, place) for place, each in enumerate(case.people)],
            name="person",
            placeholder=_("Gõ tên để tìm, hoặc gõ họ tên người mới"),
            free=True,
        )
        self.role = ChoiceField(_("&Vai trò"), _roles(case.kind), name="role")
        self.role.set_value(BodyRole.MEMBER)
        self.add_field("person", self.person)
        self._build_newcomer()
        self.add_field("role", self.role)
        self.seat = _seat_field(case.kind)
        self.add_field("seat", self.seat)
        self.duty = LongTextField(_("Nhiệ&m vụ"), name="duty", hint=_("Có thể để trống và ghi sau."))
        if case.kind is BodyKind.COMMITTEE:
            self.add_field("duty", self.duty)
        self.fields |= {"full_name": self.person, "birth": self.birth_year}
        self.form.addStretch(1)
        self.person.combo.textChanged.connect(lambda _text: self._on_person())
        self.person.combo.chosen.connect(lambda _value: self._on_chosen())
        self.post_kind.changed.connect(self._on_kind)
        self._on_person()
        self.resize(520, 300)

    def command(self) -> Any:
        role = self.role.value()
        name = str(self.person.typed()).strip()
        if not name:
            raise PERSON_MISSING(field="person")
        if role is None:
            raise ROLE_MISSING(field="role")
        person = self.person.value()
        return self._newcomer(name, role) if person is None else self._known(person, role)

    def _known(self, person: str, role: BodyRole) -> Any:
        if not self.case.body and self.case.hamlet:
            return ImportTeamMembers(rows=(MemberRow(hamlet=self.case.hamlet.uid, person=person, role=role),))
        return AddMember(body=self.case.body, person=person, role=role, seat=self.seat.value(), duty=self._duty())

    def _newcomer(self, name: str, role: BodyRole) -> Any:
        kind, title = self._post(), self.post_title.value()
        row = MemberRow(
            hamlet=self.case.hamlet.uid if self.case.hamlet else "",
            full_name=name,
            role=role,
            title=title,
            birth_year=self._year(),
            post=kind if title or kind is not PostKind.RESIDENT else None,
            phone=self.phone.value(),
            duty=self._duty(),
        )
        if self.case.body:
            return AddPersonToBody(body=self.case.body, newcomer=row)
        return ImportTeamMembers(rows=(row,))

    def _duty(self) -> str:
        return self.duty.value() if self.case.kind is BodyKind.COMMITTEE else ""

    def _post(self) -> PostKind:
        kind = self.post_kind.value()
        if not isinstance(kind, PostKind):
            raise KIND_MISSING(field="post_kind")
        return kind

    def _year(self) -> int | None:
        text = self.birth_year.value()
        if text and not (text.isascii() and text.isdigit() and len(text) == 4):
            raise NOT_A_YEAR(field="birth_year", text=text)
        return int(text) if text else None

    def _build_newcomer(self) -> None:
        in_hamlet = self.case.hamlet is not None
        kinds = sorted(PostKind, key=lambda kind: (kind in _IN_HAMLETS) is not in_hamlet)
        self.post_kind = ChoiceField(
            _("Thuộc thành &phần"), [Choice(kind, labels.post_kind(kind)) for kind in kinds], name="post_kind"
        )
        self.post_title = TextField(_("&Chức vụ ghi trên văn bản"), name="title")
        self.birth_year = TextField(_("Năm &sinh"), name="birth_year", hint=_("Để trống nếu chưa biết."))
        self.phone = TextField(_("Số điện th&oại"), name="phone", hint=_("Để trống nếu chưa cần."))
        for key, field in (
            ("post_kind", self.post_kind),
            ("title", self.post_title),
            ("birth_year", self.birth_year),
            ("phone", self.phone),
        ):
            self.add_field(key, field)

    def _on_person(self) -> None:
        """A name that was typed and not chosen is a new person's."""
        is_new = bool(str(self.person.typed()).strip()) and self.person.value() is None
        for field in (self.post_kind, self.post_title, self.birth_year, self.phone):
            field.setVisible(is_new)
        self.seat.setVisible(self._takes_seat() and not is_new)
        self.person.set_hint(self._hint(is_new=is_new))

    def _hint(self, *, is_new: bool) -> str:
        if is_new:
            return _("Chưa chọn ai trong danh sách: người này sẽ được thêm mới.")
        if self.person.value() is None and self.case.suggested:
            return _("Nhấn ↓: {count} người đầu danh sách hợp quy định, ưu tiên người trẻ có kỹ năng số.").format(
                count=self.case.suggested
            )
        return ""

    def _takes_seat(self) -> bool:
        return bool(self.case.body) and self.person.value() is not None

    def _on_chosen(self) -> None:
        person = next((each for each in self.case.people if each.uid == self.person.value()), None)
        if person is not None:
            posts = [post.kind for post in person.posts_on(self.case.day)]
            _offer_seats(self.seat, posts)
            self.seat.set_value(next((kind for kind in posts if kind not in (PostKind.RESIDENT, PostKind.OTHER)), None))
            self.role.set_value(
                next((role for kinds, role in self.case.roles if holds(person, kinds, self.case.day)), BodyRole.MEMBER)
            )
        self._on_person()

    def _on_kind(self) -> None:
        """Suggests the usual title of a post, and the role meant for it."""
        kind = self.post_kind.value()
        if not isinstance(kind, PostKind):
            return
        if not self.post_title.value() and kind not in _UNTITLED:
            place = labels.hamlet_kind(self.case.hamlet.kind) if self.case.hamlet else ""
            words = _HAMLET_TITLES.get(kind)
            self.post_title.set_value(_(words).format(hamlet=place).strip() if words else labels.post_title(kind))
        self.role.set_value(next((role for kinds, role in self.case.roles if kind in kinds), BodyRole.MEMBER))


class ChangeMemberForm(FormDialog):
    """Changes role, seat and duty of a member."""

    def __init__(self, member: MemberView, kind: BodyKind, *, day: date, parent: QWidget | None = None) -> None:
        self.member, self.kind = member, kind
        self.title = _("Sửa thành viên: {name}").format(name=member.person.full_name)
        super().__init__(parent)
        self.record_uid = member.uid
        signed = member.valid_from is not None
        self.role = ChoiceField(
            _("&Vai trò"),
            _roles(kind),
            name="role",
            hint=_("Vai trò mới có hiệu lực khi quyết định kiện toàn được ký.") if signed else "",
        )
        self.role.set_value(member.role)
        self.seat = _seat_field(kind)
        _offer_seats(
            self.seat, [*(post.kind for post in member.person.posts_on(day)), *([member.seat] if member.seat else [])]
        )
        self.seat.set_value(member.seat)
        self.duty = LongTextField(_("Nhiệ&m vụ"), name="duty", lines=4)
        self.duty.set_value(member.duty)
        self.add_field("role", self.role)
        self.add_field("seat", self.seat)
        if kind is BodyKind.COMMITTEE:
            self.add_field("duty", self.duty)
        self.form.addStretch(1)
        self.resize(520, 320)

    def command(self) -> Any:
        if self.role.value() is None:
            raise ROLE_MISSING(field="role")
        duty = self.duty.value() if self.kind is BodyKind.COMMITTEE else self.member.duty
        return ChangeMember(
            membership=self.member.uid,
            role=self.role.value(),
            seat=self.seat.value(),
            duty=duty,
            ordinal=self.member.ordinal,
        )


def _choice(person: PersonView, case: Joining, place: int) -> Choice:
    notes = [person.title_on(case.day)]
    if place < case.suggested:
        notes.append(_("hợp quy định"))
    if person.digital_skill:
        notes.append(_("có kỹ năng số"))
    return Choice(person.uid, person.full_name, ", ".join(filter(None, notes)))


def _roles(kind: BodyKind) -> list[Choice]:
    return [Choice(role, labels.body_role(role, kind)) for role in BodyRole]


def _seat_field(kind: BodyKind) -> ChoiceField:
    words = _("Ban Chỉ đạo") if kind is BodyKind.COMMITTEE else _("Tổ")
    return ChoiceField(
        _("Tham gia theo &chức danh"),
        name="seat",
        placeholder=_("để trống nếu tham gia đích danh"),
        hint=_("Ai giữ chức danh này thì thay vào {body} ở lần kiện toàn sau.").format(body=words),
    )


def _offer_seats(field: ChoiceField, kinds: Sequence[PostKind]) -> None:
    field.set_choices([Choice(kind, labels.post_kind(kind)) for kind in dict.fromkeys(kinds)])
