"""Work on foreign files in a child process that may use little memory and time; what goes wrong ends the child only."""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

MEMORY = 1_500_000_000


class TookTooLong(Exception):
    """The child gave no answer in time and was stopped."""


class ChildEnded(Exception):
    """The child ended without an answer: no memory, or a reader that ends its process."""


def answer_of(work: Callable[..., bytes], *args: Any, seconds: float, largest: int) -> bytes:
    """What ``work`` (a function of a module, its arguments can be pickled) answers in a child process.

    Raises TookTooLong after ``seconds`` and ChildEnded when there is no answer or one of more than ``largest`` bytes.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(theirs, work, args), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            raise TookTooLong
        return ours.recv_bytes(largest)
    except (EOFError, OSError) as error:
        raise ChildEnded from error
    finally:
        ours.close()
        child.kill()
        child.join()
        child.close()


def _run(pipe: Connection, work: Callable[..., bytes], args: tuple[Any, ...]) -> None:
    _limit_memory()
    pipe.send_bytes(work(*args))
    pipe.close()


def _limit_memory() -> None:
    """Where the platform can (not on Windows, where the time limit alone guards)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
