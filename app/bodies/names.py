"""What bodies are called: the wording of the rule set that binds the commune, unless the office chose its own."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from app import labels
from app.bodies.queries import binding_rule_set
from app.kernel.settings import read_setting
from app.offices.queries import hamlet, standing
from app.settings import TEAM_NAME


def team_name(session: Session, hamlet_uid: str, day: date) -> str:
    """ "Tổ công nghệ số cộng đồng thôn Đồng Mậu"; a name set by the office goes before that of the rule set."""
    found = hamlet(session, hamlet_uid)
    label = found.label if found else ""
    chosen = read_setting(session, TEAM_NAME)
    if chosen != TEAM_NAME.default:
        return f"{chosen} {label}".strip()
    return binding_rule_set(session, day).team_name.format(hamlet=label).strip()


def committee_name(session: Session, day: date) -> str:
    """ "Ban Chỉ đạo chuyển đổi số xã Mẫu Sơn", by the office's name of that day; Refused OFF-01 before it is set up."""
    own = standing(session, day).own
    commune = f"{labels.office_kind(own.kind)} {own.name}"
    return binding_rule_set(session, day).committee_name.format(commune=commune)
