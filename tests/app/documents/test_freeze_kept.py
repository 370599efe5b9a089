"""What is signed stays: the same bytes years later, the roster as it stood, and every damage found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.bodies import queries as bodies
from app.documents import queries
from app.documents.citations_store import EditCitation, LoadDefaultCitations
from app.documents.commands import AttachScan
from app.documents.freeze import form_sha256, verify_frozen
from app.documents.printing import docx_of, pdf_of, xlsx_of
from app.kernel.files import DISK_FULL
from app.kernel.problems import Unavailable
from app.offices.commands import SetUpOffice
from app.people.commands import ChangePerson, PersonInput
from db.vocabulary import DocumentState, OfficeKind, OfficeRelation
from tests.app.documents.commune import Commune, settle
from tests.support.stores import PASSWORD


@pytest.fixture
def commune(workspace) -> Commune:
    workspace.do(LoadDefaultCitations())
    return settle(workspace)


def printed(commune, uid: str) -> bytes:
    return commune.workspace.read(pdf_of, commune.workspace.files, uid)


def rename_everything(commune) -> None:
    """The office, the head of a team, and a cited text are called differently from now on."""
    commune.workspace.do(
        SetUpOffice(
            relation=OfficeRelation.OWN,
            kind=OfficeKind.XA,
            name="Hà Long Mới",
            province="Thanh Hóa",
            valid_from=date(2025, 7, 1),
        )
    )
    commune.workspace.do(
        ChangePerson(uid=commune.people["Hà Văn Một"], person=PersonInput(full_name="Hà Văn Nhất", birth_year=1981))
    )
    for cited in commune.workspace.read(queries.citations):
        commune.workspace.do(
            EditCitation(
                citation=cited.uid,
                symbol=cited.symbol,
                type_name=cited.type_name,
                issued_on=cited.issued_on,
                issuer=cited.issuer,
                title=f"{cited.title} (đã sửa)",
                note=cited.note,
            )
        )


def test_a_reprint_years_later_is_the_same_to_the_byte(commune, clock):
    uid, draft = commune.draft(), commune.draft("qd-ban-chi-dao")
    commune.issue(uid)
    signed, unsigned = printed(commune, uid), printed(commune, draft)
    assert signed.startswith(b"%PDF")

    clock.move(timedelta(days=4 * 365))
    rename_everything(commune)

    assert printed(commune, uid) == signed
    assert printed(commune, draft) != unsigned, "a draft follows what it is made from"


def test_the_frozen_text_names_people_and_office_as_of_the_signing(commune, clock):
    uid = commune.draft()
    commune.issue(uid)
    before = (
        commune.workspace.read(docx_of, commune.workspace.files, uid),
        commune.workspace.read(xlsx_of, commune.workspace.files, uid),
    )
    row = commune.workspace.read(queries.document_row, uid)
    heads = [member["name"] for body in row.frozen["bodies"] for member in body["members"] if member["role"] == "head"]
    assert sorted(heads) == ["Hà Văn Một", "Phạm Văn Tư"]
    assert form_sha256(row.frozen) == row.frozen_sha256

    clock.move(timedelta(days=4 * 365))
    rename_everything(commune)

    assert commune.workspace.read(queries.document_row, uid).frozen == row.frozen
    assert commune.workspace.read(docx_of, commune.workspace.files, uid) == before[0]
    assert "Hà Văn Một" in _sheet_texts(commune.workspace.read(xlsx_of, commune.workspace.files, uid))


def _sheet_texts(content: bytes) -> set[object]:
    from io import BytesIO

    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return {cell for row in rows for cell in row}


def test_a_whole_store_has_no_findings(commune):
    commune.issue(commune.draft())
    assert commune.workspace.read(verify_frozen, commune.workspace.files) == []


def test_a_missing_or_changed_file_is_found_and_named(commune):
    issued = commune.issue(commune.draft())
    scan = commune.workspace.files.put(b"scan of the signed sheet")
    commune.workspace.do(AttachScan(document=issued.document, scan=scan))
    commune.workspace.files.path_of(scan).unlink()
    path = commune.workspace.files.path_of(issued.pdf_sha256)
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%PDX", 1))

    found = commune.workspace.read(verify_frozen, commune.workspace.files)

    assert {finding.code for finding in found} == {"FRZ-DAMAGED", "FRZ-MISSING"}
    assert all(finding.uid == issued.document and "01/QĐ-UBND" in finding.message for finding in found)
    with pytest.raises(Unavailable) as damaged:
        printed(commune, issued.document)
    assert damaged.value.code == "FIL-09"


def test_a_text_changed_behind_the_programs_back_is_found(commune, clock):
    from app.keys.slot import open_slot
    from db.engine import connect

    issued = commune.issue(commune.draft())
    workspace = commune.workspace
    connection = connect(workspace.places.store, open_slot(workspace.places.slot, PASSWORD, clock=clock))
    connection.execute("UPDATE document SET frozen = replace(frozen, 'Hà Văn Một', 'Hà Văn Khác')")
    connection.close()
    assert [finding.code for finding in workspace.read(verify_frozen, workspace.files)] == ["FRZ-TEXT"]
    assert issued.document == workspace.read(verify_frozen, workspace.files)[0].uid


def test_where_the_pdf_cannot_be_kept_nothing_is_signed_and_no_number_is_taken(commune, monkeypatch):
    uid = commune.draft()

    def full_disk(_content: bytes) -> str:
        raise DISK_FULL(name="pdf", free="0 B", needed="90,0 KB")

    monkeypatch.setattr(commune.workspace.files, "put", full_disk)
    with pytest.raises(Unavailable) as full:
        commune.issue(uid)
    assert full.value.code == "FIL-01"
    assert commune.workspace.read(queries.document, uid).state is DocumentState.DRAFT
    assert commune.workspace.read(queries.register, year=2022, series="QD") == []
    assert commune.workspace.read(bodies.body, commune.teams[0]).valid_from is None

    monkeypatch.undo()
    issued = commune.issue(uid)
    assert issued.number == 1
    assert commune.workspace.files.get(issued.pdf_sha256) == printed(commune, uid)
