"""Rule sets about committees and teams: what a superior's letter asks, as data with a validity and a source.

Each set is one file in ``resources/rules/bodies``. The program ships them, so a misfit is a defect, not a refusal.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

import msgspec

import resources
from app.kernel.findings import Severity
from app.kernel.words import _
from db.vocabulary import PostKind, Regime


class RuleCode(StrEnum):
    """Rules that a set weighs and quotes; findings bear the same codes."""

    HEAD = "BOD-HEAD"
    VICE = "BOD-VICE"
    CLASS = "BOD-CLASS"
    DUTY = "BOD-DUTY"
    SUPPORT = "BOD-SUPPORT"
    SIGNER = "BOD-SIGNER"
    COVERAGE = "BOD-COVERAGE"
    TWO_TEAMS = "BOD-TWO-TEAMS"
    MINIMUM = "BOD-MINIMUM"
    MAXIMUM = "BOD-MAXIMUM"
    REQUIRED = "BOD-REQUIRED"
    LEADS = "BOD-LEADS"
    """Exactly one head; as many deputies as the set asks for."""


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The paper that a rule stands in."""

    symbol: str
    type_name: str
    issuer: str
    issued: str
    """The day as the paper itself bears it, such as "tháng 4/2022" where its number and day were left blank."""
    issued_on: date | None = None
    about: str = ""

    @property
    def text(self) -> str:
        """Type, symbol, day and issuer in one line."""
        parts = [self.type_name, self.symbol and _("số {symbol}").format(symbol=self.symbol), self.issued]
        return " ".join(filter(None, [*parts, self.issuer and _("của {issuer}").format(issuer=self.issuer)]))


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How one rule binds, and the words it is quoted by."""

    severity: Severity
    quote: str
    section: str = ""
    reason_required: bool = False
    """A warning of this rule is confirmed with a written reason, such as a vacant post."""
    source: Source | None = None
    """Where the rule stands when not in the set's own source."""


class PostGroup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One class of members: any of its posts will do."""

    code: str
    label: str
    posts: tuple[PostKind, ...]
    own_hamlet: bool = False
    """The post counts only where it is held in the team's own hamlet."""


class RuleSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything one superior asks of a committee and its teams during a span of days."""

    code: str
    title: str
    source: Source
    province: str
    district: str
    regime: Regime
    valid_from: date
    valid_to: date | None
    is_default: bool
    """Taken where no set names the commune's own province or district; one for each regime."""

    committee_name: str
    """With ``{commune}``, such as "xã Mẫu Sơn"."""
    head_posts: tuple[PostKind, ...]
    head_label: str
    head_delegable: bool
    deputy_posts: tuple[PostKind, ...]
    deputy_label: str
    member_classes: tuple[PostGroup, ...]
    duty_required: bool
    supporter_required: bool
    suggested_duties: dict[PostKind, str]

    team_name: str
    """With ``{hamlet}``, such as "thôn Đồng Mậu"."""
    min_members: int
    max_members: int | None
    min_deputies: int
    required_team_posts: tuple[PostGroup, ...]
    one_team_per_hamlet: bool
    commune_team_allowed: bool
    decision_by: PostKind
    decision_label: str
    preference: str
    """Whom the letter prefers: it orders suggestions and never blocks."""

    rules: dict[RuleCode, Rule]

    def __post_init__(self) -> None:
        missing = [code.value for code in RuleCode if code not in self.rules]
        if missing:
            raise ValueError(f"rule set {self.code} does not say how these rules bind: {', '.join(missing)}")
        if self.max_members is not None and self.max_members < self.min_members:
            raise ValueError(f"rule set {self.code} allows fewer members than it asks for")
        if "{hamlet}" not in self.team_name or "{commune}" not in self.committee_name:
            raise ValueError(f"rule set {self.code} names bodies without their place")

    def holds_on(self, day: date) -> bool:
        """Whether the set is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def source_of(self, code: RuleCode) -> str:
        """Where a rule stands, with its section, in one line."""
        rule = self.rules[code]
        source = (rule.source or self.source).text
        return f"{source}, {rule.section}" if rule.section else source


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """All sets the program ships, by code."""
    files = sorted(resources.path("rules/bodies").glob("*.json"))
    return tuple(sorted((read_rule_set(file.read_bytes()) for file in files), key=lambda each: each.code))


def read_rule_set(text: bytes) -> RuleSet:
    """One set from its JSON; raises ``msgspec.ValidationError`` for unknown keys, missing keys and wrong kinds."""
    return msgspec.json.decode(text, type=RuleSet)


def rule_set(code: str) -> RuleSet | None:
    """The set of that code; none where this version does not ship it."""
    return next((each for each in rule_sets() if each.code == code), None)


def rule_set_for(day: date, regime: Regime, *, province: str = "", district: str = "") -> RuleSet:
    """The set that binds a commune on a day: its district's, else its province's, else the regime's default."""
    of_regime = [each for each in rule_sets() if each.regime is regime]
    return max(of_regime, key=lambda each: (_nearness(each, day, province, district), each.is_default, each.code))


def rule_set_of(code: str, day: date, regime: Regime, *, province: str = "", district: str = "") -> RuleSet:
    """The set a body was made under while it is in force on the day, else the one that binds the commune then."""
    own = rule_set(code)
    if own is not None and own.regime is regime and own.holds_on(day):
        return own
    return rule_set_for(day, regime, province=province, district=district)


def _nearness(each: RuleSet, day: date, province: str, district: str) -> tuple[int, bool]:
    """How near a set is to the commune: a set of another place stands behind the default."""
    same_province = bool(province) and each.province.casefold() == province.casefold()
    same_district = same_province and bool(district) and each.district.casefold() == district.casefold()
    if not each.holds_on(day):
        return (-1, each.is_default)
    if same_district:
        return (3, True)
    if same_province and not each.district:
        return (2, True)
    return (1, True) if each.is_default else (0, False)
