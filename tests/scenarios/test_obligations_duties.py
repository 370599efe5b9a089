"""What letters ask about duties, plans and tasks, proved end to end on a real store of the practice commune.

Each test bears the row of the obligation it proves; ``tests/obligations.tsv`` lists them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest

from app.checking import everything_missing
from app.demo import MOMENT, SIGNED_ON
from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.printing import docx_of, pdf_of
from app.documents.queries import document
from app.documents.readiness import readiness
from app.duties import queries
from app.duties.calendar_file import calendar_file
from app.duties.commands import (
    AddResource,
    AddTask,
    AddTasks,
    AddWorkModel,
    CarryOver,
    ConfirmDuties,
    ConfirmDuty,
    DutyInput,
    EditDuty,
    EditResource,
    FinishTask,
    LeaveOut,
    MarkFulfilled,
    PlanFromModel,
    ReadDeadlines,
    ResourceInput,
    StartTask,
    TaskInput,
)
from app.duties.modelling import ItemInput
from app.duties.paper import status_pdf
from app.duties.plan import ComposePlan, PlanTopic, resource_table
from app.duties.queries import package_of
from app.duties.ready import Offer, offers, task_sets
from app.duties.views import DueState
from app.duties.wording import deadline, task_standing
from app.kernel.clock import FixedClock
from app.kernel.findings import warnings
from app.kernel.problems import Refused
from app.practice import open_practice
from app.workspace import Workspace
from db.vocabulary import DocumentState, ResourceKind, TaskState
from tests.support.paper_measure import copied_text

DAY = date(2022, 4, 8)
ITEMS = (("1.1", "Lập Ban Chỉ đạo"), ("1.2", "Lập Tổ công nghệ số cộng đồng"), ("2.1", "Phủ sóng di động các thôn"))
OWNER = "Công chức Văn hóa - Xã hội"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MOMENT)


@pytest.fixture
def commune(practice_data: Path, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    with open_practice(Path(shutil.copytree(practice_data, tmp_path / "data")), clock=clock) as workspace:
        yield workspace


def offered(commune: Workspace, code: str, day: date = DAY) -> Offer:
    found: list[Offer] = commune.read(offers, day)
    return next(offer for offer in found if offer.command.duty.code == code)


def take(commune: Workspace, code: str, day: date = DAY, **fields: object) -> str:
    """Takes a ready-made duty, with an owner."""
    command = offered(commune, code, day).command
    duty = replace(command.duty, owner_words=OWNER, **fields)  # type: ignore[arg-type]  # fields of the input
    uid: str = commune.do(replace(command, duty=duty)).value
    return uid


def issue(commune: Workspace, uid: str, day: date = SIGNED_ON) -> str:
    found = commune.read(readiness, uid, day)
    commune.do(
        IssueDocument(
            document=uid,
            issued_on=day,
            no_scan_reason="Chưa có máy quét",
            reason="Đã xem xét",
            confirmed_warnings=tuple(finding.code for finding in warnings(found)),
        )
    )
    return uid


def said(commune: Workspace, uid: str) -> str:
    return " ".join(copied_text(commune.read(pdf_of, commune.files, uid)).split())


def tables(commune: Workspace, uid: str) -> list[list[list[str]]]:
    """The tables of the paper as Word has them."""
    paper = docx.Document(BytesIO(commune.read(docx_of, commune.files, uid)))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]


def keep_model(commune: Workspace, version: str, items: tuple[tuple[str, str], ...]) -> str:
    given = tuple(ItemInput(code=code, title=title) for code, title in items)
    uid: str = commune.do(AddWorkModel(code="891-PL2", version=version, title="mô hình cấp xã", items=given)).value
    return uid


# ---------------------------------------------------------------- duties


def test_0_02_the_obligations_of_a_letter_are_listed_with_their_state_and_one_without_owner_is_found(
    commune: Workspace,
) -> None:
    taken = [offered(commune, code).command for code in ("R1-thang", "R1-quy", "R5")]
    commune.do(ConfirmDuties(duties=tuple(taken)))
    source = taken[0].duty.source

    standings = {view.duty.title: view for view in commune.read(queries.standings, DAY) if view.duty.source == source}
    assert len(standings) == 3
    assert standings[taken[0].duty.title].next is not None
    assert standings[taken[0].duty.title].next.state is DueState.WAITING
    assert standings[taken[2].duty.title].next is None, "what arises has no day of its own"
    found = [each for each in commune.read(everything_missing, DAY) if each.code == "DUT-OWNER"]
    assert {each.uid for each in found} == {view.duty.uid for view in standings.values()}

    for command, view in zip(taken, standings.values(), strict=True):
        commune.do(EditDuty(uid=view.duty.uid, duty=replace(command.duty, owner_words=OWNER)))

    assert [each for each in commune.read(everything_missing, DAY) if each.code == "DUT-OWNER"] == []
    assert {view.duty.owner_name for view in commune.read(queries.standings, DAY)} == {OWNER}


def test_0_17_before_the_twentieth_is_on_time_until_midnight_of_the_nineteenth_on_a_hundred_dates(
    commune: Workspace, clock: FixedClock
) -> None:
    uid = take(commune, "R1-thang", valid_from=date(2022, 1, 1), valid_to=None)
    months = [(year, month) for year in (2022, 2023, 2024, 2025) for month in range(1, 13)] + [(2026, 1), (2026, 2)]
    clock.move(timedelta(days=365 * 5))
    last_moment = {(y, m): datetime(y, m, 19, 16, 59, 59, 999999, tzinfo=UTC) for y, m in months}
    first_late = {(y, m): datetime(y, m, 19, 17, 0, tzinfo=UTC) for y, m in months}
    assert len(last_moment) + len(first_late) == 100

    for moments, state in ((last_moment, DueState.DONE_ON_TIME), (first_late, DueState.DONE_LATE)):
        for (year, month), moment in moments.items():
            commune.do(MarkFulfilled(duty=uid, period=f"{year}-{month:02}", handed_over_at=moment))
        found = {view.key: view for view in commune.read(queries.due, date(2026, 2, 28), done=True)}
        assert {(view.state, view.last_day.day) for view in found.values()} == {(state, 19)}
        assert len(found) == 50


def test_0_17_the_reading_is_switched_for_one_superior_and_reminders_come_7_3_and_1_days_before(
    commune: Workspace, clock: FixedClock
) -> None:
    uid = take(commune, "R1-thang", valid_from=date(2022, 4, 1))
    [view] = commune.read(queries.due, DAY, ahead=20)
    assert (view.last_day, deadline(view.duty)) == (date(2022, 4, 19), "trước ngày 20 hằng tháng")
    assert [commune.read(queries.due, date(2022, 4, day), ahead=20)[0].state for day in (11, 12, 19, 20)] == [
        DueState.WAITING,
        DueState.SOON,
        DueState.TODAY,
        DueState.LATE,
    ]
    text = commune.read(calendar_file, clock.now(), DAY).decode()
    event = text.partition("DTSTART;VALUE=DATE:20220419")[2].partition("END:VEVENT")[0]
    assert [line for line in event.split("\r\n") if line.startswith("TRIGGER")] == [
        "TRIGGER:-P6DT16H",
        "TRIGGER:-P2DT16H",
        "TRIGGER:-PT16H",
    ]

    commune.do(ReadDeadlines(receiver=view.duty.receiver, exclusive=False))

    [view] = commune.read(queries.due, DAY, ahead=20)
    assert (view.duty.uid, view.last_day) == (uid, date(2022, 4, 20))
    assert deadline(view.duty) == "đến hết ngày 20 hằng tháng"


def test_4_11_the_quick_report_before_the_26th_is_due_on_the_25th_beside_the_20th_of_another_superior(
    commune: Workspace,
) -> None:
    take(commune, "R1-thang", valid_from=date(2022, 4, 1))
    take(commune, "R2")

    found = commune.read(queries.due, DAY, ahead=30)

    assert [(view.duty.code, view.last_day) for view in found] == [
        ("R1-thang", date(2022, 4, 19)),
        ("R2", date(2022, 4, 25)),
    ]
    assert found[1].duty.receiver == "Ban Chỉ đạo chuyển đổi số huyện Hà Trung"
    assert found[1].duty.via == "Phòng Văn hóa và Thông tin"
    commune.do(ReadDeadlines(receiver=found[0].duty.receiver, exclusive=False))
    assert [view.last_day.day for view in commune.read(queries.due, DAY, ahead=30) if view.last_day] == [20, 25]


def test_4_25_the_founding_file_is_handed_over_as_one_package_and_its_state_is_computed(
    commune: Workspace, clock: FixedClock
) -> None:
    uid = take(commune, "R4")
    [view] = commune.read(queries.due, DAY)
    assert (view.last_day, view.state, view.remaining) == (date(2022, 4, 9), DueState.SOON, 1)
    values = (("goals", "100% thôn có Tổ."), ("budget", "Ngân sách xã."))
    board = issue(commune, commune.do(DraftDocument(template="qd-ban-chi-dao", day=SIGNED_ON)).value)
    papers = [board]
    for template in ("qd-phan-cong", "qd-to-cnsc", "kh-chuyen-doi-so"):
        given = values if template == "kh-chuyen-doi-so" else ()
        drafted = commune.do(DraftDocument(template=template, day=SIGNED_ON, values=given)).value
        with pytest.raises(Refused, match="DUT-12"):
            commune.do(MarkFulfilled(duty=uid, handed_over_at=clock.now(), documents=(board, drafted)))
        papers.append(issue(commune, drafted))

    package = {part.code: part for part in commune.read(package_of, uid)}
    assert package["qd-ban-chi-dao"].document == board
    assert [code for code, part in package.items() if part.document is None] == ["ds-to"]

    commune.do(MarkFulfilled(duty=uid, handed_over_at=clock.now(), documents=tuple(papers)))

    [view] = commune.read(queries.due, DAY, done=True)
    assert view.state is DueState.DONE_ON_TIME
    assert view.fulfilment is not None and view.fulfilment.documents == tuple(papers)
    midnight = datetime(2022, 4, 9, 17, 0, tzinfo=UTC)
    clock.move(timedelta(days=3))
    commune.do(MarkFulfilled(duty=uid, handed_over_at=midnight, documents=tuple(papers)))
    assert commune.read(queries.due, DAY, done=True)[0].state is DueState.DONE_LATE


# ---------------------------------------------------------------- tasks, models, plans


def test_0_04_a_task_of_the_communes_own_stays_beside_the_model_and_survives_its_new_version(
    commune: Workspace,
) -> None:
    first = keep_model(commune, "03/5/2022", ITEMS)
    commune.do(PlanFromModel(model=first, year=2022))
    own = commune.do(AddTask(task=TaskInput(title="Số hóa hương ước thôn", year=2022, owner_words=OWNER))).value

    second = keep_model(commune, "15/9/2022", (*ITEMS[:2], ("3.1", "Chữ ký số cho người dân")))

    found = commune.read(queries.coverage, second, 2022)
    assert [task.uid for task in found.local] == [own]
    assert found.local[0].is_local
    assert [task.title for task in found.orphaned] == ["Phủ sóng di động các thôn"], "planned before, kept"
    assert [item.code for item in found.open_items] == ["3.1"]
    assert len(commune.read(queries.tasks, year=2022)) == 4
    assert commune.read(queries.coverage, first, 2022).percent == 100


def test_0_10_the_plan_has_tasks_owners_days_resources_and_answers_the_whole_model(commune: Workspace) -> None:
    model = keep_model(commune, "03/5/2022", ITEMS)
    assert commune.read(queries.coverage, model, 2022).percent == 0
    items = {item.code: item.uid for item in commune.read(queries.coverage, model, 2022).items}
    commune.do(PlanFromModel(model=model, year=2022, items=(items["1.1"], items["1.2"])))
    task = commune.do(
        AddTask(task=TaskInput(title="Tập huấn các Tổ", year=2022, owner_words="Lò Thị Thử", due_on=date(2022, 6, 30)))
    ).value
    commune.do(
        AddResource(
            resource=ResourceInput(
                year=2022, kind=ResourceKind.MONEY, title="Tập huấn", unit="đồng", planned=12_000_000, task=task
            )
        )
    )
    assert commune.read(queries.coverage, model, 2022).percent == 66
    commune.do(LeaveOut(item=items["2.1"], reason="do doanh nghiệp viễn thông thực hiện"))
    assert commune.read(queries.coverage, model, 2022).percent == 100

    uid = commune.do(ComposePlan(year=2022, day=SIGNED_ON, goals="100% thôn có Tổ.")).value

    printed = said(commune, uid)
    assert "KẾ HOẠCH" in printed and "100% thôn có Tổ." in printed
    plan = next(table for table in tables(commune, uid) if table[0][1] == "Nhiệm vụ" and table[0][2] == "Chủ trì")
    assert plan[0] == ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Nguồn lực"]
    assert plan[3] == ["3", "Tập huấn các Tổ", "Lò Thị Thử", "30/06/2022", "Tập huấn: 12.000.000 đồng"]
    assert "2/3 nhiệm vụ của mô hình cấp xã" in printed and "1 nhiệm vụ xã bổ sung" in printed
    assert "do doanh nghiệp viễn thông thực hiện" in printed
    assert {each.plan for each in commune.read(queries.tasks, year=2022)} == {uid}


def test_0_16_resources_are_planned_and_used_and_printed_in_plan_and_report(commune: Workspace) -> None:
    commune.do(AddTask(task=TaskInput(title="Tập huấn các Tổ", year=2022, owner_words=OWNER)))
    lines = (
        ResourceInput(year=2022, kind=ResourceKind.MONEY, title="Tập huấn", unit="đồng", planned=12_000_000),
        ResourceInput(year=2022, kind=ResourceKind.EQUIPMENT, title="Loa", unit="chiếc", planned=4),
        ResourceInput(year=2022, kind=ResourceKind.PEOPLE, title="Thành viên Tổ", unit="người", planned=36),
    )
    uids = [commune.do(AddResource(resource=line)).value for line in lines]

    plan = commune.do(ComposePlan(year=2022, day=SIGNED_ON)).value

    found = next(table for table in tables(commune, plan) if table[0][1] == "Nguồn lực")
    assert [row[1:4] for row in found[1:]] == [
        ["Tập huấn", "Kinh phí", "12.000.000 đồng"],
        ["Loa", "Thiết bị", "4 chiếc"],
        ["Thành viên Tổ", "Người", "36 người"],
    ]
    commune.do(EditResource(uid=uids[0], resource=replace(lines[0], used=9_500_000)))
    [table] = resource_table(commune.read(queries.resources_of, 2022), with_used=True)
    assert [row[3:5] for row in table.rows] == [  # type: ignore[union-attr]  # it is a table
        ("12.000.000 đồng", "9.500.000 đồng"),
        ("4 chiếc", "……"),
        ("36 người", "……"),
    ]


def test_1_20_the_plan_of_public_information_is_composed_issued_and_its_tasks_are_created(
    commune: Workspace, clock: FixedClock
) -> None:
    commune.do(AddTask(task=TaskInput(title="Mua sắm máy tính", year=2022)))
    commune.do(AddTasks(tasks=tuple(replace(task, owner_words=OWNER) for task in task_sets(2022)[0].tasks)))

    uid = issue(
        commune,
        commune.do(ComposePlan(year=2022, day=SIGNED_ON, topic=PlanTopic.OUTREACH, goals="12 chương trình.")).value,
    )

    view = commune.read(document, uid)
    assert view.state is DocumentState.SIGNED
    assert view.subject == "Tuyên truyền về chuyển đổi số xã Mẫu Sơn năm 2022"
    printed = said(commune, uid)
    assert "Mỗi tháng 01 chương trình, phát lại ít nhất 03 lần/tháng" in printed
    assert "Mua sắm máy tính" not in printed
    tasks = commune.read(queries.tasks, year=2022)
    assert [task.plan for task in tasks] == [None, *[uid] * 7]
    clock.move(timedelta(days=79))
    assert [task.title for task in commune.read(queries.tasks_due, clock.today())] == [
        "Báo cáo kết quả tuyên truyền 6 tháng"
    ]


def test_4_07_tasks_by_civil_servant_and_unit_print_with_their_state(commune: Workspace) -> None:
    for title, owner in (("Lập Tổ", "Công chức Văn hóa - Xã hội"), ("Mở lớp", "Đoàn Thanh niên"), ("Rà soát", "")):
        commune.do(AddTask(task=TaskInput(title=title, year=2022, owner_words=owner, due_on=date(2022, 4, 5))))
    first, second, _third = commune.read(queries.tasks, year=2022)
    commune.do(FinishTask(uid=first.uid, result="12 Tổ"))
    commune.do(StartTask(uid=second.uid))

    printed = " ".join(copied_text(commune.read(status_pdf, year=2022, day=DAY)).split())

    assert "Công chức Văn hóa - Xã hội (1/1 hoàn thành)" in printed
    assert "Đoàn Thanh niên (0/1 hoàn thành)" in printed and "Chưa phân công" in printed
    assert "đang làm, chậm 3 ngày" in printed and "12 Tổ" in printed
    alone = " ".join(copied_text(commune.read(status_pdf, year=2022, day=DAY, owner="Đoàn Thanh niên")).split())
    assert "Mở lớp" in alone and "Lập Tổ" not in alone


def test_4_20_next_year_copies_what_is_still_open_and_its_plan_lists_it(commune: Workspace, clock: FixedClock) -> None:
    for title in ("Phủ sóng thôn Đồng Mậu", "Mua biển tên"):
        commune.do(AddTask(task=TaskInput(title=title, year=2022, owner_words=OWNER, due_on=date(2022, 10, 31))))
    done = commune.read(queries.tasks, year=2022)[1]
    commune.do(FinishTask(uid=done.uid))
    first = issue(commune, commune.do(ComposePlan(year=2022, day=SIGNED_ON)).value)
    clock.move(timedelta(days=250))
    day = clock.today()

    commune.do(CarryOver(from_year=2022, to_year=2023))
    uid = commune.do(ComposePlan(year=2023, day=day)).value

    [copied] = commune.read(queries.tasks, year=2023)
    assert (copied.title, copied.state, copied.plan) == ("Phủ sóng thôn Đồng Mậu", TaskState.OPEN, uid)
    assert commune.read(document, uid).subject == "Chuyển đổi số xã Mẫu Sơn năm 2023"
    printed = said(commune, uid)
    assert "31/10/2023" in printed and "Mua biển tên" not in printed and "CHỈ TIÊU NĂM 2023" in printed
    former = commune.read(queries.tasks, year=2022)[0]
    assert (former.carried_to, former.plan) == (copied.uid, first)
    assert task_standing(former, day) == "chuyển sang năm sau"
    with pytest.raises(Refused, match="DUT-25"):
        commune.do(CarryOver(from_year=2022, to_year=2023))


def test_a_signed_plan_keeps_its_words_and_an_unsigned_one_takes_new_tasks(commune: Workspace) -> None:
    commune.do(AddTask(task=TaskInput(title="Lập Tổ", year=2022)))
    uid = commune.do(ComposePlan(year=2022, day=SIGNED_ON)).value
    commune.do(AddTask(task=TaskInput(title="Mở lớp", year=2022)))
    commune.do(ComposePlan(year=2022, day=SIGNED_ON, document=uid))
    assert "Mở lớp" in said(commune, uid)
    issue(commune, uid)
    commune.do(AddTask(task=TaskInput(title="Việc đến sau", year=2022)))

    with pytest.raises(Refused, match="REG-10"):
        commune.do(ComposePlan(year=2022, day=SIGNED_ON, document=uid))

    assert "Việc đến sau" not in said(commune, uid)
    with pytest.raises(Refused, match="DUT-51"):
        commune.do(ComposePlan(year=2030, day=SIGNED_ON))


def test_a_duty_of_one_letter_is_confirmed_from_its_words(commune: Workspace) -> None:
    command = ConfirmDuty(duty=DutyInput(title="Rà soát hạ tầng", owner_words=OWNER, due_on=date(2022, 4, 20)))
    commune.do(command)

    [view] = commune.read(queries.due, DAY, ahead=20)

    assert view.last_day == date(2022, 4, 19)
