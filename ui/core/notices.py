"""The one place through which the window speaks to the person outside a page: banners, never boxes in the way."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from app.kernel.problems import Cancelled, Problem
from app.kernel.words import _

log = logging.getLogger(__name__)

Action = Callable[[], None]
SUCCESS_SECONDS = 8
_TELLABLE = (AttributeError, NameError, ImportError, TypeError)
"""Defects whose message speaks of code; other messages may quote a person's data and are left out of the details."""


@dataclass(frozen=True, eq=False)
class Notice:
    """One banner: a severity word, a sentence, perhaps a next step, an action and details to copy."""

    kind: str
    """info, success, warning, problem or defect."""
    text: str
    next_step: str = ""
    code: str = ""
    action_label: str = ""
    action: Action | None = None
    details: str = ""
    seconds: int = 0
    """Seconds after which it goes by itself; 0 keeps it until it is closed."""


class Notices(QObject):
    """Banners to be shown; the shell shows them, a test reads ``shown``."""

    posted = Signal(object)
    withdrawn = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown: list[Notice] = []

    def info(self, text: str, *, action_label: str = "", action: Action | None = None) -> Notice:
        """Tells something that asks for nothing."""
        return self._post(Notice("info", text, action_label=action_label, action=action))

    def success(self, text: str, *, undo: Action | None = None) -> Notice:
        """Confirms what was done, with an Undo link where it can be undone; goes by itself."""
        label = _("Hoàn tác") if undo else ""
        return self._post(Notice("success", text, action_label=label, action=undo, seconds=SUCCESS_SECONDS))

    def warning(
        self, text: str, *, next_step: str = "", action_label: str = "", action: Action | None = None
    ) -> Notice:
        """Warns of something that is not yet wrong."""
        return self._post(Notice("warning", text, next_step, action_label=action_label, action=action))

    def problem(self, problem: Problem, retry: Action | None = None) -> Notice:
        """Shows a problem with its next step, and Retry where trying again may help."""
        label = _("Thử lại") if retry else ""
        return self._post(Notice("problem", problem.sentence, problem.next_step, problem.code, label, retry))

    def defect(self, error: BaseException) -> Notice:
        """Owns up to a defect of the program; the details hold code places only, never what was typed."""
        details = details_of(error)
        log.error("defect\n%s", details)
        return self._post(
            Notice(
                "defect",
                _("Phần mềm gặp lỗi; dữ liệu của bạn an toàn, bước vừa rồi đã được hoàn lại."),
                _("Nếu lỗi lặp lại, hãy sao chép chi tiết gửi bộ phận hỗ trợ."),
                details=details,
            )
        )

    def withdraw(self, notice: Notice) -> None:
        """Takes a banner away."""
        if notice in self.shown:
            self.shown.remove(notice)
            self.withdrawn.emit(notice)

    def clear(self) -> None:
        """Takes every banner away."""
        for notice in tuple(self.shown):
            self.withdraw(notice)

    def _post(self, notice: Notice) -> Notice:
        for old in tuple(self.shown):
            if old.kind == "success" or (old.kind, old.text) == (notice.kind, notice.text):
                self.withdraw(old)  # a new word replaces the last confirmation; the same word is not said twice
        self.shown.append(notice)
        self.posted.emit(notice)
        return notice


def details_of(error: BaseException) -> str:
    """Kind and code places of a defect, without values."""
    message = f": {error}" if isinstance(error, _TELLABLE) else ""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([f"{type(error).__name__}{message}", *places])


def catch_unexpected(notices: Notices) -> None:
    """Sends exceptions that escape a slot to the banner; the start of the program calls it once."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Problem):
            notices.problem(error)
        elif isinstance(error, Exception):
            notices.defect(error.with_traceback(trace))
        else:
            sys.__excepthook__(kind, error, trace)

    sys.excepthook = hook
