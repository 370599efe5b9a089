"""Readers of single cells: each takes a filled cell and gives values by key, or refuses with where and next step."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.importing.columns import Parser
from app.importing.grid import Cell, cell_text
from app.kernel.days import parse_birth
from app.kernel.names import tidy_name
from app.kernel.phones import parse_phone
from app.kernel.problems import Refused, refused
from app.kernel.text import clean_block, clean_line, fold, fold_with_tones, has_tones, nfc
from app.kernel.words import N_
from db.vocabulary import BodyRole, Gender, HamletKind

NOT_A_GENDER = refused("IMP-31", N_("“{text}” không phải giới tính."), next_step=N_("Ghi Nam hoặc Nữ, hoặc bỏ trống."))
NOT_YES_NO = refused(
    "IMP-32", N_("“{text}” không rõ là có hay không."), next_step=N_("Ghi Có hoặc Không, hoặc bỏ trống.")
)
NOT_A_ROLE = refused(
    "IMP-33",
    N_("“{text}” không phải chức danh trong Tổ hoặc Ban."),
    next_step=N_("Ghi Tổ trưởng hoặc Trưởng ban, Tổ phó hoặc Phó Trưởng ban, Thành viên, Thư ký."),
)
NOT_A_KIND = refused(
    "IMP-34",
    N_("“{text}” không phải loại thôn, tổ dân phố."),
    next_step=N_("Ghi Thôn, Bản, Tiểu khu, Khu phố, Tổ dân phố, Ấp, Buôn, Khóm, Xóm, Làng, Phum, Sóc, Plei hoặc Khối."),
)
NOT_A_COUNT = refused(
    "IMP-35", N_("“{text}” không phải số đếm."), next_step=N_("Ghi một số nguyên từ 0, hoặc bỏ trống.")
)
NOT_AN_EMAIL = refused(
    "IMP-36", N_("“{text}” không phải địa chỉ thư điện tử."), next_step=N_("Ghi dạng ten@coquan.vn, hoặc bỏ trống.")
)
NOT_A_NAME = refused(
    "IMP-37", N_("“{text}” không có chữ nào."), next_step=N_("Ghi tên bằng chữ; xem có lệch cột không.")
)

LINE, BLOCK = 250, 2000
"""Longest one-line and longest several-line cells, in characters."""

HAMLET_KINDS = {
    HamletKind.TO_DAN_PHO: ("tổ dân phố", "tdp"),
    HamletKind.TIEU_KHU: ("tiểu khu", "tk"),
    HamletKind.KHU_PHO: ("khu phố", "kp"),
    HamletKind.KHOI: ("khối phố", "khối"),
    HamletKind.THON: ("thôn",),
    HamletKind.BAN: ("bản",),
    HamletKind.AP: ("ấp",),
    HamletKind.BUON: ("buôn",),
    HamletKind.KHOM: ("khóm",),
    HamletKind.XOM: ("xóm",),
    HamletKind.LANG: ("làng",),
    HamletKind.PHUM: ("phum",),
    HamletKind.SOC: ("sóc",),
    HamletKind.PLEI: ("plei", "plây"),
}
"""Written beginnings of hamlet names; the longer ones first."""

_ROLES = {
    BodyRole.HEAD: ("tổ trưởng", "trưởng ban", "đội trưởng", "trưởng"),
    BodyRole.STANDING_DEPUTY: ("phó trưởng ban thường trực", "phó ban thường trực", "tổ phó thường trực"),
    BodyRole.DEPUTY: ("tổ phó", "phó tổ trưởng", "phó trưởng ban", "phó ban", "phó tổ", "đội phó", "phó"),
    BodyRole.MEMBER: ("thành viên", "tổ viên", "ban viên", "ủy viên", "đội viên", "tv"),
    BodyRole.SECRETARY: ("thư ký", "thư kí"),
}
_YES = frozenset({"co", "x", "v", "biet", "tot", "kha", "thanh thao", "dat", "1", "yes", "true", "✓"})
_NO = frozenset({"khong", "chua", "chua co", "0", "no", "false"})
_MALE, _FEMALE = frozenset({"nam", "ông"}), frozenset({"nữ", "nu", "bà"})
_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")


def line(key: str, label: str, limit: int = LINE) -> Parser:
    """One line of free text, up to so many characters."""
    return lambda cell: {key: clean_line(cell_text(cell), field=key, limit=limit, label=label)}


def block(key: str, label: str) -> Parser:
    """Free text of several lines."""
    return lambda cell: {key: clean_block(cell_text(cell), field=key, limit=BLOCK, label=label)}


def full_name(cell: Cell) -> dict[str, object]:
    """A person's name as typed, without a leading Ông or Bà."""
    text = tidy_name(cell_text(cell))
    if not any(char.isalpha() for char in text):
        raise NOT_A_NAME(field="full_name", text=_short(text))
    title = re.match(r"(?:(ông|đồng chí|đ/c)|(bà))[:.]?\s+(?=\S+\s)", text, re.IGNORECASE)
    return {"full_name": text[title.end() :] if title else text}


