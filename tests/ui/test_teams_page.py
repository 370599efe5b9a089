"""The page of the teams over the practice commune: states in words, pasted rosters, supporters, lists, papers."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from app.bodies import queries
from app.bodies.commands import EndBody
from app.demo import MOMENT, SIGNED_ON
from app.documents.content import RosterMode
from app.importing.grid import read_file
from app.importing.settling import Choice
from app.kernel.clock import FixedClock
from app.offices.commands import AddHamlet
from app.people.commands import AddPerson, PersonInput, PostInput
from app.people.queries import people
from app.practice import open_practice
from app.vocabulary import BodyKind, BodyRole, HamletKind, PostKind
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.teams.list_export import ListChoice, ListExportForm
from ui.pages.teams.page import TeamsPage
from ui.widgets.member_forms import AddMemberForm
from ui.widgets.paste_preview import PastePreview

DAY = SIGNED_ON
HEAD = "Thôn\tHọ và tên\tNăm sinh\tChức vụ\tChức danh trong Tổ\tSố điện thoại\n"


@pytest.fixture
def practice(practice_data, tmp_path):
    with open_practice(shutil.copytree(practice_data, tmp_path / "thuc-hanh"), clock=FixedClock(MOMENT)) as opened:
        yield opened


@pytest.fixture
def went():
    return []


@pytest.fixture
def page(qtbot, practice, went):
    changes, notices = Changes(), Notices()
    tasks = Tasks(practice, changes, notices, inline=True)
    shown = TeamsPage(
        Context(
            practice, tasks, changes, notices, practice.clock, lambda *where: went.append(where), SettingsInMemory()
        )
    )
    qtbot.addWidget(shown)
    shown.resize(1150, 650)
    shown.show()
    yield shown
    tasks.close()


def team_lines(page):
    return page.teams.rows.rows


def members(page):
    return [line.member for line in page.members.grid.rows.rows]


def names(page):
    return [member.person.full_name for member in members(page)]


def dialog(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def paste(page, *rows, heading=HEAD):
    """Pastes a roster and gives the preview."""
    QGuiApplication.clipboard().setText(heading + "".join("\t".join(row) + "\n" for row in rows))
    page.members.grid.paste()
    return dialog(page, PastePreview)


def states(preview):
    return [row.state for row in preview.preview.rows]


def everyone(page):
    return page.context.workspace.read(people)


def new_hamlet(page, name="Mới"):
    page.tasks.do(AddHamlet(kind=HamletKind.THON, name=name))


def state_of(page, label):
    return next(line.state for line in team_lines(page) if line.label == label)


def test_every_hamlet_stands_there_with_the_state_of_its_team_in_words(page):
    new_hamlet(page)
    page.members.take_out(page.members.grid.rows.rows[1:])

    assert len(team_lines(page)) == 13
    assert state_of(page, "Thôn Mới") == "chưa có tổ"
    assert state_of(page, "Thôn Đồng Mậu") == "thiếu 2 người"
    assert state_of(page, "Bản Lầm") == "đủ"


def test_one_button_makes_the_missing_teams_in_one_step(qtbot, page):
    assert not page.create_button.isVisible()
    new_hamlet(page, "Một Mới")
    new_hamlet(page, "Hai Mới")
    assert "2" in page.create_button.text()

    qtbot.mouseClick(page.create_button, Qt.MouseButton.LeftButton)

    assert all(line.team for line in team_lines(page))
    page.tasks.undo()
    assert page.seen.missing == 2


def test_a_new_village_head_becomes_head_of_the_team_made_with_him(page):
    new_hamlet(page)
    page.select(team_lines(page)[-1].uid)
    page.new()
    form = dialog(page, AddMemberForm)
    form.person.combo.setText("Tạ  Văn Mơ")
    form.post_kind.set_value(PostKind.HAMLET_HEAD)
    form.post_kind.changed.emit()
    assert form.post_title.value() == "Trưởng thôn"
    form.save()

    assert [(member.person.full_name, member.role, member.seat) for member in members(page)] == [
        ("Tạ Văn Mơ", BodyRole.HEAD, PostKind.HAMLET_HEAD)
    ]
    page.tasks.undo()
    assert page.line().team is None


def test_a_known_person_joins_the_team_in_sight(page):
    inside = {member.person.uid for line in team_lines(page) if line.team for member in line.team.planned}
    person = next(one for one in everyone(page) if one.uid not in inside)
    page.new()
    form = dialog(page, AddMemberForm)
    form.person.combo.set_value(person.uid)
    form.person.combo.chosen.emit(person.uid)
    form.save()

    assert person.full_name in names(page)


def settle(preview, kind):
    """Gives an answer of this kind for the row under the cursor."""
    row = preview.grid.current()
    preview.answer(row, next(offer for offer in row.offers if offer.answer.kind is kind))


def test_delete_drops_a_planned_member(qtbot, page):
    gone = names(page)[3]
    page.members.grid.selectRow(3)

    qtbot.keyClick(page.members.grid, Qt.Key.Key_Delete)

    assert gone not in names(page)


def test_a_roster_of_several_hamlets_is_taken_in_by_one_step_after_a_preview(page):
    new_hamlet(page, "Một Mới")
    preview = paste(
        page,
        ("Thôn Một Mới", "Tạ Văn Mơ", "1980", "Trưởng thôn", "Tổ trưởng", "0999111222"),
        ("Thôn Một Mới", "Tạ Thị Na", "1999", "Bí thư Chi đoàn thôn", "Tổ phó", ""),
        ("Bản Lầm", "Tạ Văn Núi", "1990", "", "Thành viên", ""),
        ("Thôn Không Có", "Tạ Văn Ai", "", "", "", ""),
        ("Bản Lầm", "", "1990", "", "Tổ phó", ""),
    )
    assert states(preview) == ["new", "new", "new", "doubtful", "refused"]
    before = len(everyone(page))

    preview.accept()

    assert len(everyone(page)) == before + 3
    page.select(next(line.uid for line in team_lines(page) if line.label == "Thôn Một Mới"))
    assert [(member.person.full_name, member.role) for member in members(page)] == [
        ("Tạ Văn Mơ", BodyRole.HEAD),
        ("Tạ Thị Na", BodyRole.DEPUTY),
    ]
    page.tasks.undo()
    assert len(everyone(page)) == before


def test_an_unknown_hamlet_is_named_in_the_preview_and_another_may_be_chosen(page):
    preview = paste(page, ("Bản Lan", "Tạ Văn Núi", "1990", "", "Thành viên", ""))
    assert "Lan" in preview.preview.rows[0].messages[0]
    assert not preview.take_button.isEnabled()
    assert "bản Lầm" in preview.shown[0].offers[0].words

    settle(preview, Choice.HAMLET)
    assert preview.take_button.text() == "Đưa &vào 1 dòng"
    preview.accept()

    page.select(next(line.uid for line in team_lines(page) if line.label == "Bản Lầm"))
    assert "Tạ Văn Núi" in names(page)
    page.tasks.undo()
    assert "Tạ Văn Núi" not in names(page)


def test_a_row_with_an_odd_phone_comes_in_without_it_or_not_at_all(page):
    preview = paste(
        page,
        ("Bản Lầm", "Tạ Văn Núi", "1990", "", "Thành viên", "123"),
        ("Bản Lầm", "Tạ Văn Sông", "1991", "", "Thành viên", "456"),
    )
    assert states(preview) == ["doubtful", "doubtful"]
    assert "Số điện thoại" in preview.shown[0].offers[0].words

    settle(preview, Choice.BLANK)
    settle(preview, Choice.SKIP)
    assert [row.state for row in preview.shown] == ["new", "skipped"]
    preview.accept()

    added = [person for person in everyone(page) if person.full_name in ("Tạ Văn Núi", "Tạ Văn Sông")]
    assert [(person.full_name, person.phone) for person in added] == [("Tạ Văn Núi", "")]


def test_a_row_may_be_asked_about_twice_and_its_answers_taken_back(page):
    namesake = members(page)[0].person
    preview = paste(page, ("Bản Lan", namesake.full_name, "", "", "Thành viên", ""))
    row = preview.shown[0]

    settle(preview, Choice.HAMLET)
    assert [offer.answer.kind for offer in preview.shown[0].offers] == [Choice.SAME, Choice.NEW, Choice.SKIP]
    settle(preview, Choice.NEW)
    assert preview.shown[0].state == "new"
    preview.ask_again(preview.shown[0])

    assert (preview.shown[0].state, preview.shown[0].offers) == (row.state, row.offers)
    assert not preview.take_button.isEnabled()


def test_rows_in_doubt_are_settled_by_keyboard_alone(qtbot, page):
    namesake = members(page)[0].person
    preview = paste(
        page,
        ("Bản Lầm", namesake.full_name, "", "", "Thành viên", ""),
        ("Bản Lầm", "Tạ Văn Sông", "1991", "", "Thành viên", "456"),
    )
    qtbot.waitUntil(preview.grid.hasFocus)

    qtbot.keyClick(preview.grid, Qt.Key.Key_Return)
    menu = next(one for one in preview.findChildren(QMenu, "answers") if one.isVisible())
    assert namesake.full_name in menu.actions()[0].text()
    qtbot.keyClick(menu, Qt.Key.Key_1)
    assert preview.grid.current().number == 3
    qtbot.keyClick(preview.grid, Qt.Key.Key_Return)
    menu = next(one for one in preview.findChildren(QMenu, "answers") if one.isVisible())
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert [row.state for row in preview.shown] == ["new", "skipped"]
    before = len(everyone(page))
    qtbot.keyClick(preview, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert len(everyone(page)) == before
    page.select(next(line.uid for line in team_lines(page) if line.label == "Bản Lầm"))
    assert namesake.uid in {member.person.uid for member in members(page)}


def test_a_member_pasted_again_stays_and_a_new_role_is_a_change(page):
    head, deputy = members(page)[:2]
    preview = paste(
        page,
        ("Thôn Đồng Mậu", head.person.full_name, "", "", "", ""),
        ("Thôn Đồng Mậu", deputy.person.full_name, "", "", "Thư ký", ""),
    )
    assert states(preview) == ["same", "changed"]

    preview.accept()

    roles = {member.person.uid: member.role for member in members(page)}
    assert roles[head.person.uid] is BodyRole.HEAD
    assert roles[deputy.person.uid] is BodyRole.SECRETARY


def test_the_copied_list_of_a_team_pastes_back_without_change(page):
    page.findChild(QAction, "copyMembers").trigger()
    page.members.grid.paste()

    preview = dialog(page, PastePreview)
    assert states(preview) == ["same"] * 4


def test_somebody_already_among_the_people_is_not_entered_twice(page):
    new_hamlet(page)
    hamlet = team_lines(page)[-1].hamlet
    page.tasks.do(
        AddPerson(
            person=PersonInput(full_name="Tạ Văn Mơ", birth_year=1980),
            posts=(PostInput(kind=PostKind.HAMLET_HEAD, title="Trưởng thôn", hamlet=hamlet.uid),),
        )
    )
    before = len(everyone(page))
    preview = paste(page, ("Thôn Mới", "Tạ Văn Mơ", "1980", "Trưởng thôn", "Tổ trưởng", ""))
    assert states(preview) == ["new"]
    assert "Đã có" in preview.preview.rows[0].messages[1]

    preview.accept()

    assert len(everyone(page)) == before
    page.select(hamlet.uid)
    assert members(page)[0].seat is PostKind.HAMLET_HEAD


@pytest.mark.parametrize(("kind", "more"), [(Choice.NEW, 1), (Choice.SAME, 0)])
def test_a_namesake_of_another_hamlet_is_asked_about_before_anybody_is_added(page, kind, more):
    namesake = members(page)[0].person
    before = len(everyone(page))
    preview = paste(page, ("Bản Lầm", namesake.full_name, "", "", "Thành viên", ""))
    assert states(preview) == ["doubtful"]
    assert not preview.take_button.isEnabled()

    settle(preview, kind)
    preview.accept()

    assert len(everyone(page)) == before + more
    page.select(next(line.uid for line in team_lines(page) if line.label == "Bản Lầm"))
    assert namesake.full_name in names(page)


def test_all_rows_that_still_wait_can_be_answered_at_once(page):
    several = [member.person.full_name for member in members(page)[:3]]
    preview = paste(page, *(("Bản Lầm", name, "", "", "Thành viên", "") for name in several))

    settle(preview, Choice.SKIP)
    preview.answer_rest(Choice.NEW)

    assert [row.state for row in preview.shown] == ["skipped", "new", "new"]
    assert not preview.rest_button.isEnabled()


def test_the_same_row_twice_is_told_and_taken_once(page):
    row = ("Bản Lầm", "Tạ Văn Núi", "1990", "", "Thành viên", "")
    preview = paste(page, row, row)
    assert sorted(states(preview)) == ["new", "refused"]

    preview.accept()

    assert sum(person.full_name == "Tạ Văn Núi" for person in everyone(page)) == 1


def test_a_roster_that_names_no_hamlet_is_for_the_team_in_sight(page):
    preview = paste(page, ("Tạ Văn Núi", "1990"), heading="Họ và tên\tNăm sinh\n")
    assert preview.preview.rows[0].cells[0] == "thôn Đồng Mậu"

    preview.accept()

    assert "Tạ Văn Núi" in names(page)


def test_a_dropped_file_is_read_like_pasted_text(page, tmp_path):
    source = tmp_path / "to.csv"
    source.write_text(HEAD.replace("\t", ",") + "Bản Lầm,Tạ Văn Núi,1990,,Thành viên,\n", encoding="utf-8")

    page.take_files([source])

    assert states(dialog(page, PastePreview)) == ["new"]


def test_a_supporter_is_chosen_among_the_committee_and_taken_back(page):
    other = next(person for person in page.seen.supporters if person.uid != page.line().team.supporter.uid)
    page.supporter.set_value(other.uid)
    page.supporter.changed.emit()
    assert page.line().team.supporter.uid == other.uid

    page.supporter.combo.selectAll()
    page.supporter.combo.del_()
    page.supporter.combo.set_value(None)
    page.supporter.combo.editingFinished.emit()

    assert page.line().team.supporter is None
    assert any(finding.code == "BOD-SUPPORT" for finding in page.findings.list.findings)


def test_a_finding_of_the_team_is_mended_by_its_button(page):
    page.members.take_out([page.members.grid.rows.rows[0]])
    finding = next(one for one in page.findings.list.findings if one.fix and one.fix.code == "member.add")

    page.findings.fix.emit(finding)

    assert len(members(page)) == 4


def test_each_team_shows_its_own_findings_only(page):
    page.members.take_out([page.members.grid.rows.rows[0]])
    page.select(next(line.uid for line in team_lines(page) if line.label == "Bản Lầm"))

    assert page.findings.list.findings == ()


def test_a_team_is_found_by_its_uid_and_by_its_hamlet(page):
    line = team_lines(page)[5]
    page.select(line.team.uid)
    assert page.line().uid == line.uid

    page.select(team_lines(page)[2].hamlet.uid)

    assert page.team_title.text() == "Bản Lầm"


@pytest.mark.parametrize("template", ["qd-to-cnsc", "qd-kien-toan"])
def test_the_papers_are_drafted_on_their_own_page(page, went, template):
    page.findChild(QAction, f"compose-{template}").trigger()

    assert went == [("documents", f"compose:{template}")]


def test_the_list_is_saved_as_paper(page, tmp_path):
    page.save_list(ListChoice("pdf", RosterMode.SUPERIOR, False), tmp_path / "danh-sach")

    assert (tmp_path / "danh-sach.pdf").read_bytes().startswith(b"%PDF")
    assert page.notices.shown[-1].text.endswith("danh-sach.pdf")


def test_the_worksheet_for_the_board_has_no_phones(page, tmp_path):
    target = tmp_path / "danh-sach.xlsx"
    page.save_list(ListChoice("xlsx", RosterMode.PUBLIC, False), target)

    text = str(read_file(target).rows)
    phones = [person.phone for person in everyone(page) if person.phone]
    assert members(page)[0].person.full_name in text
    assert phones
    assert not any(phone in text for phone in phones)


def test_the_form_of_the_list_offers_modes_for_worksheets_only(page):
    page.findChild(QAction, "exportList").trigger()
    form = dialog(page, ListExportForm)
    assert not form.mode.isVisible()

    form.ending.set_value("xlsx")
    form.ending.changed.emit()

    assert form.mode.isVisible()
    assert form.command() == ListChoice("xlsx", RosterMode.SUPERIOR, False)


def test_file_names_tell_nothing_but_the_day():
    assert ListChoice("pdf", RosterMode.PUBLIC, False).file_name(DAY) == "danh-sach-to-cong-nghe-so-2022-04-08.pdf"


def test_an_ended_team_leaves_its_hamlet_without_one(page):
    page.tasks.do(EndBody(body=page.line().team.uid))

    assert page.line().state == "chưa có tổ"
    assert page.context.workspace.read(queries.bodies, kind=BodyKind.TEAM, on=DAY)


def test_every_button_and_list_has_a_name(page):
    for part in (
        page.teams,
        page.members.grid,
        page.add_button_,
        page.paste_button,
        page.create_button,
        page.list_button,
        page.papers_button,
        page.supporter.editor,
    ):
        assert part.objectName()
    assert page.supporter.label.buddy() is page.supporter.editor


def test_tab_goes_from_the_list_of_teams_to_the_members(page):
    visited, now = [], page.add_button_
    for _step in range(200):
        visited.append(now.objectName())
        now = now.nextInFocusChain()
    order = [
        visited.index(name)
        for name in ("addMember", "teamGridFilter", "teamGrid", "teamMembersFilter", "teamMembers", "supporter")
    ]

    assert order == sorted(order)
