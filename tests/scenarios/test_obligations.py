"""What the letters ask, proved end to end: a real store of the practice commune, papers drafted, issued and measured.

Each test bears the row of the obligation it proves; ``tests/obligations.tsv`` lists them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.agenda import agenda
from app.bodies.commands import (
    AddMember,
    AssignDuty,
    ImportTeamMembers,
    MarkLeaving,
    MemberRow,
    RemovePlannedMember,
    SetHead,
    SetRole,
    SpreadSupporters,
)
from app.bodies.queries import bodies, committee
from app.bodies.views import BodyView, MemberView
from app.checking import everything_missing
from app.demo import MOMENT, SIGNED_ON
from app.documents.commands import MarkPrinted
from app.documents.drafting import DraftDocument
from app.documents.issuing import Issued, IssueDocument
from app.documents.printing import docx_of, pdf_of, xlsx_of
from app.documents.queries import document, register
from app.documents.readiness import readiness
from app.documents.views import DocumentView
from app.importing.grid import read_file
from app.importing.preview import RowState, preview
from app.importing.targets import members_target
from app.kernel.clock import FixedClock
from app.kernel.findings import Finding, Severity, warnings
from app.kernel.problems import Refused
from app.offices.commands import AddHamlet, AddHamlets
from app.offices.queries import hamlets
from app.people.commands import AddPerson, PersonInput, PostInput
from app.people.queries import holders_of
from app.practice import open_practice
from app.rosters import roster_draft
from app.superior_form import existing_members, fill_form
from app.workspace import Workspace
from db.vocabulary import BodyKind, BodyRole, DocumentState, HamletKind, PostKind, ReplaceMode
from tests.support.forms import make_form
from tests.support.paper_measure import PaperPage, copied_text, measure_docx, measure_pdf, near, open_docx

EVE = SIGNED_ON - timedelta(days=1)
BOARD, DUTIES, TEAMS, ONE_TEAM, CHANGE, PLAN = (
    "qd-ban-chi-dao",
    "qd-phan-cong",
    "qd-to-cnsc",
    "qd-to-cnsc-mot",
    "qd-kien-toan",
    "kh-chuyen-doi-so",
)
GOALS = (("goals", "100% thủ tục đủ điều kiện được nộp trực tuyến."), ("budget", "Ngân sách xã."))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def commune(practice_data: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    with open_practice(Path(shutil.copytree(practice_data, tmp_path / "data")), clock=clock) as workspace:
        yield workspace


def draft(commune: Workspace, template: str, day: date = SIGNED_ON, **fields: Any) -> str:
    return str(commune.do(DraftDocument(template=template, day=day, **fields)).value)


def issue(commune: Workspace, uid: str, day: date = SIGNED_ON) -> Issued:
    """Issues a paper; every warning is read and confirmed."""
    found = commune.read(readiness, uid, day)
    issued: Issued = commune.do(
        IssueDocument(
            document=uid,
            issued_on=day,
            no_scan_reason="Chưa có máy quét",
            reason="Đã xem xét",
            confirmed_warnings=tuple(finding.code for finding in warnings(found)),
        )
    ).value
    return issued


def refused_for(commune: Workspace, uid: str) -> dict[str, Finding]:
    """Findings by code with which issuing is refused; nothing was numbered."""
    with pytest.raises(Refused) as refusal:
        issue(commune, uid)
    assert refusal.value.code == "REG-20"
    assert commune.read(document, uid).number is None and not commune.read(register, year=2022, series="QD")
    return {finding.code: finding for finding in refusal.value.findings}


def pdf(commune: Workspace, uid: str, **how: bool) -> bytes:
    made: bytes = commune.read(pdf_of, commune.files, uid, **how)
    return made


def said(data: bytes) -> str:
    return " ".join(copied_text(data).split())


def paper(commune: Workspace, uid: str) -> DocumentView:
    found: DocumentView = commune.read(document, uid)
    return found


def board_of(commune: Workspace, day: date | None = None) -> BodyView:
    found = commune.read(committee, on=day)
    assert found is not None
    return found


def teams_of(commune: Workspace, day: date | None = None) -> list[BodyView]:
    return list(commune.read(bodies, kind=BodyKind.TEAM, on=day))


def vice_chairman(commune: Workspace) -> str:
    return str(commune.read(holders_of, PostKind.VICE_CHAIRMAN)[0].uid)


def new_person(commune: Workspace, name: str, kind: PostKind = PostKind.RESIDENT, title: str = "Người dân") -> str:
    return str(
        commune.do(
            AddPerson(person=PersonInput(full_name=name, birth_year=1990), posts=(PostInput(kind=kind, title=title),))
        ).value
    )


def check_geometry(pages: Sequence[PaperPage]) -> None:
    """A4, the decree's margins and letters, page numbers from a part's second page, no signature alone."""
    number = 0
    for place, page in enumerate(pages):
        assert sorted((round(page.width), round(page.height))) == [210, 297]
        body = [line for line in page.lines if line.y1 >= 20]
        assert min(line.x0 for line in body) >= 29.8 and page.width - max(line.x1 for line in body) >= 14.4
        assert page.height - max(line.y1 for line in body) >= 19.5
        numbered = [line.text for line in page.lines if line.y1 < 20]
        number = number + 1 if numbered else 1  # an annex counts its own pages
        assert numbered in ([], [str(number)]) and (place == 0) <= (numbered == [])
    first = pages[0]
    nation, motto = first.line("CỘNG HÒA"), first.line("Độc lập")
    assert nation.bold and 12 <= nation.size <= 13 and 13 <= motto.size <= 14 and near(nation.middle, motto.middle)
    signing = next(page for page in pages if any(line.text.startswith("Nơi nhận") for line in page.lines))
    above = [line for line in signing.lines if 20 <= line.y1 <= signing.line("Nơi nhận").y0]
    assert len(above) >= 2, "a signature alone on its page"


# ---------------------------------------------------------------- the committee


def test_0_11_the_committees_decision_is_issued_numbered_and_puts_it_in_force_on_its_day(commune: Workspace) -> None:
    uid = draft(commune, BOARD)
    assert board_of(commune).valid_from is None
    issued = issue(commune, uid)
    assert (issued.number, issued.symbol, issued.issued_on) == (1, "01/QĐ-UBND", SIGNED_ON)
    pages = measure_pdf(pdf(commune, uid))
    check_geometry(pages)
    assert pages[0].line("Số:").text == "Số: 01/QĐ-UBND"
    assert pages[0].line("Mẫu Sơn,").text == "Mẫu Sơn, ngày 08 tháng 4 năm 2022"
    board = board_of(commune, SIGNED_ON)
    assert (board.valid_from, board.begun_by) == (SIGNED_ON, uid)
    assert len(board.members_on(SIGNED_ON)) == len(board.planned) > 5 and board.members_on(EVE) == ()


def test_4_02_another_post_as_head_blocks_issue_with_the_quoted_rule(commune: Workspace) -> None:
    commune.do(SetHead(body=board_of(commune).uid, person=vice_chairman(commune)))
    finding = refused_for(commune, draft(commune, BOARD))["BOD-HEAD"]
    assert finding.severity is Severity.ERROR and "Chủ tịch" in finding.rule and "Hà Trung" in finding.source


def test_4_08_a_member_without_a_duty_blocks_the_assignment(commune: Workspace) -> None:
    issue(commune, draft(commune, BOARD))
    member = board_of(commune).planned[-1]
    commune.do(AssignDuty(membership=member.uid, duty=""))
    with pytest.raises(Refused) as refusal:
        issue(commune, draft(commune, DUTIES))
    (finding,) = [each for each in refusal.value.findings if each.code == "BOD-DUTY"]
    assert member.person.full_name in finding.message


def test_4_22_the_assignment_prints_every_duty_and_supported_team_that_is_kept(commune: Workspace) -> None:
    issue(commune, draft(commune, BOARD))
    uid = draft(commune, DUTIES)
    issue(commune, uid)
    text = said(pdf(commune, uid))
    for member in board_of(commune, SIGNED_ON).members_on(SIGNED_ON):
        assert member.person.full_name in text and " ".join(member.duty.split()) in text
    supported = [team for team in teams_of(commune) if team.supporter and team.hamlet]
    assert len(supported) == 12 and all(team.hamlet.label in text for team in supported if team.hamlet)
    cells = {
        str(cell)
        for row in openpyxl.load_workbook(BytesIO(commune.read(xlsx_of, commune.files, uid))).active.iter_rows(
            values_only=True
        )
        for cell in row
    }
    assert {member.duty for member in board_of(commune, SIGNED_ON).members_on(SIGNED_ON)} <= cells


def test_4_21_the_committees_decision_is_pdf_and_docx_with_the_decrees_form_and_its_list(commune: Workspace) -> None:
    uid = draft(commune, BOARD)
    issue(commune, uid)
    printed = pdf(commune, uid)
    check_geometry(measure_pdf(printed))
    names = {member.person.full_name for member in board_of(commune, SIGNED_ON).members_on(SIGNED_ON)}
    assert all(name in said(printed) for name in names)
    word = commune.read(docx_of, commune.files, uid)
    sections = open_docx(word).sections
    assert {(round(each.left_margin.mm), round(each.right_margin.mm)) for each in sections} <= {
        (30, 15),
        (30, 20),
        (35, 15),
        (35, 20),
    }
    paragraphs = [paragraph.text for paragraph in measure_docx(word)]
    assert "Số: 01/QĐ-UBND" in paragraphs and names <= set(paragraphs)


# ---------------------------------------------------------------- drafts, signing, register


def test_3_11_a_draft_has_no_number_and_is_marked_until_issuing_assigns_number_and_day(commune: Workspace) -> None:
    uid = draft(commune, TEAMS)
    assert (paper(commune, uid).number, paper(commune, uid).issued_on) == (None, None)
    assert "DỰ THẢO" in said(pdf(commune, uid))
    first = measure_pdf(pdf(commune, uid))[0]
    assert first.line("Số:").text.split() == ["Số:", "/QĐ-UBND"]
    commune.do(MarkPrinted(document=uid))
    for_signing = pdf(commune, uid)
    assert "DỰ THẢO" not in said(for_signing)
    assert measure_pdf(for_signing)[0].line("Mẫu Sơn,").text.split()[2:5] == ["ngày", "tháng", "4"]
    issue(commune, uid)
    assert (paper(commune, uid).number, paper(commune, uid).issued_on) == (1, SIGNED_ON)
    signed = said(pdf(commune, uid))
    assert "Số: 01/QĐ-UBND" in signed and "ngày 08 tháng 4 năm 2022" in signed and "DỰ THẢO" not in signed


@pytest.mark.parametrize(
    ("template", "as_vice", "formula", "series", "symbol"),
    [
        (BOARD, False, ("CHỦ TỊCH",), "QD", "01/QĐ-UBND"),
        (BOARD, True, ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "QD", "01/QĐ-UBND"),
        (PLAN, False, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "VB", "01/KH-UBND"),
        (PLAN, True, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "VB", "01/KH-UBND"),
    ],
)
def test_0_20_recipients_and_authority_are_printed_and_the_paper_is_archived_by_number(
    commune: Workspace, template: str, as_vice: bool, formula: tuple[str, ...], series: str, symbol: str
) -> None:
    signer = vice_chairman(commune) if as_vice else None
    uid = draft(commune, template, signer=signer, values=GOALS if template == PLAN else ())
    issued = issue(commune, uid)
    view = paper(commune, uid)
    lines = [line.text for page in measure_pdf(pdf(commune, uid)) for line in page.lines]
    assert view.content.signing.titles == formula and set(formula) <= set(lines)
    assert view.content.signing.name in lines
    assert "Nơi nhận:" in lines and any(line.startswith("- Lưu: VT") for line in lines)
    (entry,) = commune.read(register, year=2022, series=view.series)
    assert (entry.symbol, entry.number, entry.document) == (issued.symbol, 1, uid) and issued.symbol == symbol
    assert entry.signer == view.content.signing.name and "Lưu: VT" in entry.recipients


def test_4_26_the_team_decision_reports_upward_and_stays_in_the_archive(commune: Workspace) -> None:
    uid = draft(commune, TEAMS)
    issue(commune, uid)
    text = said(pdf(commune, uid))
    assert "- UBND huyện Hà Trung (để b/c);" in text and "- Lưu: VT, VHXH." in text
    (entry,) = commune.read(register, year=2022, series="QD")
    assert entry.document == uid and "UBND huyện Hà Trung (để b/c)" in entry.recipients
    assert pdf(commune, uid) == pdf(commune, uid)


def test_4_20_the_yearly_plan_is_composed_and_issued(commune: Workspace) -> None:
    uid = draft(commune, PLAN, values=GOALS)
    issued = issue(commune, uid)
    assert issued.symbol == "01/KH-UBND" and paper(commune, uid).state is DocumentState.SIGNED
    printed = pdf(commune, uid)
    check_geometry(measure_pdf(printed))
    assert "KẾ HOẠCH" in said(printed) and GOALS[0][1] in said(printed) and "2022" in paper(commune, uid).subject


# ---------------------------------------------------------------- the teams


def test_4_13_a_vice_chairman_cannot_sign_the_decision_on_teams(commune: Workspace) -> None:
    finding = refused_for(commune, draft(commune, TEAMS, signer=vice_chairman(commune)))["BOD-SIGNER"]
    assert finding.severity is Severity.ERROR
    assert "do Chủ tịch UBND xã" in finding.rule and "Hà Trung" in finding.source
    uid = draft(commune, BOARD, signer=vice_chairman(commune))
    assert issue(commune, uid).number == 1, "the rule is about teams"


def member_with(team: BodyView, kind: PostKind) -> MemberView:
    return next(member for member in team.planned if any(post.kind is kind for post in member.person.posts))


def small_team(commune: Workspace) -> BodyView:
    return next(team for team in teams_of(commune) if len(team.planned) == 3)


def test_4_14_a_new_hamlet_without_a_team_is_flagged(commune: Workspace) -> None:
    commune.do(AddHamlets(hamlets=(AddHamlet(kind=HamletKind.KHU_PHO, name="Mới Lập"),)))
    (finding,) = [each for each in commune.read(everything_missing, SIGNED_ON) if each.code == "BOD-COVERAGE"]
    assert "Khu phố Mới Lập" in finding.message


def test_4_15_two_members_block_issue_and_the_hamlet_is_named(commune: Workspace) -> None:
    team = small_team(commune)
    commune.do(RemovePlannedMember(membership=team.planned[-1].uid))
    finding = refused_for(commune, draft(commune, TEAMS))["BOD-MINIMUM"]
    assert team.hamlet is not None and team.hamlet.name in finding.message


def test_4_16_without_the_youth_union_the_decision_is_blocked_by_its_rule(commune: Workspace) -> None:
    team = teams_of(commune)[0]
    commune.do(RemovePlannedMember(membership=member_with(team, PostKind.YOUTH_BRANCH).uid))
    finding = refused_for(commune, draft(commune, TEAMS))["BOD-REQUIRED"]
    assert team.hamlet is not None and team.hamlet.name in finding.message and "Đoàn" in finding.message


def test_4_18_two_leads_of_one_team_block_the_decision(commune: Workspace) -> None:
    commune.do(SetRole(membership=teams_of(commune)[0].planned[-1].uid, role=BodyRole.HEAD))
    assert refused_for(commune, draft(commune, TEAMS))["BOD-LEADS"].severity is Severity.ERROR


@pytest.mark.parametrize("mode", list(ReplaceMode))
def test_4_15_a_team_that_falls_below_three_alerts_and_is_re_organised(
    commune: Workspace, clock: FixedClock, mode: ReplaceMode
) -> None:
    team = small_team(commune)
    former = draft(commune, ONE_TEAM, bodies=(team.uid,))
    issue(commune, former)
    (team,) = [each for each in teams_of(commune) if each.uid == team.uid]
    leaving = team.planned[-1]
    commune.do(MarkLeaving(membership=leaving.uid))
    clock.move(by=timedelta(days=32))
    later = clock.today()
    alerts = [each for each in commune.read(everything_missing, later) if each.code == "BOD-MINIMUM"]
    assert len(alerts) == 1 and alerts[0].uid == team.uid and team.hamlet and team.hamlet.name in alerts[0].message
    assert any(item.code == "BOD-MINIMUM" for item in commune.read(agenda, later).items)

    newcomer = new_person(commune, "Hà Thị Kế Tiếp")
    commune.do(AddMember(body=team.uid, person=newcomer))
    uid = draft(commune, CHANGE, later, bodies=(team.uid,), mode=mode)
    text = said(pdf(commune, uid))
    assert "Bổ sung 01 thành viên" in text and "Hà Thị Kế Tiếp" in text
    assert "Thôi tham gia đối với 01 thành viên" in text and leaving.person.full_name in text
    assert "Quyết định số 01/QĐ-UBND ngày 08 tháng 4 năm 2022" in text
    issue(commune, uid, later)
    replaced = mode is ReplaceMode.REPLACE
    assert paper(commune, former).state is (DocumentState.REPLACED if replaced else DocumentState.SIGNED)
    (team,) = [each for each in teams_of(commune) if each.uid == team.uid]
    now = {member.person.uid for member in team.members_on(later)}
    assert newcomer in now and leaving.person.uid not in now and len(now) == 3
    assert leaving.person.uid in {member.person.uid for member in team.members_on(later - timedelta(days=1))}
    assert not [each for each in commune.read(everything_missing, later) if each.code == "BOD-MINIMUM"]


def grown(commune: Workspace, count: int) -> list[BodyView]:
    """So many teams: the first ones of the commune, with new hamlets and teams of three beyond its twelve."""
    extra = tuple(AddHamlet(kind=HamletKind.THON, name=f"Mẫu {number:02}") for number in range(13, count + 1))
    if extra:
        commune.do(AddHamlets(hamlets=extra))
        new = commune.read(hamlets, on=SIGNED_ON)[12:]
        people = (
            ("Trưởng", BodyRole.HEAD, PostKind.HAMLET_HEAD),
            ("Đoàn", BodyRole.DEPUTY, PostKind.YOUTH_BRANCH),
            ("Dân", BodyRole.MEMBER, PostKind.RESIDENT),
        )
        commune.do(
            ImportTeamMembers(
                rows=tuple(
                    MemberRow(
                        hamlet=place.uid,
                        full_name=f"Lò Văn {word} {place.name.split()[-1]}",
                        role=role,
                        post=post,
                        birth_year=1980,
                        title=word,
                    )
                    for place in new
                    for word, role, post in people
                )
            )
        )
        commune.do(SpreadSupporters())
    return teams_of(commune)[:count]


@pytest.mark.parametrize("count", [1, 12, 60])
def test_4_23_one_decision_for_all_teams_is_tidy_for_1_12_and_60_hamlets(commune: Workspace, count: int) -> None:
    teams = grown(commune, count)
    assert len(teams) == count
    uid = draft(commune, TEAMS, bodies=tuple(team.uid for team in teams) if count == 1 else ())
    issue(commune, uid)
    printed = pdf(commune, uid)
    pages = measure_pdf(printed)
    assert any(line.text.startswith("Nơi nhận") for page in pages for line in page.lines)
    check_geometry(pages)
    people = [member.person.full_name for team in teams for member in team.planned]
    annex = [page for page in pages if any(line.text == "STT" for line in page.lines)]
    listed = pages.index(annex[0])
    assert pages[listed:] == annex, "every page of the list repeats its headings"
    numbers = [
        int(line.text.split()[0])
        for page in annex
        for line in page.lines
        if line.y1 >= 20 and line.x0 < 42 and line.text.split()[0].isdecimal()
    ]
    assert [number for number in numbers if number <= len(people)] == list(range(1, len(people) + 1))
    text = said(printed)
    assert [name for name in people if name not in text] == []
    for team in teams:
        assert team.hamlet is not None and team.hamlet.label in text
    for page in annex:
        last = max((line for line in page.lines), key=lambda line: line.y0)
        assert not last.text.startswith("Tổ công nghệ số cộng đồng"), "a team's heading alone at the foot of a page"


def test_4_23_a_decision_for_each_team_numbers_twelve_papers(commune: Workspace) -> None:
    teams = teams_of(commune)
    for place, team in enumerate(teams, start=1):
        uid = draft(commune, ONE_TEAM, bodies=(team.uid,))
        assert issue(commune, uid).number == place
        text = said(pdf(commune, uid))
        assert team.hamlet is not None and team.hamlet.label in text
        assert all(member.person.full_name in text for member in team.planned)
        assert not any(other.planned[0].person.full_name in text for other in teams if other is not team)
    assert all(team.valid_from == SIGNED_ON for team in teams_of(commune, SIGNED_ON))


def test_4_24_the_roster_is_a_pdf_the_superiors_filled_form_and_reads_back_without_a_change(
    commune: Workspace, tmp_path: Path
) -> None:
    issue(commune, draft(commune, TEAMS))
    names = {member.person.full_name for team in teams_of(commune, SIGNED_ON) for member in team.members_on(SIGNED_ON)}
    roster = said(pdf(commune, roster_draft(commune, SIGNED_ON), for_signing=True))
    assert len(names) == 47 and all(name in roster for name in names)
    form = make_form(tmp_path / "mau-bao-cao.xlsx", blank=3, numbers=True)
    done = tmp_path / "da-dien.xlsx"
    done.write_bytes(commune.read(fill_form, form, SIGNED_ON))
    again = preview(read_file(done), members_target(today=SIGNED_ON), commune.read(existing_members, SIGNED_ON))
    assert {row.values["full_name"] for row in again.rows} == names
    assert {row.state for row in again.rows} == {RowState.SAME}
