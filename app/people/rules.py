"""Which kind of post a written title means, so that a pasted list can be judged; unknown titles stay plain people."""

from __future__ import annotations

import re

from app.kernel.text import fold
from db.vocabulary import PostKind

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
