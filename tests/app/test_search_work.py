"""The search box over the log: found as one types, tones when typed, gone when deleted, the index made anew alike."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.contacts.commands import KeepChannel, RemoveChannel
from app.difficulties.commands import EditDifficulty, RaiseDifficulty
from app.indexing import INDEX_VERSION, is_index_old, make_index, words_of
from app.kernel.clock import FixedClock
from app.kernel.settings import write_setting
from app.practice import PASSWORD as PRACTICE_PASSWORD
from app.search import search
from app.workspace import Workspace
from db import search_index
from tests.support.stores import START

TODAY = START.date()


def raised(workspace: Workspace, title: str) -> str:
    uid: str = workspace.do(RaiseDifficulty(title=title, addressee="Cấp trên")).value
    return uid


def targets(workspace: Workspace, text: str, limit: int = 20) -> list[str]:
    return [hit.target for hit in workspace.read(search, text, limit)]


def test_an_entry_is_found_by_the_first_letters_of_its_words(workspace: Workspace) -> None:
    uid = raised(workspace, "Đường truyền ở bản Lầm rất chậm")
    for typed in ("d", "du", "duong tr", "TRUYEN", "lam cham", "Đường"):
        assert uid in targets(workspace, typed), typed
    assert uid not in targets(workspace, "uong")


def test_tones_count_when_they_are_typed(workspace: Workspace) -> None:
    lan, lang = raised(workspace, "Lặn lội tới từng hộ"), raised(workspace, "Lăn tăn chuyện phí")
    assert set(targets(workspace, "lan")) >= {lan, lang}
    assert targets(workspace, "lặn") == [lan]


def test_the_place_of_a_tone_does_not_matter(workspace: Workspace) -> None:
    uid = raised(workspace, "Trạm thu phát hoà mạng")
    assert uid in targets(workspace, "hòa") and uid in targets(workspace, "hoà")


def test_many_newer_entries_without_the_tone_do_not_hide_the_older_one(workspace: Workspace) -> None:
    uid = raised(workspace, "Mất điện thường xuyên")
    for number in range(60):
        raised(workspace, f"Mật khẩu quên lần {number}")
    assert targets(workspace, "mất") == [uid]


def test_a_changed_entry_is_found_by_its_new_words_only_and_undo_takes_that_back(workspace: Workspace) -> None:
    uid = raised(workspace, "Loa hỏng")
    workspace.do(
        EditDifficulty(
            uid=uid, title="Máy in kẹt", wish="", addressee="Cấp trên", hamlet=None, detail="", area="", raised_on=TODAY
        )
    )
    assert (targets(workspace, "loa"), targets(workspace, "máy in")) == ([], [uid])
    workspace.undo()
    assert (targets(workspace, "loa"), targets(workspace, "máy in")) == ([uid], [])


def test_what_is_deleted_is_found_no_more_until_it_comes_back(workspace: Workspace) -> None:
    uid = workspace.do(KeepChannel(name="Nhóm Zalo thôn", valid_from=TODAY)).value
    workspace.do(RemoveChannel(uid=uid))
    assert targets(workspace, "zalo") == []
    workspace.undo()
    assert targets(workspace, "zalo") == [uid]


@pytest.mark.parametrize("typed", ['"', "a*", "NEAR(", "x AND", "-", "(", "'", "a OR b", "^đ", ":"])
def test_signs_of_the_query_language_are_only_letters_or_nothing(workspace: Workspace, typed: str) -> None:
    raised(workspace, "Một khó khăn nào đó")
    targets(workspace, typed)


@pytest.fixture(scope="module")
def practice(logged_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(logged_data, tmp_path_factory.mktemp("search") / "data"))


def test_an_index_made_anew_finds_the_same(practice: Path) -> None:
    clock = FixedClock(datetime(2026, 11, 22, 2, 0, tzinfo=UTC))
    with Workspace.open(practice, PRACTICE_PASSWORD, clock=clock) as workspace:
        before = {
            word: sorted(targets(workspace, word, 500)) for word in ("ma qr", "thon", "loa", "lop", "nguyen", "t")
        }
        assert all(before[word] for word in ("ma qr", "loa", "t"))
        workspace.read(_forget_index)
        assert workspace.read(is_index_old)
    with Workspace.open(practice, PRACTICE_PASSWORD, clock=clock) as workspace:
        assert not workspace.read(is_index_old)
        after = {word: sorted(targets(workspace, word, 500)) for word in before}
    assert {word: len(found) for word, found in after.items()} == {word: len(found) for word, found in before.items()}
    assert after["ma qr"] == before["ma qr"] and after["loa"] == before["loa"]


def _forget_index(session: Session) -> None:
    """As an older version of the program would have left the store."""
    bind = session.get_bind()
    assert not isinstance(bind, Connection)
    with Session(bind) as other:
        write_setting(other, INDEX_VERSION, 0)
        search_index.clear(other.connection())
        other.commit()


def test_the_index_can_be_made_within_any_session(workspace: Workspace) -> None:
    uid = raised(workspace, "Khó khăn duy nhất")
    with Session(workspace._store.writer) as session:
        make_index(session)
        session.commit()
    assert targets(workspace, "duy nhat") == [uid]


def test_words_are_folded_as_the_index_holds_them() -> None:
    assert words_of("Số 12/QĐ-UBND, thôn Đồng_Mậu") == ["so", "12", "qd", "ubnd", "thon", "dong", "mau"]
