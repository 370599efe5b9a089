"""What came back, on the page of each kind of record: marked in its list, told in its form, the cursor in its field."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from app.contacts.commands import KeepChannel
from app.difficulties.commands import RaiseDifficulty
from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.readiness import readiness
from app.exchange.enrolling import MakeOwnKeys
from app.incoming.commands import LetterInput, RegisterLetter
from app.intake.reviewing import ReturnRecord
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.findings import warnings
from app.people.commands import ChangePerson, PersonInput
from app.practice import PASSWORD
from app.reports.commands import PrepareReport
from app.sent_back import SentBack, Stage, sent_back
from db import models
from db.base import shared_rows
from db.vocabulary import BodyKind
from tests.support.stores import LOGGED
from tests.support.two_offices import Office, enrol, practice_superior
from tests.ui.exchange_pages import page_of
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.dialogs import FormDialog
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.committee.page import CommitteePage
from ui.pages.contacts.page import ContactsPage
from ui.pages.diary.page import DiaryPage
from ui.pages.difficulties.page import DifficultiesPage
from ui.pages.documents.page import DocumentsPage
from ui.pages.duties.page import DutiesPage
from ui.pages.incoming.page import IncomingPage
from ui.pages.offices.page import OfficesPage
from ui.pages.outreach.page import OutreachPage
from ui.pages.people.page import PeoplePage
from ui.pages.reports.page import ReportsPage
from ui.pages.send.page import SendPage
from ui.pages.teams.page import TeamsPage
from ui.pages.today.page import TodayPage
from ui.pages.today.parts import AgendaRow
from ui.shell.catalog import SECTIONS, Catalog, Entry
from ui.shell.main_window import MainWindow
from ui.widgets.grid import Grid
from ui.widgets.remark_label import RemarkLabel
from ui.widgets.remark_place import RemarkPlace

PAGES = {
    "people": PeoplePage,
    "offices": OfficesPage,
    "committee": CommitteePage,
    "teams": TeamsPage,
    "diary": DiaryPage,
    "outreach": OutreachPage,
    "duties": DutiesPage,
    "difficulties": DifficultiesPage,
    "documents": DocumentsPage,
    "reports": ReportsPage,
    "incoming": IncomingPage,
    "contacts": ContactsPage,
}
FIELDS = {
    "person": ("people", "phone", "phone"),
    "post": ("people", "title", "title"),
    "hamlet": ("offices", "households", "households"),
    "office_version": ("offices", "province", "province"),
    "membership": ("teams", "role", "role"),
    "activity": ("diary", "place", "place"),
    "programme": ("outreach", "seconds", "seconds"),
    "airing": ("outreach", "aired_on", "aired_on"),
    "online_post": ("outreach", "url", "url"),
    "display": ("outreach", "size", "size"),
    "meeting": ("outreach", "place", "place"),
    "praise": ("outreach", "act", "act"),
    "duty": ("duties", "receiver", "receiver"),
    "task": ("duties", "due_on", "due_on"),
    "difficulty": ("difficulties", "wish", "wish"),
    "document": ("documents", "subject", "subject"),
    "incoming_letter": ("incoming", "issuer", "issuer"),
    "channel": ("contacts", "purpose", "purpose"),
}
"""Kind -> page, field that is sent back, name of the widget the cursor is to stand in."""
COMMENT = "Ghi lại cho đúng mục này"


@pytest.fixture(scope="module")
def returned(logged_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The practice commune, of which one record of every kind was sent back."""
    place, clock = tmp_path_factory.mktemp("returned"), FixedClock(LOGGED)
    commune = Office(Path(shutil.copytree(logged_data, place / "xa")), clock, PASSWORD)
    superior = practice_superior(place / "huyen", clock)
    today = clock.today()
    signed = commune.desk.do(DraftDocument(template="qd-ban-chi-dao", day=today)).value
    told = tuple(finding.code for finding in warnings(commune.desk.read(readiness, signed, today)))
    agreed = IssueDocument(
        document=signed, issued_on=today, no_scan_reason="Xã thực hành", reason="Đã xem", confirmed_warnings=told
    )
    commune.desk.do(agreed)
    for command in (
        MakeOwnKeys(),
        DraftDocument(template="qd-to-cnsc", day=today),
        PrepareReport(definition="thang", period="2026-10"),
        RaiseDifficulty(title="Loa thôn hỏng", wish="Thay loa", addressee="UBND huyện", hamlet=None),
        RegisterLetter(
            letter=LetterInput(arrived_on=today, arrival_number=1, issuer="UBND huyện", subject="Về Tổ công nghệ số")
        ),
        KeepChannel(network="zalo", name="Nhóm các Tổ", valid_from=today),
    ):
        commune.desk.do(command)
    enrol(commune, superior)
    stick = place / "usb"
    stick.mkdir()
    [came] = superior.take_in(commune.bundle(stick))
    commune.take_in(superior.answer(came, stick))
    for noun, (_page, field, _widget) in FIELDS.items():
        _return(superior, commune, noun, _one(commune, noun), field)
    others = select(models.Person.uid).where(models.Person.deleted_at.is_(None)).order_by(models.Person.uid).limit(1)
    first = str(commune.desk.read(lambda session: session.scalars(others).one()))
    _return(superior, commune, "person", first, "phone")
    _return(superior, commune, "document", _one(commune, "signed document"), "subject")
    _return(superior, commune, "fulfilment", _one(commune, "fulfilment"), "note")
    committee = _one(commune, "body", kind=BodyKind.COMMITTEE)
    _return(superior, commune, "body", committee, "")
    _return(superior, commune, "report", _one(commune, "report", definition="thang", period="2026-10"), "own_texts")
    clock.move(timedelta(minutes=1))
    [package] = commune.take_in(superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick))
    assert package.is_taken_in
    yield commune
    commune.desk.close()
    superior.desk.close()