def birth(today: date) -> Parser:
    """A year or a day of birth."""

    def read(cell: Cell) -> dict[str, object]:
        found = parse_birth(cell, today=today)
        if found is None:
            return {}
        year, born = found
        return {"birth_year": year, "birth_date": born} if born else {"birth_year": year}

    return read


def gender_column(gender: Gender, today: date) -> Parser:
    """A column headed Nam or Nữ: a cross says the gender, a year or day says the birth too."""
    read_birth = birth(today)

    def read(cell: Cell) -> dict[str, object]:
        marked = fold(cell_text(cell)) in _YES
        return {"gender": gender} | ({} if marked else read_birth(cell))

    return read


def gender(cell: Cell) -> dict[str, object]:
    """Nam or Nữ; Ông and Bà are understood."""
    said = nfc(cell_text(cell)).lower()
    if said not in _MALE | _FEMALE:
        raise NOT_A_GENDER(field="gender", text=_short(cell_text(cell)))
    return {"gender": Gender.MALE if said in _MALE else Gender.FEMALE}


def phone(cell: Cell) -> dict[str, object]:
    """A phone number with its leading zero."""
    return {"phone": parse_phone(cell)}


def email(cell: Cell) -> dict[str, object]:
    """An e-mail address, lower case."""
    text = nfc(cell_text(cell)).lower()
    if not _EMAIL.fullmatch(text) or len(text) > 254:
        raise NOT_AN_EMAIL(field="email", text=_short(text))
    return {"email": text}


def digital_skill(cell: Cell) -> dict[str, object]:
    """Yes or no; a cross means yes."""
    said = fold(cell_text(cell))
    if said not in _YES | _NO:
        raise NOT_YES_NO(field="digital_skill", text=_short(cell_text(cell)))
    return {"digital_skill": said in _YES}


def role(cell: Cell) -> dict[str, object]:
    """The place in a team or committee."""
    found = role_of(cell_text(cell))
    if found is None:
        raise NOT_A_ROLE(field="role", text=_short(cell_text(cell)))
    return {"role": found}


def role_of(text: str) -> BodyRole | None:
    """The role that words name (``Tổ phó``, ``to pho``, ``Thành viên``); None for none."""
    said = fold_with_tones(text).strip(" .")
    for found, phrases in _ROLES.items():
        if said in phrases or (not has_tones(said) and said in map(fold, phrases)):
            return found
    return None


def kind(cell: Cell) -> dict[str, object]:
    """The kind of hamlet."""
    said = fold_with_tones(cell_text(cell)).strip(" .")
    for found, phrases in HAMLET_KINDS.items():
        if said in phrases or (not has_tones(said) and said in map(fold, phrases)):
            return {"kind": found}
    raise NOT_A_KIND(field="kind", text=_short(cell_text(cell)))


def split_hamlet(text: str) -> tuple[HamletKind | None, str, str]:
    """Kind, bare name and former commune of ``Thôn Đồng Mậu (Hà Lai)``; the name keeps the case it was typed in."""
    name, _bracket, former = nfc(text).partition("(")
    name = name.strip(" .,:;")
    said = fold_with_tones(name)
    toned = has_tones(said)
    for found, phrases in HAMLET_KINDS.items():
        for phrase in phrases:
            written = phrase if toned else fold(phrase)
            if re.match(rf"{re.escape(written)}(?:[\s.]+|(?=\d))\S", said):
                return found, re.sub(r"^[\s.]+", "", name[len(written) :]), former.strip(" )")
    return None, name, former.strip(" )")


def count(key: str) -> Parser:
    """A whole number from 0; dots between thousands are understood."""

    def read(cell: Cell) -> dict[str, object]:
        text = nfc(cell_text(cell)).removesuffix(" hộ")
        digits = text.replace(".", "") if re.fullmatch(r"\d{1,3}(\.\d{3})+", text) else text
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
            raise NOT_A_COUNT(field=key, text=_short(text))
        return {key: int(digits)}

    return read


def looks(test: Callable[[str], bool]) -> Callable[[Cell], bool]:
    """Makes a test of shown text into one of cells."""
    return lambda cell: test(nfc(cell_text(cell)))


def looks_like_name(cell: Cell) -> bool:
    """Two to seven words of letters, each with a capital, that name no hamlet and no role."""
    text = nfc(cell) if isinstance(cell, str) else ""
    words = text.split()
    return (
        2 <= len(words) <= 7
        and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)
        and split_hamlet(text)[0] is None
        and role_of(text) is None
    )


def looks_read_by(parse: Parser) -> Callable[[Cell], bool]:
    """Whether a reader takes the cell."""

    def test(cell: Cell) -> bool:
        try:
            return bool(parse(cell))
        except Refused:
            return False

    return test


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
