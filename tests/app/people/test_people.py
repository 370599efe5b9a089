"""People in a real store: names as typed, refusals with their field, order and pages, duplicates."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from app.bodies.commands import AddMember, CreateBody
from app.kernel.problems import Refused
from app.people import queries
from app.people.commands import AddPeople, AddPerson, ChangePerson, PersonInput, RemovePerson, RemovePost
from app.people.queries import place_in_list
from db.vocabulary import BodyKind, BodyRole, PostKind
from tests.app.people.invented import add, names, post, seen

VIETNAMESE_ORDER = [
    "Lê Văn An",
    "Trần Thị Ánh",
    "Đỗ Văn Ân",
    "Bùi Văn Dũng",
    "Hoàng Văn Đạt",
    "Hà",
    "Ngô Thị Hạ",
    "H' Hen Niê",
    "Lò Văn Páo",
    "Nguyễn Thị Yến",
]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"full_name": "N" * 1000}, "TXT-01", "full_name"),
        ({"full_name": " \u200b "}, "PEO-01", "full_name"),
        ({"full_name": "Lê Văn Thử", "birth_year": 1880}, "PEO-02", "birth"),
        ({"full_name": "Lê Văn Thử", "birth_year": 2023}, "PEO-02", "birth"),
        ({"full_name": "Lê Văn Thử", "birth_date": date(2023, 1, 1)}, "PEO-02", "birth"),
        ({"full_name": "Lê Văn Thử", "email": "thu.mauson"}, "PEO-03", "email"),
        ({"full_name": "Lê Văn Thử", "email": "thu@mauson"}, "PEO-03", "email"),
        ({"full_name": "Lê Văn Thử", "phone": "12345"}, "PHO-01", "phone"),
        ({"full_name": "Lê Văn Thử", "phone": "0900000111, 0900000112"}, "PHO-01", "phone"),
        ({"full_name": "Lê Văn Thử", "note": "x" * 501}, "TXT-01", "note"),
    ],
)
def test_what_is_refused_names_its_field_and_nothing_is_stored(workspace, fields, code, field):
    with pytest.raises(Refused) as refusal:
        workspace.do(AddPerson(person=PersonInput(**fields)))

    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert refusal.value.next_step
    assert names(workspace) == []


@pytest.mark.parametrize("typed", ["0912345678", "+84 912 345 678", "912345678", 912345678.0, "912345678.0"])
def test_a_phone_keeps_its_leading_zero_however_a_spreadsheet_spoilt_it(workspace, typed):
    assert seen(workspace, add(workspace, "Lê Văn Thử", phone=typed)).phone == "0912345678"


def test_a_full_birth_date_brings_its_year(workspace):
    assert seen(workspace, add(workspace, "Lê Văn Thử", birth_date=date(1990, 2, 28))).birth_year == 1990


def test_what_is_not_known_stays_unknown(workspace):
    view = seen(workspace, add(workspace, "Lê Văn Thử"))

    assert (view.birth_year, view.birth_date, view.gender, view.digital_skill, view.phone) == (
        None,
        None,
        None,
        None,
        "",
    )


def test_decomposed_input_is_stored_composed_and_found_again(workspace):
    uid = add(workspace, unicodedata.normalize("NFD", "Nguyễn Thị Hoà"))

    assert seen(workspace, uid).full_name == "Nguyễn Thị Hoà"
    assert [view.uid for view in workspace.read(queries.people, text="nguyen thi hoa")] == [uid]


@pytest.mark.parametrize("name", ["H' Hen Niê", "K'Brôi", "Y Bhim Niê Kdăm", "Giàng A Páo"])
def test_names_of_every_people_are_kept_as_typed(workspace, name):
    assert seen(workspace, add(workspace, name)).full_name == name


def test_people_stand_by_given_name_in_vietnamese_order(workspace):
    for name in reversed(VIETNAMESE_ORDER):
        add(workspace, name)

    assert names(workspace) == VIETNAMESE_ORDER


def test_pages_cover_everyone_exactly_once_and_in_order_namesakes_too(workspace):
    workspace.do(
        AddPeople(people=tuple(AddPerson(person=PersonInput(full_name=name)) for name in VIETNAMESE_ORDER * 7))
    )
    whole = workspace.read(queries.people)
    paged, after = [], None
    while page := workspace.read(queries.people, after=after, limit=8):
        assert len(page) <= 8
        paged += page
        after = place_in_list(page[-1])

    assert paged == whole
    assert len({view.uid for view in paged}) == 70


def test_pages_of_a_search_hold_only_who_fits(workspace):
    workspace.do(
        AddPeople(
            people=tuple(
                AddPerson(person=PersonInput(full_name=f"{name} {given}"))
                for name in ("Lê Thị", "Đỗ Văn")
                for given in ("An", "Bình", "Hà")
            )
        )
    )
    first = workspace.read(queries.people, text="lê", limit=2)
    second = workspace.read(queries.people, text="lê", limit=2, after=place_in_list(first[-1]))

    assert [view.full_name for view in first + second] == ["Lê Thị An", "Lê Thị Bình", "Lê Thị Hà"]


def test_part_of_a_phone_number_finds_its_owner_but_two_digits_find_nobody(workspace):
    uid = add(workspace, "Lê Văn Thử", phone="0912345678")

    assert [view.uid for view in workspace.read(queries.people, text="345 67")] == [uid]
    assert workspace.read(queries.people, text="34") == []


@pytest.mark.parametrize(
    ("name", "phone", "expected"),
    [
        ("Nguyen Thi Hoa", "", True),
        ("NGUYỄN THỊ HÒA", "", True),
        ("Nguyễn Thị Hoá", "", True),
        ("Trần Văn Khác", "0912345678", True),
        ("Trần Văn Khác", "0900000999", False),
        ("Nguyễn Thị", "", False),
    ],
)
def test_likely_duplicates_are_found_by_name_without_tones_or_by_phone(workspace, name, phone, expected):
    add(workspace, "Nguyễn Thị Hoà", phone="0912345678")

    assert bool(workspace.read(queries.likely_duplicates, name, phone)) is expected


def test_people_without_phone_are_no_duplicates_of_each_other(workspace):
    add(workspace, "Lê Văn Thử")

    assert workspace.read(queries.likely_duplicates, "Trần Văn Khác", "") == []


def test_a_removed_person_is_in_no_list_but_old_papers_still_find_the_name(workspace):
    uid = add(workspace, "Lê Văn Thử", phone="0912345678")

    workspace.do(RemovePerson(uid=uid))

    assert names(workspace) == []
    assert workspace.read(queries.how_many) == 0
    assert workspace.read(queries.person, uid) is None
    assert workspace.read(queries.likely_duplicates, "Lê Văn Thử", "0912345678") == []
    assert workspace.read(queries.people_by_uid, [uid])[uid].full_name == "Lê Văn Thử"
    workspace.undo()
    assert names(workspace) == ["Lê Văn Thử"]


def test_corrected_fields_change_the_order_and_the_search(workspace):
    uid = add(workspace, "Lê Văn Thử")
    add(workspace, "Lê Văn Sáu")

    workspace.do(ChangePerson(uid=uid, person=PersonInput(full_name="Lê Văn Ánh")))

    assert names(workspace) == ["Lê Văn Ánh", "Lê Văn Sáu"]
    assert workspace.read(queries.people, text="thử") == []


def test_one_refused_person_keeps_the_whole_list_out(workspace):
    good, bad = (AddPerson(person=PersonInput(full_name=name)) for name in ("Lê Văn Thử", ""))

    with pytest.raises(Refused):
        workspace.do(AddPeople(people=(good, bad)))

    assert names(workspace) == []


def test_a_member_of_a_committee_is_not_removed_nor_the_post_that_gave_the_seat(workspace):
    uid = add(workspace, "Lê Văn Thử", post("Chủ tịch UBND xã"))
    committee = workspace.do(CreateBody(kind=BodyKind.COMMITTEE)).value
    workspace.do(AddMember(body=committee, person=uid, role=BodyRole.HEAD, seat=PostKind.CHAIRMAN))

    with pytest.raises(Refused) as person_refused:
        workspace.do(RemovePerson(uid=uid))
    with pytest.raises(Refused) as post_refused:
        workspace.do(RemovePost(uid=seen(workspace, uid).posts[0].uid))

    assert (person_refused.value.code, post_refused.value.code) == ("PEO-04", "PEO-06")
    assert seen(workspace, uid).posts
