"""Obligations of reporting, each from the letter to the paper on a real store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.documents.content import Paragraph, TableBlock
from app.duties.commands import MarkFulfilled
from app.duties.ready import offers
from app.duties.views import DueState
from app.kernel.clock import VIETNAM, FixedClock
from app.kernel.figures import show_amount
from app.practice import open_practice
from app.reports.definitions import definition
from app.reports.narrative import sentence_text
from app.reports.owing import heads, owed
from app.reports.queries import facts_of
from app.reports.views import ReportView
from app.workspace import Workspace
from tests.support.report_log import activity, log, prepared, signed

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("practice") / "commune"
    open_practice(folder, clock=FixedClock(NOW), with_log=True).close()
    return folder


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def commune(logged: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The practice commune with two years of log, on 16/11/2026."""
    with open_practice(Path(shutil.copytree(logged, tmp_path / "commune")), clock=clock) as opened:
        yield opened


@pytest.fixture
def newcomer(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """The practice commune without log or duties, on the same day."""
    with open_practice(tmp_path / "newcomer", clock=clock) as opened:
        log(opened, activity(1, "2026-11-10", guided=12, installed=10, activated=3))
        yield opened


def take(workspace: Workspace, *codes: str) -> dict[str, str]:
    """Takes ready-made duties; gives their uids by the report they ask for."""
    taken = {}
    for offer in workspace.read(offers, TODAY):
        if offer.command.duty.code in codes:
            taken[offer.command.duty.report] = str(workspace.do(offer.command).value)
    return taken


@pytest.mark.parametrize(
    ("moment", "state", "told"),
    [
        (datetime(2026, 11, 19, 23, 59, 59, tzinfo=VIETNAM), DueState.DONE_ON_TIME, "đã nộp đúng hạn"),
        (datetime(2026, 11, 20, 0, 0, tzinfo=VIETNAM), DueState.DONE_LATE, "đã nộp, chậm hạn"),
    ],
)
def test_0_17_the_report_of_the_log_is_on_time_only_before_midnight_of_the_nineteenth(
    newcomer: Workspace, clock: FixedClock, moment: datetime, state: DueState, told: str
) -> None:
    duty = take(newcomer, "R1-thang", "R1-quy")["thang"]
    due = {each.kind.code: each for each in newcomer.read(owed, TODAY)}
    assert due["thang"].last_day == date(2026, 11, 19) and due["thang"].duty == duty
    view = signed(newcomer, prepared(newcomer, "thang", due["thang"].period.key), TODAY)
    clock.set(datetime(2026, 11, 21, tzinfo=UTC))
    newcomer.do(MarkFulfilled(duty=duty, period="2026-11", handed_over_at=moment, documents=(view.paper.uid,)))
    (head,) = (each for each in newcomer.read(heads, date(2026, 11, 21)) if each.uid == view.uid)
    assert head.handing is not None
    assert (head.handing.state, head.state_words) == (state, told)


def test_4_11_the_quick_report_for_the_25th_stands_beside_the_one_for_the_19th(newcomer: Workspace) -> None:
    take(newcomer, "R1-thang", "R2")
    due = {each.kind.code: each.title for each in newcomer.read(owed, TODAY)}
    assert due == {
        "thang": "Báo cáo tháng 11 – hạn 19/11",
        "nhanh": "Báo cáo nhanh tháng 11 – hạn 25/11",
    }


def paragraphs(view: ReportView) -> list[str]:
    return [block.text for block in view.paper.content.blocks if isinstance(block, Paragraph)]


def test_1_25_results_stand_beside_counts_and_every_sentence_is_bound_to_its_facts(commune: Workspace) -> None:
    view = prepared(commune, "thang", "2026-11")
    facts = commune.read(facts_of, view)
    printed, told = paragraphs(view), 0
    for section in definition("thang").flat_sections:
        for sentence in section.sentences:
            text = sentence_text(sentence, facts)
            told += bool(text)
            assert not text or any(_alike(text, each) for each in printed), text
            without = {key: fact for key, fact in facts.items() if key not in dict(sentence.keys)}
            assert sentence_text(sentence, without) == "", "a sentence without its facts is not written"
    assert told >= 5
    rows = {row[1]: row for block in view.paper.content.blocks if isinstance(block, TableBlock) for row in block.rows}
    counted, result = facts["activity.entries"], facts["activity.all.citizens"]
    assert rows[counted.kind.name][3] == show_amount(counted.now.value)
    assert rows[result.kind.name][3].startswith(show_amount(result.now.value))


def _alike(text: str, printed: str) -> bool:
    """The same sentence, the office's name put in where braces stood."""
    start, _brace, end = text.partition("{office_short}")
    return printed == text or (printed.startswith(start) and printed.endswith(end))
