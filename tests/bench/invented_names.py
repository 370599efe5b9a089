"""Names of people whom nobody was asked for."""

from __future__ import annotations

_FAMILY = ("Hà", "Lò", "Lường", "Quàng", "Cà", "Tòng", "Vì", "Bùi", "Đinh", "Phạm", "Lê", "Vũ")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Hồng", "Quốc", "Thanh")
_GIVEN = (
    "Mẫu",
    "Thử",
    "Ánh",
    "Bình",
    "Cường",
    "Dũng",
    "Đào",
    "Hằng",
    "Khánh",
    "Lan",
    "Nghĩa",
    "Oanh",
    "Phúc",
    "Quý",
    "Sơn",
    "Tuyết",
    "Uyên",
    "Vượng",
    "Xuân",
    "Yến",
)


def invented_name(number: int) -> str:
    """A name that no real person was asked for; the number keeps names apart."""
    family, rest = number % len(_FAMILY), number // len(_FAMILY)
    middle, rest = rest % len(_MIDDLE), rest // len(_MIDDLE)
    return f"{_FAMILY[family]} {_MIDDLE[middle]} {_GIVEN[rest % len(_GIVEN)]}"
