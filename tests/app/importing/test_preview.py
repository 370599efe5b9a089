"""Pasted lists become previews in which every doubt is a plain sentence."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.columns import ColumnFate, map_columns
from app.importing.grid import MAX_ROWS, Grid, read_clipboard
from app.importing.preview import Change, Existing, RowState, preview
from app.importing.settling import Answer, Choice, HamletOffers
from app.importing.targets import committee_target, hamlets_target, members_target, people_target
from app.kernel.findings import Severity
from app.kernel.problems import Refused
from db.vocabulary import BodyRole, Gender, HamletKind

PEOPLE = people_target(today=date(2026, 11, 22))
MEMBERS = members_target(today=date(2026, 11, 22))
HAMLETS = hamlets_target()
AN = {"full_name": "Nguyễn Văn Thử", "birth_year": 1980, "phone": "0900000123"}


def paste(text, target, existing=(), **options):
    return preview(read_clipboard(text), target, existing, **options)


def values(text, target):
    return [dict(row.values) for row in paste(text, target).rows]


def states(shown):
    return [row.state for row in shown.rows]


def test_a_list_of_people_is_understood_by_its_headings():
    text = (
        "TT\tHọ và  TÊN (*)\tNgày, tháng, năm sinh\tGiới tính\tĐiện thọai liên hệ\tE-mail\tChức vụ\tThôn, bản\t"
        "Đơn vị\tKỹ năng số\tGhi chú\n"
        "1\tÔng Nguyễn Văn Thử\t05/01/1980\tNam\t+84 900.000.123\tThu@Xa.vn\tTrưởng thôn\tthôn Đồng Mậu\t"
        "UBND xã\tx\tmới\n"
    )
    assert values(text, PEOPLE) == [
        {
            "full_name": "Nguyễn Văn Thử",
            "birth_year": 1980,
            "birth_date": date(1980, 1, 5),
            "gender": Gender.MALE,
            "phone": "0900000123",
            "email": "thu@xa.vn",
            "post": "Trưởng thôn",
            "hamlet": "Đồng Mậu",
            "hamlet_kind": HamletKind.THON,
            "unit": "UBND xã",
            "digital_skill": True,
            "note": "mới",
        }
    ]


@pytest.mark.parametrize(
    "headings",
    [
        "Họ và tên\tNăm sinh\tĐiện thoại",
        "HỌ TÊN\tNĂM SINH\tSĐT",
        "ho ten\tnam sinh\tsdt",
        "Họ, tên (*)\tSinh năm\tSố ĐT:",
        "Hoï teân\tNaêm sinh\tÑieän thoaïi",
    ],
)
def test_headings_are_found_however_they_are_typed(headings):
    mapped = map_columns(read_clipboard(f"{headings}\nTran An\t1980\t0900000123\n"), PEOPLE)
    assert [column.key for column in mapped.taken()] == ["full_name", "birth", "phone"]


def test_columns_for_men_and_women_give_gender_and_year():
    text = "Họ tên\tNam\tNữ\nNguyễn Văn Thử\t1980\t\nLê Thị Mẫu\t\tx\n"
    assert values(text, PEOPLE) == [
        {"full_name": "Nguyễn Văn Thử", "gender": Gender.MALE, "birth_year": 1980},
        {"full_name": "Lê Thị Mẫu", "gender": Gender.FEMALE},
    ]


def test_unknown_columns_are_reported_and_forbidden_ones_leave_no_trace():
    shown = paste("Họ tên\tDân tộc\tSố CCCD\tĐảng viên\tMàu áo\nNguyễn Văn Thử\tMường\t038000000001\tx\txanh\n", PEOPLE)
    assert [column.fate for column in shown.columns] == [
        ColumnFate.TAKEN,
        ColumnFate.FORBIDDEN,
        ColumnFate.FORBIDDEN,
        ColumnFate.FORBIDDEN,
        ColumnFate.UNKNOWN,
    ]
    assert [(finding.code, finding.column) for finding in shown.findings] == [
        ("IMP-23", "Dân tộc"),
        ("IMP-23", "Số CCCD"),
        ("IMP-23", "Đảng viên"),
        ("IMP-24", "Màu áo"),
    ]
    assert "Mường" not in repr(shown)
    assert "038000000001" not in repr(shown)


def test_a_person_may_choose_what_a_column_is_but_never_a_forbidden_one():
    text = "Họ tên\tTôn giáo\tLiên hệ\tChức vụ\nNguyễn Văn Thử\tkhông\t0900000123\tTrưởng thôn\n"
    shown = paste(text, PEOPLE, chosen={1: "note", 2: "phone", 3: ""})
    assert [column.fate for column in shown.columns] == [
        ColumnFate.TAKEN,
        ColumnFate.FORBIDDEN,
        ColumnFate.TAKEN,
        ColumnFate.IGNORED,
    ]
    assert dict(shown.rows[0].values) == {"full_name": "Nguyễn Văn Thử", "phone": "0900000123"}


def test_a_refused_cell_says_row_column_reason_and_next_step_and_only_its_row_is_refused():
    shown = paste("Họ tên\tNgày sinh\tSĐT\nNguyễn Văn Thử\t31/02/1980\t12\n\t1980\t\nLê Thị Mẫu\t1990\t\n", PEOPLE)
    assert states(shown) == [RowState.REFUSED, RowState.REFUSED, RowState.NEW]
    day, phone = shown.rows[0].findings
    assert (day.code, day.field, day.where) == ("DAY-01", "birth", "Dòng 2, cột “Ngày sinh”")
    assert (phone.code, phone.field, phone.where) == ("PHO-01", "phone", "Dòng 2, cột “SĐT”")
    assert shown.rows[1].findings[0].text == ("Dòng 3, cột “Họ tên”: còn trống. Điền họ và tên, hoặc bỏ dòng này.")
    assert all(finding.next_step for finding in shown.all_findings())


def test_a_name_of_a_thousand_characters_is_refused():
    shown = paste(f"Họ tên\tNăm sinh\n{'Nguyễn ' * 143}\t1980\n", PEOPLE)
    assert [finding.code for finding in shown.rows[0].findings] == ["TXT-01"]


def test_pasting_what_is_kept_changes_nothing_and_blank_cells_erase_nothing():
    kept = [Existing(uid="u1", values=AN | {"post": "Trưởng thôn"})]
    shown = paste("Họ tên\tNăm sinh\tSĐT\tChức vụ\nNGUYỄN VĂN THỬ\t1980\t\t\nNguyễn Văn Khác\t1980\t\t\n", PEOPLE, kept)
    assert shown.rows[0].state is RowState.CHANGED
    assert [change.field for change in shown.rows[0].changes] == ["full_name"]
    shown = paste("Họ tên\tNăm sinh\tSĐT\tChức vụ\nNguyễn Văn Thử\t1980\t\t\n", PEOPLE, kept)
    assert (shown.rows[0].state, shown.rows[0].existing) == (RowState.SAME, "u1")


def test_a_changed_value_is_shown_before_and_after():
    shown = paste("Họ tên\tNăm sinh\tEmail\nNguyễn Văn Thử\t1980\tthu@xa.vn\n", PEOPLE, [Existing(uid="u1", values=AN)])
    assert shown.rows[0].state is RowState.CHANGED
    assert shown.rows[0].changes == (Change(field="email", before=None, after="thu@xa.vn"),)
    assert shown.ready() == shown.rows


@pytest.mark.parametrize(
    "row",
    [
        "Nguyễn Văn Thử\t\t",
        "Nguyen Van Thu\t1980\t",
        "Nguyễn Văn Thử\t1980\t0900000999",
        "Lê Thị Mẫu\t1990\t0900000123",
    ],
)
def test_what_may_be_the_same_person_is_asked_about_and_never_merged(row):
    shown = paste(f"Họ tên\tNăm sinh\tSĐT\n{row}\n", PEOPLE, [Existing(uid="u1", values=AN)])
    assert (shown.rows[0].state, shown.rows[0].existing) == (RowState.POSSIBLE_DUPLICATE, "u1")
    assert shown.rows[0].findings[0].severity is Severity.WARNING
    assert shown.ready() == ()


def test_namesakes_of_other_years_are_other_people():
    shown = paste("Họ tên\tNăm sinh\nNguyễn Văn Thử\t1975\n", PEOPLE, [Existing(uid="u1", values=AN)])
    assert states(shown) == [RowState.NEW]


def test_the_second_of_two_equal_rows_is_asked_about():
    shown = paste("Họ tên\tNăm sinh\nNguyễn Văn Hoà\t1980\nNguyễn Văn Hòa\t1980\n", PEOPLE)
    assert states(shown) == [RowState.NEW, RowState.POSSIBLE_DUPLICATE]
    assert shown.rows[1].resembles_row == 2


def test_without_headings_the_columns_are_guessed_and_that_is_said():
    shown = paste(
        "1\tNguyễn Văn Thử\t0900000123\t1980\t038000000001\n2\tLê Thị Mẫu\t0900000124\t1990\t038000000002\n", PEOPLE
    )
    assert [(column.fate, column.key) for column in shown.columns] == [
        (ColumnFate.IGNORED, ""),
        (ColumnFate.TAKEN, "full_name"),
        (ColumnFate.TAKEN, "phone"),
        (ColumnFate.TAKEN, "birth"),
        (ColumnFate.FORBIDDEN, ""),
    ]
    assert shown.guessed
    assert "IMP-22" in {finding.code for finding in shown.findings}
    assert len(shown.rows) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tên thôn\tSố hộ\nThôn Đồng Mậu\t120\n", {"kind": HamletKind.THON, "name": "Đồng Mậu", "households": 120}),
        ("Loại\tTên\tSố hộ\nBản\tMới\t1.200\n", {"kind": HamletKind.BAN, "name": "Mới", "households": 1200}),
        ("Loại\tTên\nThôn\tLàng Mới\n", {"kind": HamletKind.THON, "name": "Làng Mới"}),
        ("Thôn/Tổ dân phố\tGhi chú\nTDP số 4\t\n", {"kind": HamletKind.TO_DAN_PHO, "name": "số 4"}),
        ("Thôn Đồng Mậu\t120\nThôn Kim Hưng\t\n", {"kind": HamletKind.THON, "name": "Đồng Mậu", "households": 120}),
        (
            "Tên thôn\tGhi chú\nThôn 1 (Hà Lai)\tx\n",
            {"kind": HamletKind.THON, "name": "1", "former_commune": "Hà Lai", "note": "x"},
        ),
        ("Tên thôn\tGhi chú\nthon 2\tx\n", {"kind": HamletKind.THON, "name": "2", "note": "x"}),
        ("Tên thôn\tGhi chú\nTHÔN ĐỒNG MẬU\tx\n", {"kind": HamletKind.THON, "name": "ĐỒNG MẬU", "note": "x"}),
        ("Khu phố 3\n", {"kind": HamletKind.KHU_PHO, "name": "3"}),
    ],
)
def test_hamlets_are_split_into_kind_and_name(text, expected):
    assert values(text, HAMLETS)[0] == expected


def test_a_hamlet_without_kind_is_refused_unless_the_commune_has_one_kind():
    text = "Tên thôn\tSố hộ\nĐồng Mậu\t10\n"
    assert [finding.code for finding in paste(text, HAMLETS).rows[0].findings] == ["IMP-41"]
    shown = paste(text, hamlets_target(default_kind=HamletKind.THON))
    assert shown.rows[0].values["kind"] is HamletKind.THON


def test_hamlets_of_one_name_from_two_former_communes_are_two_and_numbered_ones_of_two_kinds_too():
    text = "Tên thôn\tXã cũ\nThôn 1\tHà Lai\nThôn 1\tHà Châu\nTiểu khu 1\t\nThôn Tân Lập\t\nBản Tân Lập\t\n"
    assert states(paste(text, HAMLETS)) == [RowState.NEW] * 4 + [RowState.POSSIBLE_DUPLICATE]


def test_a_roster_grouped_by_hamlet_with_titles_numbers_and_totals_is_read():
    text = (
        "DANH SÁCH TỔ CÔNG NGHỆ SỐ CỘNG ĐỒNG\n\n"
        "STT\tHọ và tên\tNăm sinh\tChức vụ, đơn vị\tChức danh trong Tổ\tSố điện thoại\tGhi chú\n"
        "(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\n"
        "I\tTổ công nghệ số cộng đồng thôn Đồng Mậu\n"
        "1\tNguyễn Văn Thử\t1980\tTrưởng thôn\tTổ trưởng\t0900 000 123\t\n"
        "2\tLê Thị Mẫu\t1990\tĐoàn TN\tPhó tổ trưởng\t\t\n"
        "II. Tổ công nghệ số cộng đồng thôn Kim Hưng\n"
        "1\tTrần Văn Mẫu\t1985\tGiáo viên\tThành viên\t\t\n"
        "\tTổng cộng: 03 người\n"
    )
    shown = paste(text, MEMBERS)
    assert [(row.number, row.values["hamlet"], row.values["role"]) for row in shown.rows] == [
        (6, "Đồng Mậu", BodyRole.HEAD),
        (7, "Đồng Mậu", BodyRole.DEPUTY),
        (9, "Kim Hưng", BodyRole.MEMBER),
    ]
    assert shown.rows[0].values["post"] == "Trưởng thôn"
    assert shown.skipped == (1, 2, 3, 4, 5, 8, 10)
    assert shown.findings == ()


def test_a_hamlet_cell_merged_over_several_rows_counts_for_all_of_them():
    text = "Thôn\tHọ tên\tChức danh\nThôn Đồng Mậu\tNguyễn Văn Thử\tTổ trưởng\n\tLê Thị Mẫu\tTổ phó\n"
    assert [row["hamlet"] for row in values(text, MEMBERS)] == ["Đồng Mậu", "Đồng Mậu"]


def test_a_member_is_recognised_within_the_hamlet():
    kept = [
        Existing(
            uid="m1",
            values={
                "hamlet": "Đồng Mậu",
                "hamlet_kind": HamletKind.THON,
                "full_name": "Nguyễn Văn Thử",
                "role": BodyRole.MEMBER,
            },
        )
    ]
    shown = paste("Thôn\tHọ tên\tChức danh trong Tổ\nThôn Đồng Mậu\tNguyễn Văn Thử\tTổ trưởng\n", MEMBERS, kept)
    assert shown.rows[0].changes == (Change(field="role", before=BodyRole.MEMBER, after=BodyRole.HEAD),)


def test_a_list_without_the_required_column_says_so():
    shown = paste("Năm sinh\tSĐT\n1980\t0900000123\n", PEOPLE)
    assert "IMP-25" in {finding.code for finding in shown.findings}
    assert states(shown) == [RowState.REFUSED]


def large_list(count):
    rows = (
        f"{place}\tNguyễn Văn {chr(65 + place % 26)}{place}\t{1950 + place % 50}\tNam\t09{place:08}\tTrưởng thôn\t"
        f"Thôn {place % 40}"
        for place in range(count)
    )
    return "STT\tHọ tên\tNăm sinh\tGiới tính\tSĐT\tChức vụ\tThôn\n" + "\n".join(rows)


def test_ten_thousand_rows_are_previewed_soon():
    started = time.process_time()
    shown = paste(large_list(MAX_ROWS), PEOPLE)
    assert len(shown.rows) == MAX_ROWS
    assert time.process_time() - started < 5  # about 0.6 s; far more would mean a quadratic comparison


def test_ten_thousand_equal_names_do_not_slow_the_comparison():
    text = "Họ tên\tNăm sinh\n" + "Nguyễn Văn Thử\t\n" * MAX_ROWS
    started = time.process_time()
    assert paste(text, PEOPLE).count(RowState.POSSIBLE_DUPLICATE) == MAX_ROWS - 1
    assert time.process_time() - started < 10


def test_one_row_more_is_refused():
    with pytest.raises(Refused) as refusal:
        paste(large_list(MAX_ROWS + 1), PEOPLE)
    assert refusal.value.code == "IMP-01"


PIECES = [
    *"aĂđ019.-/'\"=@\t\n ()\u200b\ud800\u0301",
    "Họ tên\t",
    "Năm sinh\t",
    "SĐT\t",
    "Thôn\t",
    "Tổ trưởng",
    "Thôn 1\t",
    "Nguyễn Văn Thử\t",
    "1980\t",
    "0900000123\t",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_whatever_is_pasted_ends_in_a_preview_or_a_refusal(text):
    for target in (PEOPLE, MEMBERS, HAMLETS):
        try:
            shown = paste(text, target)
        except Refused as refusal:
            assert refusal.next_step
            continue
        numbers = [row.number for row in shown.rows] + list(shown.skipped)
        assert len(numbers) == len(set(numbers))
        assert all(finding.sentence and finding.next_step for finding in shown.all_findings())


def closing_grid(*rows: tuple[object, ...]) -> Grid:
    width = max(map(len, rows))
    return Grid(rows=tuple((*row, *[None] * (width - len(row))) for row in rows))  # type: ignore[arg-type]


def test_a_heading_divided_into_men_and_women_is_read_with_the_birth_year_in_either() -> None:
    grid = closing_grid(
        ("STT", "Họ và tên", "Năm sinh", None, "Thôn", "Chức danh trong Tổ"),
        (None, None, "Nam", "Nữ"),
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        (1, "Lò Thị Thử", None, 1990, "Bản Lầm", "Tổ trưởng"),
    )
    (row,) = preview(grid, MEMBERS).rows
    assert row.number == 4 and row.state is RowState.NEW
    assert row.values["birth_year"] == 1990 and row.values["gender"] is Gender.FEMALE


def test_place_day_and_signatures_under_a_list_are_no_members() -> None:
    grid = closing_grid(
        ("STT", "Họ và tên", "Thôn", "Chức danh trong Tổ"),
        (1, "Lò Thị Thử", "Bản Lầm", "Tổ trưởng"),
        ("Tổng cộng", 1),
        (None, None, "Mẫu Sơn, ngày 05 tháng 4 năm 2022"),
        (None, "NGƯỜI LẬP BIỂU", None, "CHỦ TỊCH"),
        (None,),
        (None, "Lò Văn Giả", None, "Lục Văn Mẫu"),
    )
    found = preview(grid, MEMBERS)
    assert [row.number for row in found.rows] == [2]
    assert found.skipped[-3:] == (4, 5, 7)


def test_short_rows_of_a_list_without_full_ones_stay_members() -> None:
    grid = closing_grid(("Họ và tên", "Thôn", "Ghi chú"), ("Lò Thị Thử", "Bản Lầm"), (None,), ("Lò Văn Giả", "Bản Lầm"))
    assert [row.number for row in preview(grid, MEMBERS).rows] == [2, 4]


def test_a_refused_optional_cell_leaves_its_row_to_be_asked_about():
    grid = read_clipboard("Họ và tên\tNăm sinh\tSĐT\nNguyễn Văn Thử\t1980\t123\nTrần Thị Mới\t31/02/1990\t456\n")

    row, other = preview(grid, PEOPLE, [Existing(uid="u1", values=AN)], optional={"phone"}).rows

    assert (row.left_blank, row.state, row.existing) == (("phone",), RowState.SAME, "u1")
    assert [(finding.code, finding.severity) for finding in row.findings] == [("PHO-01", Severity.WARNING)]
    assert other.state is RowState.REFUSED


def test_a_row_in_doubt_names_everybody_it_resembles():
    kept = [
        Existing(uid=uid, values={"full_name": "Nguyễn Văn Thử", "birth_year": year})
        for uid, year in (("a", 1980), ("b", 1990))
    ]

    (row,) = preview(read_clipboard("Họ và tên\nNguyễn Văn Thử\n"), PEOPLE, kept).rows

    assert (row.state, set(row.alike)) == (RowState.POSSIBLE_DUPLICATE, {"a", "b"})


def test_the_list_of_a_committee_is_read_with_its_own_headings():
    text = (
        "TT\tHọ và tên\tChức vụ, đơn vị\tChức danh trong Ban\tSố điện thoại\tNhiệm vụ\n"
        "1\tBà Lê Thị Vân\tPhó Chủ tịch UBND\tPhó Trưởng ban\t900000111\tPhụ trách chung\n"
    )

    (row,) = preview(read_clipboard(text), committee_target(today=date(2026, 11, 22))).rows

    assert dict(row.values) == {
        "full_name": "Lê Thị Vân",
        "post": "Phó Chủ tịch UBND",
        "role": BodyRole.DEPUTY,
        "phone": "0900000111",
        "duty": "Phụ trách chung",
    }


def test_hamlets_spelled_most_alike_are_offered_first():
    offers = HamletOffers(
        [("a", "Đồng Mậu", "thôn Đồng Mậu"), ("b", "Khe Sú", "thôn Khe Sú")], may_stay_blank=False
    ).like("Khe Sứu")

    assert [offer.answer for offer in offers] == [
        Answer(Choice.HAMLET, "b"),
        Answer(Choice.SKIP),
        Answer(Choice.HAMLET, "a"),
    ]
