"""The page of the committee over the practice commune: adding, changing, leaving, remedies, past days, papers."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from app.bodies import queries
from app.bodies.commands import EndBody, SetRole
from app.bodies.fixes import command_for
from app.demo import MOMENT, SIGNED_ON
from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.kernel.clock import FixedClock
from app.kernel.words import _
from app.people.queries import people
from app.practice import open_practice
from app.vocabulary import BodyRole, PostKind
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.committee.page import CommitteePage
from ui.widgets.member_forms import AddMemberForm, ChangeMemberForm
from ui.widgets.paste_preview import PastePreview

DAY = SIGNED_ON


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
    shown = CommitteePage(
        Context(
            practice, tasks, changes, notices, practice.clock, lambda *where: went.append(where), SettingsInMemory()
        )
    )
    qtbot.addWidget(shown)
    shown.resize(1150, 650)
    shown.show()
    yield shown
    tasks.close()


def committee(page):
    return page.context.workspace.read(queries.committee, on=DAY)


def sign(page):
    """The decision on the committee, drafted and issued."""
    work = page.context.workspace
    paper = work.do(DraftDocument(template="qd-ban-chi-dao", day=DAY)).value
    work.do(IssueDocument(document=paper, issued_on=DAY, no_scan_reason="Xã thực hành"))
    page.refresh()


def form(page, kind=AddMemberForm):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def lines(page):
    return page.pane.grid.rows.rows


def names(page):
    return [line.member.person.full_name for line in lines(page)]


def line_of(page, role):
    return next(line for line in lines(page) if line.member.role is role)


def choose(page, line):
    page.pane.grid.select_uid(line.uid)


def outsider(page):
    inside = {member.person.uid for member in committee(page).planned}
    return next(person for person in page.context.workspace.read(people) if person.uid not in inside)


def test_the_planned_committee_is_listed_with_duties_and_supported_teams(page):
    assert len(lines(page)) == 9
    assert [line.place for line in lines(page)] == list(range(1, 10))
    assert {line.state for line in lines(page)} == {"dự kiến"}
    assert any(line.supports for line in lines(page))
    assert "chưa có quyết định" in page.subtitle_label.text()


def test_without_a_committee_the_page_teaches_and_one_button_makes_it(qtbot, page):
    page.tasks.do(EndBody(body=committee(page).uid))
    assert page.none_yet.isVisible()

    qtbot.mouseClick(page.none_yet.button, Qt.MouseButton.LeftButton)

    assert committee(page).members == ()
    assert page.pane.empty.isVisible()
    assert any("Trưởng ban" in finding.message for finding in page.findings.list.findings)


def test_somebody_known_is_added_by_name(page):
    person = outsider(page)
    page.new()
    adding = form(page)
    adding.person.combo.set_value(person.uid)
    adding.person.combo.chosen.emit(person.uid)
    adding.save()

    assert person.full_name in names(page)
    assert page.pane.grid.current().member.person.uid == person.uid


def test_asking_twice_opens_one_form(page):
    page.new()
    page.new()

    assert len([form for form in page.findChildren(AddMemberForm) if form.isVisible()]) == 1


def test_people_whom_the_rules_want_come_first_in_the_choice(page):
    vice = line_of(page, BodyRole.DEPUTY)
    page.pane.take_out([vice])
    page.new()

    assert form(page).case.suggested >= 1
    assert form(page).case.people[0].uid == vice.member.person.uid


def test_who_is_chosen_brings_the_role_and_seat_of_the_post(page):
    vice = line_of(page, BodyRole.DEPUTY).member.person
    page.pane.take_out([line_of(page, BodyRole.DEPUTY)])
    page.new()
    adding = form(page)
    adding.person.combo.set_value(vice.uid)
    adding.person.combo.chosen.emit(vice.uid)

    assert (adding.role.value(), adding.seat.value()) == (BodyRole.DEPUTY, PostKind.VICE_CHAIRMAN)


def test_a_new_person_is_entered_without_leaving_the_page(page):
    page.new()
    adding = form(page)
    assert not adding.post_kind.isVisible()
    adding.person.combo.setText("Tạ Thị Mơ")
    assert adding.post_kind.isVisible()
    adding.post_kind.set_value(PostKind.HEALTH)
    adding.post_title.set_value("Trưởng Trạm Y tế xã")
    adding.save()

    added = next(line for line in lines(page) if line.member.person.full_name == "Tạ Thị Mơ")
    assert (added.title, added.member.seat) == ("Trưởng Trạm Y tế xã", PostKind.HEALTH)
    assert page.pane.grid.current() == added
    page.tasks.undo()
    assert "Tạ Thị Mơ" not in names(page)
    assert "Tạ Thị Mơ" not in {person.full_name for person in page.context.workspace.read(people)}


def test_a_nameless_member_is_refused_beside_the_field(page):
    page.new()
    form(page).save()

    assert "Chưa chọn người" in form(page).person.error


def test_an_absurd_birth_year_keeps_the_form_open(page):
    page.new()
    adding = form(page)
    adding.person.combo.setText("Tạ Thị Mơ")
    adding.post_kind.set_value(PostKind.OTHER)
    adding.birth_year.set_value("88")
    adding.save()

    assert "năm sinh" in adding.birth_year.error
    assert "Tạ Thị Mơ" not in names(page)


def test_a_duty_is_typed_into_its_cell(page):
    row = page.pane.grid.rows
    place = next(number for number, column in enumerate(row.columns) if column.title == "Nhiệm vụ")

    row.setData(row.index(2, place), "Phụ trách kinh tế số")

    assert row.record(2).member.duty == "Phụ trách kinh tế số"


def test_the_form_changes_role_seat_and_duty(page):
    choose(page, lines(page)[3])
    page.pane.edit()
    changing = form(page, ChangeMemberForm)
    changing.role.set_value(BodyRole.SECRETARY)
    changing.seat.set_value(None)
    changing.seat.combo.clear()
    changing.duty.set_value("Ghi biên bản")
    changing.save()

    changed = line_of(page, BodyRole.SECRETARY).member
    assert (changed.seat, changed.duty) == (None, "Ghi biên bản")


def test_delete_drops_a_planned_member_and_undo_brings_it_back(qtbot, page):
    choose(page, lines(page)[8])
    gone = names(page)[8]
    qtbot.keyClick(page.pane.grid, Qt.Key.Key_Delete)
    assert gone not in names(page)

    page.tasks.undo()

    assert gone in names(page)


def test_delete_marks_a_member_in_force_as_leaving_and_the_button_keeps_him(qtbot, page):
    sign(page)
    choose(page, lines(page)[8])
    qtbot.keyClick(page.pane.grid, Qt.Key.Key_Delete)
    assert page.pane.grid.current().state == "sẽ thôi"
    assert page.pane.leave_button.text() == _("&Giữ lại")

    qtbot.mouseClick(page.pane.leave_button, Qt.MouseButton.LeftButton)

    assert page.pane.grid.current().state == "từ 08/04/2022"


def test_a_role_changed_after_signing_stands_beside_the_signed_one(page):
    sign(page)
    member = lines(page)[8]
    page.tasks.do(SetRole(membership=member.uid, role=BodyRole.SECRETARY))

    states = [line.state for line in lines(page) if line.member.person.uid == member.member.person.uid]
    assert sorted(states) == ["dự kiến", "sẽ đổi vai trò"]
    assert "chưa ký" in page.subtitle_label.text()


def test_members_of_one_role_change_places_by_keyboard(qtbot, page):
    before = names(page)
    choose(page, lines(page)[3])
    page.pane.grid.setFocus()
    qtbot.keyClick(page.pane.grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)

    assert names(page)[2:4] == [before[3], before[2]]
    assert page.pane.grid.current().member.person.full_name == before[3]
    page.tasks.undo()
    assert names(page) == before


def test_nobody_moves_beyond_his_role(page):
    before = names(page)
    choose(page, line_of(page, BodyRole.HEAD))
    page.pane.move_member(1)

    assert names(page) == before
    assert page.notices.shown[-1].kind == "info"


def test_a_finding_quotes_its_rule_and_its_button_mends_it(qtbot, page):
    page.pane.take_out([line_of(page, BodyRole.HEAD)])
    finding = next(one for one in page.findings.list.findings if one.field == "head")
    assert finding.rule and finding.source
    assert command_for(finding.fix) is not None

    page.findings.fix.emit(finding)

    assert line_of(page, BodyRole.HEAD).title == "Chủ tịch UBND xã"


def test_an_unsigned_change_leads_to_the_decision_that_states_it(page, went):
    sign(page)
    page.pane.take_out([lines(page)[8]])
    finding = next(one for one in page.findings.list.findings if one.code == "BOD-UNSIGNED")

    page.findings.fix.emit(finding)

    assert went == [("documents", "compose:qd-kien-toan")]


def test_a_past_day_shows_signed_members_only_and_changes_nothing(page):
    sign(page)
    page.tasks.do(SetRole(membership=lines(page)[8].uid, role=BodyRole.SECRETARY))
    page.as_of.set_value(DAY.replace(day=30))
    page._on_day()
    assert len(lines(page)) == 9
    assert "Chỉ xem" in page.subtitle_label.text()
    assert not page.pane.edit_button.isEnabled()

    page.pane.take_out(lines(page))
    page.back_button.click()

    assert len(lines(page)) == 10


def test_a_day_before_the_decision_has_no_committee(page):
    sign(page)
    page.as_of.set_value(DAY.replace(day=1))
    page._on_day()

    assert lines(page) == ()
    assert "01/04/2022" in page.subtitle_label.text()


def test_missing_duties_are_suggested_in_one_step(qtbot, page):
    for line in lines(page)[2:5]:
        page.pane.grid.rows.columns[5].edit(line, "")
    assert sum(not line.member.duty for line in lines(page)) == 3

    qtbot.mouseClick(page.duties_button, Qt.MouseButton.LeftButton)

    assert all(line.member.duty for line in lines(page))


@pytest.mark.parametrize("template", ["qd-ban-chi-dao", "qd-phan-cong", "qd-kien-toan"])
def test_the_papers_are_drafted_on_their_own_page(page, went, template):
    page.findChild(QAction, f"compose-{template}").trigger()

    assert went == [("documents", f"compose:{template}")]


def test_every_field_has_its_label_and_every_button_a_name(page):
    page.new()
    for field in form(page).fields.values():
        assert field.label.buddy() is field.editor
        assert field.editor.objectName()
    for button in (
        page.add_button_,
        page.papers_button,
        page.duties_button,
        page.supporters_button,
        page.pane.edit_button,
        page.pane.up_button,
    ):
        assert button.objectName()
        assert button.text() or button.accessibleName()


HEADINGS = "Họ và tên\tChức vụ, đơn vị\tChức danh trong Ban\tSố điện thoại\n"


def paste(page, *rows):
    page.take_text(HEADINGS + "".join("\t".join(row) + "\n" for row in rows))
    return next(one for one in page.findChildren(PastePreview) if one.isVisible())


def test_a_table_of_the_committee_is_shown_first_and_taken_in_by_one_step(page):
    before, count = names(page), len(page.context.workspace.read(people))
    member = lines(page)[8].member.person
    preview = paste(
        page,
        ("Tạ Thị Mơ", "Trưởng Trạm Y tế xã", "Thành viên", "0999 111 222"),
        (member.full_name, "", "Thư ký", ""),
        ("Tạ Văn Na", "", "Vua", ""),
    )
    assert [row.state for row in preview.shown] == ["refused", "new", "changed"]
    assert names(page) == before

    preview.accept()

    assert line_of(page, BodyRole.SECRETARY).member.person.uid == member.uid
    added = next(line.member for line in lines(page) if line.member.person.full_name == "Tạ Thị Mơ")
    assert (added.seat, added.person.phone) == (PostKind.HEALTH, "0999111222")
    page.tasks.undo()
    assert (names(page), len(page.context.workspace.read(people))) == (before, count)


def test_the_copied_list_of_the_committee_pastes_back_without_change(page):
    page.pane.grid.selectAll()
    page.pane.grid.copy(headings=True)
    page.pane.grid.paste()

    preview = next(one for one in page.findChildren(PastePreview) if one.isVisible())
    assert [row.state for row in preview.shown] == ["same"] * 9


def test_a_list_is_pasted_into_the_committee_that_is_made_and_seen_now(qtbot, page):
    page.tasks.do(EndBody(body=committee(page).uid))
    page.take_text(HEADINGS + "Tạ Thị Mơ\t\t\t\n")

    assert "Lập Ban Chỉ đạo" in page.notices.shown[-1].text
    assert not page.findChildren(PastePreview)


def test_an_empty_committee_offers_everybody_who_belongs_in_by_post(qtbot, page):
    page.tasks.do(EndBody(body=committee(page).uid))
    qtbot.mouseClick(page.none_yet.button, Qt.MouseButton.LeftButton)
    assert page.nobody.button.text() == f"Đưa {page.seen.proposed} cán bộ &xã vào Ban"
    assert page.nobody.other.isVisible() and not page.propose_button.isVisible()
    count = page.seen.proposed
    assert count > 1

    qtbot.mouseClick(page.nobody.button, Qt.MouseButton.LeftButton)

    assert len(lines(page)) == count
    page.tasks.undo()
    assert page.nobody.isVisible()
    qtbot.mouseClick(page.nobody.other, Qt.MouseButton.LeftButton)
    assert form(page).isVisible()


def test_everybody_who_belongs_in_by_post_comes_with_one_button(qtbot, page):
    assert not page.propose_button.isVisible()
    gone = names(page)[2:4]
    page.pane.take_out(lines(page)[2:4])

    qtbot.mouseClick(page.propose_button, Qt.MouseButton.LeftButton)

    assert set(gone) <= set(names(page))
