"""Figures of public information: what each counts, from which records, and that spans add up to the unit."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from app.kernel.figures import joined
from app.kernel.periods import CALENDAR, ND09, Month
from app.outreach import queries
from app.outreach.radio_commands import AiringPlace
from db.vocabulary import AiringKind, MeetingKind, Origin, PostChannel
from tests.app.outreach.invented import add_hamlets, air, display, meeting, post, praise, programme
from tests.support.stores import day


def figures(workspace, first=date(2022, 1, 1), last=date(2022, 12, 31)):
    return workspace.read(queries.figures, first, last)


def values(workspace, *keys):
    found = figures(workspace)
    return [found[key].value for key in keys]


def test_every_figure_has_its_words_and_every_word_its_figure(workspace):
    kinds = workspace.read(queries.figure_kinds)

    assert [kind.key for kind in kinds] == list(dict.fromkeys(kind.key for kind in kinds))
    assert {kind.key for kind in kinds} == figures(workspace).keys()
    assert all(kind.name and kind.unit and kind.group == "outreach" for kind in kinds)


def test_nothing_at_all_is_a_true_zero_for_counts_and_missing_for_sums(workspace):
    found = figures(workspace)

    assert found["radio.programmes"].value == 0
    assert found["radio.minutes"].value is None
    assert found["meetings.attended"].value is None


def test_radio_counts_moments_and_minutes(workspace):
    own = programme(workspace, "2022-03", seconds=605)
    air(
        workspace,
        own,
        date(2022, 3, 1),
        date(2022, 3, 8),
        places=(AiringPlace(loudspeaker="1"), AiringPlace(loudspeaker="2")),
    )
    sent = programme(workspace, "2022-03", "Của huyện", origin=Origin.DISTRICT)
    air(workspace, sent, date(2022, 3, 3), minutes=7)
    air(workspace, sent, date(2022, 3, 4))
    air(workspace, sent, date(2022, 3, 20), kind=AiringKind.RELAY)

    keys = ("programmes", "programmes.own", "first_airings", "rebroadcasts", "relays", "minutes")
    assert values(workspace, *(f"radio.{key}" for key in keys)) == [2, 1, 2, 2, 1, 11 + 11 + 7]
    minutes = figures(workspace)["radio.minutes"]
    assert (minutes.covered, minutes.missing) == (3, 2)
    assert values(workspace, "channel.K1", "channel.K2", "channel.K1.proved") == [5, 4, 5]


def test_posts_displays_meetings_and_praise_are_counted_by_kind(workspace):
    hamlet = add_hamlets(workspace, "Đồng Mậu")[0]
    for channel in (PostChannel.WEBSITE, PostChannel.ZALO, PostChannel.ZALO, PostChannel.FACEBOOK):
        post(workspace, date(2022, 2, 1), channel, reach=100 if channel is PostChannel.ZALO else None)
    display(workspace, date(2022, 2, 1), count=3)
    display(workspace, date(2022, 2, 2))
    meeting(workspace, date(2022, 2, 3), hamlet=hamlet, attended=40, invited=50)
    meeting(workspace, date(2022, 2, 4), hamlet=hamlet, digital=False, attended=30)
    meeting(workspace, date(2022, 2, 5), MeetingKind.TRAINING, attended=25)
    praise(workspace, date(2022, 1, 1), date(2022, 1, 11))
    praise(workspace, date(2022, 1, 1), date(2022, 1, 6), collective=True)
    praise(workspace, date(2022, 1, 1))

    assert values(workspace, "posts.website", "posts.zalo", "posts.facebook", "posts.count") == [1, 2, 1, 4]
    assert values(workspace, "posts.reach", "displays.count", "displays.items") == [200, 2, 3]
    assert values(workspace, "meetings.count", "meetings.hamlet", "meetings.training", "meetings.digital") == [
        3,
        2,
        1,
        2,
    ]
    assert values(workspace, "meetings.digital_hamlets", "meetings.attended", "meetings.invited") == [1, 95, 50]
    assert values(workspace, "praise.count", "praise.collectives", "praise.lag") == [2, 1, 15]


def test_results_stand_beside_counts(workspace):
    post(workspace, date(2022, 2, 1), PostChannel.ZALO, reach=120)
    meeting(workspace, date(2022, 2, 5), MeetingKind.TRAINING, attended=25)
    told = {
        effect.count.key: {result.key: result.value for result in effect.results}
        for effect in workspace.read(queries.effects, date(2022, 1, 1), date(2022, 12, 31))
    }

    assert told["posts.count"] == {"posts.reach": 120}
    assert told["meetings.count"]["meetings.attended"] == 25


def test_sources_are_living_records_that_give_the_count_again(workspace):
    random_log(workspace, random.Random(7), 60)
    living = {one.uid for one in workspace.read(queries.programmes)}
    living |= {one.uid for one in workspace.read(queries.airings)} | {one.uid for one in workspace.read(queries.posts)}
    living |= {one.uid for one in workspace.read(queries.displays)} | {
        one.uid for one in workspace.read(queries.meetings)
    }
    living |= {one.uid for one in workspace.read(queries.praises)}

    for figure in figures(workspace).values():
        assert {source.uid for source in figure.sources} <= living
        assert figure.covered + figure.missing == len(figure.sources)


@pytest.mark.parametrize("scheme", [CALENDAR, ND09], ids=["calendar", "decree"])
@pytest.mark.parametrize("seed", range(4))
def test_months_add_up_to_the_year(workspace, clock, scheme, seed):
    clock.set(day("2022-12-31"))
    random_log(workspace, random.Random(seed), 120)
    months = [Month(2022, number) for number in range(1, 13)]
    first, last = scheme.first_day(months[0]), scheme.last_day(months[-1])
    whole = figures(workspace, first, last)
    parts = [figures(workspace, scheme.first_day(month), scheme.last_day(month)) for month in months]

    for key, figure in whole.items():
        together = joined(key, [part[key] for part in parts])
        assert (together.value, together.covered, together.missing) == (figure.value, figure.covered, figure.missing), (
            key
        )
        assert together.sources_hash == figure.sources_hash, key


def random_log(workspace, chance: random.Random, entries: int) -> None:
    """Entries of every kind on random days until the clock's own day."""
    hamlets = add_hamlets(workspace, "Đồng Mậu", "Khe Sành")
    today = workspace.clock.today()
    start = date(2021, 12, 1)

    def some_day() -> date:
        return start + timedelta(days=chance.randrange((today - start).days + 1))

    for _entry in range(entries):
        themes = tuple(chance.sample(["N1", "N2", "N3", "N4.CQS", "N5"], chance.randrange(3)))
        kind, when = chance.choice("RPDMB"), some_day()
        if kind == "R":
            uid = programme(workspace, f"{when:%Y-%m}", themes=themes, seconds=chance.choice([None, 300, 601]))
            days = sorted({when, *(one for one in (some_day(), some_day()) if one > when)})
            air(workspace, uid, *days, hours=chance.choice([("",), ("05:30", "17:00")]))
        elif kind == "P":
            post(workspace, when, chance.choice(list(PostChannel)), themes=themes, reach=chance.choice([None, 0, 50]))
        elif kind == "D":
            display(workspace, when, count=chance.choice([None, 2]), themes=themes)
        elif kind == "M":
            fields = {"hamlet": chance.choice(hamlets), "attended": chance.choice([None, 30]), "themes": themes}
            meeting(workspace, when, chance.choice(list(MeetingKind)), forces=("front",), **fields)
        else:
            praise(workspace, when, chance.choice([None, min(today, when + timedelta(days=20))]))
