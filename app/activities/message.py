"""A message from Zalo read into a proposed entry: kind, day, hamlet and figures by plain rules; nothing is kept unseen.

The reader knows no person and keeps no phone number: what is left as note is the message without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.activities.rules import NOTE_LIMIT, ActivityInput
from app.activities.views import Indicator, KindView
from app.kernel.figures import Amount, show_amount
from app.kernel.text import clean_block, fold, fold_with_tones, has_tones
from app.kernel.words import _
from app.offices.views import HamletView

MOST_LETTERS = 5_000

_UNITS: tuple[tuple[str, str], ...] = (
    ("lượt người", "lượt người"),
    ("lượt", "lượt người"),
    ("hộ kinh doanh", "hộ kinh doanh"),
    ("hộ kd", "hộ kinh doanh"),
    ("hộ dân", "hộ"),
    ("hộ gia đình", "hộ"),
    ("hộ", "hộ"),
    ("gia đình", "hộ"),
    ("doanh nghiệp", "doanh nghiệp"),
    ("người", "người"),
    ("bà con", "người"),
    ("công dân", "người"),
    ("học viên", "người"),
    ("thành viên", "người"),
    ("đoàn viên", "người"),
    ("hội viên", "người"),
    ("hồ sơ", "hồ sơ"),
    ("bộ hồ sơ", "hồ sơ"),
    ("tài khoản", "tài khoản"),
    ("điểm", "điểm"),
    ("mã qr", "điểm"),
    ("sản phẩm", "sản phẩm"),
    ("đơn hàng", "đơn hàng"),
    ("nhóm", "nhóm"),
    ("ca trực", "ca"),
    ("ca", "ca"),
    ("tờ rơi", "tài liệu"),
    ("tài liệu", "tài liệu"),
    ("cuộc", "cuộc"),
    ("buổi", "cuộc"),
    ("lớp", "cuộc"),
)
"""Written word -> unit."""
_LONGEST_FIRST = sorted(_UNITS, key=lambda pair: -len(pair[0]))
_NEAR = {"người": "lượt người"}
"""Unit -> the one that counts the same heads of one single gathering, where the kind has not the former."""
_NUMBER = re.compile(r"(?<![\w/.:,-])(\d{1,3}(?:\.\d{3})+|\d{1,6})(?![\d/:%]|[.,]\d|\s*(?:h|giờ|g)\d{0,2}\b|-\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?(?!\d)")
_WRITTEN_DAY = re.compile(r"ng[àa]y\s+(\d{1,2})\s+th[áa]ng\s+(\d{1,2})(?:\s+n[ăa]m\s+(\d{4}))?")
_PHONE = re.compile(r"(?<!\d)(?<!\d[.,])(?:\+?84|0)[\d .]{8,12}\d(?!\d)")
_STAMP = re.compile(
    r"^\s*\[?(?:\d{1,2}:\d{2}(?::\d{2})?\s*,?\s*)?(?:\d{1,2}/\d{1,2}/\d{4})?\s*\d{0,2}:?\d{0,2}\]\s*[^:\n]{0,60}:\s*"
)
_BEFORE = {"mức", "số", "lần", "thứ", "khoản", "điều", "quý", "tháng", "năm", "đợt", "phòng", "khu"}
"""Words before a number that make it a name and no count."""
_TODAY = ("hôm nay", "sáng nay", "trưa nay", "chiều nay", "tối nay", "vừa xong")
_YESTERDAY = ("hôm qua", "sáng qua", "chiều qua", "tối qua", "đêm qua")


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a message seems to tell; the person sees and mends it before anything is kept."""

    kind: KindView | None
    held_on: date | None
    hamlet: HamletView | None
    figures: dict[str, Amount] = field(default_factory=dict)
    note: str = ""
    doubts: tuple[str, ...] = ()
    """What was not clear, in words."""

    def entry(self, *, kind: str, held_on: date) -> ActivityInput:
        """The entry it comes to; ``kind`` and ``held_on`` stand in where the message is silent."""
        return ActivityInput(
            kind=self.kind.code if self.kind else kind,
            held_on=self.held_on or held_on,
            hamlet=self.hamlet.uid if self.hamlet else None,
            figures=self.figures if self.kind else {},
            note=self.note,
        )


def read_message(text: str, *, kinds: Sequence[KindView], hamlets: Sequence[HamletView], today: date) -> Proposal:
    """Reads a message; the same words always give the same proposal."""
    whole = _PHONE.sub(" ", text[:MOST_LETTERS])
    stamped = _STAMP.match(whole)
    told = whole[stamped.end() :] if stamped else whole
    words = fold_with_tones(told) if has_tones(told) else fold(told)
    doubts: list[str] = []
    kind = kind_meant(words, kinds)
    if kind is None:
        doubts.append(_("Chưa rõ loại hoạt động."))
    day, day_doubt = _day(words, stamped.group() if stamped else "", today)
    doubts += [day_doubt] if day_doubt else []
    hamlet, hamlet_doubt = _hamlet(words, hamlets)
    doubts += [hamlet_doubt] if hamlet_doubt else []
    figures, left = _figures(words, kind) if kind else ({}, [])
    doubts += [_("Chưa dùng số {number} trong “{where}”.").format(number=number, where=where) for number, where in left]
    note = clean_block(told, field="note", limit=MOST_LETTERS)
    if len(text) > MOST_LETTERS:
        doubts.append(_("Tin dài quá: chỉ đọc {limit} ký tự đầu.").format(limit=show_amount(MOST_LETTERS)))
    if len(note) > NOTE_LIMIT:
        doubts.append(_("Ghi chú chỉ giữ {limit} ký tự đầu của tin.").format(limit=show_amount(NOTE_LIMIT)))
        note = note[:NOTE_LIMIT]
    return Proposal(kind=kind, held_on=day, hamlet=hamlet, figures=figures, note=note, doubts=tuple(doubts))


