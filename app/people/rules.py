"""What makes a person's fields fit to be kept, and which kind of post a written title means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.names import sort_key, tidy_name
from app.kernel.phones import parse_phone
from app.kernel.problems import refused
from app.kernel.text import clean_line, fold
from app.kernel.words import N_
from db.vocabulary import Gender, PostKind

NOTE_LIMIT = 500

NAME_MISSING = refused("PEO-01", N_("Chưa nhập họ và tên."), next_step=N_("Nhập họ và tên rồi lưu lại."))
BIRTH_ABSURD = refused(
    "PEO-02",
    N_("Năm sinh {year} không hợp lý."),
    next_step=N_("Nhập năm sinh bốn chữ số, hoặc để trống nếu chưa biết."),
)
EMAIL_WRONG = refused(
    "PEO-03", N_("Địa chỉ thư “{email}” không đúng dạng ten@noi.vn."), next_step=N_("Sửa lại hoặc để trống.")
)

_HAMLET = r"(thon|ban|tieu khu|khu pho|khu|to dan pho|tdp|ap|buon|khom|xom|lang|phum|soc|plei|khoi)"
_BRANCH = r"(chi hoi|chi doan|thon|ban|tieu khu|khu pho|to dan pho|ap|buon|khom|xom|khoi)"
_PATTERNS: tuple[tuple[str, PostKind], ...] = (
    (r"\bban (cong tac )?mat tran\b|\bctmt\b", PostKind.FRONT_BRANCH),
    (rf"\bpho (truong )?{_HAMLET}\b|\bto pho dan pho\b", PostKind.HAMLET_DEPUTY),
    (rf"\btruong {_HAMLET}\b|\bto truong (to )?dan pho\b", PostKind.HAMLET_HEAD),
    (r"\b(chi doan|chi hoi thanh nien|doan vien|btcd)\b", PostKind.YOUTH_BRANCH),
    (r"\b(chi hoi|ch|hoi vien) (truong |pho )?(hoi )?(lien hiep )?(phu nu|pn|lhpn)\b", PostKind.WOMEN_BRANCH),
    (r"\b(chi hoi|ch|hoi vien) (truong |pho )?(hoi )?(nong dan|nd)\b", PostKind.FARMERS_BRANCH),
    (r"\b(chi hoi|ch|hoi vien) (truong |pho )?(hoi )?(cuu chien binh|ccb)\b", PostKind.VETERANS_BRANCH),
    (rf"\b(doan thanh nien|doan tncs)\b.*\b{_BRANCH}\b", PostKind.YOUTH_BRANCH),
    (rf"\bphu nu\b.*\b{_BRANCH}\b", PostKind.WOMEN_BRANCH),
    (r"\b(pho bi thu doan|can bo doan|doan thanh nien|doan tncs)\b", PostKind.YOUTH_UNION_SECRETARY),
    (r"\bbi thu doan\b", PostKind.YOUTH_UNION_SECRETARY),
    (r"\bpho chu tich (ubnd|uy ban nhan dan)\b", PostKind.VICE_CHAIRMAN),
    (r"\bchu tich (ubnd|uy ban nhan dan)\b", PostKind.CHAIRMAN),
    (r"^(?!.*\bpho\b).*\bchu tich (ub ?mttq|uy ban mttq|uy ban mat tran|mat tran)\b", PostKind.FRONT_CHAIRMAN),
    (r"^(?!.*\bpho\b).*\bchu tich (hoi )?(lhpn|lien hiep phu nu|phu nu)\b", PostKind.WOMEN_UNION_CHAIRMAN),
    (r"^(?!.*\bpho\b).*\bchu tich (hoi )?nong dan\b", PostKind.FARMERS_UNION_CHAIRMAN),
    (r"^(?!.*\bpho\b).*\bchu tich (hoi )?(ccb|cuu chien binh)\b", PostKind.VETERANS_CHAIRMAN),
    (r"^(?!.*\bpho\b).*\bbi thu dang (uy|bo)\b", PostKind.PARTY_SECRETARY),
    (r"\b(cong chuc|chuyen vien|van hoa xa hoi|tu phap|dia chinh|ke toan|van phong)\b", PostKind.CIVIL_SERVANT),
    (r"\b(cong an|canh sat)\b", PostKind.POLICE),
    (r"\b(y te|tram y te|bac si|y si|duoc si)\b", PostKind.HEALTH),
    (r"\b(giao vien|hieu truong)\b", PostKind.TEACHER),
    (r"\b(vnpt|viettel|mobifone|buu dien|vien thong)\b", PostKind.TELECOM),
    (r"\b(nguoi dan|nhan dan|hoi vien)\b", PostKind.RESIDENT),
)
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PATTERNS)


def post_kind_of(title: str) -> PostKind:
    """The kind of post a title means: the first class it fits; RESIDENT for an empty title, OTHER where none fits."""
    words = " ".join(re.sub(r"[^\w]+", " ", fold(title)).split())
    if not words:
        return PostKind.RESIDENT
    return next((kind for pattern, kind in _COMPILED if pattern.search(words)), PostKind.OTHER)


@dataclass(frozen=True, kw_only=True)
class PersonInput:
    """A person's own fields as entered; a birth date carries its year."""

    full_name: str
    birth_year: int | None = None
    birth_date: date | None = None
    gender: Gender | None = None
    phone: str = ""
    email: str = ""
    digital_skill: bool | None = None
    note: str = ""


def person_fields(person: PersonInput, today: date) -> dict[str, Any]:
    """The columns of a person as they are kept; Refused PEO-01 to PEO-03, TXT, PHO with the field."""
    name = tidy_name(person.full_name)
    if not name:
        raise NAME_MISSING(field="full_name")
    year = person.birth_date.year if person.birth_date else person.birth_year
    if year is not None and not today.year - 120 <= year <= today.year:
        raise BIRTH_ABSURD(field="birth", year=year)
    return {
        "full_name": name,
        "sort_key": sort_key(name),
        "folded": fold(name),
        "birth_year": year,
        "birth_date": person.birth_date,
        "gender": person.gender,
        "phone": parse_phone(person.phone) or "",
        "email": _email(person.email),
        "digital_skill": person.digital_skill,
        "note": clean_line(person.note, field="note", limit=NOTE_LIMIT),
    }


def _email(text: str) -> str:
    email = clean_line(text, field="email", limit=200)
    name, _at, place = email.partition("@")
    if email and (not name or "." not in place or " " in email):
        raise EMAIL_WRONG(field="email", email=email)
    return email
