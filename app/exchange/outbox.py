"""What leaves this office: prepared, handed over, and confirmed only by a receipt; sent is never shown as received.

Before a file goes to its carrier it is noted that it may leave. A bundle goes on where the last one ended that may
have left, so bundles not yet confirmed are handed over again together with the new one, byte for byte. Only one that
certainly never left is superseded by the next: two bundles after one cannot come about, wherever the program ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.changes import write_changes
from app.exchange.container import Built, build
from app.exchange.content import Content, base_for, content_for
from app.exchange.contents import CHANGES, DIRECTORY, Item
from app.exchange.directory_kept import directory_text
from app.exchange.header import Core, Kind, Party, file_name
from app.exchange.papers import attached
from app.exchange.refusals import GAP
from app.exchange.ring import own_card, own_secret, receivers_above, writer
from app.exchange.state import State
from app.exchange.summary import summary_items
from app.kernel.commands import Permission, handles
from app.kernel.files import FileStore, atomic_write, file_problems, sha256_of
from app.kernel.problems import refused, unavailable
from app.kernel.progress import Progress
from app.kernel.settings import SettingKind, read_setting
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.keys.enrolment import KnownKey, OfficeCard
from db.models import OutgoingBundle
from db.uids import new_uid
from db.vocabulary import OutboxState

_PRACTICE = SettingKind("practice", False)
PRACTICE_MARK = "x-thuc-hanh"
"""Extension of the header by which practice data is told from real data, so that neither is taken for the other."""

NOTHING_TO_SEND = refused(
    "OBX-01",
    N_("Chưa có thay đổi nào sau gói đã gửi trước."),
    next_step=N_("Nếu cấp trên chưa nhận được, hãy gửi lại gói trước trong “Hộp gửi”."),
)
NO_SUCH_BUNDLE = refused(
    "OBX-02",
    N_("Không có gói này trong hộp gửi."),
    next_step=N_("Làm mới danh sách rồi chọn lại."),
)
NOT_TO_SEND = refused(
    "OBX-03",
    N_("Gói số {last} đã được thay bằng gói sau nên không gửi nữa."),
    next_step=N_("Gửi gói mới nhất trong hộp gửi."),
)
COPY_LOST = unavailable(
    "OBX-04",
    N_("Tệp “{name}” trong hộp gửi không còn hoặc đã hỏng."),
    next_step=N_("Lập gói mới: gói đó sẽ đầy đủ từ đầu; cấp trên không mất gì."),
)


@dataclass(frozen=True, kw_only=True)
class PrepareBundle:
    """Everything changed since the last bundle that left is packed, signed, sealed and written into the outbox."""


@dataclass(frozen=True, kw_only=True)
class BeginHandOver:
    """A file is about to go to its carrier: from here on it may have left, whatever becomes of the program."""

    bundle: str
    carrier: str


@dataclass(frozen=True, kw_only=True)
class MarkHandedOver:
    """A file was written to its carrier and read back, or accepted by a server."""

    bundle: str
    carrier: str


@dataclass(frozen=True, kw_only=True)
class NoteAttempt:
    """An attempt to hand a file over failed; the code says why, and the carrier when to try again.

    ``minutes`` is 0 where waiting does not help and a person must act.
    """

    bundle: str
    carrier: str
    problem: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class StartNewEpoch:
    """Begins a new chain with a full bundle: after a restore, a fork, or when the copies in the outbox were lost."""


def outbox_of(files: FileStore) -> Path:
    """The folder of what was made to go out."""
    return files.root.parent / "outbox"


@handles(
    PrepareBundle,
    action="bundle.prepare",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã lập gói gửi cấp trên: {result}"),
)
def prepare_bundle(work: UnitOfWork, _command: PrepareBundle) -> str:
    """The uid of the bundle, in place of one never handed over; Refused OBX-01, ENR-01, ENR-02, and FIL problems."""
    work.progress.step(0, 100, _("Gom các thay đổi"))
    content = content_for(work.session, base_for(work.session))
    if content.is_empty:
        raise NOTHING_TO_SEND()
    work.progress.check_cancelled()
    work.progress.step(20, 100, _("Lập các bảng để đọc"))
    receivers = receivers_above(work.session)
    for row in _replaced(work.session, content):
        row.state, row.next_try_at = OutboxState.SUPERSEDED, None
    card = own_card(work.session, work.own_office_uid, work.today)
    core = core_for(
        work,
        Kind.BUNDLE,
        receivers,
        epoch=content.epoch,
        span=(content.first, content.last),
        previous=content.previous,
        days=content.days,
        card=card,
    )
    files = attached(content, work.files)
    items = (
        Item(path=CHANGES, content=write_changes(content.changes)),
        *(Item(path=each.path, content=work.files.path_of(each.digest)) for each in files),
        *summary_items(content, core.sender.office_code, card, files),
    )
    return post(work, core, items, receivers, content.state, work.progress.stretch(35, 100)).uid


def core_for(
    work: UnitOfWork,
    kind: Kind,
    receivers: Sequence[KnownKey],
    *,
    epoch: int,
    span: tuple[int, int],
    previous: str = "",
    days: tuple[date, date] | None = None,
    card: OfficeCard | None = None,
) -> Core:
    """The header of a file of this office, all but its body; ``card`` where it is known already."""
    card = card or own_card(work.session, work.own_office_uid, work.today)
    own = own_secret(work.session)
    return Core(
        kind=kind,
        sender=Party(office_uid=card.office_uid, office_code=card.office_code, key_id=own.key_id),
        receivers=tuple(party_of(key) for key in receivers),
        writer=card.writer_uid,
        epoch=epoch,
        first_sequence=span[0],
        last_sequence=span[1],
        previous=previous,
        made_at=work.now,
        period=days,
        extensions={PRACTICE_MARK: True} if read_setting(work.session, _PRACTICE) else {},
    )


def party_of(key: KnownKey) -> Party:
    """A receiver as the header names it."""
    return Party(office_uid=key.office.office_uid, office_code=key.office.office_code, key_id=key.keys.key_id)


def directory_items(session: Session) -> tuple[Item, ...]:
    """The key directory, which receipts and packages carry."""
    text = directory_text(session)
    return (Item(path=DIRECTORY, content=text.encode()),) if text else ()


def post(
    work: UnitOfWork,
    core: Core,
    items: Sequence[Item],
    receivers: Sequence[KnownKey],
    state: State,
    progress: Progress | None = None,
) -> OutgoingBundle:
    """Writes the file into the outbox, reads it back, and notes it as prepared; the file first, the row second."""
    folder = outbox_of(work.files)
    with file_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
    uid = new_uid(work.now)
    built = build(
        core,
        items,
        folder / f"{uid}.xaso",
        secret=own_secret(work.session),
        recipients=[key.keys for key in receivers],
        progress=progress,
    )
    row = _row(work, uid, core, built, receivers, state)
    work.session.add(row)
    work.session.flush()
    return row


def _row(
    work: UnitOfWork, uid: str, core: Core, built: Built, receivers: Sequence[KnownKey], state: State
) -> OutgoingBundle:
    return OutgoingBundle(
        uid=uid,
        kind=str(core.kind),
        receiver_key=receivers[0].keys.key_id,
        receiver_office=receivers[0].office.office_uid,
        writer_uid=core.writer,
        epoch=core.epoch,
        first_sequence=core.first_sequence,
        last_sequence=core.last_sequence,
        header_hash=built.header.hash,
        previous_hash=core.previous,
        file_name=_outer_name(core, built),
        file_sha256=built.sha256,
        size=built.size,
        parts=1,
        state_hash=state.hash,
        row_count=state.count,
        state=OutboxState.PREPARED,
        made_at=work.now,
        carrier="",
        handed_over_at=None,
        confirmed_at=None,
        attempts=0,
        next_try_at=None,
        problem="",
    )


def _outer_name(core: Core, built: Built) -> str:
    """Receipts made in the same second must not stand in each other's place on a stick or server."""
    name = file_name(core)
    return f"{name.removesuffix('.xaso')}.{built.header.hash[:8]}.xaso" if core.kind is Kind.RECEIPT else name