def _return(superior: Office, commune: Office, noun: str, uid: str, field: str) -> None:
    superior.desk.do(ReturnRecord(target_office=commune.uid, noun=noun, row_uid=uid, comment=COMMENT, field=field))


def _one(commune: Office, noun: str, **wanted: object) -> str:
    """The newest living record of a kind; of memberships one of a team, of papers and posts one that may change."""
    if noun == "signed document":
        signed = select(models.Document.uid).where(models.Document.issued_on.is_not(None)).limit(1)
        return str(commune.desk.read(lambda session: session.scalars(signed).one()))
    kind = {each.__tablename__: each for each in shared_rows()}[noun]
    query = select(kind.uid).where(kind.deleted_at.is_(None)).filter_by(**wanted).order_by(kind.uid.desc())
    if noun == "membership":
        query = query.join(models.Body, models.Body.uid == kind.body).where(models.Body.kind == BodyKind.TEAM)
    if noun == "document":
        query = query.where(kind.template == "qd-to-cnsc")
    if noun == "activity":
        query = query.order_by(None).order_by(kind.held_on.desc())
    if noun == "task":
        query = query.where(kind.year == LOGGED.year)
    return str(commune.desk.read(lambda session: session.scalars(query.limit(1)).one()))


def _found(commune: Office, noun: str) -> SentBack:
    """The one that no test mends."""
    found = [each for each in commune.desk.read(sent_back) if each.noun == noun]
    return next(each for each in found if noun not in FIELDS or each.row_uid == _one(commune, noun))


def _signed(commune: Office) -> SentBack:
    return next(each for each in commune.desk.read(sent_back) if each.row_uid == _one(commune, "signed document"))


def _open_forms(page: Any) -> list[FormDialog]:
    return [form for form in page.findChildren(FormDialog) if form.isVisible()]


def _labels(part: Any) -> list[str]:
    """Remarks beside fields that are in sight."""
    names = ("remark-open", "remark-mended")
    return [one.text() for one in part.findChildren(RemarkLabel) if one.isVisible() and one.property("look") in names]


@pytest.mark.parametrize("noun", sorted(FIELDS))
def test_a_record_that_came_back_is_opened_at_its_field(returned: Office, qtbot: Any, noun: str) -> None:
    page_id, _field, widget = FIELDS[noun]
    back = _found(returned, noun)
    assert back.page == page_id
    page = page_of(PAGES[page_id], returned, qtbot)

    page.select(back.way)

    qtbot.waitUntil(lambda: (focused := QApplication.focusWidget()) is not None and focused.objectName() == widget)
    holder = next(iter(_open_forms(page)), page)
    [told] = _labels(holder)
    assert told.startswith("Cấp trên trả lại ngày ") and told.endswith(COMMENT)
    if holder is not page:
        assert holder.record_uid == back.row_uid
        holder.reject()


