"""How well the reader does, and that it does so by the language of letters, not by the wording of one."""

from __future__ import annotations

import pytest

from app.incoming.measuring import Expected, compare, matches, measure, only_here, total, words_of
from app.incoming.reader import read_letter
from app.incoming.reader_views import LetterHead, LetterRead, Proposal, Reading
from tests.app.incoming.letters import HELD_OUT, INVENTED, SEEDS, rows, texts

RECALL, PRECISION = 0.90, 0.85


def proposal(first: int, last: int, sentence: str) -> Proposal:
    return Proposal(
        start=0, end=9, first_line=first, last_line=last, sentence=sentence, reading=Reading.TASK, title=sentence
    )


@pytest.mark.parametrize("letter", sorted(texts(SEEDS)))
def test_each_public_letter_is_read_as_people_read_it(letter):
    found = measure(letter, texts(SEEDS)[letter], rows(SEEDS))

    assert found.rows > 0
    assert found.recall >= RECALL, found.missed
    assert found.precision >= PRECISION, [each.sentence for each in found.wrong]


def test_letters_never_used_to_better_the_reader_are_read_as_well():
    found = total(measure(name, texts(INVENTED)[name], rows(INVENTED)) for name in HELD_OUT)

    assert found.rows == 36
    assert found.recall >= RECALL, found.missed
    assert found.precision >= PRECISION, [each.sentence for each in found.wrong]


def test_no_letter_leans_on_words_that_only_it_has():
    """Each public letter is read without the rules that spoke in it alone: the figures of all five together hold."""
    whole = {**texts(SEEDS), **texts(INVENTED)}
    reads = {name: read_letter(text) for name, text in whole.items()}

    found = total(
        measure(name, text, rows(SEEDS), without=only_here(reads, name)) for name, text in texts(SEEDS).items()
    )

    assert any(only_here(reads, name) for name in texts(SEEDS)), "nothing was left out: the test shows nothing"
    assert found.recall >= RECALL, found.missed
    assert found.precision >= PRECISION


def test_a_rule_left_out_is_silent():
    text = texts(SEEDS)["004_8980bb4c6179e3be.txt"]

    assert any("rule:priority" in each.rules for each in read_letter(text).proposals)
    assert not any(
        "rule:priority" in each.rules for each in read_letter(text, without=frozenset({"rule:priority"})).proposals
    )


def test_a_row_is_found_on_its_lines_and_in_its_words_only():
    row = Expected("9-01", "x", ((4, 6), (20, 21)), "Thành lập BCĐ CĐS cấp xã")

    assert matches(proposal(6, 8, "thành lập Ban Chỉ đạo chuyển đổi số"), row)
    assert matches(proposal(20, 20, "thành lập Ban Chỉ đạo"), row)
    assert not matches(proposal(7, 8, "thành lập Ban Chỉ đạo chuyển đổi số"), row)
    assert not matches(proposal(5, 5, "bố trí kinh phí"), row)


def test_a_proposal_that_finds_nothing_costs_precision_and_pairs_count_once():
    both = [Expected("1", "x", ((1, 1),), "xây dựng kế hoạch"), Expected("2", "x", ((1, 1),), "ban hành kế hoạch")]
    read = LetterRead(
        head=LetterHead(),
        proposals=(proposal(1, 1, "xây dựng, ban hành kế hoạch"), proposal(9, 9, "trân trọng cảm ơn")),
    )

    found = compare("x", read, both)

    assert (found.recall, found.precision, found.one_for_one) == (1.0, 0.5, 1)


def test_short_forms_are_spelled_out():
    assert {"ban", "chi", "dao"} <= words_of("BCĐ")
    assert words_of("của các") == set()
