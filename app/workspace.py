"""The workspace: one folder with store, files and backups, and the one way in which anything is read or changed."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.backup import EVERY, BackupMade, copy_before_upgrade, make_backup, missing_files, newest_backup
from app.folders import check_practice, check_workspace_folder
from app.indexing import INDEX_VERSION, VERSION, index, make_index
from app.instance import WorkspaceLock
from app.kernel.actor import OFFICER, Actor, Permission
from app.kernel.clock import Clock, SystemClock
from app.kernel.commands import handling_of
from app.kernel.files import FileStore, file_problems, sweep_parts
from app.kernel.journal import GENESIS, Journal, JournalBypassed, Told, broken_audit_entries
from app.kernel.problems import Problem, refused, unavailable
from app.kernel.progress import Progress
from app.kernel.settings import SettingKind, read_settings, write_setting
from app.kernel.undoing import UndoStep, fill, step_to_redo, step_to_undo, told
from app.kernel.words import N_, _
from app.kernel.work import UnitOfWork
from app.keys.slot import change_password, create_slot, make_recovery_code, open_slot, recovery_entry
from app.keys.wrapping import Cost, StoreKey
from app.store_problems import store_problems
from app.workspace_places import Places, exists
from db.engine import Store, check_integrity
from db.migrations.runner import bring_to_head, open_at_head
from db.models import Writer
from db.uids import new_uid

_log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

OWN_OFFICE = SettingKind("own_office_uid", "")
PRACTICE = SettingKind("practice", False)

NOT_PERMITTED = refused(
    "WSP-03",
    N_("Tài khoản này chỉ được xem, không được thực hiện bước này."),
    next_step=N_("Đăng nhập bằng tài khoản của người phụ trách."),
)
NO_WORKSPACE = unavailable(
    "WSP-04",
    N_("Thư mục “{folder}” chưa có dữ liệu của Xã Số."),
    next_step=N_("Chọn thư mục khác, hoặc bắt đầu thiết lập mới."),
)
ALREADY_THERE = refused(
    "WSP-05",
    N_("Thư mục “{folder}” đã có dữ liệu của Xã Số."),
    next_step=N_("Mở dữ liệu đang có, hoặc chọn thư mục khác."),
)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command brought: its value, the nouns that changed, and the sentence to tell."""

    value: Any
    changed: frozenset[str]
    sentence: str
    audit_id: int
    undoable: bool = True
    """Whether undo may take the step back; what is issued or entered in a register may not."""


