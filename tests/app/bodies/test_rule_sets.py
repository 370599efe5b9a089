"""Rule sets are data: strict to read, chosen by day and place, quoted with their source."""

from __future__ import annotations

import json
from datetime import date

import msgspec
import pytest

import resources
from app.bodies.rule_sets import RuleCode, read_rule_set, rule_set_for, rule_set_of, rule_sets
from app.kernel.findings import Severity
from db.vocabulary import PostKind, Regime
from tests.app.bodies.invented import letter


def ha_trung_as_data() -> dict[str, object]:
    data: dict[str, object] = json.loads(resources.path("rules/bodies/ha-trung-2022.json").read_text(encoding="utf-8"))
    return data


def test_each_file_is_named_for_its_set() -> None:
    files = {file.stem for file in resources.path("rules/bodies").glob("*.json")}
    assert {each.code for each in rule_sets()} == files >= {"ha-trung-2022", "hai-cap-2025", "tam-thanh-2022"}


def test_the_ha_trung_letter_says_what_the_letter_says() -> None:
    rules = letter()
    assert rules.head_posts == (PostKind.CHAIRMAN,)
    assert not rules.head_delegable
    assert rules.min_members == 3
    assert rules.min_deputies == 1
    assert rules.rules[RuleCode.MINIMUM].severity is Severity.ERROR
    assert rules.source_of(RuleCode.HEAD).startswith("Công văn số /UBND-VHTT tháng 4/2022 của UBND huyện Hà Trung")


@pytest.mark.parametrize(
    ("day", "province", "district", "code"),
    [
        (date(2022, 4, 8), "Thanh Hóa", "Hà Trung", "ha-trung-2022"),
        (date(2022, 4, 8), "Quảng Nam", "Tam Kỳ", "tam-thanh-2022"),
        (date(2022, 4, 8), "Quảng Nam", "Thăng Bình", "ha-trung-2022"),
        (date(2025, 6, 30), "", "", "ha-trung-2022"),
        (date(2019, 1, 1), "", "", "ha-trung-2022"),
    ],
)
def test_a_commune_of_three_tiers_is_bound_by_its_district_else_by_the_default(
    day: date, province: str, district: str, code: str
) -> None:
    assert rule_set_for(day, Regime.THREE_TIER, province=province, district=district).code == code


def test_from_july_2025_the_two_tier_set_binds_and_the_party_secretary_may_head() -> None:
    rules = rule_set_for(date(2025, 7, 1), Regime.TWO_TIER, province="Thanh Hóa")
    assert rules.code == "hai-cap-2025"
    assert set(rules.head_posts) == {PostKind.PARTY_SECRETARY, PostKind.CHAIRMAN}
    assert (rules.min_members, rules.max_members) == (3, 10)


def test_a_body_keeps_its_set_while_it_is_in_force_only() -> None:
    assert rule_set_of("tam-thanh-2022", date(2022, 5, 1), Regime.THREE_TIER).code == "tam-thanh-2022"
    assert rule_set_of("tam-thanh-2022", date(2025, 8, 1), Regime.TWO_TIER).code == "hai-cap-2025"
    assert rule_set_of("no-such-set", date(2022, 5, 1), Regime.THREE_TIER).code == "ha-trung-2022"


def test_an_unknown_key_is_refused() -> None:
    data = ha_trung_as_data() | {"min_member": 2}
    with pytest.raises(msgspec.ValidationError, match="min_member"):
        read_rule_set(json.dumps(data).encode())


def test_a_missing_rule_is_refused() -> None:
    data = ha_trung_as_data()
    rules = data["rules"]
    assert isinstance(rules, dict)
    del rules["BOD-MINIMUM"]
    with pytest.raises(msgspec.ValidationError, match="BOD-MINIMUM"):
        read_rule_set(json.dumps(data).encode())


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("min_members", "3"),
        ("head_posts", ["king"]),
        ("valid_from", "2022-02-31"),
        ("max_members", 2),
        ("team_name", "Tổ công nghệ"),
    ],
)
def test_a_wrong_value_is_refused(key: str, wrong: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        read_rule_set(json.dumps(ha_trung_as_data() | {key: wrong}).encode())
