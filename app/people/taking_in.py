"""People taken in from a pasted list or a file: what each checked row would add or change, as one command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.importing.preview import Existing, PreviewRow
from app.importing.targets import post_with_unit
from app.kernel.problems import Refused, refused
from app.kernel.text import clean_line, fold, fold_with_tones, has_tones
from app.kernel.words import N_, _
from app.offices.views import HamletView
from app.people.commands import (
    TITLE_LIMIT,
    AddPeople,
    AddPerson,
    AddPost,
    ChangePerson,
    ChangePost,
    PersonInput,
    PostInput,
)
from app.people.rules import post_kind_of
from app.people.views import PersonView, PostView
from db.vocabulary import HamletKind, PostKind

HAMLET_UNKNOWN = refused(
    "PEO-07",
    N_("chưa có “{hamlet}” trong danh sách thôn."),
    next_step=N_("Thêm thôn ở “Cơ quan và thôn” rồi dán lại, hoặc để trống ô này."),
)
HAMLET_UNCLEAR = refused(
    "PEO-08", N_("có nhiều thôn tên “{hamlet}”."), next_step=N_("Để trống ô này rồi chọn thôn cho từng người.")
)
_OWN_FIELDS = ("full_name", "birth_year", "birth_date", "gender", "phone", "email", "digital_skill", "note")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What taking one row in would do; nothing at all where everything is as it is already."""

    added: AddPerson | None = None
    changed: ChangePerson | None = None
    posts: tuple[AddPost | ChangePost, ...] = ()
    refusal: Refused | None = None
    """Why the row cannot be taken in; then the rest is empty."""

    @property
    def does_something(self) -> bool:
        """Whether a row would be written."""
        return bool(self.added or self.changed or self.posts)


class Intake:
    """Judges the rows of one list against the people and hamlets there are."""

    def __init__(self, people: Sequence[PersonView], hamlets: Sequence[HamletView], today: date) -> None:
        self.people = {person.uid: person for person in people}
        self._hamlets = {hamlet.uid: hamlet for hamlet in hamlets}
        self.today = today

    def existing(self) -> list[Existing]:
        """The people there are, in the values of a people table."""
        return [Existing(uid=person.uid, values=self._values(person)) for person in self.people.values()]

    def step(self, row: PreviewRow, *, same_as: str = "", hamlet: str | None = "") -> Step:
        """What a row would do: to the person ``same_as``, or as a new person.

        The hamlet is the one that the row names, unless another or none was answered.
        """
        try:
            title, hamlet = _title(row.values), self._hamlet(row.values) if hamlet == "" else hamlet
            clean_line(str(row.values.get("note") or ""), field="note", limit=500)
        except Refused as refusal:
            return Step(refusal=refusal)
        person = self.people.get(same_as)
        if person is None:
            posts = (_post(title, hamlet),) if title or hamlet else ()
            return Step(added=AddPerson(person=_new_input(row.values), posts=posts))
        whole = _changed_input(person, row.values)
        change = ChangePerson(uid=person.uid, person=whole) if whole != _input_of(person) else None
        return Step(changed=change, posts=self._post_steps(person, title, hamlet))

    def _values(self, person: PersonView) -> dict[str, object]:
        values: dict[str, object] = {key: getattr(person, key) for key in _OWN_FIELDS}
        values["post"] = person.title_on(self.today)
        home = next((post.hamlet for post in person.posts_on(self.today) if post.hamlet in self._hamlets), None)
        if home is not None:
            values |= {"hamlet": self._hamlets[home].name, "hamlet_kind": self._hamlets[home].kind}
        return values

    @property
    def hamlets(self) -> tuple[HamletView, ...]:
        """The hamlets there are."""
        return tuple(self._hamlets.values())

    def _hamlet(self, values: Mapping[str, object]) -> str | None:
        name, kind = str(values.get("hamlet") or ""), values.get("hamlet_kind")
        if not name:
            return None
        alike = fold_with_tones if has_tones(name) else fold
        fitting = [hamlet for hamlet in self._hamlets.values() if alike(hamlet.name) == alike(name)]
        exact = [hamlet for hamlet in fitting if hamlet.kind is kind] if isinstance(kind, HamletKind) else fitting
        if not exact:
            raise HAMLET_UNKNOWN(field="hamlet", hamlet=name)
        if len(exact) > 1:
            raise HAMLET_UNCLEAR(field="hamlet", hamlet=name)
        return exact[0].uid

    def _post_steps(self, person: PersonView, title: str, hamlet: str | None) -> tuple[AddPost | ChangePost, ...]:
        """A post held today is corrected; another kind of post is added beside it, for nobody said that it ended."""
        held = person.posts_on(self.today)
        if not title:
            return self._home_steps(person, held, hamlet)
        if _alike(title, person.title_on(self.today)):
            return self._home_steps(person, held, hamlet)
        same = [post for post in held if _alike(post.title, title)]
        kind = post_kind_of(title)
        if not same and kind is not PostKind.OTHER:
            same = [post for post in held if post.kind is kind]
        if len(same) == 1:
            return _corrected(same[0], title, hamlet)
        return (AddPost(person=person.uid, post=_post(title, hamlet, self.today if held else None)),)

    def _home_steps(
        self, person: PersonView, held: Sequence[PostView], hamlet: str | None
    ) -> tuple[AddPost | ChangePost, ...]:
        if hamlet is None or any(post.hamlet == hamlet for post in held):
            return ()
        if len(held) == 1:
            return _corrected(held[0], held[0].title, hamlet)
        return () if held else (AddPost(person=person.uid, post=_post("", hamlet)),)


