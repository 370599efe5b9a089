"""The frozen form: every block of a paper survives as JSON, and any changed letter shows."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.freeze import form_sha256, from_json, paper_of, to_json
from app.kernel.problems import Unavailable
from app.typesetting import model
from db.types import canonical_json

_TEXTS = st.text(alphabet="aăâđêôơưẾỘ ỳ,.;/-0123456789", max_size=12)


def _values(hint: object) -> st.SearchStrategy:
    """Any value that a field of the paper model may hold."""
    if hint in (str, int, bool, float, type(None)):
        return {
            str: _TEXTS,
            int: st.integers(0, 99),
            bool: st.booleans(),
            float: st.floats(0, 20),
            type(None): st.none(),
        }[hint]
    if hint is date:
        return st.dates(date(2020, 1, 1), date(2030, 12, 31))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return _blocks(hint)
    if typing.get_origin(hint) is tuple:
        return st.lists(_values(typing.get_args(hint)[0]), max_size=2).map(tuple)
    assert isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union, hint
    return st.one_of(*map(_values, typing.get_args(hint)))


def _blocks(kind: type) -> st.SearchStrategy:
    hints = typing.get_type_hints(kind)
    return st.deferred(lambda: st.builds(kind, **{each.name: _values(hints[each.name]) for each in fields(kind)}))


@given(paper=_blocks(model.Document))
def test_any_paper_comes_back_from_its_frozen_form_as_it_was(paper):
    stored = json.loads(canonical_json({"form": 1, "paper": to_json(paper)}))
    assert paper_of(stored) == paper


def test_every_field_is_written_so_that_a_later_default_changes_nothing():
    written = to_json(model.Letterhead(issuer=("ỦY BAN NHÂN DÂN",)))
    assert set(written) == {each.name for each in fields(model.Letterhead)} | {"_"}


def test_days_and_choices_come_back_as_days_and_choices():
    head = model.Letterhead(issuer=("XÃ MẪU SƠN",), number_text="05", day=date(2022, 4, 6))
    assert from_json(to_json(head)).day == date(2022, 4, 6)
    heading = model.Heading(level=model.HeadingLevel.ROMAN, title="Kết quả")
    assert from_json(to_json(heading)).level is model.HeadingLevel.ROMAN


def test_a_text_that_looks_like_a_day_stays_a_text():
    paragraph = model.Paragraph(text="2022-04-06")
    assert from_json(to_json(paragraph)) == paragraph


def test_a_field_that_a_later_version_dropped_is_passed_over():
    written = to_json(model.Point(letter="a", text="Rà soát")) | {"shade": "grey"}
    assert from_json(written) == model.Point(letter="a", text="Rà soát")


def test_one_changed_letter_gives_another_hash():
    one = {"form": 1, "paper": to_json(model.Document(title="Hòa", blocks=()))}
    other = {"form": 1, "paper": to_json(model.Document(title="Hoà", blocks=()))}
    assert form_sha256(one) == form_sha256(json.loads(json.dumps(one)))
    assert form_sha256(one) != form_sha256(other)


def test_a_newer_form_is_not_guessed_at():
    with pytest.raises(Unavailable) as unavailable:
        paper_of({"form": 2, "paper": {}})
    assert unavailable.value.code == "DOC-20"
