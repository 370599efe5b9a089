"""Mail both ways: out by SMTP to one receiver, in from one mailbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.carriers.carrier import Collected, Condition, HandedOver, Since
from app.carriers.email_out import MailOut
from app.carriers.mailbox import Mailbox
from app.kernel.progress import Progress


@dataclass(frozen=True)
class MailCarrier:
    """The two halves as one carrier."""

    out: MailOut
    box: Mailbox

    def check(self, progress: Progress) -> Condition:
        """Both servers; what would stop either is told."""
        out, box = self.out.check(progress), self.box.check(progress)
        return replace(out, reachable=out.reachable and box.reachable, problems=out.problems + box.problems)

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """As ``MailOut.send``."""
        return self.out.send(path, name, progress)

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """As ``Mailbox.collect``."""
        return self.box.collect(into, since, progress)
