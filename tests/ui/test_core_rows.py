"""Row models: order, filter, growth page by page, and the record behind each cell."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt

from ui.core.row_model import RECORD_ROLE, Column, RowModel


@dataclass(frozen=True)
class Hamlet:
    uid: str
    name: str
    homes: int


HAMLETS = [Hamlet("1", "Khe Sú", 90), Hamlet("2", "Bản Lầm", 112), Hamlet("3", "Đồng Mậu", 8)]
COLUMNS = (
    Column("Thôn", lambda hamlet: hamlet.name),
    Column("Số hộ", lambda hamlet: str(hamlet.homes), sort=lambda hamlet: hamlet.homes, number=True),
)


@pytest.fixture
def model(qapp, qtmodeltester):
    made = RowModel(COLUMNS)
    made.set_rows(HAMLETS)
    qtmodeltester.check(made)
    return made


def shown(model):
    return [row.name for row in model.rows]


def test_numbers_sort_as_numbers_and_the_order_is_kept_for_new_rows(model):
    model.sort(1)
    assert [row.homes for row in model.rows] == [8, 90, 112]
    model.set_rows([*HAMLETS, Hamlet("4", "Nà Tông", 20)])
    assert [row.homes for row in model.rows] == [8, 20, 90, 112]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("dong", ["Đồng Mậu"]),
        ("mau dong", ["Đồng Mậu"]),
        ("sú", ["Khe Sú"]),
        ("sù", []),
        ("112", ["Bản Lầm"]),
        ("", ["Khe Sú", "Bản Lầm", "Đồng Mậu"]),
    ],
)
def test_the_filter_finds_without_tones_and_respects_tones_when_given(model, query, names):
    model.set_filter(query)
    assert shown(model) == names


def test_the_record_is_behind_each_cell(model):
    assert model.index(1, 1).data(RECORD_ROLE) is HAMLETS[1]
    assert model.record(model.row_of("3")) is HAMLETS[2]
    assert model.row_of("nowhere") == -1


def test_an_edited_cell_sends_its_text_and_an_unchanged_one_nothing(qapp):
    sent = []
    model = RowModel((Column("Thôn", lambda h: h.name, edit=lambda h, text: sent.append((h.uid, text))),))
    model.set_rows(HAMLETS)
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    model.setData(model.index(0, 0), "Khe Sú")
    model.setData(model.index(0, 0), "Khe Sú 2")
    assert sent == [("1", "Khe Sú 2")]


def test_rows_come_page_by_page_and_end(qapp):
    source = [Hamlet(str(number), f"Thôn {number}", number) for number in range(120)]
    asked = []

    def load(last, deliver):
        start = 0 if last is None else int(last.uid) + 1
        asked.append(start)
        deliver(source[start : start + 50])

    model = RowModel(COLUMNS)
    model.set_source(load)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert asked == [0, 50, 100, 120]
    assert model.rowCount() == 120


def test_a_late_answer_to_an_old_question_is_dropped(qapp):
    waiting = []
    model = RowModel(COLUMNS)
    model.set_source(lambda last, deliver: waiting.append(deliver))
    model.set_source(lambda last, deliver: deliver(HAMLETS[:1] if last is None else []))
    waiting[0](HAMLETS)
    assert shown(model) == ["Khe Sú"]
