"""Lists: grouped by hamlet, with no more personal data than their mode allows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from app.documents.content import RosterMode
from app.documents.roster import assignment_table, committee_table, roster_sheet, roster_table
from app.typesetting.model import GroupRow, Row, Table
from app.typesetting.sheet import SheetGroup, SheetRow
from db.vocabulary import BodyKind
from tests.support.papers import DAY_2026, body, committee, standing, teams

HERE = standing(DAY_2026)


def printed(table: Table) -> str:
    return "\n".join(row.text if isinstance(row, GroupRow) else " | ".join(map(str, row.cells)) for row in table.rows)


def roster(mode: RosterMode, *, with_phones: bool = False, count: int = 3) -> Table:
    return roster_table(teams(count), HERE, day=DAY_2026, mode=mode, with_phones=with_phones)


def test_row_4_24_the_roster_has_a_sub_header_for_each_hamlet_and_numbers_people_through() -> None:
    rows = roster(RosterMode.DECISION).rows
    assert [row.text for row in rows if isinstance(row, GroupRow)] == [
        "Tổ công nghệ số cộng đồng thôn Đồng Mậu",
        "Tổ công nghệ số cộng đồng bản Ngà",
        "Tổ công nghệ số cộng đồng thôn Nà Sáng",
    ]
    people = [row for row in rows if isinstance(row, Row)]
    assert [row.cells[0] for row in people] == [str(place) for place in range(1, 12)]
    assert [row.cells[4] for row in people[:3]] == ["Tổ trưởng", "Tổ phó", "Thành viên"]


@pytest.mark.parametrize(
    ("mode", "with_phones", "columns"),
    [
        (RosterMode.PUBLIC, False, "STT Họ và tên Chức vụ, đơn vị Chức danh trong Tổ"),
        (RosterMode.PUBLIC, True, "STT Họ và tên Chức vụ, đơn vị Chức danh trong Tổ"),
        (RosterMode.DECISION, False, "STT Họ và tên Năm sinh Chức vụ, đơn vị Chức danh trong Tổ Ghi chú"),
        (RosterMode.SUPERIOR, False, "STT Họ và tên Năm sinh Chức vụ, đơn vị Chức danh trong Tổ Số điện thoại Ghi chú"),
        (RosterMode.INTERNAL, False, "STT Họ và tên Chức vụ, đơn vị Chức danh trong Tổ Số điện thoại Ghi chú"),
    ],
)
def test_each_mode_has_its_columns(mode: RosterMode, with_phones: bool, columns: str) -> None:
    assert " ".join(column.title for column in roster(mode, with_phones=with_phones).columns) == columns


@pytest.mark.parametrize(
    ("mode", "with_phones", "phone"),
    [
        (RosterMode.PUBLIC, True, None),
        (RosterMode.DECISION, False, None),
        (RosterMode.DECISION, True, "0900 000 001"),
        (RosterMode.SUPERIOR, False, "090****001"),
        (RosterMode.SUPERIOR, True, "0900 000 001"),
        (RosterMode.INTERNAL, False, "0900 000 001"),
    ],
)
def test_phones_are_off_masked_or_full(mode: RosterMode, with_phones: bool, phone: str | None) -> None:
    text = printed(roster(mode, with_phones=with_phones))
    assert (phone in text) if phone else "0900" not in text and "****" not in text


@pytest.mark.parametrize("mode", list(RosterMode))
def test_notes_kept_about_people_are_never_printed(mode: RosterMode) -> None:
    assert "ghi chú riêng" not in printed(roster(mode, with_phones=True))


def test_birth_years_are_not_public() -> None:
    assert "1970" not in printed(roster(RosterMode.PUBLIC)) and "1970" in printed(roster(RosterMode.DECISION))


def test_teams_follow_the_offices_order_and_the_communes_own_team_comes_first() -> None:
    own = body(BodyKind.COMMUNE_TEAM, "Tổ công nghệ số cộng đồng", ())
    table = roster_table([*reversed(teams(2)), own], HERE, day=DAY_2026, mode=RosterMode.PUBLIC)
    assert [row.text.rsplit(" ", 2)[-2:] for row in table.rows if isinstance(row, GroupRow)] == [
        ["Mẫu", "Sơn"],
        ["Đồng", "Mậu"],
        ["bản", "Ngà"],
    ]


def test_a_past_day_lists_who_was_a_member_then() -> None:
    team = teams(1)[0]
    old = replace(team.members[0], valid_from=date(2022, 4, 6), valid_to=date(2024, 1, 1))
    changed = replace(team, members=(old, *team.members[1:]))
    then = roster_table([changed], HERE, day=DAY_2026, mode=RosterMode.PUBLIC, as_of=date(2023, 1, 1))
    now = roster_table([changed], HERE, day=DAY_2026, mode=RosterMode.PUBLIC)
    assert len(then.rows) == 2 and len(now.rows) == 3


def test_row_4_08_the_assignment_shows_duty_and_supported_teams() -> None:
    table = assignment_table(committee(), teams(8), day=DAY_2026)
    front = next(row for row in table.rows if isinstance(row, Row) and row.cells[2] == "Chủ tịch UBMTTQ xã")
    assert front.cells[4] == "Vận động Nhân dân; giám sát kết quả"
    assert front.cells[5] == "thôn Đồng Mậu, bản Khoang"


def test_row_4_21_the_committees_list_names_office_and_role() -> None:
    table = committee_table(committee(), day=DAY_2026, mode=RosterMode.DECISION)
    assert [row.cells[3] for row in table.rows[:3] if isinstance(row, Row)] == [
        "Trưởng ban",
        "Phó Trưởng ban",
        "Ban viên",
    ]
    assert "0900" not in printed(table)


def test_row_4_24_the_worksheet_has_numbers_as_numbers_and_phones_as_text() -> None:
    sheet = roster_sheet(teams(1), HERE, day=DAY_2026, mode=RosterMode.INTERNAL)
    assert isinstance(sheet.rows[0], SheetGroup) and isinstance(sheet.rows[1], SheetRow)
    assert sheet.rows[1].cells[0] == 1 and sheet.rows[1].cells[4] == "0900000000"
    born = roster_sheet(teams(1), HERE, day=DAY_2026, mode=RosterMode.DECISION)
    assert isinstance(born.rows[1], SheetRow) and born.rows[1].cells[2] == 1970


def test_ungrouped_each_row_names_its_hamlet() -> None:
    sheet = roster_sheet(teams(2), HERE, day=DAY_2026, mode=RosterMode.DECISION, grouped=False)
    assert [row.cells[1] for row in sheet.rows if isinstance(row, SheetRow)] == ["thôn Đồng Mậu"] * 3 + ["bản Ngà"] * 4


def test_what_is_missing_is_an_empty_cell_not_zero() -> None:
    team = teams(1)[0]
    nobody = replace(team.members[0], person=replace(team.members[0].person, birth_year=None, phone=""))
    unknown = replace(team, members=(nobody,))
    sheet = roster_sheet([unknown], HERE, day=DAY_2026, mode=RosterMode.SUPERIOR, with_phones=True)
    assert isinstance(sheet.rows[1], SheetRow)
    assert sheet.rows[1].cells[2] is None and sheet.rows[1].cells[5] is None


def test_the_worksheet_can_be_opened_again() -> None:
    from openpyxl import load_workbook

    from app.typesetting.render_xlsx import render_xlsx

    book = load_workbook(BytesIO(render_xlsx(roster_sheet(teams(12), HERE, day=DAY_2026, mode=RosterMode.INTERNAL))))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "0900000110" in cells and "Tổ công nghệ số cộng đồng thôn Đoàn Kết" in cells
