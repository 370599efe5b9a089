"""The page of people over the practice commune: paging, search, editing, posts, duplicates, pasted lists, keys."""

import shutil
from collections import Counter
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.bodies.commands import AddMember, CreateBody
from app.demo import MOMENT
from app.importing.settling import Choice
from app.kernel.clock import FixedClock
from app.kernel.text import fold
from app.people import queries
from app.people.commands import AddPeople, AddPerson, PersonInput, PostInput
from app.practice import open_practice
from app.vocabulary import BodyKind, BodyRole, Gender, PostKind
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.people.incoming import PeoplePreview
from ui.pages.people.page import PeoplePage
from ui.pages.people.posts import EndPostDialog, HandOverDialog, PostDialog

HEADINGS = "Họ và tên\tNăm sinh\tĐiện thoại\tChức vụ\tThôn\n"


@pytest.fixture
def commune(practice_data, tmp_path):
    with open_practice(shutil.copytree(practice_data, tmp_path / "thuc-hanh"), clock=FixedClock(MOMENT)) as opened:
        yield opened


def page_over(qtbot, workspace):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    page = PeoplePage(
        Context(workspace, tasks, changes, notices, workspace.clock, lambda *_where: None, SettingsInMemory())
    )
    qtbot.addWidget(page)
    page.resize(1150, 650)
    page.show()
    return page


@pytest.fixture
def page(qtbot, commune):
    return page_over(qtbot, commune)


def dialog(page, kind=QDialog):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def names(page):
    return [person.full_name for person in page.rows.rows]


def everyone(page):
    return page.context.workspace.read(queries.people)


def named(page, name):
    return next(person for person in everyone(page) if person.full_name == name)


def add(page, name, title="", **fields):
    posts = (PostInput(kind=PostKind.OTHER, title=title),) if title else ()
    page.tasks.do(AddPerson(person=PersonInput(full_name=name, **fields), posts=posts))


def open_(page, name):
    page.select(named(page, name).uid)
    assert page.editor.uid == named(page, name).uid


def type_new(page, **fields):
    page.new()
    for key, text in fields.items():
        getattr(page.editor, key).set_value(text)


def test_the_empty_page_teaches_how_to_paste(qtbot, empty):
    page = page_over(qtbot, empty)

    assert page.pane.empty.isVisible()
    assert "Ctrl+V" in page.pane.empty.sentence.text()
    page.pane.empty.button.click()
    assert page.editor.is_new


def test_people_stand_in_vietnamese_order_and_are_counted(page):
    assert names(page) == [person.full_name for person in everyone(page)][: len(names(page))]
    assert len(names(page)) == queries.PAGE
    assert page.count.text() == f"{len(everyone(page))} người"


def test_the_list_reads_on_as_one_scrolls_and_shows_everyone_once(page):
    page.tasks.do(
        AddPeople(people=tuple(AddPerson(person=PersonInput(full_name=f"Lê Thử {number}")) for number in range(180)))
    )
    while page.rows.canFetchMore(page.grid.rootIndex()):
        page.rows.fetchMore(page.grid.rootIndex())

    assert [person.uid for person in page.rows.rows] == [person.uid for person in everyone(page)]


def test_typing_searches_everyone_not_only_the_rows_in_sight(qtbot, page):
    last = everyone(page)[-1]
    assert last.full_name not in names(page)

    qtbot.keyClicks(page.pane.filter, fold(last.full_name))

    qtbot.waitUntil(lambda: last.full_name in names(page))
    assert " trong " in page.count.text()
    page.pane.filter.setText("không ai tên thế")
    qtbot.waitUntil(lambda: names(page) == [])
    assert not page.pane.empty.isVisible()
    qtbot.keyClick(page.pane.filter, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == queries.PAGE)


def test_sorting_by_another_column_asks_for_everyone(page):
    page.grid.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    years = [str(person.birth_year or "") for person in page.rows.rows]
    assert years == sorted(str(person.birth_year or "") for person in everyone(page))


def test_someone_far_down_the_list_is_found_and_opened(page):
    last = everyone(page)[-1]

    page.select(last.uid)

    assert page.grid.current() == last
    assert page.editor.full_name.value() == last.full_name


