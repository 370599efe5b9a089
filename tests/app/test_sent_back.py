"""What came back from above: told at its record until it is mended and known to have arrived; requests likewise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from app.activities.commands import ActivityInput, LogActivity
from app.agenda import agenda
from app.agenda_exchange import RECEIPT_DAYS
from app.asked_above import AskedStage, asked_above
from app.documents.commands import DeleteDraft
from app.exchange.own_standing import standing_above
from app.intake.asking import AskForData
from app.intake.reviewing import ReturnRecord, WithdrawReview
from app.intake.sending_down import PreparePackage
from app.kernel.clock import FixedClock
from app.kernel.findings import Severity
from app.kernel.problems import Refused
from app.offices.commands import AddHamlet
from app.people.commands import AddPerson, ChangePerson, PersonInput, PostInput, RemovePerson
from app.people.queries import person
from app.record_places import own_title
from app.record_words import HIDDEN, NOUNS, field_words
from app.reports.commands import PrepareReport
from app.reports.queries import report
from app.reports.rules import ALREADY_THERE
from app.sent_back import SentBack, Stage, parse_way, sent_back
from app.workspace import Workspace
from db.base import shared_rows
from db.vocabulary import HamletKind, KeyState, PostKind
from tests.support.two_offices import Office, set_up_commune, two_offices


@pytest.fixture
def offices(empty_workspace: Path, tmp_path: Path, clock: FixedClock) -> Iterator[tuple[Office, Office, Path]]:
    with two_offices(empty_workspace, tmp_path, clock) as three:
        yield three


@pytest.fixture
def returned(offices: tuple[Office, Office, Path]) -> tuple[Office, Office, Path, str]:
    """A person whose phone the office above sent back, the package being here."""
    commune, superior, stick = offices
    uid = str(commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678"))).value)
    go_up(commune, superior, stick)
    send_back(superior, commune, uid, field="phone", comment="Số này thiếu một chữ số")
    come_down(superior, commune, stick)
    return commune, superior, stick, uid


def go_up(commune: Office, superior: Office, stick: Path, *, receipt: bool = True) -> None:
    [came] = superior.take_in(commune.bundle(stick))
    assert came.is_taken_in
    if receipt:
        commune.take_in(superior.answer(came, stick))


def send_back(superior: Office, commune: Office, uid: str, *, field: str, comment: str, noun: str = "person") -> str:
    command = ReturnRecord(target_office=commune.uid, noun=noun, row_uid=uid, comment=comment, field=field)
    return str(superior.desk.do(command).value)


def come_down(superior: Office, commune: Office, stick: Path) -> None:
    superior.clock.move(timedelta(minutes=1))
    [came] = commune.take_in(superior.put(superior.desk.do(PreparePackage(office=commune.uid)).value, stick))
    assert came.is_taken_in


def back(commune: Office) -> tuple[SentBack, ...]:
    return commune.desk.read(sent_back)


def to_do(commune: Office) -> dict[str, str]:
    """Codes of the exchange's lines with their titles."""
    found = commune.desk.read(agenda, commune.clock.today())
    wanted = ("SENT-BACK", "REQUEST", "REQUEST-LATE", "KEY-WAITING", "KEY-REVOKED", "BUNDLE-WAITING", "BUNDLE-PREPARED")
    return {item.code: item.title for item in found.items if item.code in wanted}


def test_a_remark_names_record_field_comment_office_and_day(returned: tuple[Office, Office, Path, str]) -> None:
    commune, superior, _stick, uid = returned

    [one] = back(commune)

    assert (one.noun, one.row_uid, one.field, one.comment) == ("person", uid, "phone", "Số này thiếu một chữ số")
    assert one.who == "Ủy ban nhân dân huyện Hà Trung"
    assert one.came_at is not None and one.came_at.date() == commune.clock.now().date()
    assert (one.page, one.target, one.stage) == ("people", uid, Stage.OPEN)
    assert parse_way(one.way) == (uid, "phone", uid)
    assert superior.desk.read(sent_back) == ()


def test_it_waits_to_go_up_once_mended_and_is_settled_by_the_receipt_alone(
    returned: tuple[Office, Office, Path, str],
) -> None:
    commune, superior, stick, uid = returned
    commune.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name="Lê Thị Hạnh", phone="0987654321")))
    assert [one.stage for one in back(commune)] == [Stage.MENDED]
    assert "SENT-BACK" not in to_do(commune)

    [came] = superior.take_in(commune.bundle(stick))
    assert [one.stage for one in back(commune)] == [Stage.GONE]

    commune.take_in(superior.answer(came, stick))
    assert back(commune) == ()


def test_a_record_changed_again_after_it_went_waits_again(returned: tuple[Office, Office, Path, str]) -> None:
    commune, _superior, stick, uid = returned
    commune.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name="Lê Thị Hạnh", phone="0987654321")))
    commune.bundle(stick)
    commune.desk.do(ChangePerson(uid=uid, person=PersonInput(full_name="Lê Thị Hạnh", phone="0987654320")))

    assert [one.stage for one in back(commune)] == [Stage.MENDED]