@handles(
    BeginHandOver,
    action="bundle.begin_hand_over",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Bắt đầu giao gói qua {command.carrier}"),
)
def begin_hand_over(work: UnitOfWork, command: BeginHandOver) -> str:
    """Its copy may be read and carried afterwards. Refused OBX-02, OBX-03; Unavailable OBX-04 where the copy is lost.

    A copy that is lost leaves the bundle prepared, so that the next one replaces it.
    """
    row = outgoing(work.session, command.bundle)
    if row.state is OutboxState.SUPERSEDED:
        raise NOT_TO_SEND(last=row.last_sequence)
    if row.state is OutboxState.PREPARED:
        if not is_kept(work.files, row):
            raise COPY_LOST(name=row.file_name)
        row.state, row.carrier = OutboxState.LEAVING, command.carrier
    return row.uid


@handles(
    MarkHandedOver,
    action="bundle.hand_over",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã giao gói qua {command.carrier}"),
)
def mark_handed_over(work: UnitOfWork, command: MarkHandedOver) -> str:
    """A second time (resent) keeps the first moment; a confirmed bundle stays confirmed. Refused OBX-02, OBX-03."""
    row = outgoing(work.session, command.bundle)
    if row.state is OutboxState.SUPERSEDED:
        raise NOT_TO_SEND(last=row.last_sequence)
    row.carrier, row.attempts, row.next_try_at = command.carrier, row.attempts + 1, None
    row.handed_over_at = row.handed_over_at or work.now
    if row.state in (OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER):
        row.state = OutboxState.HANDED_OVER
        row.problem = ""
    elif row.state is OutboxState.CONFIRMED and row.problem == GAP.code:
        row.problem = ""  # asked for again, and sent again; another receipt may ask once more
    return row.uid


