"""The working register of letters: numbers, duplicates, days, citations, the book on paper."""

from __future__ import annotations

from datetime import date

import pytest

from app.documents import queries as documents
from app.incoming import queries, reader_text
from app.incoming.commands import EditLetter, KeepCitedTexts, LetterInput, RegisterLetter, RemoveLetter
from app.incoming.register_book import register_pdf, register_xlsx
from app.kernel.problems import Refused
from app.workspace import Workspace

DISTRICT = "UBND huyện Hà Trung"


def letter(**fields: object) -> LetterInput:
    given = {
        "arrived_on": date(2022, 4, 4),
        "symbol": "812/UBND-VHTT",
        "issued_on": date(2022, 4, 1),
        "issuer": DISTRICT,
        "subject": "hướng dẫn thành lập Ban Chỉ đạo",
    }
    return LetterInput(**(given | fields))  # type: ignore[arg-type]  # fields are those of the input


def register(workspace: Workspace, **fields: object) -> str:
    uid: str = workspace.do(RegisterLetter(letter=letter(**fields))).value
    return uid


def refused_by(workspace: Workspace, code: str, **fields: object) -> str:
    with pytest.raises(Refused) as caught:
        register(workspace, **fields)
    assert caught.value.code == code
    return caught.value.field


def test_a_letter_is_kept_and_found_without_tones(workspace):
    uid = register(workspace, arrival_number=1)

    found = workspace.read(queries.letters, year=2022, text="huong dan thanh lap")

    assert [(each.uid, each.arrival_number, each.issuer) for each in found] == [(uid, 1, DISTRICT)]
    assert workspace.read(queries.letters, year=2021) == []


def test_arrival_numbers_fill_the_gap_first_and_begin_anew_each_year(workspace):
    register(workspace, arrival_number=1)
    register(workspace, arrival_number=3, symbol="9/UBND")

    assert workspace.read(queries.next_arrival_number, 2022) == 2
    assert workspace.read(queries.next_arrival_number, 2023) == 1
    assert refused_by(workspace, "INC-04", arrival_number=3, symbol="10/UBND") == "arrival_number"