@pytest.mark.parametrize("noun", [*sorted(set(FIELDS) - {"office_version", "document"}), "report"])
def test_it_is_marked_in_its_list_in_picture_and_words(returned: Office, qtbot: Any, noun: str) -> None:
    back = _found(returned, noun)
    page = page_of(PAGES[back.page], returned, qtbot)
    page.select(back.target)

    def marks() -> list[str]:
        return [
            grid.rows.mark_of(grid.rows.record(row)).words
            for grid in page.findChildren(Grid)
            if (row := grid.rows.row_of(back.row_uid)) >= 0
        ]

    qtbot.waitUntil(lambda: bool(marks()))
    assert all(COMMENT in words for words in marks())


@pytest.mark.parametrize(
    ("noun", "page_id"),
    [("body", "committee"), ("report", "reports"), ("signed document", "documents"), ("fulfilment", "duties")],
)
def test_what_no_field_shows_stands_on_top(returned: Office, qtbot: Any, noun: str, page_id: str) -> None:
    signed = noun.startswith("signed")
    back = _signed(returned) if signed else _found(returned, noun)
    page = page_of(PAGES[page_id], returned, qtbot)
    page.select(back.way)
    shown = [place for place in page.findChildren(RemarkPlace) if place.isVisible()]
    assert [COMMENT in place.words.text() for place in shown] == [True]
    assert shown[0].words.toolTip() == "Ủy ban nhân dân huyện Hà Trung"


def test_the_list_of_papers_tells_it_in_words_too(returned: Office, qtbot: Any) -> None:
    back = _found(returned, "document")
    page = page_of(DocumentsPage, returned, qtbot)
    page.select(back.way)
    row = page.list._row_of(back.row_uid)
    assert COMMENT in page.list.list.item(row).text()


def test_a_record_that_is_selected_as_usual_keeps_the_cursor_where_it_is(returned: Office, qtbot: Any) -> None:
    back = _found(returned, "hamlet")
    page = page_of(OfficesPage, returned, qtbot)
    page.select(back.row_uid)
    qtbot.wait(20)
    assert _open_forms(page) == []


def test_pages_of_a_commune_to_which_nothing_came_back_stay_as_they_are(logged_data: Path, qtbot: Any) -> None:
    place = FixedClock(LOGGED)
    commune = Office(logged_data, place, PASSWORD)
    page = page_of(PeoplePage, commune, qtbot)
    uid = page.rows.rows[0].uid
    page.select(uid)
    assert page.editor.remarks.isHidden() and page.editor.phone.remark == ""
    assert page.rows.mark_of(page.rows.rows[0]) is None
    commune.desk.close()


def test_mended_on_the_page_it_waits_to_go_up(returned: Office, qtbot: Any) -> None:
    back = min((each for each in returned.desk.read(sent_back) if each.noun == "person"), key=lambda each: each.row_uid)
    page = page_of(PeoplePage, returned, qtbot)
    page.select(back.way)
    qtbot.waitUntil(page.editor.phone.edit.hasFocus)
    name = page.editor.full_name.value()

    returned.desk.do(ChangePerson(uid=back.row_uid, person=PersonInput(full_name=name, phone="0900000999")))
    page.context.changes.announce({"person"})

    assert page.editor.phone.remark.startswith("Đã sửa, chờ gửi lại.")
    assert page.editor.phone.edit.property("returned") == "remark-mended"


def test_in_the_window_a_number_stands_beside_sending_and_today_leads_to_the_field(
    returned: Office, qtbot: Any
) -> None:
    changes, notices = Changes(), Notices()
    tasks = Tasks(returned.desk, changes, notices, inline=True)
    world = Context(returned.desk, tasks, changes, notices, returned.clock, lambda *_to: None, SettingsInMemory())
    wanted = {"today": TodayPage, **PAGES, "send": SendPage}
    entries = [Entry(name, name, "flag", SECTIONS[0], kind) for name, kind in wanted.items()]
    window = MainWindow(world, Catalog(entries))
    qtbot.addWidget(window)
    window.show()

    waiting = {each.row_uid for each in returned.desk.read(sent_back) if each.stage is Stage.OPEN}
    assert window.navigation.button("send").accessibleName() == f"send, {len(waiting)} việc chờ"
    rows = window.current_page().findChildren(AgendaRow)
    next(row for row in rows if row.item.code == "SENT-BACK").button.click()

    first = next(each for each in returned.desk.read(sent_back) if each.stage is Stage.OPEN and each.page)
    assert window.current_page_id() == first.page
    qtbot.waitUntil(lambda: bool(_labels(window)) or any(one.isVisible() for one in window.findChildren(RemarkPlace)))
    for form in _open_forms(window):
        form.reject()