@handles(
    NoteAttempt,
    action="bundle.attempt",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Chưa giao được gói qua {command.carrier}: {command.problem}"),
)
def note_attempt(work: UnitOfWork, command: NoteAttempt) -> str:
    """Keeps the reason; the state does not change, nor that a confirmed bundle was asked for again.

    Where its copy is lost and it may have left, the next bundle is a full one in a new epoch.
    """
    row = outgoing(work.session, command.bundle)
    row.carrier, row.attempts = command.carrier, row.attempts + 1
    is_lost = command.problem == COPY_LOST.code
    if row.state is not OutboxState.CONFIRMED or is_lost:
        row.problem = command.problem
    row.next_try_at = work.now + timedelta(minutes=command.minutes) if command.minutes else None
    if is_lost and row.state is not OutboxState.PREPARED:
        leave_epoch(work, row)
    return row.uid


@handles(
    StartNewEpoch,
    action="bundle.new_epoch",
    needs=Permission.ADMIN,
    undoable=False,
    sentence=N_("Đã bắt đầu đợt gửi {result}"),
)
def start_new_epoch(work: UnitOfWork, _command: StartNewEpoch) -> int:
    """The number of the new epoch; the next bundle carries every row."""
    author = writer(work.session)
    author.epoch += 1
    for row in _prepared(work.session, (Kind.BUNDLE, Kind.PACKAGE)):
        row.state, row.next_try_at = OutboxState.SUPERSEDED, None
    return author.epoch


def leave_epoch(work: UnitOfWork, row: OutgoingBundle) -> None:
    """The next bundle is a full one in a new epoch, unless one has begun since this bundle or package was made."""
    author = writer(work.session)
    if row.kind != Kind.RECEIPT and (row.writer_uid, row.epoch) == (author.uid, author.epoch):
        start_new_epoch(work, StartNewEpoch())


def outgoing(session: Session, uid: str) -> OutgoingBundle:
    """One file of the outbox; Refused OBX-02."""
    row = session.get(OutgoingBundle, uid)
    if row is None:
        raise NO_SUCH_BUNDLE()
    return row


def copy_out(session: Session, files: FileStore, uid: str, folder: Path) -> Path:
    """Writes a file of the outbox into a folder under its outer name, atomically and read back; OBX-02 to -04, FIL-*.

    Begin to hand it over before, mark it as handed over afterwards. Its bytes are the same each time.
    """
    row = outgoing(session, uid)
    if row.state is OutboxState.SUPERSEDED:
        raise NOT_TO_SEND(last=row.last_sequence)
    content = kept_bytes(files, row)
    target = folder / row.file_name
    atomic_write(target, content, verify=True)
    return target


def is_kept(files: FileStore, row: OutgoingBundle) -> bool:
    """Whether the file lies in the outbox as it was made."""
    path = outbox_of(files) / f"{row.uid}.xaso"
    return path.is_file() and sha256_of(path) == row.file_sha256


def kept_bytes(files: FileStore, row: OutgoingBundle) -> bytes:
    """The file as it was made, once it is noted that it may leave; Unavailable OBX-04 when it is gone or damaged."""
    if row.state is OutboxState.PREPARED:
        raise ValueError("BeginHandOver comes before the bytes go anywhere")
    path = outbox_of(files) / f"{row.uid}.xaso"
    if not is_kept(files, row):
        raise COPY_LOST(name=row.file_name)
    with file_problems(path):
        return path.read_bytes()


def _prepared(session: Session, kinds: Sequence[Kind]) -> Sequence[OutgoingBundle]:
    return session.scalars(
        select(OutgoingBundle).where(OutgoingBundle.kind.in_(kinds), OutgoingBundle.state == OutboxState.PREPARED)
    ).all()


def _replaced(session: Session, content: Content) -> Sequence[OutgoingBundle]:
    """Bundles that the next one stands for: those never handed over; when it is a full one, all not confirmed."""
    if not content.is_full:
        return _prepared(session, (Kind.BUNDLE,))
    return session.scalars(
        select(OutgoingBundle).where(
            OutgoingBundle.kind == Kind.BUNDLE,
            OutgoingBundle.state.in_((OutboxState.PREPARED, OutboxState.LEAVING, OutboxState.HANDED_OVER)),
        )
    ).all()
