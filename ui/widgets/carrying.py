"""Files of the exchange leave on a stick and come in from one: written with proof, each read on its own."""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.carriers.carrier import ENDINGS, HandedOver
from app.carriers.folder import FolderCarrier
from app.exchange.enrolling import TakeInKeyFile
from app.exchange.opening import inspect
from app.exchange.outbox import MarkHandedOver, NoteAttempt, kept_bytes, outbox_of, outgoing
from app.exchange.queries import keys
from app.exchange.ring import OURS
from app.exchange.splitting import groups_of, join, read_part
from app.intake.collecting import collect
from app.intake.views import CameIn
from app.kernel.drives import Machine
from app.kernel.files import file_problems
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from app.kernel.words import _
from ui.core.context import Context

STICK = "folder"
FOLDER = "folder.stick"
"""Setting of the folder that carried last."""
BUNDLE, PART, KEY = ENDINGS
NOUNS = frozenset(
    {"outgoing_bundle", "incoming_bundle", "office_key", "own_key", "received_row", "review", "row_remark"}
)
"""What carrying may change."""
_RETRY_MINUTES = 5


@dataclass
class Taken:
    """What became of files chosen together."""

    came: list[CameIn] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    """SHA-256 -> name of the file as it was chosen."""
    keys: list[str] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)
    own: int = 0
    """Files of this very office that lay there too; they are left alone."""
    foreign: list[str] = field(default_factory=list)
    """Files on the stick that could run; reported, never opened."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of ours lay there."""
        return not (self.came or self.keys or self.problems)


def ask_folder(context: Context, parent: QWidget, title: str) -> Path | None:
    """Asks for a folder, beginning on the stick that is plugged in."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(usual_folder(context)))
    return Path(chosen) if chosen else None


def ask_files(context: Context, parent: QWidget, title: str) -> list[Path]:
    """Asks for files of the exchange."""
    pattern = " ".join(f"*{ending}" for ending in ENDINGS)
    chosen, _filter = QFileDialog.getOpenFileNames(
        parent, title, str(usual_folder(context)), _("Tệp trao đổi") + f" ({pattern})"
    )
    return [Path(each) for each in chosen]


def hand_over(
    context: Context,
    uids: Sequence[str],
    folder: Path,
    then: Callable[[list[HandedOver]], object],
    button: QAbstractButton | None = None,
) -> None:
    """Writes files of the outbox into a folder; each counts as handed over only once it was read back there."""
    workspace: Any = context.workspace
    context.settings.set(FOLDER, str(folder))

    def done(result: tuple[list[HandedOver], Problem | None]) -> None:
        written, problem = result
        context.changes.announce(NOUNS)
        if problem is not None:
            again = functools.partial(hand_over, context, uids, folder, then, button)
            context.notices.problem(problem, retry=again)
        elif written:
            then(written)

    context.tasks.run(
        lambda progress: put_on_stick(workspace, uids, folder, progress),
        _("Đang ghi và đọc lại trên USB"),
        then=done,
        button=button,
    )


def put_on_stick(
    workspace: Any, uids: Sequence[str], folder: Path, progress: Progress
) -> tuple[list[HandedOver], Problem | None]:
    """The proofs in order, and what stopped the rest; what was written before stays handed over."""
    carrier = FolderCarrier(folder)
    written: list[HandedOver] = []
    for uid in uids:
        try:
            row = workspace.read(outgoing, uid)
            kept_bytes(workspace.files, row)  # a damaged copy is never carried out
            written.append(carrier.send(outbox_of(workspace.files) / f"{uid}.xaso", row.file_name, progress))
        except Cancelled:
            break
        except Problem as problem:
            workspace.do(NoteAttempt(bundle=uid, carrier=STICK, problem=problem.code, minutes=_RETRY_MINUTES))
            return written, problem
        workspace.do(MarkHandedOver(bundle=uid, carrier=STICK))
    return written, None


def take_in(
    context: Context, paths: Sequence[Path], then: Callable[[Taken], object], button: QAbstractButton | None = None
) -> None:
    """Takes in files and folders; no file stops the others."""
    workspace: Any = context.workspace

    def done(taken: Taken) -> None:
        context.changes.announce(NOUNS)
        then(taken)

    context.tasks.run(
        lambda progress: take_in_paths(workspace, paths, progress),
        _("Đang kiểm tra và nhận tệp"),
        then=done,
        button=button,
    )


def take_in_paths(workspace: Any, paths: Sequence[Path], progress: Progress) -> Taken:
    """What became of each file."""
    taken = Taken()
    files = [each for path in paths for each in _files_in(path, taken, progress)]
    own = {key.key_id for key in workspace.read(keys, workspace.own_office_uid) if key.relation == OURS}
    for number, path in enumerate(files):
        progress.check_cancelled()
        progress.step(number, len(files), path.name)
        if path.name.endswith(KEY):
            _take_key(workspace, path, taken)
        elif path.name.endswith(BUNDLE):
            _take_one(workspace, path, own, taken)
    _take_parts(workspace, [path for path in files if path.name.endswith(PART)], taken)
    return taken


def _take_one(workspace: Any, path: Path, own: set[str], taken: Taken) -> None:
    if _signed_by(path) in own:
        taken.own += 1
        return
    try:
        came = collect(workspace, [path])
    except Problem as problem:
        taken.problems.append((path.name, problem))
        return
    if came:
        taken.names[came[0].file_sha256] = path.name
    taken.came += came


def _signed_by(path: Path) -> str:
    try:
        return inspect(path).header.core.sender.key_id
    except Problem:
        return ""  # taking it in says what is wrong


def _take_key(workspace: Any, path: Path, taken: Taken) -> None:
    try:
        with file_problems(path):
            content = path.read_bytes()
        taken.keys.append(workspace.do(TakeInKeyFile(content=content)).value)
    except Problem as problem:
        taken.problems.append((path.name, problem))


def _take_parts(workspace: Any, paths: Sequence[Path], taken: Taken) -> None:
    parts = []
    for path in paths:
        try:
            parts.append(read_part(path))
        except Problem as problem:
            taken.problems.append((path.name, problem))
    for group in groups_of(parts):
        name = group[0].path.name
        with tempfile.TemporaryDirectory() as folder:
            try:
                joined = join(group, Path(folder) / "gop.xaso")
                taken.came += collect(workspace, [joined])
            except Problem as problem:
                taken.problems.append((name, problem))


def _files_in(path: Path, taken: Taken, progress: Progress) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    taken.foreign += [each.name for each in FolderCarrier(path).check(progress).foreign]
    try:
        with file_problems(path):
            return sorted(each for each in path.iterdir() if each.is_file() and each.name.endswith(ENDINGS))
    except Problem as problem:
        taken.problems.append((path.name, problem))
        return []


def usual_folder(context: Context) -> Path:
    """The folder that carried last, else the stick that is plugged in, else that of documents."""
    sticks = Machine().plugged_in()
    kept = str(context.settings.get(FOLDER) or "")
    if kept and Path(kept).is_dir():
        return Path(kept)
    if sticks:
        return sticks[0]
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
