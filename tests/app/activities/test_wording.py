"""Kinds of activity in another language: named so in the window, Vietnamese in the store and on every paper."""

from __future__ import annotations

import gettext
from datetime import date

import pytest

from app.activities.kinds import forces, usual_kinds
from app.activities.queries import figure_kinds
from app.activities.wording import force_name, indicator_name, kind_name, unit, with_unit
from app.kernel import words
from app.kernel.words import on_paper
from app.reports.commands import PrepareReport
from app.reports.queries import report
from tests.app.activities.commune import founded
from tests.support.activities import hold
from tests.support.source_tree import ROOT
from tests.test_translations import load_tool

ASKED = ("Cài đặt, kích hoạt VNeID: người dân được hướng dẫn",)


class Elsewhere(gettext.NullTranslations):
    """A language in which every sentence has a mark before it."""

    def gettext(self, message: str) -> str:
        return f"~{message}"


@pytest.fixture
def elsewhere(monkeypatch):
    monkeypatch.setattr(words._catalogue, "_translation", Elsewhere())


def test_every_name_is_offered_for_translation():
    found = load_tool().sentences(ROOT)

    names = {kind.name for kind in usual_kinds()} | {force.name for force in forces()}
    names |= {word for kind in usual_kinds() for one in kind.indicators for word in (one.name, one.unit)}
    assert names <= found.keys()


def test_the_window_names_kinds_in_its_language_and_papers_in_vietnamese(elsewhere):
    kind, force = usual_kinds()[0], forces()[0]
    one = kind.indicators[0]

    assert kind_name(kind) == f"~{kind.name}" and force_name(force) == f"~{force.name}"
    assert with_unit(one) == f"{indicator_name(one)} ({unit(one.unit)})" == f"~{one.name} (~{one.unit})"
    with on_paper():
        assert (kind_name(kind), with_unit(one)) == (kind.name, f"{one.name} ({one.unit})")


def test_figures_and_sources_follow_the_window_and_a_report_stays_vietnamese(workspace, elsewhere):
    commune = founded(workspace)
    hold(workspace, date(2022, 4, 2), kind="VNEID", hamlet=commune.dong, figures={"guided": 5})

    named = {kind.key: kind.name for kind in workspace.read(figure_kinds)}
    uid = workspace.do(PrepareReport(definition="dot-xuat", period="2022-04-01/2022-04-05", asked=ASKED)).value
    kept = workspace.read(report, uid)

    assert named["activity.VNEID.guided"] == "~Cài đặt, kích hoạt VNeID: ~Người dân được hướng dẫn"
    assert [each["key"] for each in kept.facts["asked"]] == ["activity.VNEID.guided"]
    assert "~" not in repr(kept.paper.content.blocks) + repr(kept.paper.content.annexes)
    assert "Cài đặt, kích hoạt VNeID" in repr(kept.paper.content.annexes)
