"""Undo and redo of every command, derived from the journal."""

from __future__ import annotations

import pytest

from app.kernel.actor import VIEWER
from app.kernel.problems import Refused
from app.kernel.undoing import fill
from app.offices import queries
from app.offices.commands import AddHamlet, AddHamlets, ChangeHamlet, OrderHamlets
from app.settings import ChangeSetting
from app.workspace import Workspace
from db.vocabulary import HamletKind
from tests.support.stores import PASSWORD


def names(workspace: Workspace) -> list[str]:
    return [hamlet.label for hamlet in workspace.read(queries.hamlets)]


def test_undo_takes_steps_back_in_turn_and_redo_brings_them_again(empty: Workspace) -> None:
    uid = empty.do(AddHamlet(kind=HamletKind.THON, name="Một")).value
    empty.do(ChangeHamlet(hamlet=uid, kind=HamletKind.BAN, name="Hai"))

    empty.undo()
    assert names(empty) == ["thôn Một"]
    empty.undo()
    assert names(empty) == []
    empty.redo()
    empty.redo()
    assert names(empty) == ["bản Hai"]
    with pytest.raises(Refused, match="UND-02"):
        empty.redo()
    empty.undo()
    assert names(empty) == ["thôn Một"]


def test_a_pasted_list_is_one_step(empty: Workspace) -> None:
    empty.do(AddHamlets(hamlets=tuple(AddHamlet(kind=HamletKind.THON, name=f"Thôn {number}") for number in range(20))))
    assert empty.undo().sentence.startswith("Đã hoàn tác")
    assert names(empty) == []


def test_reordering_is_undone(empty: Workspace) -> None:
    uids = [empty.do(AddHamlet(kind=HamletKind.THON, name=name)).value for name in ("A", "B", "C")]
    empty.do(OrderHamlets(hamlets=tuple(reversed(uids))))
    assert names(empty) == ["thôn C", "thôn B", "thôn A"]
    empty.undo()
    assert names(empty) == ["thôn A", "thôn B", "thôn C"]


def test_a_new_step_after_undo_leaves_nothing_to_redo(empty: Workspace) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))
    empty.undo()
    empty.do(AddHamlet(kind=HamletKind.THON, name="Hai"))
    with pytest.raises(Refused, match="UND-02"):
        empty.redo()


def test_saving_the_same_once_more_is_no_step(empty: Workspace) -> None:
    uid = empty.do(AddHamlet(kind=HamletKind.THON, name="Một")).value
    empty.do(ChangeHamlet(hamlet=uid, kind=HamletKind.THON, name="Hai"))
    assert empty.do(ChangeHamlet(hamlet=uid, kind=HamletKind.THON, name="Hai")).changed == frozenset()

    empty.undo()
    assert names(empty) == ["thôn Một"]
    empty.do(ChangeHamlet(hamlet=uid, kind=HamletKind.THON, name="Một"))
    empty.redo()
    assert names(empty) == ["thôn Hai"]


def test_nothing_to_undo_is_said_kindly(empty: Workspace) -> None:
    with pytest.raises(Refused, match="UND-01"):
        empty.undo()


def test_a_setting_is_a_step_that_undo_does_not_pass_over_silently(empty: Workspace) -> None:
    empty.do(AddHamlet(kind=HamletKind.THON, name="Một"))
    empty.do(ChangeSetting(key="theme", value="dark"))
    with pytest.raises(Refused, match="UND-04"):
        empty.undo()


def test_a_viewer_may_read_but_not_write(empty: Workspace) -> None:
    folder = empty.places.folder
    empty.close()
    with Workspace.open(folder, PASSWORD, actor=VIEWER) as viewer:
        assert names(viewer) == []
        with pytest.raises(Refused, match="WSP-03"):
            viewer.do(AddHamlet(kind=HamletKind.THON, name="Một"))


def test_a_told_step_reads_days_as_people_do_and_reads_no_uid_out() -> None:
    details: dict[str, object] = {"result": "0180071d-4380-78dc-bcef-a610d087b830", "command.day": "2022-04-08"}
    assert fill("Văn bản {result} hết hiệu lực từ {command.day}", details) == "Văn bản hết hiệu lực từ 08/04/2022"
