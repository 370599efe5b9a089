"""Search over everything: tones count when typed, every kind gets its turn, phones stay unseen."""

from datetime import date

import pytest

from app.bodies.commands import CreateBody
from app.documents.citations_store import LoadDefaultCitations
from app.documents.commands import DeleteDraft
from app.documents.drafting import DraftDocument
from app.documents.queries import document
from app.offices.commands import AddHamlet, EndHamlet
from app.people.commands import AddPerson, PersonInput, PostInput
from app.people.queries import people
from app.practice import open_practice
from app.search import search
from db.vocabulary import BodyKind, HamletKind, PostKind

ABOUT = (("matter", "lịch học kỹ năng số"),)


@pytest.fixture
def commune(workspace):
    """xã Mẫu Sơn with two hamlets, two teams, three people and the known citations."""
    hamlets = [workspace.do(AddHamlet(kind=HamletKind.THON, name=name)).value for name in ("Đồng Mậu", "Bãi Lan")]
    for hamlet in hamlets:
        workspace.do(CreateBody(kind=BodyKind.TEAM, hamlet=hamlet))
    workspace.do(CreateBody(kind=BodyKind.COMMITTEE))
    for name, phone, title in (
        ("Lò Thị Lan", "0900000123", "Trưởng thôn Bãi Lan"),
        ("Hà Văn Lân", "", ""),
        ("Vi Thị Mậu", "0900000777", ""),
    ):
        posts = (PostInput(kind=PostKind.HAMLET_HEAD, title=title),) if title else ()
        workspace.do(AddPerson(person=PersonInput(full_name=name, phone=phone, birth_year=1980), posts=posts))
    workspace.do(LoadDefaultCitations())
    return workspace


def found(workspace, text, **kw):
    return workspace.read(search, text, **kw)


def titles(workspace, text, **kw):
    return [hit.title for hit in found(workspace, text, **kw)]


def test_a_query_without_tones_finds_people_and_places_with_tones(commune):
    assert {"Lò Thị Lan", "Hà Văn Lân", "thôn Bãi Lan"} <= set(titles(commune, "lan"))


def test_a_query_with_tones_respects_them(commune):
    assert titles(commune, "Lân") == ["Hà Văn Lân"]


def test_the_place_of_a_tone_and_the_case_do_not_matter(commune):
    commune.do(AddPerson(person=PersonInput(full_name="Lê Thị Hòa")))
    assert titles(commune, "THỊ HOÀ") == ["Lê Thị Hòa"]


def test_every_word_must_occur_in_any_order(commune):
    assert titles(commune, "lan lo") == ["Lò Thị Lan"]
    assert titles(commune, "lan khong-co") == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "zzz"])
def test_nothing_and_signs_of_the_query_language_find_nothing(commune, text):
    assert found(commune, text) == []


def test_each_kind_says_what_it_is_and_where_it_is_shown(commune):
    assert {(hit.kind, hit.title, hit.page) for hit in found(commune, "mau") if hit.page != "documents"} == {
        ("Người", "Vi Thị Mậu", "people"),
        ("Thôn", "thôn Đồng Mậu", "offices"),
        ("Tổ của thôn", "Tổ công nghệ số cộng đồng thôn Đồng Mậu", "teams"),
        ("Ban Chỉ đạo", "Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn", "committee"),
    }


def test_what_was_found_leads_to_its_record(commune):
    (hit,) = found(commune, "Vi Thị Mậu")
    (person,) = commune.read(people, text="Vi Thi Mau")
    assert hit.target == person.uid


def test_present_posts_tell_namesakes_apart_else_the_year_of_birth(commune):
    details = {hit.title: hit.detail for hit in found(commune, "lan") if hit.page == "people"}
    assert details == {"Lò Thị Lan": "Trưởng thôn Bãi Lan", "Hà Văn Lân": "sinh năm 1980"}


def test_a_person_is_found_by_phone_but_the_phone_is_not_shown(commune):
    (hit,) = found(commune, "0900 000 123")
    assert hit.title == "Lò Thị Lan"
    assert "0900" not in repr(hit)


def test_a_few_digits_are_no_phone(commune):
    assert not [hit for hit in found(commune, "0900") if hit.page == "people"]


def test_a_paper_is_found_by_words_of_its_subject_until_it_is_deleted(commune):
    uid = commune.do(DraftDocument(template="tb", day=date(2022, 4, 8), values=ABOUT)).value
    subject = commune.read(document, uid).subject
    (hit,) = (hit for hit in found(commune, subject) if hit.target == uid)
    assert (hit.kind, hit.title, hit.page) == ("Văn bản", "Thông báo", "documents")
    assert "nháp · 08/04/2022" in hit.detail
    commune.do(DeleteDraft(document=uid))
    assert uid not in {hit.target for hit in found(commune, subject)}


def test_a_legal_text_is_found_by_its_symbol(commune):
    hit = found(commune, "30/2020/NĐ-CP")[0]
    assert (hit.kind, hit.title) == ("Văn bản trích dẫn", "Nghị định 30/2020/NĐ-CP")
    assert "công tác văn thư" in hit.detail


def test_a_hamlet_that_ended_says_so(commune):
    hamlet = next(hit.target for hit in found(commune, "bãi lan") if hit.page == "offices")
    commune.do(EndHamlet(hamlet=hamlet, last_day=date(2026, 6, 30)))
    assert [hit.detail for hit in found(commune, "bãi lan") if hit.page == "offices"] == ["đến hết 30/06/2026"]


def test_many_people_of_one_name_do_not_hide_the_other_kinds(commune):
    for number in range(12):
        commune.do(AddPerson(person=PersonInput(full_name=f"Nguyễn Văn Mậu {'ABCDEFGHIJKL'[number]}")))
    hits = found(commune, "mậu")
    assert len(hits) == 8
    assert {"people", "offices", "teams"} <= {hit.page for hit in hits}
    assert len(found(commune, "mậu", limit=3)) == 3


def test_a_name_that_begins_with_the_query_comes_first(commune):
    commune.do(AddPerson(person=PersonInput(full_name="Mậu Thị An")))
    assert titles(commune, "mậu")[0] == "Mậu Thị An"


def test_no_hit_of_the_practice_commune_shows_a_phone(tmp_path, clock):
    with open_practice(tmp_path / "practice", clock=clock) as practice:
        phones = {person.phone for person in practice.read(people) if person.phone}
        assert phones
        for phone in sorted(phones)[:5]:
            hits = practice.read(search, phone)
            assert hits
            assert not any(known in repr(hit) for hit in hits for known in phones)