def test_what_is_withdrawn_is_settled(returned: tuple[Office, Office, Path, str]) -> None:
    commune, superior, stick, uid = returned
    review = send_back(superior, commune, uid, field="", comment="Người này đã chuyển đi?")
    come_down(superior, commune, stick)
    assert len(back(commune)) == 2

    superior.desk.do(WithdrawReview(review=review))
    come_down(superior, commune, stick)

    assert [one.field for one in back(commune)] == ["phone"]


def test_a_record_taken_out_counts_as_mended(returned: tuple[Office, Office, Path, str]) -> None:
    commune, superior, stick, uid = returned
    commune.desk.do(RemovePerson(uid=uid))
    assert [one.stage for one in back(commune)] == [Stage.MENDED]
    go_up(commune, superior, stick)
    assert back(commune) == ()


def test_a_part_is_led_to_where_its_whole_is_shown(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    post = PostInput(kind=PostKind.HAMLET_HEAD, title="Trưởng thôn", hamlet=None, valid_from=None, valid_to=None)
    uid = str(commune.desk.do(AddPerson(person=PersonInput(full_name="Vi Văn Canh"), posts=(post,))).value)
    go_up(commune, superior, stick)
    view = commune.desk.read(person, uid)
    assert view is not None
    [held] = view.posts
    send_back(superior, commune, held.uid, field="title", comment="Ghi rõ thôn nào", noun="post")
    come_down(superior, commune, stick)

    [one] = back(commune)

    assert (one.page, one.target, one.row_uid) == ("people", uid, held.uid)


def test_today_has_one_line_for_all_and_it_leads_to_the_field(returned: tuple[Office, Office, Path, str]) -> None:
    commune, superior, stick, uid = returned
    send_back(superior, commune, uid, field="full_name", comment="Viết đúng dấu")
    come_down(superior, commune, stick)

    found = commune.desk.read(agenda, commune.clock.today())
    [item] = [each for each in found.items if each.code == "SENT-BACK"]

    assert item.title == "Cấp trên trả lại 1 bản ghi để sửa"
    assert item.why == "Người “Lê Thị Hạnh”, mục Điện thoại: Số này thiếu một chữ số"
    assert (item.page, parse_way(item.target)) == ("people", (uid, "phone", uid))
    assert found.waiting["send"] == 1


def test_where_no_office_above_is_known_the_list_asks_one_question_about_it(workspace: Workspace) -> None:
    asked: list[str] = []

    def read(session: object) -> object:
        bind = session.get_bind()  # type: ignore[attr-defined]
        event.listen(bind, "before_cursor_execute", lambda *args: asked.append(args[2]))
        return agenda(session, workspace.clock.today())  # type: ignore[arg-type]

    workspace.read(read)

    tables = ("office_key", "received_row", "outgoing_bundle", "row_remark", "own_key")
    about = [statement for statement in asked if any(f"FROM {table}" in statement for table in tables)]
    assert len(about) == 1


def test_reviews_are_found_by_their_index(offices: tuple[Office, Office, Path]) -> None:
    commune, _superior, _stick = offices
    statements: list[tuple[str, object]] = []

    def read(session: object) -> list[str]:
        connection = session.connection()  # type: ignore[attr-defined]
        listen = ("before_cursor_execute", lambda _c, _cu, sql, values, *_more: statements.append((sql, values)))
        event.listen(connection, *listen)
        sent_back(session)  # type: ignore[arg-type]
        plans = []
        for sql, values in [each for each in statements if "FROM received_row" in each[0]]:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            plans += [str(row[-1]) for row in rows]
        return plans

    plans = commune.desk.read(read)
    assert plans and all("SCAN received_row" not in plan for plan in plans)


# ---------------------------------------------------------------- figures asked for


def ask(superior: Office, commune: Office, title: str = "Wi-Fi tại nhà văn hóa thôn", due: date | None = None) -> str:
    command = AskForData(
        target_office=commune.uid,
        title=title,
        fields=("Số nhà văn hóa thôn có Wi-Fi", "Số điểm truy cập"),
        first_day=date(2022, 1, 1),
        last_day=date(2022, 3, 31),
        due_on=due,
    )
    return str(superior.desk.do(command).value)


def stages(commune: Office) -> list[AskedStage]:
    return [each.stage for each in commune.desk.read(asked_above, commune.clock.today())]


def prepare(commune: Office) -> str:
    [asked] = commune.desk.read(asked_above, commune.clock.today())
    request = asked.request
    command = PrepareReport(definition="dot-xuat", period=request.period, asked=request.fields, request=request.uid)
    return str(commune.desk.do(command).value)


def test_a_request_goes_from_not_begun_to_drafted_and_back_when_the_draft_is_thrown_away(
    offices: tuple[Office, Office, Path],
) -> None:
    commune, superior, stick = offices
    today = commune.clock.today()
    ask(superior, commune, due=today + timedelta(days=3))
    come_down(superior, commune, stick)
    assert stages(commune) == [AskedStage.NOT_BEGUN]
    shown = f"{today + timedelta(days=3):%d/%m/%Y}"
    assert to_do(commune)["REQUEST"] == (
        f"Cấp trên yêu cầu số liệu “Wi-Fi tại nhà văn hóa thôn”, chậm nhất ngày {shown}"
    )

    made = prepare(commune)
    view = commune.desk.read(report, made)
    assert view is not None and view.request
    assert stages(commune) == [AskedStage.DRAFTED]
    go_up(commune, superior, stick)
    assert stages(commune) == [AskedStage.DRAFTED]  # a draft that went along answers nothing

    commune.desk.do(DeleteDraft(document=view.paper.uid))
    assert stages(commune) == [AskedStage.NOT_BEGUN]


def test_two_requests_about_the_same_days_have_a_report_each_and_one_has_no_two(
    offices: tuple[Office, Office, Path],
) -> None:
    commune, superior, stick = offices
    ask(superior, commune)
    ask(superior, commune, title="Camera an ninh")
    come_down(superior, commune, stick)
    first, second = (each.request for each in commune.desk.read(asked_above, commune.clock.today()))
    for request in (first, second):
        commune.desk.do(PrepareReport(definition="dot-xuat", period=request.period, request=request.uid))
    with pytest.raises(Refused) as refusal:
        commune.desk.do(PrepareReport(definition="dot-xuat", period=first.period, request=first.uid))
    assert refusal.value.code == ALREADY_THERE.code


def test_late_requests_stand_first_and_count_as_late(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    today = commune.clock.today()
    ask(superior, commune, due=today - timedelta(days=2))
    ask(superior, commune, title="Camera an ninh")
    come_down(superior, commune, stick)

    found = commune.desk.read(agenda, today)

    assert (found.items[0].code, found.items[0].severity, found.late) == ("REQUEST-LATE", Severity.ERROR, 1)
    assert to_do(commune)["REQUEST"] == "Cấp trên yêu cầu số liệu “Camera an ninh”"
    assert found.waiting["reports"] == 2
    assert found.items[0].target.startswith("request:")


# ---------------------------------------------------------------- keys and bundles


def test_the_own_key_is_waited_for_until_the_first_answer_names_it(offices: tuple[Office, Office, Path]) -> None:
    commune, superior, stick = offices
    assert commune.desk.read(standing_above, superior.uid) is None
    assert to_do(commune)["KEY-WAITING"] == "Khóa của máy này chưa được cấp trên tin dùng"

    go_up(commune, superior, stick)

    assert commune.desk.read(standing_above, superior.uid) is KeyState.TRUSTED
    assert "KEY-WAITING" not in to_do(commune)


def test_a_bundle_is_asked_about_when_it_lies_and_when_no_receipt_came_for_days(
    offices: tuple[Office, Office, Path],
) -> None:
    from app.exchange.outbox import PrepareBundle

    commune, _superior, stick = offices
    uid = commune.desk.do(PrepareBundle()).value
    assert to_do(commune)["BUNDLE-PREPARED"] == "1 gói đã lập, chưa giao cho cấp trên"

    commune.put(uid, stick)
    assert not {"BUNDLE-PREPARED", "BUNDLE-WAITING"} & set(to_do(commune))

    commune.clock.move(timedelta(days=RECEIPT_DAYS))
    assert to_do(commune)["BUNDLE-WAITING"] == f"1 gói đã giao {RECEIPT_DAYS} ngày mà chưa có biên nhận"


def test_an_office_that_knows_nobody_above_is_asked_nothing(
    empty_workspace: Path, tmp_path: Path, clock: FixedClock
) -> None:
    office = Office(Path(shutil.copytree(empty_workspace, tmp_path / "xa")), clock)
    set_up_commune(office)
    assert to_do(office) == {}
    office.desk.close()


def test_every_field_that_a_record_may_be_sent_back_for_has_words() -> None:
    kinds = {kind.__tablename__: kind for kind in shared_rows()}
    plain = {
        f"{noun}.{column.key}"
        for noun in NOUNS
        for column in kinds[noun].__table__.columns
        if column.key not in HIDDEN and field_words(column.key) == column.key
    }
    assert plain == set()


def test_a_report_is_named_by_its_kind_and_period(offices: tuple[Office, Office, Path]) -> None:
    commune, _superior, _stick = offices
    made = commune.desk.do(PrepareReport(definition="thang", period="2022-03")).value
    assert commune.desk.read(own_title, "report", made) == "Báo cáo tháng 3 năm 2022"


def test_a_record_without_words_is_known_by_what_it_is_about_and_its_day(offices: tuple[Office, Office, Path]) -> None:
    commune, _superior, _stick = offices
    added = commune.desk.do(AddHamlet(kind=HamletKind.THON, name="Đồng Mậu")).value
    entry = ActivityInput(kind="VNEID", held_on=date(2022, 4, 2), hamlet=added)
    logged = commune.desk.do(LogActivity(entry=entry)).value
    assert commune.desk.read(own_title, "activity", logged) == "Đồng Mậu, 02/04/2022"
