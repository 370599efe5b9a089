"""A paper's life: draft, printed, signed, replaced or ended; and what each step does to bodies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.bodies import queries as bodies
from app.bodies.commands import AddMember, MarkLeaving, RemovePlannedMember
from app.documents import queries
from app.documents.commands import AttachScan, DeleteDraft, EndDocument, MarkPrinted, edit_of
from app.documents.issuing import IssueDocument, VoidNumber
from app.documents.printing import changed_since_printed, paper_as_it_is
from app.documents.readiness import readiness
from app.kernel.findings import Severity, errors
from app.kernel.problems import Refused
from db.vocabulary import DocumentState, ReplaceMode, SigningForm
from tests.app.documents.commune import COMMITTEE_DECISION, TODAY, Commune, settle


@pytest.fixture
def commune(workspace) -> Commune:
    return settle(workspace)


def view(commune, uid):
    return commune.workspace.read(queries.document, uid)


def refusal(action, *args, **fields) -> Refused:
    with pytest.raises(Refused) as refused:
        action(*args, **fields)
    return refused.value


def test_a_ready_draft_has_no_errors_and_prints_without_number_and_day(commune):
    uid = commune.draft()
    assert errors(commune.workspace.read(readiness, uid, TODAY)) == []
    paper = commune.workspace.read(paper_as_it_is, uid)
    assert paper.draft_mark
    assert (paper.letterhead.number_text, paper.letterhead.day) == ("", None)
    assert (paper.letterhead.month, paper.letterhead.year) == (4, 2022)


def test_printing_for_signing_leaves_the_mark_out_and_a_later_change_is_told(commune):
    uid = commune.draft()
    commune.workspace.do(MarkPrinted(document=uid))
    assert view(commune, uid).state is DocumentState.PRINTED
    assert not commune.workspace.read(paper_as_it_is, uid).draft_mark
    assert not commune.workspace.read(changed_since_printed, uid)

    commune.workspace.do(edit_of(view(commune, uid), subject="Về việc thành lập các Tổ"))

    assert view(commune, uid).state is DocumentState.PRINTED
    assert commune.workspace.read(changed_since_printed, uid)
    found = commune.workspace.read(readiness, uid, TODAY)
    assert "DOC-CHANGED-SINCE-PRINTED" in {each.code for each in found if each.severity is Severity.WARNING}
    commune.workspace.undo()
    assert not commune.workspace.read(changed_since_printed, uid)


def test_issuing_assigns_number_and_day_and_bodies_come_into_force(commune):
    uid = commune.draft()
    issued = commune.issue(uid)
    assert (issued.number, issued.symbol) == (1, "01/QĐ-UBND")
    kept = view(commune, uid)
    assert (kept.state, kept.number, kept.issued_on, kept.is_frozen) == (DocumentState.SIGNED, 1, TODAY, True)
    paper = commune.workspace.read(paper_as_it_is, uid)
    assert (paper.draft_mark, paper.letterhead.number_text, paper.letterhead.day) == (False, "01", TODAY)
    for team in commune.teams:
        body = commune.workspace.read(bodies.body, team)
        assert (body.valid_from, body.begun_by) == (TODAY, uid)
        assert [member.begun_by for member in body.members_on(TODAY)] == [uid] * 3
        assert body.members_on(TODAY - timedelta(days=1)) == ()


def test_the_committee_is_in_force_from_the_day_of_its_decision(commune):
    uid = commune.draft(COMMITTEE_DECISION)
    commune.issue(uid)
    committee = commune.workspace.read(bodies.body, commune.committee)
    assert committee.valid_from == TODAY
    assert len(committee.members_on(TODAY)) == 8
    assert [paper.uid for paper in commune.workspace.read(queries.papers_for_body, commune.committee)] == [uid]


def test_a_signed_paper_changes_no_more(commune):
    uid = commune.draft()
    commune.issue(uid)
    for command in (
        edit_of(view(commune, uid), subject="Khác"),
        MarkPrinted(document=uid),
        DeleteDraft(document=uid),
        IssueDocument(document=uid, issued_on=TODAY, no_scan_reason="Không"),
    ):
        assert refusal(commune.workspace.do, command).code == "REG-10"
    undo = refusal(commune.workspace.undo)
    assert undo.code == "UND-04"
    assert view(commune, uid).subject != "Khác"


def test_a_paper_with_an_error_is_not_issued_and_takes_no_number(commune):
    uid = commune.draft()
    leaving = commune.member(commune.teams[0], "Lò Thị Ba")
    commune.workspace.do(RemovePlannedMember(membership=leaving.uid))
    problem = refusal(commune.issue, uid)
    assert problem.code == "REG-20"
    assert "BOD-MINIMUM" in {finding.code for finding in problem.findings}
    assert commune.workspace.read(queries.register, year=2022, series="QD") == []
    assert view(commune, uid).state is DocumentState.DRAFT


def test_a_team_decision_signed_by_another_than_the_chairman_is_blocked(commune):
    uid = commune.draft(signer=commune.people["Phạm Thị Thử"])
    assert view(commune, uid).content.signing.form is SigningForm.FOR_HEAD
    assert "BOD-SIGNER" in {finding.code for finding in refusal(commune.issue, uid).findings}


def test_warnings_are_confirmed_one_by_one(commune):
    content = replace(view(commune, uid := commune.draft()).content, bases=())
    commune.workspace.do(edit_of(view(commune, uid), content=content))
    problem = refusal(commune.workspace.do, IssueDocument(document=uid, issued_on=TODAY, no_scan_reason="Chưa quét"))
    assert problem.code == "REG-21"
    assert {finding.severity for finding in problem.findings} == {Severity.WARNING}
    codes = {finding.code for finding in problem.findings}
    assert "DOC-NO-BASIS" in codes
    assert commune.issue(uid).number == 1


def test_a_rule_that_asks_for_a_reason_gets_one_and_it_is_kept_with_the_paper(commune):
    commune.workspace.do(RemovePlannedMember(membership=commune.member(commune.committee, "Phạm Thị Thử").uid))
    uid = commune.draft(COMMITTEE_DECISION)
    problem = refusal(commune.issue, uid, reason=" ")
    assert (problem.code, problem.field) == ("REG-25", "reason")
    commune.issue(uid, reason="Chức vụ Phó Chủ tịch đang khuyết")
    row = commune.workspace.read(queries.document_row, uid)
    assert {
        "rule": "BOD-VICE",
        "noun": "body",
        "uid": commune.committee,
        "reason": "Chức vụ Phó Chủ tịch đang khuyết",
    } in row.frozen["confirmed"]


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "REG-22", "issued_on"),
        ({"no_scan_reason": "  "}, "REG-23", "scan"),
        ({"scan": "0" * 64}, "REG-15", "scan"),
        ({"scan": "../../etc"}, "REG-15", "scan"),
    ],
)
def test_what_is_missing_at_signing_is_refused_beside_its_field(commune, fields, code, field):
    uid = commune.draft()
    problem = refusal(commune.issue, uid, **fields)
    assert (problem.code, problem.field) == (code, field)
    assert view(commune, uid).state is DocumentState.DRAFT


def test_the_scan_is_kept_and_may_come_later(commune):
    uid = commune.draft()
    commune.issue(uid)
    assert view(commune, uid).no_scan_reason == "Chưa có máy quét"
    scan = commune.workspace.files.put(b"%PDF scan")
    commune.workspace.do(AttachScan(document=uid, scan=scan))
    assert view(commune, uid).scan_sha256 == scan
    draft = commune.draft(COMMITTEE_DECISION)
    assert refusal(commune.workspace.do, AttachScan(document=draft, scan=scan)).code == "REG-11"


def reorganise(commune, mode: ReplaceMode) -> str:
    """One member of the first team leaves, another joins; the decision on it is drafted."""
    newcomer = commune.add_person("Đỗ Văn Bảy")
    commune.workspace.do(AddMember(body=commune.teams[0], person=newcomer))
    commune.workspace.do(MarkLeaving(membership=commune.member(commune.teams[0], "Lò Thị Ba").uid))
    return commune.draft("qd-kien-toan", bodies=(commune.teams[0],), mode=mode, day=date(2022, 4, 20))


def names_on(commune, team: str, day: date) -> set[str]:
    body = commune.workspace.read(bodies.body, team)
    return {member.person.full_name for member in body.members_on(day)}


@pytest.mark.parametrize(
    ("mode", "state"), [(ReplaceMode.REPLACE, DocumentState.REPLACED), (ReplaceMode.AMEND, DocumentState.SIGNED)]
)
def test_a_new_decision_replaces_or_amends_the_former_and_changes_members_from_its_day(commune, clock, mode, state):
    former = commune.draft()
    commune.issue(former)
    clock.move(timedelta(days=20))
    uid = reorganise(commune, mode)
    assert (view(commune, uid).replaces, view(commune, uid).replace_mode) == (former, mode)
    assert names_on(commune, commune.teams[0], date(2022, 4, 20)) == {"Hà Văn Một", "Vi Thị Hai", "Lò Thị Ba"}

    commune.issue(uid, on=date(2022, 4, 20))

    assert view(commune, former).state is state
    assert names_on(commune, commune.teams[0], date(2022, 4, 19)) == {"Hà Văn Một", "Vi Thị Hai", "Lò Thị Ba"}
    assert names_on(commune, commune.teams[0], date(2022, 4, 20)) == {"Hà Văn Một", "Vi Thị Hai", "Đỗ Văn Bảy"}


def test_a_former_decision_that_is_gone_blocks_the_new_one(commune, clock):
    former = commune.draft()
    commune.issue(former)
    clock.move(timedelta(days=20))
    uid = reorganise(commune, ReplaceMode.AMEND)
    commune.workspace.do(EndDocument(document=former, ended_on=date(2022, 4, 10), reason="Bãi bỏ"))
    problem = refusal(commune.issue, uid, on=date(2022, 4, 20))
    assert "DOC-FORMER-STATE" in {finding.code for finding in problem.findings}


def test_a_voided_number_stays_taken_and_the_former_state_of_everything_returns(commune, clock):
    former = commune.draft()
    commune.issue(former)
    clock.move(timedelta(days=20))
    uid = reorganise(commune, ReplaceMode.REPLACE)
    issued = commune.issue(uid, on=date(2022, 4, 20))

    commune.workspace.do(VoidNumber(entry=issued.entry, reason="Ghi nhầm ngày"))

    assert view(commune, uid).state is DocumentState.ENDED
    assert view(commune, former).state is DocumentState.SIGNED
    assert names_on(commune, commune.teams[0], date(2022, 4, 20)) == {"Hà Văn Một", "Vi Thị Hai", "Lò Thị Ba"}
    [_first, voided] = commune.workspace.read(queries.register, year=2022, series="QD")
    assert (voided.number, voided.void_reason) == (2, "Ghi nhầm ngày")
    again = commune.draft("qd-kien-toan", bodies=(commune.teams[0],), day=date(2022, 4, 21))
    assert commune.issue(again, on=date(2022, 4, 21)).number == 3
    assert names_on(commune, commune.teams[0], date(2022, 4, 21)) == {"Hà Văn Một", "Vi Thị Hai", "Đỗ Văn Bảy"}
    assert refusal(commune.workspace.undo).code == "UND-04"


def test_a_number_on_which_later_steps_rest_is_not_voided(commune, clock):
    former = commune.draft()
    issued = commune.issue(former)
    clock.move(timedelta(days=20))
    reorganise(commune, ReplaceMode.AMEND)
    problem = refusal(commune.workspace.do, VoidNumber(entry=issued.entry, reason="Nhầm"))
    assert problem.code == "REG-30"
    assert view(commune, former).state is DocumentState.SIGNED
    assert refusal(commune.workspace.do, VoidNumber(entry=issued.entry, reason=" ")).code == "REG-17"


def test_a_thrown_away_draft_frees_what_it_had_planned_and_may_be_undone(commune):
    uid = commune.draft()
    assert commune.member(commune.teams[0], "Lò Thị Ba").begun_by == uid
    other = commune.draft()
    assert "DOC-CLAIMED" in {finding.code for finding in commune.workspace.read(readiness, other, TODAY)}
    commune.workspace.do(DeleteDraft(document=uid))
    assert commune.member(commune.teams[0], "Lò Thị Ba").begun_by is None
    assert refusal(commune.workspace.read, queries.document, uid).code == "KER-01"
    commune.workspace.undo()
    assert view(commune, uid).bodies and commune.member(commune.teams[0], "Lò Thị Ba").begun_by == uid


def test_assigning_duties_begins_no_membership(commune):
    commune.issue(commune.draft(COMMITTEE_DECISION))
    before = commune.workspace.read(bodies.body, commune.committee)
    issued = commune.issue(commune.draft("qd-phan-cong"))
    assert issued.symbol == "01/QĐ-BCĐ"
    assert commune.workspace.read(bodies.body, commune.committee) == before


def test_bodies_are_added_taken_away_and_added_again(commune):
    uid = commune.draft()
    kept = view(commune, uid)
    for wanted in (commune.teams[:1], commune.teams, ()):
        commune.workspace.do(edit_of(kept, bodies=wanted))
        assert set(commune.workspace.read(queries.effects, uid)) == set(wanted)
    commune.workspace.undo()
    assert set(commune.workspace.read(queries.effects, uid)) == set(commune.teams)


def test_ending_needs_a_reason_and_a_day_not_before_the_paper(commune):
    uid = commune.draft()
    commune.issue(uid)
    assert refusal(commune.workspace.do, EndDocument(document=uid, ended_on=TODAY, reason="")).code == "REG-17"
    early = EndDocument(document=uid, ended_on=TODAY - timedelta(days=1), reason="Bãi bỏ")
    assert refusal(commune.workspace.do, early).code == "REG-16"
    commune.workspace.do(EndDocument(document=uid, ended_on=TODAY, reason="Bãi bỏ"))
    assert (view(commune, uid).state, view(commune, uid).ended_on) == (DocumentState.ENDED, TODAY)
    commune.workspace.undo()
    assert view(commune, uid).state is DocumentState.SIGNED
