"""Rows in doubt, settled one by one: what may be answered, and what was answered; nothing is taken in unanswered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.kernel.text import fold
from app.kernel.words import N_, _

HAMLET = "hamlet"
"""Key of the field that names a hamlet."""
MOST_NAMED = 5
"""People offered by name for one row; more would not be read."""


class Choice(StrEnum):
    """Kinds of answers."""

    SAME = "same"
    NEW = "new"
    HAMLET = "hamlet"
    BLANK = "blank"
    SKIP = "skip"


IN_GENERAL = {
    Choice.SAME: N_("là cùng một người"),
    Choice.NEW: N_("là người mới"),
    Choice.BLANK: N_("nhận, để trống ô sai"),
    Choice.SKIP: N_("bỏ qua"),
}
"""Answers that can be given to many rows at once, in words; a hamlet is each row's own."""


@dataclass(frozen=True)
class Answer:
    """One answer: its kind, and of whom or what it speaks."""

    kind: Choice
    about: str = ""
    """Uid of the person or hamlet; key of the field that stays blank."""


@dataclass(frozen=True)
class Offer:
    """An answer that may be given, in words."""

    answer: Answer
    words: str


Answers = tuple[Answer, ...]

SKIP = Offer(Answer(Choice.SKIP), N_("Bỏ qua dòng này"))


def answered(answers: Answers, *kinds: Choice) -> Answer | None:
    """The answer of one of these kinds, if it was given."""
    return next((answer for answer in answers if answer.kind in kinds), None)


def may_stay_blank(answers: Answers, key: str) -> bool:
    """Whether it was agreed to leave this field blank."""
    return Answer(Choice.BLANK, key) in answers


def about_person(known: Iterable[tuple[str, str]]) -> tuple[Offer, ...]:
    """Who a row may mean (uid, words that tell namesakes apart), or somebody new."""
    same = [
        Offer(Answer(Choice.SAME, uid), _("Là cùng một người: {person}").format(person=words)) for uid, words in known
    ]
    return (*same[:MOST_NAMED], Offer(Answer(Choice.NEW), _("Là người mới, thêm vào danh sách")), _skip())


class HamletOffers:
    """Which hamlet is meant by an unknown name; many rows repeat the same one, so each is answered for once."""

    def __init__(self, hamlets: Iterable[tuple[str, str, str]], *, may_stay_blank: bool) -> None:
        """Hamlets as (uid, name, label)."""
        self._hamlets = tuple(hamlets)
        self._blank = (Offer(Answer(Choice.BLANK, HAMLET), _("Nhận, để trống thôn")),) if may_stay_blank else ()
        self._known: dict[str, tuple[Offer, ...]] = {}

    def like(self, typed: str) -> tuple[Offer, ...]:
        """The hamlet spelled most like it, none or left out, then the other hamlets."""
        if typed not in self._known:
            wanted = SequenceMatcher(b=fold(typed))

            def distance(hamlet: tuple[str, str, str]) -> float:
                wanted.set_seq1(fold(hamlet[1]))
                return -wanted.ratio()

            meant = [
                Offer(Answer(Choice.HAMLET, uid), _("Là {hamlet}").format(hamlet=label))
                for uid, _name, label in sorted(self._hamlets, key=distance)
            ]
            self._known[typed] = (*meant[:1], *self._blank, _skip(), *meant[1:])
        return self._known[typed]


def about_cell(key: str, heading: str) -> tuple[Offer, ...]:
    """A cell that cannot be read stays blank, or the row is left out."""
    words = _("Nhận, để trống ô “{heading}”").format(heading=heading)
    return (Offer(Answer(Choice.BLANK, key), words), _skip())


def _skip() -> Offer:
    return Offer(SKIP.answer, _(SKIP.words))