@pytest.mark.parametrize(
    ("code", "field", "fields"),
    [
        ("INC-01", "issuer", {"issuer": " "}),
        ("INC-01", "subject", {"subject": ""}),
        ("INC-02", "arrived_on", {"issued_on": date(2022, 4, 5)}),
        ("INC-03", "arrived_on", {"arrived_on": date(2022, 4, 6)}),
        ("INC-05", "arrival_number", {"arrival_number": 0}),
        ("INC-07", "text", {"text": "a" * 3_000_001}),
        ("TXT-01", "symbol", {"symbol": "a" * 61}),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_is_kept(workspace, code, field, fields):
    assert refused_by(workspace, code, **fields) == field
    assert workspace.read(queries.letters) == []


def test_the_same_letter_however_spelled_is_asked_about(workspace):
    register(workspace, symbol="812/UBND-VHTT")

    assert refused_by(workspace, "INC-06", symbol="0812-UBND/VHTT") == "symbol"
    workspace.do(RegisterLetter(letter=letter(symbol="0812-UBND/VHTT"), two_letters=True))

    assert len(workspace.read(queries.letters)) == 2
    register(workspace, issuer="Sở Khoa học và Công nghệ")


def test_letters_without_a_number_are_no_duplicates(workspace):
    register(workspace, symbol="/UBND-VHTT")
    register(workspace, symbol="/UBND-VHTT")

    assert len(workspace.read(queries.letters)) == 2


def test_a_registered_letter_is_citable_once(workspace):
    uid = register(workspace)

    kept = workspace.read(queries.letter, uid)
    entries = [each for each in workspace.read(documents.citations) if each.symbol == "812/UBND-VHTT"]

    assert [each.uid for each in entries] == [kept.citation]
    assert (entries[0].issued_on, entries[0].issuer) == (date(2022, 4, 1), DISTRICT)


def test_a_letter_does_not_cite_itself(workspace):
    text = "UBND HUYỆN HÀ TRUNG\nSố: 812/UBND-VHTT\n\nThực hiện Kế hoạch số 45/KH-UBND, các xã báo cáo kết quả."
    uid = register(workspace, text=text)

    reading = workspace.read(queries.reading, uid, date(2022, 4, 5))

    told = [finding.message for finding in reading.findings if finding.code == "CIT-NO-DATE"]
    assert [message.split()[0] for message in told] == ["45/KH-UBND"]


def test_a_letter_is_made_readable_once_however_often_it_is_looked_at(workspace, monkeypatch):
    """A scan of a thousand pages takes its seconds once, not with every change of the page."""
    mended: list[str] = []
    mend = reader_text.mend_line
    monkeypatch.setattr(reader_text, "mend_line", lambda line, at=0: mended.append(line) or mend(line, at))
    lines = [f"{place}. UBND xã báo cáo theo Kế hoạch số {place}/KH-UBND trước ngày 20." for place in range(1, 40)]
    uid = register(workspace, text="\n".join(lines))

    first = workspace.read(queries.reading, uid, date(2022, 4, 5))
    workspace.do(KeepCitedTexts(letter=uid))
    again = workspace.read(queries.reading, uid, date(2022, 4, 5))

    assert mended == lines
    assert [each.symbol for each in first.cited] == [each.symbol for each in again.cited] != []
    assert all(each.citation for each in again.cited)


def test_a_letter_without_number_becomes_citable_when_it_gets_one(workspace):
    uid = register(workspace, symbol="/UBND-VHTT")
    assert workspace.read(queries.letter, uid).citation is None

    workspace.do(EditLetter(uid=uid, letter=letter()))

    assert workspace.read(queries.letter, uid).citation is not None


def test_editing_keeps_text_and_file_where_none_are_given(workspace):
    uid = register(workspace, text="Kính gửi: UBND các xã.", file_sha256="ab" * 32, file_name="a.pdf")

    workspace.do(EditLetter(uid=uid, letter=letter(subject="trích yếu đã sửa")))

    kept = workspace.read(queries.letter, uid)
    assert (kept.subject, kept.file_name, kept.has_text) == ("trích yếu đã sửa", "a.pdf", True)
    assert workspace.read(queries.text_of, uid) == "Kính gửi: UBND các xã."


def test_registering_is_one_step_to_undo(workspace):
    register(workspace)

    workspace.undo()

    assert workspace.read(queries.letters) == []
    assert not [each for each in workspace.read(documents.citations) if each.symbol == "812/UBND-VHTT"]


def test_a_letter_registered_by_mistake_is_taken_out(workspace):
    uid = register(workspace)

    workspace.do(RemoveLetter(uid=uid))

    assert workspace.read(queries.letters) == []
    assert workspace.read(queries.reading, uid, date(2022, 4, 5)) is None


def test_the_book_prints_every_letter_of_the_year(workspace):
    import io

    import pypdfium2
    from openpyxl import load_workbook

    register(workspace, arrival_number=1)
    register(workspace, arrival_number=2, symbol="15/STTTT", issuer="Sở Thông tin và Truyền thông", subject="tập huấn")

    with pypdfium2.PdfDocument(workspace.read(register_pdf, year=2022)) as book:
        text = " ".join(book[0].get_textpage().get_text_bounded().split())
    sheet = load_workbook(io.BytesIO(workspace.read(register_xlsx, year=2022))).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert "SỔ THEO DÕI VĂN BẢN ĐẾN" in text
    assert "812/UBND-VHTT" in text.replace("- ", "-")
    assert "Sổ có 2 văn bản." in text
    assert [row[1] for row in cells if row[3] in ("812/UBND-VHTT", "15/STTTT")] == ["01", "02"]
    with pytest.raises(Refused, match="2021"):
        workspace.read(register_pdf, year=2021)
