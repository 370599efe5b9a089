"""Figures of the log: three values never mixed, sums with their sources, partners and forces."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.activities.commands import ActivityInput, LogActivity
from app.activities.counting import WHO
from app.activities.kinds import usual_kinds
from app.activities.queries import by_hamlet, by_partner, figure_kinds, figures, force_shares, kinds
from app.activities.rules import figures_kept
from app.kernel.figures import NOT_APPLICABLE, Source, joined, summed
from app.partners.commands import AddPartner, PartnerInput
from tests.app.activities.commune import TODAY, founded
from tests.support.activities import hold

AMOUNTS = st.one_of(st.none(), st.just(NOT_APPLICABLE), st.integers(0, 10**6))
KINDS = {kind.code: kind for kind in usual_kinds()}


@given(kind=st.sampled_from(sorted(KINDS)), data=st.data())
def test_no_zero_ever_comes_from_missing_and_no_number_is_lost(kind, data):
    codes = [one.code for one in KINDS[kind].indicators]
    typed = data.draw(st.dictionaries(st.sampled_from(codes), AMOUNTS))

    kept = figures_kept(typed, KINDS[kind])

    for code in codes:
        assert kept.get(code) == typed.get(code), "what was typed is what is kept"
        if typed.get(code) is None:
            assert kept.get(code) is None, "blank never becomes a number"
    total = summed("x", [(Source(noun="activity", uid=str(place)), kept.get(code)) for place, code in enumerate(codes)])
    numbers = [amount for amount in kept.values() if isinstance(amount, int)]
    assert total.value == (sum(numbers) if numbers else None)


def test_figures_sum_by_kind_and_name_their_sources(workspace):
    first = hold(workspace, TODAY, kind="VNEID", figures={"guided": 10, "installed": None})
    second = hold(workspace, TODAY - timedelta(days=1), kind="VNEID", figures={"guided": 5, "installed": "na"})
    hold(workspace, TODAY - timedelta(days=40), kind="VNEID", figures={"guided": 100})
    hold(workspace, TODAY, kind="DVC", figures={"guided": 0, "filed": 3})

    found = workspace.read(figures, TODAY - timedelta(days=4), TODAY)

    guided = found["activity.VNEID.guided"]
    assert (guided.value, guided.covered, guided.missing) == (15, 2, 0)
    assert {source.uid for source in guided.sources} == {first, second}
    installed = found["activity.VNEID.installed"]
    assert (installed.value, installed.missing, installed.not_applicable) == (None, 1, 1)
    assert found["activity.DVC.guided"].value == 0
    assert found["activity.CKS.issued"].value is None, "nobody said anything: missing, not 0"
    assert (found["activity.entries"].value, found["activity.CKS.entries"].value) == (3, 0)
    assert found["activity.all.citizens"].value == 15
    assert set(found) == {kind.key for kind in workspace.read(figure_kinds)}


def test_months_add_up_to_the_quarter(workspace):
    for step in range(60):
        hold(workspace, date(2022, 1, 1) + timedelta(days=step), kind="VNEID", figures={"guided": step})
    ends = [(date(2022, 1, 1), date(2022, 1, 31)), (date(2022, 2, 1), date(2022, 2, 28)), (date(2022, 3, 1), TODAY)]
    whole = workspace.read(figures, ends[0][0], ends[-1][1])
    parts = [workspace.read(figures, *span) for span in ends]
    for key, figure in whole.items():
        together = joined(key, [part[key] for part in parts])
        assert (together.value, together.missing, together.sources_hash) == (
            figure.value,
            figure.missing,
            figure.sources_hash,
        )


def test_units_are_never_added_together(workspace):
    units = {kind.key: kind.unit for kind in workspace.read(figure_kinds)}
    for who, (_words, unit) in WHO.items():
        assert units[f"activity.all.{who}"] == unit
        parts = [one.unit for kind in workspace.read(kinds) for one in kind.indicators if one.who == who]
        assert set(parts) == {unit}


def test_row_0_14_activities_by_partner_count_people_households_and_firms_apart(workspace):
    commune = founded(workspace)
    vnpt, viettel, post = (
        workspace.do(AddPartner(partner=PartnerInput(name=name))).value for name in ("VNPT", "Viettel", "Bưu điện")
    )

    def log(kind, *partners, **figures_given):
        given_entry = ActivityInput(
            kind=kind, held_on=TODAY, hamlet=commune.dong, partners=partners, figures=figures_given
        )
        workspace.do(LogActivity(entry=given_entry))

    log("TTKDTM", vnpt, guided=20, business_households=6, enterprises=2)
    log("TTKDTM", vnpt, guided=11, business_households=1)
    log("KNS", vnpt, viettel, guided=30)
    log("TMDT", post, households=4, business_households=NOT_APPLICABLE)
    log("DVC", guided=99)

    lines = {
        (line.partner, line.kind): line for line in workspace.read(by_partner, workspace.read(kinds), TODAY, TODAY)
    }
    counts = {who: figure.value for who, figure in lines[vnpt, "TTKDTM"].counts.items()}
    assert counts == {"citizens": 31, "business_households": 7, "enterprises": 2}
    assert lines[vnpt, "TTKDTM"].entries.value == 2
    assert lines[viettel, "KNS"].counts["citizens"].value == 30
    assert lines[post, "TMDT"].counts["households"].value == 4
    assert lines[post, "TMDT"].counts["business_households"].value is None
    assert lines[post, "TMDT"].counts["business_households"].not_applicable == 1
    assert set(lines) == {(vnpt, "TTKDTM"), (vnpt, "KNS"), (viettel, "KNS"), (post, "TMDT")}
    found = workspace.read(figures, TODAY, TODAY)
    assert found[f"activity.partner.{vnpt}.citizens"].value == 61
    assert found[f"activity.partner.{vnpt}.enterprises"].value == 2
    assert found["activity.with_partner"].value == 4


def test_row_0_15_the_share_of_the_youth_union_and_the_teams_is_a_figure(workspace):
    for forces in (("youth", "teams"), ("teams",), ("front",), ()):
        hold(workspace, TODAY, kind="RANQUAN", forces=list(forces))

    shares = {share.force.code: share for share in workspace.read(force_shares, TODAY, TODAY)}

    assert (shares["youth"].entries.value, shares["youth"].percent) == (1, 25.0)
    assert (shares["teams"].entries.value, shares["teams"].percent) == (2, 50.0)
    assert workspace.read(force_shares, date(2022, 1, 1), date(2022, 1, 2))[0].percent is None
    found = workspace.read(figures, TODAY, TODAY)
    assert (found["activity.force.core"].value, found["activity.entries"].value) == (2, 4)


def test_figures_by_hamlet_add_up_to_the_commune(workspace):
    commune = founded(workspace)
    for place, number in ((commune.dong, 3), (commune.dong, 4), (commune.bai, 5), (None, 6)):
        hold(workspace, TODAY, kind="VNEID", hamlet=place, figures={"guided": number})

    found = workspace.read(by_hamlet, workspace.read(kinds), TODAY, TODAY)

    assert {place: one["activity.VNEID.guided"].value for place, one in found.items()} == {
        commune.dong: 7,
        commune.bai: 5,
        None: 6,
    }
