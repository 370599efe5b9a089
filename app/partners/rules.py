"""What makes a partner fit to be kept, and the partners most communes have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.kernel.names import tidy_name
from app.kernel.phones import parse_phone
from app.kernel.problems import refused
from app.kernel.text import clean_block, clean_line, fold
from app.kernel.words import N_, _
from db.vocabulary import PartnerKind

NAME_LIMIT, NOTE_LIMIT = 200, 1000

NO_NAME = refused("PTN-01", N_("Chưa ghi tên đối tác."), next_step=N_("Ghi tên đơn vị, ví dụ VNPT Hà Trung."))
NAMESAKE = refused(
    "PTN-02",
    N_("Đã có đối tác “{name}”."),
    next_step=N_("Chọn đối tác có sẵn, hoặc ghi tên khác để phân biệt (thêm địa bàn, bộ phận)."),
)
ENDS_EARLY = refused("PTN-03", N_("Ngày thôi phối hợp phải sau ngày bắt đầu."), next_step=N_("Sửa lại ngày."))
IN_USE = refused(
    "PTN-04",
    N_("Đối tác này có tên trong {count} hoạt động nên không bỏ được."),
    next_step=N_("Ghi ngày thôi phối hợp: đối tác không còn để chọn, sổ cũ vẫn nguyên."),
)

USUAL = (
    (PartnerKind.TELECOM, "VNPT"),
    (PartnerKind.TELECOM, "Viettel"),
    (PartnerKind.POST, "Bưu điện"),
)
"""Offered by one button while there is none (district letter on cooperation with the post and telecom firms)."""

_KINDS = (
    (r"\b(vnpt|viettel|mobifone|vinaphone|fpt|vien thong)\b", PartnerKind.TELECOM),
    (r"\b(buu dien|vnpost|buu chinh)\b", PartnerKind.POST),
    (r"\b(ngan hang|agribank|bidv|vietinbank|vietcombank|quy tin dung)\b", PartnerKind.BANK),
    (r"\b(truong|thcs|tieu hoc|mam non|thpt)\b", PartnerKind.SCHOOL),
    (r"\b(y te|benh vien)\b", PartnerKind.HEALTH),
)


@dataclass(frozen=True, kw_only=True)
class PartnerInput:
    """A partner as entered; the contact person only where needed for work."""

    name: str
    kind: PartnerKind | None = None
    """None: by the name."""
    contact: str = ""
    contact_post: str = ""
    phone: str = ""
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def kind_of(name: str) -> PartnerKind:
    """The kind a name tells: VNPT is telecom, Bưu điện is the post."""
    words = fold(name)
    return next((kind for pattern, kind in _KINDS if re.search(pattern, words)), PartnerKind.OTHER)


def partner_fields(partner: PartnerInput) -> dict[str, Any]:
    """The columns as they are kept; Refused PTN-01, PTN-03, TXT, PHO with the field."""
    name = clean_line(partner.name, field="name", limit=NAME_LIMIT, label=_("Tên đối tác"))
    if not name:
        raise NO_NAME(field="name")
    if partner.valid_from and partner.valid_to and partner.valid_to < partner.valid_from:
        raise ENDS_EARLY(field="valid_to")
    return {
        "name": name,
        "kind": partner.kind or kind_of(name),
        "contact": tidy_name(partner.contact),
        "contact_post": clean_line(partner.contact_post, field="contact_post", limit=NAME_LIMIT, label=_("Chức vụ")),
        "phone": parse_phone(partner.phone) or "",
        "note": clean_block(partner.note, field="note", limit=NOTE_LIMIT, label=_("Ghi chú")),
        "valid_from": partner.valid_from,
        "valid_to": partner.valid_to,
    }
