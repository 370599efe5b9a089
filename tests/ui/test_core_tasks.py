"""The lanes: order, callbacks on the GUI thread, refusals beside their field, no call into deleted widgets."""

import threading
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from app.kernel.problems import Cancelled, refused, unavailable
from ui.core.changes import Changes
from ui.core.notices import Notices
from ui.core.tasks import Tasks

EMPTY_NAME = refused("TUI-01", "Chưa có tên.", next_step="Nhập tên.")
STICK_GONE = unavailable("TUI-02", "Không thấy USB.", next_step="Cắm lại USB.")


@dataclass(frozen=True)
class Done:
    value: object
    changed: frozenset[str] = frozenset({"person"})
    sentence: str = "Đã thêm một người."


@dataclass
class FakeWorkspace:
    """Does a command by calling it; keeps the threads it was called from."""

    threads: list = field(default_factory=list)

    def do(self, command):
        self.threads.append(threading.get_ident())
        return Done(command())

    def undo(self):
        return Done("undone", sentence="Đã hoàn tác.")

    def read(self, function, *args, **kw):
        self.threads.append(threading.get_ident())
        return function("session", *args, **kw)


class Desk:
    """A Tasks with what stands around it, and what was heard."""

    def __init__(self, *, inline):
        self.workspace = FakeWorkspace()
        self.changes = Changes()
        self.notices = Notices()
        self.tasks = Tasks(self.workspace, self.changes, self.notices, inline=inline)
        self.heard = []
        self.changes.changed.connect(lambda nouns: self.heard.append(("changed", nouns)))

    def told(self):
        return [notice.text for notice in self.notices.shown]


@pytest.fixture(params=[True, False], ids=["inline", "threads"])
def desk(request, qapp):
    made = Desk(inline=request.param)
    yield made
    made.tasks.close()


def idle(qtbot, desk):
    qtbot.waitUntil(desk.tasks.is_idle, timeout=5000)


def test_a_command_tells_what_changed_then_calls_back(qtbot, desk):
    desk.tasks.do(lambda: 7, then=lambda outcome: desk.heard.append(outcome.value))
    idle(qtbot, desk)
    assert desk.heard == [("changed", frozenset({"person"})), 7]
    assert desk.told() == ["Đã thêm một người."]


def test_the_confirmation_offers_undo(qtbot, desk):
    desk.tasks.do(lambda: 7)
    idle(qtbot, desk)
    desk.notices.shown[0].action()
    idle(qtbot, desk)
    assert desk.told() == ["Đã hoàn tác."]


def test_a_quiet_command_says_nothing(qtbot, desk):
    desk.tasks.do(lambda: 7, quiet=True)
    idle(qtbot, desk)
    assert desk.told() == []


def test_a_read_passes_its_arguments_and_answers(qtbot, desk):
    answers = []
    desk.tasks.read(lambda session, term, limit: (session, term, limit), "2026", limit=3, then=answers.append)
    idle(qtbot, desk)
    assert answers == [("session", "2026", 3)]


def test_a_refusal_goes_to_the_field_and_not_to_the_banner(qtbot, desk):
    beside = []
    desk.tasks.do(_raiser(EMPTY_NAME(field="name")), failed=lambda problem: beside.append(problem.field))
    idle(qtbot, desk)
    assert (beside, desk.told()) == (["name"], [])


def test_a_refusal_nobody_takes_stands_in_the_banner(qtbot, desk):
    desk.tasks.do(_raiser(EMPTY_NAME(field="name")), failed=lambda problem: False)
    idle(qtbot, desk)
    assert desk.told() == ["Chưa có tên."]
    assert desk.notices.shown[0].next_step == "Nhập tên."


def test_what_is_unavailable_can_be_tried_again(qtbot, desk):
    tries = []

    def flaky():
        tries.append(1)
        if len(tries) == 1:
            raise STICK_GONE()
        return "xong"

    desk.tasks.do(flaky, then=lambda outcome: desk.heard.append(outcome.value))
    idle(qtbot, desk)
    notice = desk.notices.shown[0]
    assert (notice.kind, notice.action_label) == ("problem", "Thử lại")
    notice.action()
    idle(qtbot, desk)
    assert desk.heard[-1] == "xong"


def test_a_defect_is_owned_up_to_without_the_persons_data(qtbot, desk):
    desk.tasks.do(_raiser(ValueError("Nguyễn Thị Mẫu 0900000000")))
    idle(qtbot, desk)
    notice = desk.notices.shown[0]
    assert notice.kind == "defect"
    assert "an toàn" in notice.text
    assert "ValueError" in notice.details and "test_core_tasks" in notice.details
    assert "Mẫu" not in notice.details


def test_the_button_rests_while_the_command_is_under_way(qtbot, desk):
    button = QPushButton()
    qtbot.addWidget(button)
    seen = []
    desk.tasks.do(lambda: seen.append(button.isEnabled()), button=button)
    idle(qtbot, desk)
    assert seen == [False]
    assert button.isEnabled()


def test_cancelled_work_is_never_shown(qtbot, desk):
    def work(progress):
        raise Cancelled

    finished = []
    desk.tasks.run(work, "Chép", then=finished.append)
    idle(qtbot, desk)
    assert (finished, desk.told()) == ([], [])


