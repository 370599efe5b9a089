"""Pasted lists of people: what each checked row adds or changes, carried out as one step."""

from __future__ import annotations

import pytest

from app.importing.grid import Grid, read_clipboard
from app.importing.preview import RowState, preview
from app.importing.targets import people_target
from app.kernel.problems import Refused
from app.offices import queries as office_queries
from app.people import queries
from app.people.taking_in import Intake, command_of
from db.vocabulary import HamletKind, PostKind
from tests.app.people.invented import TODAY, add, add_hamlet, names, post, seen


def judged(workspace, table):
    grid = table if isinstance(table, Grid) else read_clipboard(table)
    intake = Intake(workspace.read(queries.people), workspace.read(office_queries.hamlets), TODAY)
    return intake, preview(grid, people_target(today=TODAY), intake.existing()).rows


def take_in(workspace, table):
    intake, rows = judged(workspace, table)
    steps = [intake.step(row, same_as=row.existing) for row in rows if row.state is not RowState.REFUSED]
    return workspace.do(command_of(steps)), steps


def test_new_people_come_with_their_post_and_hamlet(workspace):
    hamlet = add_hamlet(workspace, "Đồng Mậu")

    outcome, _steps = take_in(
        workspace,
        "Họ và tên\tNăm sinh\tĐiện thoại\tChức vụ\tThôn\nLê Văn Thử\t1985\t912345678\tTrưởng thôn\tThôn Đồng Mậu\n",
    )

    view = workspace.read(queries.people)[0]
    assert (outcome.value, view.birth_year, view.phone) == (1, 1985, "0912345678")
    assert [(one.kind, one.title, one.hamlet) for one in view.posts] == [(PostKind.HAMLET_HEAD, "Trưởng thôn", hamlet)]


def test_a_unit_joins_the_post(workspace):
    take_in(workspace, "Họ và tên\tChức vụ\tĐơn vị\nLê Văn Thử\tNhân viên\tVNPT Hà Trung\n")

    assert workspace.read(queries.people)[0].title_on(TODAY) == "Nhân viên, VNPT Hà Trung"


def test_a_blank_cell_erases_nothing_and_another_value_corrects(workspace):
    uid = add(workspace, "Lê Văn Thử", birth_year=1985, phone="0900000111", email="thu@mauson.vn")

    outcome, _steps = take_in(workspace, "Họ và tên\tNăm sinh\tĐiện thoại\nLê Văn Thử\t1985\t0900000112\n")

    view = seen(workspace, uid)
    assert (outcome.value, view.phone, view.email) == (1, "0900000112", "thu@mauson.vn")
    workspace.undo()
    assert seen(workspace, uid).phone == "0900000111"


def test_another_year_of_birth_drops_the_day_that_no_longer_fits(workspace):
    uid = add(workspace, "Lê Văn Thử", birth_date=TODAY.replace(year=1985), phone="0900000111")

    take_in(workspace, "Họ và tên\tNăm sinh\tĐiện thoại\nLê Văn Thử\t1986\t0900000111\n")

    assert (seen(workspace, uid).birth_year, seen(workspace, uid).birth_date) == (1986, None)


def test_the_same_list_again_changes_nothing(workspace):
    add_hamlet(workspace, "Đồng Mậu")
    table = (
        "Họ và tên\tNăm sinh\tChức vụ\tThôn\tĐơn vị\tGhi chú\n"
        "Lê Văn Thử\t1985\tTrưởng thôn\tĐồng Mậu\t\tTổ 2\nPhạm Thị Mới\t1990\tNhân viên\t\tVNPT\t\n"
    )
    take_in(workspace, table)

    intake, rows = judged(workspace, table)

    assert not any(intake.step(row, same_as=row.existing).does_something for row in rows)


def test_a_post_of_the_same_kind_is_corrected_and_one_of_another_kind_stands_beside_it(workspace):
    uid = add(workspace, "Lê Văn Thử", post("Truong thon"), birth_year=1985)
    table = "Họ và tên\tNăm sinh\tChức vụ\nLê Văn Thử\t1985\t{title}\n"

    take_in(workspace, table.format(title="Trưởng thôn"))
    assert [one.title for one in seen(workspace, uid).posts] == ["Trưởng thôn"]
    take_in(workspace, table.format(title="Chi hội trưởng Phụ nữ"))

    assert {(one.title, one.valid_from, one.valid_to) for one in seen(workspace, uid).posts} == {
        ("Trưởng thôn", None, None),
        ("Chi hội trưởng Phụ nữ", TODAY, None),
    }


@pytest.mark.parametrize(("hamlet", "code"), [("Thôn Không Có", "PEO-07"), ("Đồng Mậu", "PEO-08")])
def test_a_hamlet_that_is_not_there_or_there_twice_is_refused_by_name(workspace, hamlet, code):
    add_hamlet(workspace, "Đồng Mậu")
    add_hamlet(workspace, "Đồng Mậu", HamletKind.BAN)
    intake, rows = judged(workspace, f"Họ và tên\tNăm sinh\tThôn\nLê Văn Thử\t1985\t{hamlet}\n")

    refusal = intake.step(rows[0]).refusal

    assert isinstance(refusal, Refused)
    assert (refusal.code, refusal.field) == (code, "hamlet")


def test_cells_that_cannot_be_kept_are_refused_in_their_row(workspace):
    table = Grid(
        rows=(
            ("Họ và tên", "Ngày sinh", "Điện thoại", "Email", "Ghi chú"),
            ("Lê Văn Một", "31/02/1990", 912345678.0, None, None),
            ("N" * 1000, None, None, None, None),
            ("Lê Văn Ba", None, "0123", None, None),
            ("Lê Văn Bốn", None, None, "khong-phai-thu", None),
            ("Lê Văn Năm", None, 912345679.0, None, "x" * 501),
        )
    )
    intake, rows = judged(workspace, table)

    assert [[(finding.code, finding.field) for finding in row.findings] for row in rows] == [
        [("DAY-01", "birth")],
        [("TXT-01", "full_name")],
        [("PHO-01", "phone")],
        [("IMP-36", "email")],
        [],
    ]
    assert rows[0].values["phone"] == "0912345678"
    assert intake.step(rows[4]).refusal.field == "note"
    assert names(workspace) == []


def test_a_namesake_is_in_doubt_until_someone_says_who_it_is(workspace):
    uid = add(workspace, "Lê Văn Thử", birth_year=1985)
    intake, rows = judged(workspace, "Họ và tên\tĐiện thoại\nLê Văn Thử\t0900000111\n")

    assert (rows[0].state, rows[0].existing) == (RowState.POSSIBLE_DUPLICATE, uid)
    assert intake.step(rows[0]).added is not None
    assert intake.step(rows[0], same_as=uid).changed.uid == uid