def command_of(steps: Iterable[Step]) -> AddPeople:
    """The one command that carries out these steps."""
    chosen = [step for step in steps if step.refusal is None]
    return AddPeople(
        people=tuple(step.added for step in chosen if step.added),
        changes=tuple(step.changed for step in chosen if step.changed),
        posts=tuple(post for step in chosen for post in step.posts),
    )


def _corrected(post: PostView, title: str, hamlet: str | None) -> tuple[ChangePost, ...]:
    corrected = PostInput(
        kind=post.kind, title=title, hamlet=hamlet or post.hamlet, valid_from=post.valid_from, valid_to=post.valid_to
    )
    as_it_is = (post.title, post.hamlet) == (corrected.title, corrected.hamlet)
    return () if as_it_is else (ChangePost(uid=post.uid, post=corrected),)


def _title(values: Mapping[str, object]) -> str:
    return clean_line(post_with_unit(values), field="post", limit=TITLE_LIMIT, label=_("Chức vụ"))


def _post(title: str, hamlet: str | None, valid_from: date | None = None) -> PostInput:
    return PostInput(kind=post_kind_of(title), title=title, hamlet=hamlet, valid_from=valid_from)


def _alike(one: str, other: str) -> bool:
    return fold_with_tones(one) == fold_with_tones(other)


def _new_input(values: Mapping[str, object]) -> PersonInput:
    given = {key: values[key] for key in _OWN_FIELDS if values.get(key) is not None}
    return PersonInput(**given)  # type: ignore[arg-type]  # the target's readers give each key its type


def _changed_input(person: PersonView, values: Mapping[str, object]) -> PersonInput:
    """The person with what the row says; a blank cell erases nothing, another year of birth drops the former day."""
    known = {key: getattr(person, key) for key in _OWN_FIELDS}
    given = {key: values[key] for key in _OWN_FIELDS if values.get(key) is not None}
    if given.get("birth_year", person.birth_year) != person.birth_year and "birth_date" not in given:
        known["birth_date"] = None
    if "note" in given:
        given["note"] = clean_line(str(given["note"]), field="note", limit=500)
    return PersonInput(**(known | given))


def _input_of(person: PersonView) -> PersonInput:
    return PersonInput(**{key: getattr(person, key) for key in _OWN_FIELDS})
