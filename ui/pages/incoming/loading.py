"""What the page of letters shows, read in one go, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.duties.wording import cadence, deadline
from app.duties.wording import duty_kind as kind_words
from app.incoming import queries
from app.incoming.reader_views import Proposal
from app.incoming.views import Judged, LetterReading, LetterView, ProposalLine
from app.kernel.days import show_day
from app.kernel.words import _
from app.people.queries import holders_of
from app.people.views import PersonView
from app.vocabulary import Cadence, PostKind
from ui.widgets.search_combo import Choice

_OFFICIALS = (PostKind.CHAIRMAN, PostKind.VICE_CHAIRMAN, PostKind.CIVIL_SERVANT, PostKind.POLICE)


@dataclass(frozen=True, kw_only=True)
class LettersSeen:
    """The register, and the years it has."""

    letters: tuple[LetterView, ...]
    years: tuple[int, ...]


def letters_seen(session: Any) -> LettersSeen:
    """Every letter, the latest first."""
    return LettersSeen(letters=tuple(queries.letters(session)), years=tuple(queries.years(session)))


def owner_choices(session: Any, day: date) -> list[Choice]:
    """Officials who may be in charge, each with the post held now."""
    found: dict[str, PersonView] = {}
    for kind in _OFFICIALS:
        found |= {person.uid: person for person in holders_of(session, kind)}
    return [Choice(person.uid, person.full_name, person.title_on(day)) for person in found.values()]


def letter_title(view: LetterView) -> str:
    """Symbol and subject in one line."""
    return " · ".join(part for part in (view.symbol, view.subject) if part)


def work_left(view: LetterView) -> str:
    """How many duties were chosen from a letter."""
    if view.duties:
        return _("{count} nhiệm vụ").format(count=view.duties)
    return _("chưa chọn việc") if view.has_text else _("chưa có nội dung")


def when(line: ProposalLine) -> str:
    """Cadence and last day, of the duty where there is one."""
    if line.duty is not None:
        words = deadline(line.duty)
        named = "" if line.duty.cadence is Cadence.ONCE and words else cadence(line.duty.cadence)
        return ", ".join(dict.fromkeys(part for part in (named, words) if part))
    return proposed_when(line.proposal)


def proposed_when(proposal: Proposal) -> str:
    """``hằng tháng, trước ngày 20``."""
    day = show_day(proposal.due_on) or (str(proposal.due_day) if proposal.due_day else "")
    words = ""
    if day:
        words = (_("trước ngày {day}") if proposal.exclusive else _("đến hết ngày {day}")).format(day=day)
    named = "" if proposal.cadence is Cadence.ONCE and words else cadence(proposal.cadence)
    return ", ".join(part for part in (named, words) if part)


def what_kind(proposal: Proposal) -> str:
    """``báo cáo``, ``việc``."""
    kind = proposal.reading.duty_kind
    return kind_words(kind) if kind else ""


def judged_words(judged: Judged) -> str:
    """What a person has said of a proposal."""
    words = {Judged.OPEN: _("đề xuất"), Judged.CONFIRMED: _("đã nhận"), Judged.DROPPED: _("đã bỏ")}
    return words[judged]


def reading_words(reading: LetterReading, shown: int) -> str:
    """How far the letter is judged, in one line."""
    if not reading.text:
        return _("Chưa có nội dung. Chọn Sửa để dán nội dung hoặc mở tệp có chữ.")
    confirmed = sum(line.judged is Judged.CONFIRMED for line in reading.lines)
    words = _("{shown} câu đề xuất, {confirmed} đã nhận.").format(shown=shown, confirmed=confirmed)
    return f"{words} {_('Văn bản rất dài: chỉ đọc phần đầu.')}" if reading.cut else words