def kind_meant(words: str, kinds: Sequence[KindView]) -> KindView | None:
    """The kind of which the most letters are named; where two are equal, the one named first."""
    alike = fold_with_tones if has_tones(words) else fold
    best: tuple[int, int] | None = None
    found = None
    for kind in kinds:
        spoken = {alike(word) for word in (*kind.words, kind.code, kind.name)}
        places = {word: match.start() for word in spoken if (match := _whole(word).search(words))}
        if not places:
            continue
        score = (sum(len(word) for word in places), -min(places.values()))
        if best is None or score > best:
            best, found = score, kind
    return found


def _day(words: str, stamp: str, today: date) -> tuple[date | None, str]:
    plain = fold(words)
    stamped = _DAY.search(stamp)
    sent_on = _as_day(stamped, today) if stamped else None
    for form in (_WRITTEN_DAY, _DAY):
        for match in form.finditer(words):
            found = _as_day(match, today)
            if found is not None:
                return found, ""
    for spoken, back in ((_TODAY, 0), (_YESTERDAY, 1)):
        if any(_whole(fold(word)).search(plain) for word in spoken):
            return (sent_on or today) - timedelta(days=back), ""
    return (sent_on, "") if sent_on else (None, _("Chưa rõ ngày nào."))


def _as_day(match: re.Match[str], today: date) -> date | None:
    day, month = int(match[1]), int(match[2])
    year = int(match[3]) if match[3] else today.year
    year += 2000 if year < 100 else 0
    try:
        found = date(year, month, day)
        return date(year - 1, month, day) if found > today and not match[3] else found
    except ValueError:
        return None


def _hamlet(words: str, hamlets: Sequence[HamletView]) -> tuple[HamletView | None, str]:
    alike = fold_with_tones if has_tones(words) else fold
    found = [one for one in hamlets if _whole(alike(one.label)).search(words)]
    found = found or [one for one in hamlets if _whole(alike(one.name)).search(words)]
    longest = max((len(one.name) for one in found), default=0)
    found = [one for one in found if len(one.name) == longest]  # "Đồng Mậu Thượng" also holds "Đồng Mậu"
    if len(found) == 1:
        return found[0], ""
    if found:
        names = ", ".join(one.label for one in found)
        return None, _("Có nhiều thôn được nhắc tới: {names}.").format(names=names)
    return None, _("Chưa rõ thôn nào.")


def _figures(words: str, kind: KindView) -> tuple[dict[str, Amount], list[tuple[str, str]]]:
    """Amounts by indicator, and the numbers that fit none with the words around them."""
    spoken = _DAY.sub(lambda match: " " * len(match.group()), _WRITTEN_DAY.sub(lambda m: " " * len(m.group()), words))
    figures: dict[str, Amount] = {}
    left = []
    for match in _NUMBER.finditer(spoken):
        before = spoken[: match.start()].split()
        if before and before[-1].strip(".,:;()") in (_BEFORE if has_tones(spoken) else {fold(w) for w in _BEFORE}):
            continue
        clause = _clause(spoken, match.start(), match.end())
        after = spoken[match.end() : match.end() + 24]
        indicator = _indicator(after, clause, kind, figures)
        if indicator is None:
            left.append((match.group(), clause.strip()[:60]))
        else:
            figures[indicator.code] = int(match.group().replace(".", ""))
    return figures, left


def _indicator(after: str, clause: str, kind: KindView, taken: dict[str, Amount]) -> Indicator | None:
    unit = _unit(after)
    free = [one for one in kind.indicators if one.code not in taken]
    if unit and kind.by_unit(unit) is None:
        unit = _NEAR.get(unit, unit)
    fitting = [one for one in free if one.unit == unit] if unit else free
    scores = [(_common(one, clause, fitting), one) for one in fitting]
    best = max((score for score, _one in scores), default=0)
    if best == 0:
        return fitting[0] if unit and fitting else None
    return next(one for score, one in scores if score == best)


def _unit(after: str) -> str:
    """The unit that follows a number, at most one word between ("25 lượt", "12 bộ hồ sơ")."""
    alike = fold_with_tones if has_tones(after) else fold
    start = after.strip(" .,:;()")
    for spoken, unit in _LONGEST_FIRST:
        if re.match(rf"(?:\w+ )?{re.escape(alike(spoken))}\b", start) and _starts_near(start, alike(spoken)):
            return unit
    return ""


def _starts_near(text: str, word: str) -> bool:
    place = text.find(word)
    return place == 0 or " " not in text[:place].strip()


def _common(one: Indicator, clause: str, among: Sequence[Indicator]) -> int:
    """How many words of the clause tell this indicator from its neighbours."""
    alike = fold_with_tones if has_tones(clause) else fold
    own = set(alike(one.name).replace(",", " ").split()) - set(alike(one.unit).split())
    shared = [set(alike(other.name).replace(",", " ").split()) for other in among if other is not one]
    telling = {word for word in own if sum(word in words for words in shared) < max(1, len(shared))}
    return len(telling & set(re.findall(r"\w+", clause)))


def _clause(words: str, start: int, end: int) -> str:
    """The words around a number, up to the next number or stop on each side."""
    before = re.split(r"[,;.\n!?]|\d", words[:start])[-1]
    after = re.split(r"[,;.\n!?]|\d|\bvà\b|\bva\b", words[end:])[0]
    return f"{before}{words[start:end]}{after}"


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
