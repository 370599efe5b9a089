"""The verb ``demo``: the whole job of the Hà Trung letter for the practice commune."""

from __future__ import annotations

from argparse import Namespace

from app.demo import run_demo
from app.headless.answer import Answers, Exit, show_progress
from app.kernel.progress import Progress
from app.kernel.words import _


def demo(arguments: Namespace, answers: Answers) -> Exit:
    """Makes every paper and says where they lie."""
    papers = run_demo(arguments.folder, Progress(show_progress))
    answers.say(
        _("Đã làm {count} tệp:").format(count=len(papers)) + "\n" + "\n".join(str(path) for path in papers),
        papers=papers,
    )
    return Exit.DONE
