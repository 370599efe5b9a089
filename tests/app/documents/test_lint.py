"""What the rules find in a paper's form and words, and that each offered fix mends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.documents.citing import known_citations
from app.documents.compose import compose
from app.documents.content import (
    AnnexPart,
    Article,
    Authority,
    BasisLine,
    Content,
    Paragraph,
    Recipient,
    Signing,
)
from app.documents.mending import mend
from app.documents.rules import lint
from app.documents.templates import template
from app.documents.views import DocumentView
from app.kernel.findings import Finding, Severity
from db.vocabulary import DocumentType, SigningForm
from tests.support.papers import CHAIRMAN, DAY_2022, DAY_2026, committee, hamlets, member, signed, standing, teams


def draft(
    day: date = DAY_2026,
    code: str = "qd-to-cnsc",
    *,
    subject: str | None = None,
    kind: DocumentType | None = None,
    **changes: object,
) -> DocumentView:
    """A sound draft with a few things changed."""
    made = compose(
        template(code),
        standing=standing(day),
        committee=committee(),
        hamlets=hamlets(),
        signer=CHAIRMAN,
        teams=teams() if code != "qd-ban-chi-dao" else (),
        citations=known_citations(),
        day=day,
        values={"request": "Công văn số 557/STTTT-CNTT ngày 28/3/2022"},
    )
    content = replace(made.content, **changes)  # type: ignore[arg-type]
    view = signed(content, made.subject if subject is None else subject)
    return replace(view, type=kind or template(code).type, number=None, issued_on=None)


def found(view: DocumentView, day: date = DAY_2026) -> list[Finding]:
    return lint(
        view,
        standing=standing(day),
        bodies=(committee(), *teams()),
        citations=known_citations(),
        day=day,
        hamlets=hamlets(),
    )


def signing(form: SigningForm, *titles: str) -> Signing:
    return Signing(form=form, titles=titles, name="Lục Văn Mẫu")


def test_a_sound_draft_without_number_and_date_has_no_findings() -> None:
    assert found(draft()) == []


CASES: list[tuple[str, Severity, dict[str, object]]] = [
    ("DOC-SUBJECT-EMPTY", Severity.ERROR, {"subject": " "}),
    ("DOC-SUBJECT-STOP", Severity.WARNING, {"subject": "Về việc thành lập Tổ."}),
    ("DOC-NO-ARTICLE", Severity.ERROR, {"blocks": (Paragraph(text="có danh sách kèm theo"),)}),
    ("DOC-NO-BASIS", Severity.WARNING, {"bases": ()}),
    ("DOC-EMPTY-BLOCK", Severity.WARNING, {"blocks": (Article(text="kèm theo"), Article())}),
    ("DOC-ANNEX-UNMENTIONED", Severity.WARNING, {"blocks": (Article(text="Thành lập."),)}),
    ("DOC-AUTHORITY-NONE", Severity.ERROR, {"authority": Authority.NONE}),
    (
        "DOC-AUTHORITY-TM",
        Severity.ERROR,
        {"signing": signing(SigningForm.COLLECTIVE, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")},
    ),
    ("DOC-AUTHORITY-HEAD", Severity.ERROR, {"authority": Authority.COLLECTIVE}),
    ("DOC-AUTHORITY-COMMITTEE", Severity.ERROR, {"authority": Authority.COMMITTEE_HEAD}),
    ("DOC-AUTHORITY-COMMITTEE", Severity.ERROR, {"signing": signing(SigningForm.COMMITTEE, "TRƯỞNG BAN")}),
    ("DOC-SIGNER-MISSING", Severity.ERROR, {"signing": Signing(form=SigningForm.HEAD, titles=("CHỦ TỊCH",))}),
    ("DOC-FORMULA-EMPTY", Severity.ERROR, {"signing": signing(SigningForm.HEAD)}),
    ("DOC-FORMULA", Severity.ERROR, {"signing": signing(SigningForm.FOR_HEAD, "PHÓ CHỦ TỊCH")}),
    ("DOC-FORMULA", Severity.ERROR, {"signing": signing(SigningForm.HEAD, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")}),
    ("DOC-FORMULA-SPACE", Severity.WARNING, {"signing": signing(SigningForm.FOR_HEAD, "KT.CHỦ TỊCH", "PHÓ CHỦ TỊCH")}),
    ("DOC-FORMULA-PARTY", Severity.ERROR, {"signing": signing(SigningForm.HEAD, "T/M BAN CHỈ ĐẠO")}),
    ("DOC-ADDRESSEE", Severity.WARNING, {"addressees": ("Sở Thử",)}),
    ("DOC-NO-RECIPIENT", Severity.ERROR, {"recipients": ()}),
    ("DOC-RECIPIENT-FIRST", Severity.WARNING, {"recipients": (Recipient(text="Sở Thử"),)}),
    (
        "DOC-ARCHIVE-COLON",
        Severity.WARNING,
        {"recipients": (Recipient(text="Như Điều 5"), Recipient(text="Lưu VT, VHTT")), "archive": ""},
    ),
    ("DOC-ARCHIVE-COLON", Severity.WARNING, {"archive": "Lưu VT, VHXH."}),
    ("DOC-NO-ARCHIVE", Severity.ERROR, {"archive": " "}),
    ("DOC-ITEM-MARK", Severity.WARNING, {"recipients": (Recipient(text="- Như Điều 5,"),)}),
    ("DOC-DISTRICT", Severity.ERROR, {"recipients": (Recipient(text="Như Điều 5"), Recipient(text="UBND huyện Thử"))}),
    ("DOC-FIGURE", Severity.ERROR, {"blocks": (Article(text="kèm theo {số tổ}"),)}),
    ("DOC-BLANK", Severity.WARNING, {"blocks": (Article(text="kèm theo ……"),)}),
    ("DOC-LONG-LINE", Severity.WARNING, {"blocks": (Article(text="kèm theo " + "rất dài " * 150),)}),
    ("DOC-SPACES", Severity.HINT, {"blocks": (Article(text="kèm  theo"),)}),
    ("DOC-MOTTO", Severity.WARNING, {"blocks": (Article(text="kèm theo Độc lập– Tự do - Hạnh phúc"),)}),
    ("DOC-END-MARK", Severity.WARNING, {"blocks": (Article(text="kèm theo./. Hết"),)}),
    ("DOC-COUNT", Severity.WARNING, {"blocks": (Article(text="Thành lập 11 Tổ công nghệ số (kèm theo)"),)}),
    ("DOC-COUNT", Severity.WARNING, {"blocks": (Article(text="gồm 47 thành viên (kèm theo)"),)}),
    ("CIT-EMPTY", Severity.ERROR, {"bases": (BasisLine(),)}),
    ("CIT-GONE", Severity.ERROR, {"bases": (BasisLine(citation="nothing"),)}),
    ("CIT-INCOMPLETE", Severity.WARNING, {"bases": (BasisLine(citation="405/QĐ-BKHCN"),)}),
    ("CIT-REPLACED", Severity.WARNING, {"bases": (BasisLine(citation="77/2015/QH13"),)}),
    ("CIT-DATE", Severity.WARNING, {"bases": (BasisLine(text="Quyết định số 749/QĐ-TTg ngày 30/6/2020"),)}),
]


@pytest.mark.parametrize(("code", "severity", "changes"), CASES)
def test_each_fault_is_found_and_its_fix_mends_it(code: str, severity: Severity, changes: dict[str, object]) -> None:
    view = draft(**changes)  # type: ignore[arg-type]
    faults = [each for each in found(view) if each.code == code]
    assert faults and faults[0].severity is severity and faults[0].message and faults[0].uid == "former"
    if faults[0].fix:
        subject, content = mend(view.subject, view.content, faults[0].fix)
        assert code not in [each.code for each in found(replace(view, subject=subject, content=content))]


@pytest.mark.parametrize(
    "text",
    [
        "mỗi Tổ ít nhất 03 thành viên (kèm theo)",
        "Bổ sung 02 thành viên (kèm theo)",
        "gồm {members} thành viên (kèm theo)",
        "gồm 45 thành viên (kèm theo)",
    ],
)
def test_a_count_that_is_right_or_a_rule_is_left_alone(text: str) -> None:
    assert "DOC-COUNT" not in [each.code for each in found(draft(blocks=(Article(text=text),)))]


def test_a_district_may_be_addressed_while_there_were_districts() -> None:
    view = draft(DAY_2022)
    assert any("huyện" in each.text for each in view.content.recipients)
    assert "DOC-DISTRICT" not in [each.code for each in found(view, DAY_2022)]


def test_an_old_district_paper_may_still_be_cited_after_2025() -> None:
    cited = (BasisLine(citation="68/KH-UBND"),)
    assert found(draft(bases=cited)) == []


def test_a_letter_needs_an_addressee_and_begins_with_nhu_tren() -> None:
    view = draft(code="cv-gui-cap-tren", addressees=(), recipients=(Recipient(text="Sở Thử"),))
    codes = [each.code for each in found(view)]
    assert "DOC-NO-ADDRESSEE" in codes and "DOC-RECIPIENT-FIRST" in codes


def test_the_last_addressee_of_the_letters_ends_without_a_comma() -> None:
    view = draft(code="cv-gui-cap-tren", addressees=("Phòng Thử;", "UBND các xã, thị trấn,"))
    assert [each.field for each in found(view) if each.code == "DOC-ITEM-MARK"] == ["addressees[0]", "addressees[1]"]


def test_row_4_08_a_member_without_a_duty_blocks_the_assignment_by_name() -> None:
    view = draft(code="qd-phan-cong")
    bare = replace(committee(), members=(*committee().members, member(CHAIRMAN, committee().members[2].role)))
    found_now = lint(view, standing=standing(DAY_2026), bodies=(bare,), day=DAY_2026)
    (missing,) = [each for each in found_now if each.code == "DOC-NO-DUTY"]
    assert missing.severity is Severity.ERROR and "Lục Văn Mẫu" in missing.message


def test_minutes_need_chair_and_secretary() -> None:
    content = Content(signing=signing(SigningForm.MINUTES, "CHỦ TỌA"), blocks=(Paragraph(text="x"),), archive="VT")
    view = replace(signed(content, "Họp thử"), type=DocumentType.BB)
    assert [each.code for each in found(view)] == ["DOC-MINUTES"]


def test_a_list_paper_needs_no_mention_of_its_own_list() -> None:
    content = replace(draft(code="ds-to").content, annexes=(AnnexPart(kind="roster"),))
    view = replace(draft(code="ds-to"), content=content)
    assert "DOC-ANNEX-UNMENTIONED" not in [each.code for each in found(view)]


def test_a_fix_whose_text_is_gone_changes_nothing() -> None:
    view = draft(subject="Về việc thử.")
    (fault,) = [each for each in found(view) if each.code == "DOC-SUBJECT-STOP"]
    assert fault.fix
    assert mend("Về việc khác", view.content, fault.fix) == ("Về việc khác", view.content)
