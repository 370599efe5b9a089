"""What the officer of an invented commune copies from Excel: twenty hamlets, nine officials, sixty-four members."""

from __future__ import annotations

HAMLETS = (
    "Đồng Thịnh",
    "Đồng Mậu",
    "Khe Sú",
    "Làng Vạc",
    "Bái Sơn",
    "Phú Lộc",
    "Yên Trạch",
    "Cao Thắng",
    "Tân Tiến",
    "Trung Sơn",
    "Hòa Bình",
    "Quyết Thắng",
    "Ngọc Trạo",
    "Vân Lung",
    "Nà Lốc",
    "Hin Phăng",
    "Suối Tút",
    "Pù Ngùa",
    "Chợ Bãi",
    "Eo Gió",
)
KINDS = ("Thôn",) * 14 + ("Bản",) * 6
OFFICIALS = (
    ("Nguyễn Văn Thắng", "1974", "Chủ tịch UBND xã"),
    ("Lê Thị Hồng Vân", "1980", "Phó Chủ tịch UBND xã"),
    ("Phạm Bá Lương", "1972", "Chủ tịch Ủy ban MTTQ xã"),
    ("Trương Quốc Huy", "1993", "Bí thư Đoàn xã"),
    ("Hà Thị Ngọc", "1979", "Chủ tịch Hội Liên hiệp Phụ nữ xã"),
    ("Bùi Văn Đoàn", "1976", "Chủ tịch Hội Nông dân xã"),
    ("Quách Công Định", "1966", "Chủ tịch Hội Cựu chiến binh xã"),
    ("Đỗ Thị Mai Phương", "1988", "Công chức Văn hóa - Xã hội"),
    ("Lương Mạnh Cường", "1985", "Trưởng Công an xã"),
)
_FAMILIES = ("Nguyễn", "Lê", "Phạm", "Trần", "Hoàng", "Bùi", "Vi", "Lò", "Hà", "Đỗ", "Đinh", "Quách")
_MIDDLES = {"m": ("Văn", "Đức", "Xuân", "Công", "Mạnh"), "f": ("Thị", "Thu", "Ngọc", "Thị Thanh", "Thị Kim")}
_GIVEN = {
    "m": ("An", "Bình", "Cầu", "Dũng", "Đạt", "Hải", "Khôi", "Lâm", "Nghĩa", "Phúc", "Quân", "Sơn", "Tùng", "Vinh"),
    "f": ("Ánh", "Bích", "Chi", "Diệp", "Giang", "Hạnh", "Lan", "Mơ", "Nhung", "Oanh", "Thảo", "Uyên", "Xuân", "Yến"),
}
MEMBERS_OF_TEAM = (("Tổ trưởng", "m"), ("Tổ phó", "f"), ("Thành viên", "m"), ("Thành viên", "f"))


def hamlet_label(place: int) -> str:
    """A hamlet as people say it."""
    return f"{KINDS[place]} {HAMLETS[place]}"


def hamlets() -> str:
    """The sheet of hamlets as Excel puts it on the clipboard."""
    return _sheet(
        ("Loại", "Tên thôn", "Số hộ"),
        [(kind, name, str(90 + 7 * place)) for place, (kind, name) in enumerate(zip(KINDS, HAMLETS, strict=True))],
    )


def officials() -> str:
    """The sheet of the commune's officials."""
    return _sheet(("Họ và tên", "Năm sinh", "Chức vụ"), OFFICIALS)


def members() -> list[tuple[str, ...]]:
    """Three members for each hamlet, four for the first four."""
    rows: list[tuple[str, ...]] = []
    for place in range(len(HAMLETS)):
        for number, (role, gender) in enumerate(MEMBERS_OF_TEAM[: 4 if place < 4 else 3]):
            seed = len(rows)
            given = _GIVEN[gender]
            full = f"{_FAMILIES[seed % 12]} {_MIDDLES[gender][seed // 12 % 5]} {given[(seed + seed // 12) % 14]}"
            post = (f"Trưởng {KINDS[place].lower()}", "Bí thư Chi đoàn", "Người dân", "Chi hội trưởng Phụ nữ")[number]
            rows.append(
                (
                    hamlet_label(place),
                    full,
                    str(1968 + seed * 7 % 35),
                    post,
                    role,
                    f"0900 {seed // 10:03d} {seed % 10}{(seed * 37) % 100:02d}",
                )
            )
    assert len({row[1] for row in rows}) == len(rows)
    return rows


def roster() -> str:
    """The sheet of all teams' members."""
    return _sheet(("Thôn", "Họ và tên", "Năm sinh", "Chức vụ", "Chức danh trong Tổ", "Số điện thoại"), members())


def _sheet(headings: tuple[str, ...], rows: object) -> str:
    return "\r\n".join("\t".join(row) for row in [headings, *rows])  # type: ignore[misc]  # rows of words
