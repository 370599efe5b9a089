"""What is wrong within a paper's texts, wherever they stand: blanks, wrong counts, stray marks, overlong lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from app.documents.citing import REPLACE_TEXT
from app.documents.content import FIGURES
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _

DECREE = "Nghị định 30/2020/NĐ-CP"
LONG_LINE = 1_000
"""Characters of one paragraph beyond which a pasted page is likelier than a sentence."""

_BLANK = re.compile(r"…{1,}|\.{4,}")
_ALLOWED_DOTS = re.compile(r"\.\.\.|…(?=\))")
_COUNT = re.compile(r"(?<![\d/.,-])(?P<number>\d{1,4}) (?P<what>Tổ (?:c|C)ông nghệ số|Tổ với|Tổ tại|thành viên)\b")
_AT_LEAST = re.compile(r"(?:ít nhất|tối thiểu|tối đa|không quá|từ|đến|bổ sung|đối với|của) *$", re.IGNORECASE)
_MOTTO = re.compile(r"Độc lập\s*[-–—]\s*Tự do\s*[-–—]\s*Hạnh phúc")
_RIGHT_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_BRACED = re.compile(r"\{([^{}]*)\}")
_EARLY_END = re.compile(r"\./\.(?!\s*$)")


def finding(
    code: str,
    severity: Severity,
    message: str,
    field: str,
    *,
    place: str = "",
    source: str = "",
    fix: Fix | None = None,
) -> Finding:
    """A finding about a paper; ``place`` names where in decree 30/2020 its rule stands."""
    return Finding(
        code=code,
        severity=severity,
        message=message,
        noun="document",
        field=field,
        fix=fix,
        source=source or (f"{DECREE}, {place}" if place else ""),
    )


def text_fix(path: str, old: str, new: str) -> Fix:
    """The fix that replaces ``old`` by ``new`` once in the text at ``path``."""
    return Fix(code=REPLACE_TEXT, label=_("Sửa giúp tôi"), values={"path": path, "old": old, "new": new})


def wording_findings(texts: Sequence[tuple[str, str]], figures: Mapping[str, str]) -> Iterator[Finding]:
    """Findings of every text (path, text) of a paper; ``figures`` are the derived figures as they will print."""
    has_teams = figures.get("teams", "0") != "0"
    for path, text in texts:
        yield from _line(path, text)
        yield from _figures(path, text)
        yield from _counts(path, text, figures, has_teams=has_teams)


def _line(path: str, text: str) -> Iterator[Finding]:
    if _BLANK.search(_ALLOWED_DOTS.sub("", text)):
        yield finding("DOC-BLANK", Severity.WARNING, _("Còn chỗ trống “……” chưa điền."), path)
    if any(len(line) > LONG_LINE for line in text.splitlines()):
        yield finding(
            "DOC-LONG-LINE",
            Severity.WARNING,
            _("Đoạn dài {length} ký tự: có thể đã dán nhầm cả trang; nên tách thành nhiều đoạn.").format(
                length=max(map(len, text.splitlines()))
            ),
            path,
        )
    if "  " in text:
        yield finding(
            "DOC-SPACES",
            Severity.HINT,
            _("Có nhiều dấu cách liền nhau."),
            path,
            fix=text_fix(path, text, re.sub(r" {2,}", " ", text)),
        )
    motto = _MOTTO.search(text)
    if motto and motto[0] != _RIGHT_MOTTO:
        yield finding(
            "DOC-MOTTO",
            Severity.WARNING,
            _("Tiêu ngữ ghi “{right}”: gạch nối ngắn, có dấu cách hai bên.").format(right=_RIGHT_MOTTO),
            path,
            place=_("Phụ lục I, phần II, mục 1"),
            fix=text_fix(path, motto[0], _RIGHT_MOTTO),
        )
    if _EARLY_END.search(text) or (text.rstrip().endswith("./.") and path.startswith(("recipients", "bases"))):
        yield finding(
            "DOC-END-MARK",
            Severity.WARNING,
            _("Dấu “./.” chỉ đứng ở cuối nội dung văn bản."),
            path,
            place=_("Phụ lục III"),
            fix=text_fix(path, "./.", "."),
        )


def _figures(path: str, text: str) -> Iterator[Finding]:
    for name in _BRACED.findall(text):
        if name not in FIGURES:
            yield finding(
                "DOC-FIGURE",
                Severity.ERROR,
                _("Không có số liệu nào tên “{name}”.").format(name="{" + name + "}"),
                path,
            )


def _counts(path: str, text: str, figures: Mapping[str, str], *, has_teams: bool) -> Iterator[Finding]:
    """A typed count of teams or members that is not the list's; the fix ties it to the list."""
    for match in _COUNT.finditer(text):
        if _AT_LEAST.search(text[: match.start()]):
            continue
        name = "teams" if match["what"].startswith("Tổ") else "members" if has_teams else "committee_members"
        listed = figures.get(name, "0")
        if listed != "0" and int(match["number"]) != int(listed.replace(".", "")):
            yield finding(
                "DOC-COUNT",
                Severity.WARNING,
                _("Văn bản ghi {said} {what}, danh sách có {listed}.").format(
                    said=match["number"], what=match["what"], listed=listed
                ),
                path,
                fix=text_fix(path, match[0], match[0].replace(match["number"], "{" + name + "}", 1)),
            )
