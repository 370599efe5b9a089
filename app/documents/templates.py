"""Templates of papers: data files with placeholders and no code, read and checked once.

A block, basis, recipient or annex may say ``when`` it is wanted: under which regime, with or without a former decision.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import resources
from app.documents.content import BLANK, FIGURES, Authority, HeadingLevel, Issuer, TableColumn
from app.documents.strict_json import from_json, to_json
from app.kernel.problems import Problem, refused
from app.kernel.words import N_, _
from db.vocabulary import DocumentType

UNKNOWN_PLACEHOLDER = refused(
    "DOC-14",
    N_("Mẫu văn bản {file}: không có giá trị nào tên “{placeholder}”."),
    next_step=N_("Sửa tên trong dấu ngoặc nhọn của mẫu theo danh sách giá trị trong sách hướng dẫn."),
)
BAD_TEMPLATE = refused(
    "DOC-15",
    N_("Mẫu văn bản {file} không dùng được: {why}"),
    next_step=N_("Sửa mẫu theo vị trí đã nêu, hoặc cài lại phần mềm để lấy mẫu gốc."),
)
NO_TEMPLATE = refused("DOC-16", N_("Không có mẫu văn bản “{code}”."), next_step=N_("Chọn một mẫu trong danh sách mẫu."))

VALUES = {
    "commune": N_("tên xã, ví dụ xã Mẫu Sơn"),
    "office": N_("Ủy ban nhân dân xã …"),
    "office_short": N_("UBND xã …"),
    "chairman": N_("Chủ tịch Ủy ban nhân dân xã …"),
    "superior": N_("Ủy ban nhân dân cấp trên"),
    "superior_short": N_("UBND cấp trên"),
    "superior_via": N_("cơ quan tham mưu của cấp trên"),
    "superior_committee": N_("Ban Chỉ đạo cấp trên"),
    "province": N_("tên tỉnh"),
    "district": N_("tên huyện"),
    "committee": N_("tên đầy đủ của Ban Chỉ đạo"),
    "team": N_("tên Tổ của một thôn"),
    "team_name": N_("tên gọi chung của Tổ"),
    "hamlet": N_("tên thôn của một Tổ"),
    "hamlet_words": N_("các loại thôn của xã"),
    "hamlet_heads": N_("Trưởng thôn, Trưởng bản …"),
    "drafting_unit": N_("đơn vị soạn thảo"),
    "drafting": N_("chữ viết tắt của đơn vị soạn thảo"),
    "proposer": N_("người đề nghị"),
    "year": N_("năm của văn bản"),
    "former": N_("quyết định trước"),
    "former_subject": N_("trích yếu của quyết định trước"),
    "former_verb": N_("thay thế hoặc sửa đổi, bổ sung"),
    "body": N_("Ban Chỉ đạo hoặc các Tổ được kiện toàn"),
}
"""What compose can fill in by itself, with the words that explain it."""

When = Literal["three_tier", "two_tier", "former", "no_former", "replace", "amend", "committee", "teams"]
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A value only the officer knows, with the words of its field."""

    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class TemplateBasis:
    """A basis from the citation table by symbol, or in words; ``place`` wants that province or district."""

    when: tuple[When, ...] = ()
    citation: str = ""
    text: str = ""
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateBlock:
    """A block of content, or the place where the difference from the former composition is written."""

    kind: Literal["article", "clause", "point", "paragraph", "heading", "table", "difference"]
    when: tuple[When, ...] = ()
    title: str = ""
    text: str = ""
    level: HeadingLevel = HeadingLevel.ROMAN
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class TemplateRecipient:
    """A recipient, or an addressee (whose purpose stays empty)."""

    text: str
    when: tuple[When, ...] = ()
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateAnnex:
    """An annex made from bodies or an attached text."""

    kind: Literal["roster", "assignment", "committee_list", "text"]
    when: tuple[When, ...] = ()
    title: str = ""
    subtitle: str = ""
    own_header: bool = False
    numbered: bool = False
    landscape: bool = False
    type_name: str = ""
    blocks: tuple[TemplateBlock, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TemplateMeeting:
    """What minutes and invitations say around their text."""

    began: str = ""
    ended: str = ""
    place: str = ""
    time: str = ""
    purpose: str = ""
    chair: str = ""
    secretary: str = ""
    absent: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Template:
    """One kind of paper."""

    code: str
    name: str
    type: DocumentType
    about: Literal["none", "committee", "teams", "team", "committee_or_teams", "assignment"]
    regime: Literal["any", "three_tier", "two_tier"] = "any"
    issuer: Issuer = Issuer.OFFICE
    authority: Authority = Authority.NONE
    sign: Literal["head", "collective", "committee", "minutes"] = "head"
    subject: str
    asks: tuple[Ask, ...] = ()
    bases: tuple[TemplateBasis, ...] = ()
    proposal: str = ""
    blocks: tuple[TemplateBlock, ...] = ()
    addressees: tuple[TemplateRecipient, ...] = ()
    recipients: tuple[TemplateRecipient, ...] = ()
    archive: str = "VT, {drafting}"
    annexes: tuple[TemplateAnnex, ...] = ()
    meeting: TemplateMeeting | None = None


def fill(template: str, values: Mapping[str, str]) -> str:
    """The text with its values; one that is missing or empty prints as ``……``, derived figures stay for the paper."""

    def written(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in FIGURES and name not in values else values.get(name) or BLANK

    return _PLACEHOLDER.sub(written, template) if "{" in template else template


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """The program's own templates by code, in the order of their files."""
    return load_templates(resources.path("templates"))


def template(code: str) -> Template:
    """One of the program's templates; refuses DOC-16."""
    found = templates().get(code)
    if found is None:
        raise NO_TEMPLATE(field="template", code=code)
    return found


def load_templates(folder: Path) -> dict[str, Template]:
    """Every ``*.json`` of a folder; refuses DOC-14 and DOC-15 naming the file."""
    loaded = [load_template(path) for path in sorted(folder.glob("*.json"))]
    return {each.code: each for each in loaded}


def load_template(path: Path) -> Template:
    """One template file, checked; refuses DOC-14 (unknown placeholder) and DOC-15 (anything else)."""
    try:
        read: Template = from_json(Template, json.loads(path.read_text(encoding="utf-8")), "template")
    except (ValueError, RecursionError) as error:
        raise BAD_TEMPLATE(field="template", file=path.name, why=_("không phải JSON hợp lệ.")) from error
    except Problem as error:
        raise BAD_TEMPLATE(field="template", file=path.name, why=error.sentence) from error
    if read.code != path.stem:
        raise BAD_TEMPLATE(field="template", file=path.name, why=_("mã “{code}” khác tên tệp.").format(code=read.code))
    _check_placeholders(read, path.name)
    return read


def _check_placeholders(read: Template, file: str) -> None:
    known = VALUES.keys() | FIGURES.keys() | {ask.name for ask in read.asks}
    for text in _texts(to_json(read)):
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                raise UNKNOWN_PLACEHOLDER(field="template", file=file, placeholder=name)
        if text.count("{") != len(_PLACEHOLDER.findall(text)) or text.count("{") != text.count("}"):
            raise UNKNOWN_PLACEHOLDER(field="template", file=file, placeholder=text[:60])


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
