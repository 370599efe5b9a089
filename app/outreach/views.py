"""What is shown of public information: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import AiringKind, MeetingKind, Origin, OutreachForm, PostChannel


@dataclass(frozen=True, kw_only=True)
class ProgrammeView:
    """A radio programme."""

    uid: str
    title: str
    month: str
    """``yyyy-mm``, the month it is made for."""
    themes: tuple[str, ...]
    forces: tuple[str, ...]
    model: str | None
    origin: Origin
    seconds: int | None
    script: str
    editor: str
    presenter: str
    approved_by: str
    approved_on: date | None
    letter: str | None
    note: str
    has_file: bool
    """Whether a text, a scan or an audio file is kept as its evidence."""

    @property
    def is_made(self) -> bool:
        """Whether there is a script or a file: without either nobody can show what was on air."""
        return bool(self.script.strip()) or self.has_file


@dataclass(frozen=True, kw_only=True)
class AiringView:
    """One time a programme was heard from one place."""

    uid: str
    programme: str
    aired_on: date
    aired_at: str
    """``HH:MM``, empty where not noted."""
    kind: AiringKind
    loudspeaker: str
    hamlet: str | None
    minutes: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class OnlinePostView:
    """A post on a website or social network."""

    uid: str
    channel: PostChannel
    title: str
    url: str
    posted_on: date
    genre: str
    themes: tuple[str, ...]
    forces: tuple[str, ...]
    model: str | None
    reach: int | None
    handbook: bool
    rechecked_on: date | None
    note: str
    has_capture: bool
    """Whether a picture of it is kept as evidence."""

    @property
    def is_proved(self) -> bool:
        """Whether its address or a picture of it is kept."""
        return bool(self.url) or self.has_capture


@dataclass(frozen=True, kw_only=True)
class DisplayView:
    """A banner or panel."""

    uid: str
    title: str
    form: str
    place: str
    size: str
    count: int | None
    hamlet: str | None
    put_up_on: date
    taken_down_on: date | None
    themes: tuple[str, ...]
    note: str
    has_photo: bool


@dataclass(frozen=True, kw_only=True)
class MeetingView:
    """A conference, class, forum or hamlet meeting."""

    uid: str
    kind: MeetingKind
    title: str
    held_on: date
    held_at: str
    place: str
    hamlet: str | None
    digital: bool
    themes: tuple[str, ...]
    forces: tuple[str, ...]
    model: str | None
    invited: int | None
    attended: int | None
    speaker: str
    minutes: str | None
    note: str
    has_file: bool


@dataclass(frozen=True, kw_only=True)
class PraiseView:
    """Who was praised for what."""

    uid: str
    whom: str
    collective: bool
    act: str
    acted_on: date
    praised_on: date | None
    form: str
    about_noun: str
    about: str

    @property
    def lag(self) -> int | None:
        """Days from the act to the praise; none while nobody has praised."""
        return (self.praised_on - self.acted_on).days if self.praised_on else None


@dataclass(frozen=True, kw_only=True)
class PlanCell:
    """What is planned for one theme in one form and month."""

    theme: str
    form: OutreachForm
    month: int
    text: str = ""
    planned: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned here."""
        return not self.text and self.planned is None


@dataclass(frozen=True, kw_only=True)
class PlanView:
    """The plan of a year: only cells in which something stands."""

    year: int
    cells: tuple[PlanCell, ...] = ()

    def cell(self, theme: str, form: OutreachForm, month: int) -> PlanCell:
        """The cell, empty where nothing is planned."""
        for cell in self.cells:
            if (cell.theme, cell.form, cell.month) == (theme, form, month):
                return cell
        return PlanCell(theme=theme, form=form, month=month)


@dataclass(frozen=True, kw_only=True)
class ModelChoice:
    """A model of digital transformation that items of theme N5 may tell of."""

    uid: str
    words: str
