"""Secret keys behind the recovery code: the paper opens them, a mistyped digit is named, damage is told."""

from __future__ import annotations

import pytest

from app.kernel.problems import Problem
from app.keys.escrow import unwrap_secrets, wrap_secrets
from app.keys.recovery import new_code
from app.keys.wrapping import Cost
from tests.support.keys import COMMUNE_KEYS

CHEAP = Cost(memory_kib=64, time_cost=1, parallelism=1)
CODE = new_code()


def test_the_code_on_paper_gives_the_keys_back():
    assert unwrap_secrets(wrap_secrets(COMMUNE_KEYS, CODE, cost=CHEAP), CODE) == COMMUNE_KEYS


def test_another_code_a_mistyped_one_and_a_damaged_file_are_told_apart():
    content = wrap_secrets(COMMUNE_KEYS, CODE, cost=CHEAP)
    mistyped = CODE[:-1] + str((int(CODE[-1]) + 1) % 10)
    for damaged in (content[:-40], content.replace(b'"version":1', b'"version":9'), b"", content.replace(b"=", b"!")):
        with pytest.raises(Problem, match="KEY-12"):
            unwrap_secrets(damaged, CODE)
    with pytest.raises(Problem, match="KEY-06"):
        unwrap_secrets(content, new_code())
    with pytest.raises(Problem, match="KEY-09"):
        unwrap_secrets(content, mistyped)


def test_the_file_does_not_show_the_keys():
    content = wrap_secrets(COMMUNE_KEYS, CODE, cost=CHEAP)

    assert COMMUNE_KEYS.signing not in content
    assert COMMUNE_KEYS.signing.hex().encode() not in content
