"""What is shown of duties, their periods, tasks, resources and models: frozen values, never mapped rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.kernel.periods import Period, Scheme, scheme_of
from db.vocabulary import Cadence, DutyKind, DutyState, PeriodScheme, ResourceKind, TaskState


class DueState(StrEnum):
    """How one period of a duty stands on a day, most pressing first."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    WAITING = "waiting"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    DONE = "done"
    """Handed over where no letter names a last day."""
    WAIVED = "waived"


OPEN = frozenset({DueState.LATE, DueState.TODAY, DueState.SOON, DueState.WAITING})
"""States in which something is still to be handed over."""
DONE = frozenset({DueState.DONE_ON_TIME, DueState.DONE_LATE, DueState.DONE})
"""States in which it was handed over."""


@dataclass(frozen=True, kw_only=True)
class FulfilmentView:
    """What was handed over for one period."""

    uid: str
    period: str
    handed_over_at: datetime | None
    documents: tuple[str, ...]
    """Uids of the papers handed over together."""
    proof_noun: str
    proof: str
    waived: str
    note: str

    @property
    def has_proof(self) -> bool:
        """Whether a paper or a record proves it."""
        return bool(self.documents or self.proof)


@dataclass(frozen=True, kw_only=True)
class DutyView:
    """An obligation as it is kept."""

    uid: str
    title: str
    kind: DutyKind
    state: DutyState
    cadence: Cadence
    scheme_kind: PeriodScheme
    cut_off_day: int | None
    due_day: int | None
    due_month_offset: int
    due_on: date | None
    exclusive: bool
    valid_from: date
    valid_to: date | None
    letter: str | None = None
    sentence: str = ""
    sentence_at: int | None = None
    code: str = ""
    source: str = ""
    addressee: str = ""
    receiver: str = ""
    via: str = ""
    condition: str = ""
    report: str = ""
    package: tuple[str, ...] = ()
    owner: str | None = None
    owner_words: str = ""
    owner_name: str = ""
    """The owner as shown: the person's name, else the words kept; empty where nobody is named."""
    note: str = ""

    @property
    def scheme(self) -> Scheme:
        """Where its months are cut."""
        return scheme_of(self.scheme_kind, self.cut_off_day)

    def in_force(self, day: date) -> bool:
        """Whether it binds on that day."""
        return (
            self.state is not DutyState.DROPPED
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, kw_only=True)
class DueView:
    """One period of a duty, its last day on time, and how it stands."""

    duty: DutyView
    key: str
    """Key of the period; ``once`` for what is done once."""
    label: str
    """``tháng 3 năm 2026``; empty for what is done once."""
    period: Period | None
    last_day: date | None
    """Last day on time; None where no letter names one."""
    state: DueState
    remaining: int | None
    """Days left until the last day, negative when it has passed; None where there is none."""
    fulfilment: FulfilmentView | None = None

    @property
    def uid(self) -> str:
        """Names this line in a list: duty and period."""
        return f"{self.duty.uid}/{self.key}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be handed over."""
        return self.state in OPEN


@dataclass(frozen=True, kw_only=True)
class DutyStanding:
    """A duty with its next open period and how many are late."""

    duty: DutyView
    next: DueView | None
    """The earliest period that is still open; None for what has no day of its own or owes nothing now."""
    late: int
    done: int
    """Periods handed over."""
    tasks: int
    """Open tasks that belong to it."""


@dataclass(frozen=True, kw_only=True)
class PackagePart:
    """One of the papers that must be handed over together."""

    code: str
    """Code of its template."""
    name: str
    document: str | None
    """The signed paper of that template, the latest one; None while there is none."""
    symbol: str = ""


@dataclass(frozen=True, kw_only=True)
class TaskView:
    """One thing to do, by one person or unit, until one day."""

    uid: str
    title: str
    detail: str
    year: int
    group: str
    ordinal: int
    state: TaskState
    due_on: date | None
    owner: str | None
    owner_words: str
    owner_name: str
    duty: str | None
    plan: str | None
    model_code: str
    carried_from: str | None
    carried_to: str | None
    """The task of a later year that goes on with it."""
    result: str
    proof_noun: str
    proof: str
    done_on: date | None
    recheck_on: date | None

    @property
    def is_local(self) -> bool:
        """Whether it is the commune's own, beside those of a model."""
        return not self.model_code

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done in its own year."""
        return self.state in (TaskState.OPEN, TaskState.DOING) and self.carried_to is None

    def is_late(self, day: date) -> bool:
        """Whether its last day has passed and it is still open."""
        return self.is_open and self.due_on is not None and self.due_on < day


@dataclass(frozen=True, kw_only=True)
class ResourceView:
    """What a task or a year's plan needs: planned and used, each a number or missing."""

    uid: str
    year: int
    task: str | None
    task_title: str
    kind: ResourceKind
    title: str
    unit: str
    planned: int | None
    used: int | None
    source: str


@dataclass(frozen=True, kw_only=True)
class ModelItemView:
    """One task of a model and whether the commune's plan of a year has it."""

    uid: str
    code: str
    group: str
    title: str
    ordinal: int
    left_out: str
    """Why the commune does not plan it; empty where it does or has not decided."""
    tasks: tuple[TaskView, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether it is planned or left out with a reason."""
        return bool(self.tasks or self.left_out)


@dataclass(frozen=True, kw_only=True)
class ModelView:
    """A superior's model of tasks in one version."""

    uid: str
    code: str
    version: str
    title: str
    source: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """How far a year's plan answers a model: every item planned or left out with a reason is 100 %."""

    model: ModelView
    year: int
    items: tuple[ModelItemView, ...]
    local: tuple[TaskView, ...]
    """Tasks of the commune's own, beside the model."""
    orphaned: tuple[TaskView, ...]
    """Tasks whose code this version of the model no longer has."""

    @property
    def answered(self) -> int:
        """Items planned or left out with a reason."""
        return sum(item.is_answered for item in self.items)

    @property
    def open_items(self) -> tuple[ModelItemView, ...]:
        """Items neither planned nor left out."""
        return tuple(item for item in self.items if not item.is_answered)

    @property
    def percent(self) -> int | None:
        """Answered items of all, in whole per cent rounded down; None for a model without items."""
        return self.answered * 100 // len(self.items) if self.items else None
