"""How the tool answers: text or JSON on standard output, progress on standard error, and the exit codes it promises."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

from app.kernel.findings import Finding, Severity
from app.kernel.problems import Problem, Refused
from app.kernel.words import N_, _


class Exit(IntEnum):
    """Exit codes; they never change their meaning."""

    DONE = 0
    FINDINGS = 1
    REFUSED = 2
    UNAVAILABLE = 3
    DEFECT = 4


_SEVERITIES = {Severity.ERROR: N_("lỗi"), Severity.WARNING: N_("cảnh báo"), Severity.HINT: N_("gợi ý")}


class Answers:
    """Prints what a verb brought."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, text: str, **values: Any) -> None:
        """One answer: the text for people, the values for machines."""
        print(json.dumps(plain(values), ensure_ascii=False) if self.as_json else text)

    def findings(self, findings: Iterable[Finding]) -> Exit:
        """All findings, most binding first; FINDINGS unless there is none."""
        found = list(findings)
        if self.as_json:
            print(json.dumps({"findings": plain(found)}, ensure_ascii=False))
        else:
            for finding in found:
                print(f"[{_(_SEVERITIES[finding.severity])}] {finding.message}")
                if finding.rule:
                    print(f"    {finding.rule} ({finding.source})")
            print(_("Không thiếu gì.") if not found else _("{count} điều cần xem.").format(count=len(found)))
        return Exit.FINDINGS if found else Exit.DONE

    def problem(self, problem: Problem) -> Exit:
        """A problem on standard error (or as JSON on standard output)."""
        if self.as_json:
            print(
                json.dumps(
                    {
                        "problem": {
                            "code": problem.code,
                            "sentence": problem.sentence,
                            "next_step": problem.next_step,
                            "field": problem.field,
                            "findings": plain(problem.findings),
                        }
                    },
                    ensure_ascii=False,
                )
            )
        else:
            print(f"{problem.sentence}\n{problem.next_step}  [{problem.code}]", file=sys.stderr)
            for finding in problem.findings:
                print(f"  [{_(_SEVERITIES[finding.severity])}] {finding.message}", file=sys.stderr)
        return Exit.REFUSED if isinstance(problem, Refused) else Exit.UNAVAILABLE


def show_progress(done: int, total: int, what: str) -> None:
    """One line of progress on standard error."""
    print(f"{done}/{total} {what}", file=sys.stderr)


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Path) else value
