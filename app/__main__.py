"""``xaso``: the headless tool; ``python -m app`` is the same."""

from __future__ import annotations

import errno
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module

from app.headless.answer import Answers, Exit
from app.headless.arguments import parser
from app.kernel.problems import Cancelled, Problem
from app.kernel.words import _

_log = logging.getLogger(__name__)

_VERBS = {
    "init": "data_verbs:init",
    "load": "data_verbs:load",
    "dump": "data_verbs:write_out",
    "backup": "data_verbs:backup",
    "restore": "data_verbs:bring_back",
    "verify": "data_verbs:verify",
    "schema": "data_verbs:print_schema",
    "check": "paper_verbs:check",
    "compose": "paper_verbs:compose",
    "print": "paper_verbs:write_paper",
    "roster": "paper_verbs:write_roster",
    "register": "paper_verbs:write_register",
    "issue": "paper_verbs:issue",
    "report": "report_verbs:report_verb",
    "letters": "letter_verbs:letters",
    "bundle": "exchange_verbs:bundle",
    "receipt": "exchange_verbs:receipt",
    "package": "exchange_verbs:package",
    "outbox": "exchange_verbs:outbox_verb",
    "connection": "network_verbs:connection",
    "keys": "key_verbs:key_verb",
    "sums": "sum_verbs:sums_verb",
    "demo": "demo:demo",
}
"""Verbs are imported when asked for: ``xaso --help`` should not load the printer."""


def main(words: Sequence[str] | None = None) -> int:
    """Carries one verb out and gives its exit code: 0 done, 1 findings, 2 refused, 3 unavailable, 4 defect."""
    _speak_utf8()
    arguments = parser().parse_args(words)
    answers = Answers(as_json=arguments.json)
    try:
        answered = _verb(arguments.verb)(arguments, answers)
        sys.stdout.flush()  # a full disk or a closed pipe is met here, not after the exit code is settled
        return int(answered)
    except OSError as error:
        if not _is_of_output(error):
            return _defect()
        return int(Exit.UNAVAILABLE)
    except Problem as problem:
        return int(answers.problem(problem))
    except (Cancelled, KeyboardInterrupt):
        return int(Exit.REFUSED)
    except Exception:  # noqa: BLE001  # the last door: whatever is left is our defect, told kindly and logged
        return _defect()


def _defect() -> int:
    """Tells of the exception being handled: where it happened for us, plain words for the person."""
    _log.exception("defect")
    print(_("Có lỗi của chương trình. Dữ liệu của bạn an toàn: bước này đã được hoàn lại."), file=sys.stderr)
    return int(Exit.DEFECT)


def _is_of_output(error: OSError) -> bool:
    """Whether the reader of our answer went away or its disk is full: nothing that the data suffer from."""
    is_output = isinstance(error, BrokenPipeError) or (error.errno == errno.ENOSPC and error.filename is None)
    if is_output:
        print(_("Không ghi được câu trả lời ra nơi nhận."), file=sys.stderr)
        _silence()
    return is_output


def _silence() -> None:
    """Python itself would complain once more when it flushes at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _verb(name: str) -> Callable[[Namespace, Answers], Exit]:
    module, _colon, function = _VERBS[name].partition(":")
    found: Callable[[Namespace, Answers], Exit] = getattr(import_module(f"app.headless.{module}"), function)
    return found


def _speak_utf8() -> None:
    """Windows consoles and pipes may default to a code page without Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
