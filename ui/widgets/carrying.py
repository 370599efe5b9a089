"""Files of the exchange leave on a stick and come in from one: written with proof, each read on its own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from app.carriers.carrier import ENDINGS, HandedOver
from app.carriers.folder import FolderCarrier
from app.exchange.outbox import BeginHandOver, MarkHandedOver, NoteAttempt, kept_bytes, outbox_of, outgoing
from app.intake.arriving import Arrived, Taken, take_in_files
from app.kernel.drives import Machine
from app.kernel.files import file_problems
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from app.kernel.words import _
from ui.core.context import Context

STICK = "folder"
FOLDER = "folder.stick"
"""Setting of the folder that carried last."""
NOUNS = frozenset(
    {"outgoing_bundle", "incoming_bundle", "office_key", "own_key", "received_row", "review", "row_remark"}
)
"""What carrying may change."""
_RETRY_MINUTES = 5


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
            workspace.do(BeginHandOver(bundle=uid, carrier=STICK))
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
    foreign: list[str] = []
    unread: list[tuple[str, Problem]] = []
    files = [each for path in paths for each in _files_in(path, foreign, unread, progress)]
    taken = take_in_files(workspace, [Arrived(path, path.name) for path in files], progress)
    taken.foreign += foreign
    taken.problems += unread
    return taken


def _files_in(path: Path, foreign: list[str], unread: list[tuple[str, Problem]], progress: Progress) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    foreign += [each.name for each in FolderCarrier(path).check(progress).foreign]
    try:
        with file_problems(path):
            return sorted(each for each in path.iterdir() if each.is_file() and each.name.endswith(ENDINGS))
    except Problem as problem:
        unread.append((path.name, problem))
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