def test_commands_keep_their_order_in_one_thread_and_come_home_to_the_gui(qtbot):
    desk = Desk(inline=False)
    home = []
    for number in range(50):
        desk.tasks.do(
            lambda number=number: number, then=lambda outcome: home.append((outcome.value, QThread.isMainThread()))
        )
    qtbot.waitUntil(desk.tasks.is_idle)
    assert home == [(number, True) for number in range(50)]
    assert len(set(desk.workspace.threads)) == 1
    assert threading.get_ident() not in desk.workspace.threads
    desk.tasks.close()


class Asker(QWidget):
    """Keeps what comes back to it in a list that outlives it."""

    def __init__(self, answers):
        super().__init__()
        self.answers = answers

    def take(self, answer):
        self.answers.append(answer)


def test_a_deleted_widget_is_not_called(qtbot):
    desk = Desk(inline=False)
    gate = threading.Event()
    answers = []
    asker = Asker(answers)
    desk.tasks.read(lambda session: gate.wait(5), then=asker.take)
    desk.tasks.read(lambda session: 1, then=lambda answer: asker.take([answer]))
    shiboken6.delete(asker)
    gate.set()
    qtbot.waitUntil(desk.tasks.is_idle)
    assert (answers, desk.told()) == ([], [])
    desk.tasks.close()


def test_long_work_shows_itself_after_a_moment_and_can_be_stopped(qtbot):
    desk = Desk(inline=False)
    shown = []
    desk.tasks.long_work.connect(shown.append)

    def work(progress):
        for part in range(1000):
            progress.step(part, 1000, "hồ sơ")
            progress.check_cancelled()
            QThread.msleep(5)

    desk.tasks.run(work, "Chép ra USB")
    desk.tasks.run(lambda progress: None, "Ngắn")
    qtbot.waitUntil(lambda: bool(shown), timeout=3000)
    shown[0].cancel()
    qtbot.waitUntil(desk.tasks.is_idle, timeout=3000)
    assert shown[0].title == "Chép ra USB"
    assert desk.told() == []
    desk.tasks.close()


def test_closing_finishes_what_was_asked_of_the_store(qtbot):
    desk = Desk(inline=False)
    written = []
    for number in range(20):
        desk.tasks.do(lambda number=number: written.append(number))
    desk.tasks.close()
    assert written == list(range(20))


def test_signals_from_a_lane_need_no_owner(qapp):
    owner = QObject()
    tasks = Tasks(None, Changes(), Notices(), inline=True, parent=owner)
    tasks.do("anything")  # no workspace open is our defect, not a crash
    assert tasks.is_idle()


def _raiser(error):
    def command():
        raise error

    return command


def test_steps_on_the_gui_thread_let_the_window_live_between(qtbot, desk):
    seen, came = [], []

    def steps():
        for at in range(3):
            seen.append(threading.get_ident())
            QTimer.singleShot(0, lambda at=at: came.append(at))
            yield at, 3, ""
        return "all"

    desk.tasks.step_through(steps, "Đang in", then=desk.heard.append)
    idle(qtbot, desk)
    assert desk.heard == ["all"] and set(seen) == {threading.get_ident()}


def test_steps_that_were_stopped_tidy_up_and_say_so(qtbot, qapp):
    desk, begun, tidied = Desk(inline=False), [], []

    def steps():
        try:
            while True:
                begun.append(True)
                yield 0, 0, ""
        finally:
            tidied.append(True)

    running = desk.tasks.step_through(
        steps, "Đang in", then=desk.heard.append, cancelled=lambda: desk.heard.append("stopped")
    )
    qtbot.waitUntil(lambda: bool(begun))
    running.cancel()
    idle(qtbot, desk)
    assert (desk.heard, tidied) == (["stopped"], [True])
    begun.clear()
    desk.tasks.step_through(steps, "Đang in", then=desk.heard.append)
    qtbot.waitUntil(lambda: bool(begun))
    desk.tasks.close()
    assert tidied == [True, True] and desk.tasks.is_idle()


def test_steps_that_fail_can_be_tried_again(qtbot, desk):
    tries = []

    def steps():
        tries.append(1)
        yield 0, 1, ""
        if len(tries) == 1:
            raise STICK_GONE()

    desk.tasks.step_through(steps, "Đang in", then=lambda _result: desk.heard.append("printed"))
    idle(qtbot, desk)
    assert desk.told() == ["Không thấy USB."] and desk.heard == []
    desk.notices.shown[0].action()
    idle(qtbot, desk)
    assert desk.heard == ["printed"]


def test_what_is_asked_while_the_lanes_are_held_waits_and_keeps_its_order(qtbot, qapp):
    desk = Desk(inline=False)
    desk.tasks.hold()
    for answer in (1, 2):
        desk.tasks.read(lambda _session, answer=answer: answer, then=desk.heard.append)
    qapp.processEvents()
    waited = (list(desk.heard), list(desk.workspace.threads), desk.tasks.is_idle())

    desk.tasks.let_go()
    idle(qtbot, desk)
    desk.tasks.close()

    assert waited == ([], [], False)
    assert desk.heard == [1, 2]


def test_closing_lets_go_what_was_held(qapp):
    desk = Desk(inline=False)
    desk.tasks.hold()
    desk.tasks.do(lambda: 7)

    desk.tasks.close()

    assert len(desk.workspace.threads) == 1
