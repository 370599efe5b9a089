"""Rows about letters that came in, proved on a real store: 0-01, 0-02, 1-01."""

from __future__ import annotations

from datetime import date

import pytest

from app.documents import queries as documents
from app.documents.printing import docx_of, pdf_of
from app.duties.commands import ConfirmDuties, ConfirmDuty, DropSentence
from app.duties.queries import standings
from app.incoming import queries
from app.incoming.commands import DraftFromLetter, KeepCitedTexts, LetterInput, RegisterLetter
from app.incoming.proposing import duty_of, sentence_of
from app.incoming.views import Judged, LetterReading
from app.kernel.clock import FixedClock
from app.workspace import Workspace
from db.vocabulary import Cadence
from tests.app.incoming.letters import QUAN_HOA, SEEDS, TRIEU_SON, texts
from tests.support.paper_measure import copied_text
from tests.support.stores import day

TODAY = date(2022, 6, 1)


@pytest.fixture
def commune(clock: FixedClock, workspace: Workspace) -> Workspace:
    clock.set(day("2022-06-01"))
    return workspace


def register(commune: Workspace, name: str, **fields: object) -> str:
    given = {
        "arrived_on": date(2022, 5, 20),
        "issued_on": date(2022, 5, 18),
        "symbol": "1245/UBND-VHTT",
        "issuer": "UBND huyện Triệu Sơn",
        "subject": "về việc triển khai mô hình chuyển đổi số cấp xã",
        "text": texts(SEEDS)[name],
    }
    uid: str = commune.do(RegisterLetter(letter=LetterInput(**(given | fields)))).value  # type: ignore[arg-type]
    return uid


def reading(commune: Workspace, uid: str) -> LetterReading:
    found: LetterReading = commune.read(queries.reading, uid, TODAY)
    return found


def test_0_01_the_letter_is_registered_its_basis_is_citable_and_stands_among_the_bases_of_a_plan(commune):
    uid = register(commune, TRIEU_SON)
    commune.do(KeepCitedTexts(letter=uid))

    table = {each.symbol: each for each in commune.read(documents.citations)}
    basis = table["891/STTTT-CNTT"]
    assert (basis.type_name, basis.issued_on) == ("Công văn", date(2022, 5, 3))
    assert basis.issuer == "Sở Thông tin và Truyền thông tỉnh"

    plan = commune.do(DraftFromLetter(letter=uid, template="kh-chuyen-doi-so", day=TODAY)).value
    printed = copied_text(commune.read(pdf_of, commune.files, plan))

    cited = commune.read(queries.letter, uid).citation
    assert cited in {line.citation for line in commune.read(documents.document, plan).content.bases}
    assert "Công văn số 1245/UBND-VHTT ngày 18 tháng 5 năm 2022 của UBND huyện Triệu Sơn" in " ".join(printed.split())
    assert commune.read(docx_of, commune.files, plan)


def test_0_02_what_the_letter_asks_is_listed_with_its_standing_and_nothing_is_without_owner(commune):
    uid = register(commune, TRIEU_SON)
    before = reading(commune, uid)
    ours = [line for line in before.lines if line.proposal.for_us]
    others = [line for line in before.lines if not line.proposal.for_us]
    assert ours
    assert others

    commune.do(
        ConfirmDuties(
            duties=tuple(
                ConfirmDuty(
                    duty=duty_of(line.proposal, before.letter, owner=before.owner, owner_words=before.owner_words),
                    letter=uid,
                    sentence=sentence_of(line.proposal),
                    sentence_at=line.proposal.start,
                )
                for line in ours
            )
        )
    )
    for line in others:
        commune.do(DropSentence(letter=uid, sentence=sentence_of(line.proposal), sentence_at=line.proposal.start))

    after = reading(commune, uid)
    assert not after.open
    assert [line.uid for line in after.lines if line.judged is Judged.CONFIRMED] == [line.uid for line in ours]
    standing = commune.read(standings, TODAY, letter=uid)
    assert len(standing) == len(ours) == commune.read(queries.letter, uid).duties
    assert all(each.duty.owner_name for each in standing), "none without owner"
    monthly = next(each for each in standing if each.duty.cadence is Cadence.MONTHLY)
    assert monthly.next is not None
    assert monthly.next.last_day == date(2022, 6, 19), "before the 20th: the 19th is the last day on time"
    assert "thực hiện tốt một số nội dung sau" in {each.duty.title.lower() for each in standing}


def test_1_01_a_basis_spelled_three_ways_is_stored_once_and_the_blank_day_of_resolution_06_is_told(commune):
    text = texts(SEEDS)[QUAN_HOA]
    assert all(spelling in text for spelling in ("03/CTr -UBND", "03-CTr/UBND"))
    text += "\nCăn cứ Chương trình hành động số 03/CTr-UBND ngày 26/4/2022 của UBND huyện.\n"
    uid = register(commune, QUAN_HOA, text=text, symbol="640/UBND-VHTT", issuer="UBND huyện Quan Hóa")

    commune.do(KeepCitedTexts(letter=uid))
    again = commune.do(KeepCitedTexts(letter=uid)).value

    programme = [each for each in commune.read(documents.citations) if "03" in each.symbol and "CTr" in each.symbol]
    assert [(each.type_name, each.issued_on) for each in programme] == [("Chương trình hành động", date(2022, 4, 26))]
    assert again == 0
    undated = [each for each in reading(commune, uid).findings if each.code == "CIT-NO-DATE"]
    assert any("06-NQ/TU" in each.message for each in undated)
