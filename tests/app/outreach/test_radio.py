"""The radio column: airings told apart, the month's rule for every month, the forecast, the order of airings."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.periods import Month, month_of
from app.kernel.problems import Refused
from app.offices.commands import AddHamlet
from app.outreach import queries
from app.outreach.radio import RadioRule, forecast, moments, state_words
from app.outreach.radio_commands import AiringPlace, ChangeAiring, RemoveAirings, RemoveProgrammes, SetRadioRule
from app.workspace import Workspace
from db.vocabulary import AiringKind, HamletKind, Origin
from tests.app.outreach.invented import air, programme
from tests.support.stores import day

MARCH = Month(2022, 3)
END_OF_2023 = day("2023-12-31")


@pytest.fixture
def later(workspace: Workspace, clock) -> Workspace:
    """The same commune at the end of 2023, so that every month of two years can be noted."""
    clock.set(END_OF_2023)
    return workspace


def march(workspace: Workspace, today: date = date(2022, 3, 31)):
    return workspace.read(queries.radio_month, MARCH, today)


def test_the_earliest_airing_is_the_first_one_and_is_not_counted_among_the_rebroadcasts(workspace):
    uid = programme(workspace, "03/2022")

    added = air(workspace, uid, date(2022, 3, 2), date(2022, 3, 9), date(2022, 3, 16), hours=("5h30", "17:00"))

    state = march(workspace)
    assert added == 6
    assert (state.first.day, state.first.at, state.rebroadcasts) == (date(2022, 3, 2), "05:30", 5)
    assert state.is_met


def test_one_airing_from_several_loudspeakers_counts_once(workspace):
    hamlet = workspace.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu")).value
    uid = programme(workspace, "2022-03")
    places = (AiringPlace(loudspeaker="Cụm 1"), AiringPlace(loudspeaker="Cụm 2"), AiringPlace(hamlet=hamlet))

    assert air(workspace, uid, date(2022, 3, 2), date(2022, 3, 3), places=places) == 6

    state = march(workspace)
    assert len(state.moments) == 2
    assert state.rebroadcasts == 1
    assert len(state.first.airings) == 3


def test_an_airing_without_its_hour_is_no_further_airing_of_that_day(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1))
    air(workspace, uid, date(2022, 3, 2), hours=("17:00",), places=(AiringPlace(loudspeaker="Cụm 1"),))
    air(workspace, uid, date(2022, 3, 2), hours=("",), places=(AiringPlace(loudspeaker="Cụm 2"),))

    assert march(workspace).rebroadcasts == 1


def test_a_further_loudspeaker_of_the_first_airing_is_the_first_airing_too(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1), places=(AiringPlace(loudspeaker="Cụm 1"),))
    air(workspace, uid, date(2022, 3, 1), places=(AiringPlace(loudspeaker="Cụm 2"),))

    assert [one.kind for one in workspace.read(queries.airings_of, uid)] == [AiringKind.FIRST] * 2


def test_what_is_noted_already_is_passed_over_and_refused_when_nothing_is_left(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1))

    assert air(workspace, uid, date(2022, 3, 1), date(2022, 3, 8)) == 1
    with pytest.raises(Refused) as caught:
        air(workspace, uid, date(2022, 3, 1), date(2022, 3, 8))
    assert (caught.value.code, caught.value.field) == ("OUT-15", "days")


@pytest.mark.parametrize(
    ("days", "fields", "code"),
    [
        ((), {}, "OUT-14"),
        ((date(2022, 4, 6),), {}, "OUT-11"),
        ((date(2022, 3, 20),), {"hours": ("25:00",)}, "OUT-13"),
        ((date(2022, 3, 20),), {"hours": ("tối",)}, "OUT-13"),
        ((date(2022, 3, 20),), {"kind": AiringKind.FIRST}, "OUT-16"),
        ((date(2022, 3, 9),), {}, "OUT-17"),
        ((date(2022, 3, 10),), {"hours": ("05:00",)}, "OUT-17"),
    ],
)
def test_what_cannot_have_been_on_air_is_refused(workspace, days, fields, code):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 10))

    with pytest.raises(Refused) as caught:
        air(workspace, uid, *days, **fields)

    assert caught.value.code == code
    assert caught.value.next_step
    assert len(workspace.read(queries.airings_of, uid)) == 1


def test_a_rebroadcast_moved_before_the_first_airing_is_refused(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 10), date(2022, 3, 12))
    again = workspace.read(queries.airings_of, uid)[1]

    with pytest.raises(Refused) as caught:
        workspace.do(ChangeAiring(uid=again.uid, aired_on=date(2022, 3, 1), aired_at="17:00", kind=again.kind))

    assert caught.value.code == "OUT-17"
    workspace.do(ChangeAiring(uid=again.uid, aired_on=date(2022, 3, 30), aired_at="6h", kind=again.kind))
    assert workspace.read(queries.airings_of, uid)[1].aired_at == "06:00"


def test_relays_are_neither_first_airings_nor_rebroadcasts(workspace):
    uid = programme(workspace, "2022-03", origin=Origin.DISTRICT)
    air(workspace, uid, *(date(2022, 3, number) for number in (1, 2, 3, 4)), kind=AiringKind.RELAY)

    state = march(workspace)
    assert (state.first, state.rebroadcasts) == (None, 0)


def test_programmes_of_the_district_fill_the_month_only_where_the_office_says_so(workspace):
    uid = programme(workspace, "2022-03", origin=Origin.DISTRICT)
    air(workspace, uid, *(date(2022, 3, number) for number in (1, 2, 3, 4)))
    assert not march(workspace).is_met

    workspace.do(SetRadioRule(rebroadcasts=3, own_only=False, slots_per_day=2))

    assert march(workspace).is_met
    assert workspace.read(queries.radio_rule) == RadioRule(rebroadcasts=3, own_only=False, slots_per_day=2)


@pytest.mark.parametrize(("rebroadcasts", "slots"), [(-1, 1), (32, 1), (3, 0), (3, 25)])
def test_a_rule_that_cannot_be_is_refused(workspace, rebroadcasts, slots):
    with pytest.raises(Refused, match="OUT-18"):
        workspace.do(SetRadioRule(rebroadcasts=rebroadcasts, own_only=True, slots_per_day=slots))


@pytest.mark.parametrize("number", range(24), ids=lambda number: Month(2022, 1).plus(number).key)
def test_every_month_is_red_until_the_programme_and_three_rebroadcasts_lie_in_it(later, number):
    month = Month(2022, 1).plus(number)
    uid = programme(later, month.key, script="")

    def state():
        return later.read(queries.radio_month, month, month.day(31))

    assert not state().is_met and "chưa ghi" not in state_words(state(), month.day(31))
    air(later, uid, month.day(1), month.day(10), month.day(20))
    assert state().first is None, "without script or audio nothing proves what was on air"
    later.do(RemoveProgrammes(uids=(uid,)))
    uid = programme(later, month.key)
    air(later, uid, month.day(1), month.day(10), month.day(20))
    assert state().rebroadcasts == 2 and not state().is_met
    if month < Month(2023, 12):
        air(later, uid, month.day(31) + timedelta(days=1))  # next month: too late for this one
        assert not state().is_met
    air(later, uid, month.day(31))
    assert state().is_met
    assert state_words(state(), month.day(31)).startswith("Đạt")


def test_rebroadcasts_of_another_months_programme_do_not_count(workspace):
    february = programme(workspace, "2022-02", "Tháng hai")
    march_uid = programme(workspace, "2022-03", "Tháng ba")
    air(workspace, february, date(2022, 2, 20), date(2022, 3, 1), date(2022, 3, 2), date(2022, 3, 3))
    air(workspace, march_uid, date(2022, 3, 10), date(2022, 3, 11))

    assert march(workspace).rebroadcasts == 1


@pytest.mark.parametrize(
    ("needed", "used", "slots", "today", "expected"),
    [
        (0, 0, 1, date(2022, 2, 28), (None, True)),
        (4, 0, 1, date(2022, 2, 1), (date(2022, 2, 25), True)),
        (4, 0, 1, date(2022, 2, 25), (date(2022, 2, 25), True)),
        (4, 1, 1, date(2022, 2, 25), (date(2022, 2, 25), False)),
        (4, 0, 1, date(2022, 2, 26), (date(2022, 2, 25), False)),
        (4, 0, 2, date(2022, 2, 27), (date(2022, 2, 27), True)),
        (4, 1, 2, date(2022, 2, 27), (date(2022, 2, 27), False)),
        (3, 1, 2, date(2022, 2, 27), (date(2022, 2, 27), True)),
        (1, 0, 1, date(2022, 3, 1), (date(2022, 2, 28), False)),
        (4, 0, 4, date(2022, 2, 28), (date(2022, 2, 28), True)),
    ],
)
def test_the_forecast_names_the_last_day_to_begin(needed, used, slots, today, expected):
    assert forecast(Month(2022, 2), needed, used, slots, today) == expected


@given(st.integers(1, 40), st.integers(1, 5), st.dates(date(2022, 1, 1), date(2024, 12, 31)))
def test_airing_as_often_as_possible_from_the_last_day_on_is_just_enough(needed, slots, today):
    """The day named is the last one: beginning then is enough, beginning a day later is not."""
    month = month_of(today)
    start, feasible = forecast(month, needed, 0, slots, today)
    room = slots * ((month.day(31) - start).days + 1)

    assert needed <= room < needed + slots
    assert feasible == (today <= start)


def test_moments_do_not_depend_on_the_order_of_entries(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1), date(2022, 3, 2), hours=("05:30", "", "17:00"))
    entered = workspace.read(queries.airings_of, uid)

    def told(found):
        return [(one.day, one.at, one.kind) for one in found]

    assert told(moments(entered)) == told(moments(reversed(entered)))


def test_removing_a_programme_takes_its_airings_along_and_comes_back_by_one_undo(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1), date(2022, 3, 2))
    before = workspace.read(queries.airings)

    workspace.do(RemoveProgrammes(uids=(uid,)))
    assert workspace.read(queries.programmes) == workspace.read(queries.airings) == []

    workspace.undo()
    assert workspace.read(queries.airings) == before
    workspace.do(RemoveAirings(uids=tuple(one.uid for one in before)))
    assert workspace.read(queries.airings) == []
    workspace.undo()
    assert workspace.read(queries.airings) == before
