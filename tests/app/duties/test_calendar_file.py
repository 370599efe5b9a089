"""The calendar file, parsed back by a reader written from RFC 5545 and not by the code that wrote it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from app.duties.calendar_file import calendar_file, folded
from app.duties.commands import MarkFulfilled
from tests.app.duties.invented import add_task, confirm, monthly


def unfolded(data: bytes) -> list[str]:
    """Content lines: CRLF and a blank joined again (3.1), every octet line checked for its length."""
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character was cut in two
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def parsed(data: bytes):
    """Components as nested dictionaries: name -> value, and "inside" for what they hold."""
    root = {"inside": []}
    stack = [root]
    for line in unfolded(data):
        name, _colon, value = line.partition(":")
        if name == "BEGIN":
            stack[-1]["inside"].append({"kind": value, "inside": []})
            stack.append(stack[-1]["inside"][-1])
        elif name == "END":
            assert stack.pop()["kind"] == value
        else:
            stack[-1][name] = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)
    assert len(stack) == 1
    [calendar] = root["inside"]
    return calendar


def events(workspace, clock, **kw):
    data = workspace.read(calendar_file, clock.now(), clock.today(), **kw)
    calendar = parsed(data)
    assert (calendar["kind"], calendar["VERSION"]) == ("VCALENDAR", "2.0")
    return [event for event in calendar["inside"] if event["kind"] == "VEVENT"]


def test_each_open_period_is_one_whole_day_event_on_its_last_day_with_three_reminders(workspace, clock):
    confirm(workspace, monthly())

    found = events(workspace, clock, ahead=60)

    assert [event["DTSTART;VALUE=DATE"] for event in found] == ["20220319", "20220419", "20220519"]
    assert [event["DTEND;VALUE=DATE"] for event in found] == ["20220320", "20220420", "20220520"]
    assert found[1]["SUMMARY"] == "Hạn cuối: Báo cáo kết quả triển khai hằng tháng - tháng 4 năm 2022"
    assert found[1]["DESCRIPTION"] == "Quy định: trước ngày 20 hằng tháng.\nNơi nhận: UBND huyện Triệu Sơn."
    assert found[1]["DTSTAMP"] == "20220405T020000Z"
    assert len({event["UID"] for event in found}) == 3
    for event in found:
        assert [alarm["kind"] for alarm in event["inside"]] == ["VALARM"] * 3
        assert [reminder(event, alarm) for alarm in event["inside"]] == [7, 3, 1]


def reminder(event, alarm) -> int:
    """Days before the event's day on which the alarm rings, at eight in the morning."""
    match = re.fullmatch(r"-P(?:(\d+)D)?T(\d+)H", alarm["TRIGGER"])
    before = timedelta(days=int(match[1] or 0), hours=int(match[2]))
    whole = timedelta(hours=8) + before
    assert whole.seconds == 0
    return whole.days


def test_the_same_deadline_keeps_its_name_from_file_to_file_and_what_is_done_leaves(workspace, clock):
    uid = confirm(workspace, monthly())
    before = {event["DTSTART;VALUE=DATE"]: event["UID"] for event in events(workspace, clock)}

    workspace.do(MarkFulfilled(duty=uid, period="2022-03", handed_over_at=clock.now()))

    after = {event["DTSTART;VALUE=DATE"]: event["UID"] for event in events(workspace, clock)}
    assert "20220319" not in after
    assert after.items() <= before.items()


def test_tasks_stand_in_it_and_names_of_people_do_not(workspace, clock):
    add_task(workspace, "Lập Tổ; tập huấn, ra mắt", due_on=date(2022, 4, 29), owner_words="Lò Thị Thử")

    data = workspace.read(calendar_file, clock.now(), clock.today())

    [event] = events(workspace, clock)
    assert event["SUMMARY"] == "Hạn cuối: Lập Tổ; tập huấn, ra mắt"
    assert "Thử" not in data.decode()


@pytest.mark.parametrize("length", [1, 74, 75, 76, 149, 150, 400])
@pytest.mark.parametrize("letter", ["x", "đ", "ỗ", "🏠"])
def test_lines_of_any_length_fold_between_letters_and_unfold_to_themselves(length, letter):
    assert unfolded(folded(letter * length)) == [letter * length]


def test_what_has_no_last_day_is_not_in_it(workspace, clock):
    confirm(workspace, monthly(due_day=None))

    assert events(workspace, clock) == []