def test_a_change_is_saved_by_key_and_can_be_undone(qtbot, page):
    page.grid.selectRow(1)
    before = page.editor.person
    page.editor.phone.set_value("+84 912 345 678")
    qtbot.keyClick(page.editor.phone.edit, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert named(page, before.full_name).phone == "0912345678"
    assert page.editor.phone.value() == "0912 345 678"
    assert not page.editor.is_dirty
    page.tasks.undo()
    assert named(page, before.full_name) == before
    assert page.editor.person == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", ""),
        ("full_name", "N" * 1000),
        ("birth", "31/02/1990"),
        ("birth", "1750"),
        ("phone", "12345"),
        ("email", "khong-phai-thu"),
        ("gender", "không rõ"),
        ("digital_skill", "hơi hơi"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(page, field, typed):
    page.grid.selectRow(1)
    before = everyone(page)
    editor = getattr(page.editor, field)
    (editor.combo.setText if field in ("gender", "digital_skill") else editor.set_value)(typed)
    if field in ("gender", "digital_skill"):
        editor.combo._on_typed(typed)
    page.editor.save()

    assert editor.error
    assert everyone(page) == before
    assert page.editor.is_dirty


def test_going_to_another_person_saves_what_was_typed(page):
    page.grid.selectRow(1)
    first, second = page.rows.rows[1], page.rows.rows[2]
    page.editor.note.set_value("Bận thứ sáu")

    page.grid.selectRow(2)

    assert named(page, first.full_name).note == "Bận thứ sáu"
    assert page.editor.uid == page.grid.current().uid == second.uid


def test_what_cannot_be_saved_keeps_one_with_the_person(page):
    page.grid.selectRow(1)
    first = page.rows.rows[1]
    page.editor.phone.set_value("123")

    page.grid.selectRow(2)

    assert page.editor.uid == page.grid.current().uid == first.uid
    assert page.editor.phone.error
    assert page.editor.phone.value() == "123"


def test_a_window_that_closes_keeps_what_was_typed_last(qtbot, commune):
    page = page_over(qtbot, commune)
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(page)
    window.show()
    person = page.rows.rows[0]
    page.select(person.uid)
    page.editor.email.set_value("can.bo@vi-du.vn")

    window.close()

    assert commune.read(queries.person, person.uid).email == "can.bo@vi-du.vn"


def test_typed_words_survive_a_change_made_elsewhere(page):
    page.grid.selectRow(1)
    page.editor.note.set_value("Chưa lưu")

    add(page, "Lê Văn Khác")

    assert page.editor.note.value() == "Chưa lưu"
    assert page.editor.is_dirty


def test_a_new_person_comes_with_a_post_whose_class_is_guessed(page):
    type_new(page, full_name="Phạm Thị Mới Toanh", birth="12/05/1988", phone="0912345678")
    page.editor.gender.set_value(Gender.FEMALE)
    post = page.editor.first_post
    post.title.set_value("Trưởng thôn")
    post.title.edit.editingFinished.emit()
    post.hamlet.set_value(post.hamlet.combo._choices[0].value)
    assert post.kind.value() is PostKind.HAMLET_HEAD
    page.editor.save()

    person = named(page, "Phạm Thị Mới Toanh")
    assert (person.birth_year, person.birth_date, person.gender) == (1988, date(1988, 5, 12), Gender.FEMALE)
    assert [(one.kind, one.title) for one in person.posts] == [(PostKind.HAMLET_HEAD, "Trưởng thôn")]
    assert page.editor.uid == page.grid.current().uid == person.uid


def test_a_namesake_is_asked_about_and_can_be_opened(page):
    known = page.rows.rows[3]
    count = len(everyone(page))
    type_new(page, full_name=known.full_name.upper())
    page.editor.save()

    assert page.editor.question.isVisible()
    assert known.full_name in page.editor.question.buttons[0].text()
    page.editor.question.buttons[0].click()

    assert page.editor.uid == known.uid
    assert len(everyone(page)) == count


def test_the_owner_of_a_phone_number_is_asked_about(page):
    known = next(person for person in everyone(page) if person.phone)
    type_new(page, full_name="Tên Hoàn Toàn Khác", phone="+84" + known.phone[1:])
    page.editor.save()

    assert known.full_name in page.editor.question.buttons[0].text()


def test_a_namesake_is_added_when_it_is_someone_else(page):
    known = page.rows.rows[3]
    type_new(page, full_name=known.full_name)
    page.editor.save()

    page.editor.question.buttons[-1].click()

    assert [person.full_name for person in everyone(page)].count(known.full_name) == 2
    assert not page.editor.question.isVisible()


def test_posts_are_added_ended_and_handed_over(page):
    add(page, "Lê Văn Cũ")
    add(page, "Phạm Thị Kế")
    open_(page, "Lê Văn Cũ")
    page.editor.posts.add()
    form = dialog(page, PostDialog)
    form.posts.title.set_value("Y tế thôn")
    form.posts.valid_from.set_value(date(2020, 1, 1))
    form.save()
    assert page.editor.posts.rows.index(0, 0).data() == "Y tế thôn"

    page.editor.posts.hand_over()
    handing = dialog(page, HandOverDialog)
    handing.first_day.set_value(date(2022, 2, 1))
    handing.successor.rows.search("phạm thị kế")
    handing.successor.grid.selectRow(0)
    handing.save()

    assert named(page, "Lê Văn Cũ").posts[0].valid_to == date(2022, 1, 31)
    assert named(page, "Phạm Thị Kế").posts[0].valid_from == date(2022, 2, 1)
    open_(page, "Phạm Thị Kế")
    page.editor.posts.end()
    ending = dialog(page, EndPostDialog)
    ending.last_day.set_value(date(2022, 1, 31))
    ending.save()
    assert "phải sau" in ending.last_day.error
    ending.last_day.set_value(date(2022, 3, 31))
    ending.save()
    assert named(page, "Phạm Thị Kế").posts[0].valid_to == date(2022, 3, 31)


def test_a_hand_over_asks_for_a_successor(page):
    page.grid.selectRow(0)
    page.editor.posts.hand_over()
    form = dialog(page, HandOverDialog)
    form.save()

    assert "kế nhiệm" in form.successor.error


def test_a_pasted_list_is_shown_first_and_taken_in_by_one_step(page):
    before = everyone(page)
    page.take_text(
        HEADINGS + "Lê Văn Dán\t1985\t912345678\tTrưởng thôn\tThôn Không Có\n"
        "H' Hen Niê\t1990\t0900111222\tY tế thôn\t\nLê Văn Sai\t31/02/1990\t\t\t\n"
    )
    preview = dialog(page, PeoplePreview)
    assert [row.state for row in preview.preview.rows] == ["doubtful", "new", "refused"]
    said = " ".join(" ".join(row.messages.values()) for row in preview.preview.rows)
    assert "Thôn Không Có" in said or "Không Có" in said
    assert "31/02/1990" in said
    assert everyone(page) == before

    preview.accept()

    assert {person.full_name for person in everyone(page)} - {person.full_name for person in before} == {"H' Hen Niê"}
    page.tasks.undo()
    assert everyone(page) == before


@pytest.mark.parametrize(
    ("choice", "more", "phone"), [(None, 0, ""), (Choice.SAME, 0, "0900111222"), (Choice.NEW, 1, "")]
)
def test_rows_in_doubt_wait_for_an_answer(page, choice, more, phone):
    add(page, "Lê Văn Ngờ", birth_year=1985)
    count = len(everyone(page))
    page.take_text(HEADINGS + "Lê Văn Ngờ\t\t0900111222\t\t\n")
    preview = dialog(page, PeoplePreview)
    assert [row.state for row in preview.preview.rows] == ["doubtful"]
    assert "1985" in preview.preview.rows[0].messages[0]
    assert not preview.take_button.isEnabled()
    if choice is not None:
        preview.answer_rest(choice)
        preview.take_button.click()

    assert len(everyone(page)) == count + more
    known = next(person for person in everyone(page) if person.full_name == "Lê Văn Ngờ" and person.birth_year == 1985)
    assert known.phone == phone


def test_an_unknown_hamlet_may_stay_blank_and_so_may_an_odd_phone(page):
    page.take_text(HEADINGS + "Lê Văn Ngờ\t1985\t12\tTrưởng thôn\tThôn Không Có\n")
    preview = dialog(page, PeoplePreview)
    assert [offer.answer.about for offer in preview.shown[0].offers] == ["phone", ""]

    preview.answer_rest(Choice.BLANK)
    preview.take_button.click()

    added = next(person for person in everyone(page) if person.full_name == "Lê Văn Ngờ")
    assert (added.phone, added.birth_year) == ("", 1985)
    assert [(post.title, post.hamlet) for post in added.posts] == [("Trưởng thôn", None)]
    page.tasks.undo()
    assert "Lê Văn Ngờ" not in {person.full_name for person in everyone(page)}


def test_which_of_several_namesakes_is_meant_is_said_row_by_row(page):
    for year in (1980, 1990):
        add(page, "Lê Văn Ngờ", birth_year=year)
    page.take_text(HEADINGS + "Lê Văn Ngờ\t\t0900111222\t\t\nLê Văn Ngờ\t1955\t0900111333\t\t\n")
    preview = dialog(page, PeoplePreview)
    row = preview.shown[0]
    meant = next(offer for offer in row.offers if "1990" in offer.words)

    preview.answer(row, meant)
    preview.take_button.click()

    known = {person.birth_year: person.phone for person in everyone(page) if person.full_name == "Lê Văn Ngờ"}
    assert (known[1980], known[1990]) == ("", "0900111222")


def test_what_was_copied_is_read_back_as_the_same(page):
    page.grid.selectAll()
    page.grid.copy(headings=True)

    page.grid.paste()

    preview = dialog(page, PeoplePreview)
    assert Counter(row.state for row in preview.preview.rows) == {"same": queries.PAGE}


def test_a_dropped_file_is_previewed(page, tmp_path):
    file = tmp_path / "can-bo.csv"
    file.write_text("Họ và tên,Năm sinh\nLê Văn Thả,1988\n", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )

    dialog(page, PeoplePreview).accept()

    assert named(page, "Lê Văn Thả").birth_year == 1988


def test_a_person_goes_with_delete_and_comes_back_with_undo(qtbot, page):
    add(page, "Lê Văn Nhầm")
    open_(page, "Lê Văn Nhầm")
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert "Lê Văn Nhầm" not in [person.full_name for person in everyone(page)]
    assert page.editor.full_name.value() != "Lê Văn Nhầm"
    assert page.notices.shown[-1].action_label == "Hoàn tác"

    page.notices.shown[-1].action()

    assert named(page, "Lê Văn Nhầm")


def test_a_member_is_not_removed_and_the_reason_is_told(qtbot, workspace):
    page = page_over(qtbot, workspace)
    add(page, "Lê Văn Viên")
    committee = workspace.do(CreateBody(kind=BodyKind.COMMITTEE)).value
    workspace.do(AddMember(body=committee, person=named(page, "Lê Văn Viên").uid, role=BodyRole.MEMBER))
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)

    assert [notice.code for notice in page.notices.shown if notice.code] == ["PEO-04"]
    assert names(page) == ["Lê Văn Viên"]


def test_enter_goes_through_the_fields_in_reading_order_and_saves_nothing(qtbot, page):
    page.grid.selectRow(0)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    order = []
    for _step in range(7):
        order.append(page.editor.focusWidget().objectName())
        qtbot.keyClick(page.editor.focusWidget(), Qt.Key.Key_Return)

    assert order == ["full_name", "birth", "gender", "phone", "email", "digital_skill", "note"]
    assert not page.editor.is_dirty


def test_every_field_has_a_label_with_its_own_letter_and_a_name(page):
    page.new()
    fields = [*page.editor.fields.values(), *page.editor.first_post.fields.values()]
    for field in fields:
        assert field.label.buddy() is field.editor
        assert field.editor.objectName()
    for is_new in (True, False):
        if not is_new:
            page.grid.selectRow(0)
        texts = [
            part.text()
            for kind in (QLabel, QAbstractButton)
            for part in page.findChildren(kind)
            if part.isVisible() and (not isinstance(part, QLabel) or part.buddy() is not None)
        ]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
        assert [letter for letter, count in letters.items() if count > 1] == []
    assert all(edit.objectName() for edit in page.findChildren(QLineEdit) if edit.isVisible())


def test_paste_works_where_the_list_is_empty_but_never_takes_words_from_a_field(qtbot, page):
    page.grid.selectRow(0)
    QGuiApplication.clipboard().setText("Ghi chú dán vào")
    page.editor.note.setFocus()
    qtbot.keyClick(page.editor.note.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert page.editor.note.value().endswith("Ghi chú dán vào")
    assert not [one for one in page.findChildren(PeoplePreview) if one.isVisible()]
