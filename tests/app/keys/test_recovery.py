"""The recovery code: what is mistyped names its group, what is right gives forty digits back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.problems import Refused
from app.keys.recovery import check_digit, new_code, secret_of

DIGITS = ("10293", "84756", "00000", "99999", "31415", "27182", "16180", "14142")
CODE = " ".join(digits + check_digit(place, digits) for place, digits in enumerate(DIGITS, start=1))


def told_group(code: str) -> int:
    with pytest.raises(Refused) as told:
        secret_of(code)
    assert told.value.code == "KEY-09"
    assert told.value.field == "recovery_code"
    return int(str(told.value.values["group"]))


def test_a_code_has_forty_random_digits_and_a_check_digit_in_each_of_eight_groups():
    codes = {new_code() for _number in range(20)}
    assert len(codes) == 20
    for code in codes:
        assert [len(group) for group in code.split(" ")] == [6] * 8
        assert len(secret_of(code)) == 40


@pytest.mark.parametrize(
    "typed",
    [
        CODE,
        CODE.replace(" ", ""),
        CODE.replace(" ", "-"),
        f"  {CODE}\n",
        CODE.translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    ],
)
def test_spaces_and_dashes_do_not_matter(typed):
    assert secret_of(typed) == b"1029384756000009999931415271821618014142"


@given(st.integers(0, 47), st.integers(1, 9))
def test_every_single_wrong_digit_names_its_group(position, shift):
    digits = list(CODE.replace(" ", ""))
    digits[position] = str((int(digits[position]) + shift) % 10)
    assert told_group("".join(digits)) == position // 6 + 1


@given(st.integers(0, 7), st.integers(0, 7))
def test_two_swapped_groups_are_noticed(one, other):
    groups = CODE.split(" ")
    groups[one], groups[other] = groups[other], groups[one]
    if one == other:
        assert secret_of(" ".join(groups)) == secret_of(CODE)
    else:
        assert told_group(" ".join(groups)) == min(one, other) + 1


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "1", CODE.replace("0", "O"), "mật khẩu"])
def test_a_code_of_another_length_or_with_letters_is_refused(typed):
    with pytest.raises(Refused) as told:
        secret_of(typed)
    assert told.value.code == "KEY-08"
    assert "8 nhóm" in told.value.sentence