class Workspace:
    """An open workspace; make one with ``create`` or ``open``, and close it."""

    def __init__(
        self, folder: Path, key: bytes, store: Store, *, clock: Clock, actor: Actor, lock: WorkspaceLock | None
    ) -> None:
        self.places = Places(folder)
        self.clock = clock
        self.actor = actor
        self.files = FileStore(self.places.files)
        self._key = key
        self._lock = lock
        self._store = store
        self.changes_since_backup = 0
        self.backed_up_at = newest_backup(self.places)
        self.own_office_uid, self.is_practice, is_old = self.read(_first_settings)
        if is_old:
            self._make_index()

    @classmethod
    def create(
        cls,
        folder: Path,
        password: str,
        *,
        practice: bool = False,
        clock: Clock | None = None,
        actor: Actor = OFFICER,
        cost: Cost | None = None,
    ) -> Workspace:
        """Makes a workspace in an empty place; Refused WSP-05 when one is there, KEY-04 for a weak password."""
        places, clock = Places(folder), clock or SystemClock()
        check_workspace_folder(folder)
        if not practice:
            check_practice(folder, practice=False)
        with file_problems(folder):
            folder.mkdir(parents=True, exist_ok=True)
        lock = WorkspaceLock(folder)
        if places.store.exists() or places.slot.exists():
            lock.release()
            raise ALREADY_THERE(folder=folder.name)
        try:
            key = create_slot(places.slot, password, cost=cost)
            with store_problems(places.store):
                bring_to_head(places.store, key, copy=lambda: places.store)
                _write_first_rows(places.store, key, clock, practice=practice)
            return cls(folder, key, Store(places.store, key), clock=clock, actor=actor, lock=lock)
        except BaseException:
            lock.release()
            places.slot.unlink(missing_ok=True)
            places.store.unlink(missing_ok=True)
            raise

    @classmethod
    def open(
        cls, folder: Path, password: str, *, clock: Clock | None = None, actor: Actor = OFFICER, lock: bool = True
    ) -> Workspace:
        """Opens a workspace; Unavailable WSP-04 when none is there, Refused KEY-01 for a wrong password."""
        places, clock = Places(folder), clock or SystemClock()
        if not exists(folder):
            raise NO_WORKSPACE(folder=folder.name)
        held = WorkspaceLock(folder) if lock else None
        try:
            key = open_slot(places.slot, password, clock)
            if held is not None:
                for left in (places.files, places.outbox, places.inbox):
                    sweep_parts(left)
            return cls.open_with_key(folder, key, clock=clock, actor=actor, lock=held)
        except BaseException:
            if held is not None:
                held.release()
            raise

    @classmethod
    def open_with_key(
        cls, folder: Path, key: bytes, *, clock: Clock, actor: Actor = OFFICER, lock: WorkspaceLock | None = None
    ) -> Workspace:
        """Opens a workspace whose key is known, upgrading an older store after copying it."""
        places = Places(folder)
        with store_problems(places.store):
            store = open_at_head(places.store, key, copy=lambda: copy_before_upgrade(places, key, clock))
            try:
                return cls(folder, key, store, clock=clock, actor=actor, lock=lock)
            except BaseException:
                store.dispose()
                raise

    def do(self, command: object, progress: Progress | None = None) -> Outcome:
        """Carries a command out: permission, one transaction with change log and audit, then the outcome.

        A long one tells ``progress`` how far it is; Cancelled leaves everything as it was.
        """
        return self._carry_out(command, undoes=None, progress=progress)

    def undo(self) -> Outcome:
        """Takes the last command back; Refused UND-01, UND-03 or UND-04."""
        _know_every_action()
        audit_id, step = self.read(_step_to_undo)
        outcome = self._carry_out(UndoStep(audit_id=audit_id), undoes=audit_id)
        return Outcome(
            value=outcome.value,
            changed=outcome.changed,
            audit_id=outcome.audit_id,
            sentence=_("Đã hoàn tác: {step}").format(step=step),
        )

    def redo(self) -> Outcome:
        """Takes the last undo back; Refused UND-02 or UND-03."""
        _know_every_action()
        audit_id = self.read(lambda session: step_to_redo(session).id)
        outcome = self._carry_out(UndoStep(audit_id=audit_id), undoes=audit_id)
        return Outcome(
            value=outcome.value, changed=outcome.changed, audit_id=outcome.audit_id, sentence=_("Đã làm lại.")
        )

    def read(self, function: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a query on a session that can write nothing."""
        with store_problems(self.places.store), Session(self._store.reader) as session:
            event.listen(session, "before_flush", _refuse_write)
            return function(session, *args, **kwargs)

    def change_password(self, old: str, new: str) -> None:
        """Wraps the store key under a new password; the store itself is not rewritten."""
        change_password(self.places.slot, old, new, self.clock)

    def new_recovery_code(self, *, cost: Cost | None = None) -> str:
        """A code for a new sealed sheet, shown once and kept nowhere; the sheet before opens nothing more here."""
        return make_recovery_code(self.places.slot, StoreKey(self._key), cost=cost)

    def key_kit(self) -> bytes:
        """What, with the code on the sealed sheet, gives a new computer the keys; Refused KEY-11, ENR-01."""
        from app.exchange.enrolling import enrolment_file
        from app.exchange.recovering import make_kit
        from app.exchange.ring import own_secret

        enrolment = self.read(enrolment_file, self.own_office_uid, self.clock.now(), self.clock.today())
        key = StoreKey(self._key)
        return make_kit(self.read(own_secret), key, recovery_entry(self.places.slot), enrolment)

    def backup(self, target: Path | None = None, progress: Progress | None = None) -> BackupMade:
        """Makes a verified copy among the generations, or with all files at ``target``; Unavailable BAK-01, FIL-*."""
        counted = self.changes_since_backup
        with store_problems(self.places.store):
            made = make_backup(
                self.places, self._store.copy_to, self._key, clock=self.clock, target=target, progress=progress
            )
        self.changes_since_backup -= counted
        self.backed_up_at = made.at
        if target is None:
            self._tidy()
        return made

    def _tidy(self) -> None:
        """Right after a verified copy goes what nobody asks for any more; that needs no copy of its own."""
        from app.exchange.tidying import tidy

        counted = self.changes_since_backup
        if Permission.WRITE in self.actor.permissions:
            try:
                tidy(self)
            except Problem:
                _log.warning("not tidied", exc_info=True)  # the copy is good all the same; the next one tries again
        self.changes_since_backup = counted

    @property
    def is_backup_due(self) -> bool:
        """Whether something changed and the newest copy is half an hour old, or there is none."""
        if not self.changes_since_backup:
            return False
        return self.backed_up_at is None or self.clock.now() - self.backed_up_at >= EVERY

    def verify(self) -> list[str]:
        """Everything wrong with the store, its audit chain and its files; empty when all is whole."""
        damage = check_integrity(self.places.store, self._key)
        damage += [f"audit {entry}" for entry in self.read(broken_audit_entries)]
        return damage + [f"file {digest[:12]}" for digest in self.read(missing_files, self.places)]

    def close(self) -> None:
        """Closes the store and frees the folder for another window."""
        self._store.dispose()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _make_index(self) -> None:
        """An older store is searched like a new one."""
        with store_problems(self.places.store), Session(self._store.writer) as session:
            make_index(session)
            session.commit()

    def _carry_out(self, command: object, *, undoes: int | None, progress: Progress | None = None) -> Outcome:
        handling = handling_of(command)
        if handling.needs not in self.actor.permissions:
            raise NOT_PERMITTED()
        with store_problems(self.places.store), Session(self._store.writer) as session:
            journal = Journal(session)
            work = UnitOfWork(
                session,
                actor=self.actor,
                clock=self.clock,
                files=self.files,
                own_office_uid=self.own_office_uid,
                progress=progress,
            )
            result = handling.handler(work, command)
            details = handling.details(command, result)
            audit_id, nouns = journal.write(
                Told(action=handling.action, details=details, undoes=undoes), actor=self.actor, at=work.now
            )
            index(session, journal.rows)
            session.commit()
        self.changes_since_backup += 1
        return Outcome(
            value=result,
            changed=nouns,
            audit_id=audit_id,
            sentence=fill(_(handling.sentence), details),
            undoable=handling.undoable,
        )


def _write_first_rows(path: Path, key: bytes, clock: Clock, *, practice: bool) -> None:
    store = Store(path, key)
    try:
        with Session(store.writer) as session:
            now = clock.now()
            session.add(Writer(uid=new_uid(now), epoch=1, last_sequence=0, last_audit_hash=GENESIS))
            write_setting(session, OWN_OFFICE, new_uid(now))
            write_setting(session, PRACTICE, practice)
            write_setting(session, INDEX_VERSION, VERSION)
            session.commit()
    finally:
        with suppress(Exception):
            store.dispose()


def _first_settings(session: Session) -> tuple[str, bool, bool]:
    """What is asked of every store that is opened, in one go: uid of the own office, practice, index to be made."""
    office, practice, index_version = read_settings(session, (OWN_OFFICE, PRACTICE, INDEX_VERSION))
    return office, practice, index_version != VERSION


def _know_every_action() -> None:
    """A step of an earlier day may belong to a noun that this session has not touched yet."""
    importlib.import_module("app.actions")


def _step_to_undo(session: Session) -> tuple[int, str]:
    entry = step_to_undo(session)
    return entry.id, told(entry)


def _refuse_write(*_details: object) -> None:
    raise JournalBypassed("a reading session writes nothing")
