"""Secret keys behind the recovery code: the paper opens them, a mistyped digit is named, damage is told."""

from __future__ import annotations

import pytest

from app.kernel.problems import Problem
from app.keys.escrow import unwrap_secrets, wrap_secrets
from app.keys.recovery import new_code, secret_of
from app.keys.wrapping import Cost, new_store_key, wrap
from tests.support.keys import COMMUNE_KEYS

CHEAP = Cost(memory_kib=64, time_cost=1, parallelism=1)
CODE = new_code()
STORE = new_store_key()


def sealed(code=CODE):
    return wrap_secrets(COMMUNE_KEYS, STORE, wrap("recovery", secret_of(code), STORE, CHEAP))


def test_the_code_on_paper_gives_the_keys_back():
    assert unwrap_secrets(sealed(), CODE) == COMMUNE_KEYS


def test_another_code_a_mistyped_one_and_a_damaged_file_are_told_apart():
    content = sealed()
    mistyped = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)
    for damaged in (content[:-40], content.replace(b'"version":1', b'"version":9'), b"", content.replace(b"=", b"!")):
        with pytest.raises(Problem, match="KEY-12"):
            unwrap_secrets(damaged, CODE)
    with pytest.raises(Problem, match="KEY-06"):
        unwrap_secrets(content, new_code())
    with pytest.raises(Problem, match="KEY-09"):
        unwrap_secrets(content, mistyped)


def test_the_file_does_not_show_the_keys():
    content = sealed()

    assert COMMUNE_KEYS.signing not in content
    assert COMMUNE_KEYS.signing.hex().encode() not in content


def test_the_sheet_of_another_store_is_never_taken_for_this_one():
    with pytest.raises(ValueError, match="another store"):
        wrap_secrets(COMMUNE_KEYS, new_store_key(), wrap("recovery", secret_of(CODE), STORE, CHEAP))
