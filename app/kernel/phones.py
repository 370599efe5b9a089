"""Vietnamese phone numbers: read from what people type and Excel spoils, stored as digits with the leading zero."""

from __future__ import annotations

import re
import unicodedata

from app.kernel.problems import refused
from app.kernel.words import N_, _

NOT_A_PHONE = refused(
    "PHO-01",
    N_("Số điện thoại chưa đúng: {why}."),
    next_step=N_(
        "Ghi một số duy nhất: di động 10 chữ số (ví dụ 0900 000 123) hoặc máy bàn bắt đầu bằng 02; "
        "bỏ trống nếu chưa có số."
    ),
)

_MOBILE = re.compile(r"0[35789]\d{8}")
_LANDLINE = re.compile(r"02\d{8,9}")
_LOST_ZERO = re.compile(r"[35789]\d{8}|2\d{9}")
_COUNTRY = re.compile(r"(?:\+|00)?84[-. (]*0?[-. )]*(?=[235789])")
_SEPARATORS = re.compile(r"[\s.()\-\u2010-\u2015]+")
_CITIES = ("024", "028")


def parse_phone(value: object, *, field: str = "phone") -> str | None:
    """Digits with the leading zero (``0912345678``), None for a blank cell; refuses PHO-01 otherwise.

    A number without its zero (a spreadsheet's 912345678.0) is completed only where one reading exists.
    The refusal never repeats the number, so that none reaches a log.
    """
    text = _as_text(value, field)
    if not text:
        return None
    digits = _national(text)
    if not digits.isascii() or not digits.isdigit():
        raise NOT_A_PHONE(field=field, why=_("chỉ được có một số, không kèm chữ hay dấu khác"))
    if _LOST_ZERO.fullmatch(digits):
        digits = "0" + digits
    if not (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)):
        raise NOT_A_PHONE(field=field, why=_why_not(digits))
    return digits


def show_phone(phone: str | None) -> str:
    """The number in groups as people read it (``0912 345 678``); empty where there is none."""
    if not phone:
        return ""
    if not phone.startswith("02"):
        return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
    area = 3 if phone.startswith(_CITIES) else 4
    return f"{phone[:area]} {phone[area:-4]} {phone[-4:]}"


def mask_phone(phone: str | None) -> str:
    """The number with its middle hidden (``090****123``), for screens and prints that need no full number."""
    return f"{phone[:3]}****{phone[-3:]}" if phone else ""


def _as_text(value: object, field: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return re.sub(r"^(\d{9,12})\.0+$", r"\1", unicodedata.normalize("NFKC", str(value)).strip().lstrip("'").strip())
    raise NOT_A_PHONE(field=field, why=_("ô này không chứa số điện thoại"))


def _national(text: str) -> str:
    """Only digits, the country code written as 0; lengths tell 84 the country from 084 the mobile prefix."""
    digits = _SEPARATORS.sub("", text)
    country = _COUNTRY.match(text)
    if country and (text.startswith(("+", "00")) or len(digits) >= 11):
        return "0" + _SEPARATORS.sub("", text[country.end() :])
    return digits


def _why_not(digits: str) -> str:
    if digits.startswith("01") and len(digits) == 11:
        return _("đầu số 01 (11 chữ số) đã đổi sang đầu số mới từ năm 2018")
    if digits.startswith("0") and len(digits) not in (10, 11):
        return _("có {count} chữ số").format(count=len(digits))
    return _("không phải số di động hay máy bàn của Việt Nam ({count} chữ số)").format(count=len(digits))
