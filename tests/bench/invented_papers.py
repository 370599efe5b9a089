"""Invented papers: a decision that fills a page, and a roster that fills another."""

from __future__ import annotations

from collections.abc import Sequence

from app.typesetting.model import (
    Align,
    Annex,
    Article,
    AuthorityLine,
    Basis,
    Clause,
    Column,
    DecisionWord,
    Document,
    Letterhead,
    Row,
    Signature,
    SignatureBlock,
    Table,
    TypeTitle,
)
from tests.bench.invented_names import invented_name

MEMBERS = 22
_HEAD = Letterhead(issuer=("Ủy ban nhân dân", "xã Mẫu Sơn"), symbol="/QĐ-UBND", place="Mẫu Sơn", year=2026, month=11)
_SIGNED = SignatureBlock(
    signature=Signature(formula=("Chủ tịch",), signer="Hà Văn Mẫu"),
    recipients=("- Như Điều 3;", "- UBND tỉnh (để b/c);", "- Lưu: VT, VHXH."),
)
_BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Công văn số 793/BTTTT-THH ngày 05 tháng 3 năm 2022 của Bộ Thông tin và Truyền thông về việc hướng dẫn "
    "triển khai thí điểm Tổ công nghệ số cộng đồng;",
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
)
_DUTIES = (
    "Tuyên truyền, phổ biến chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước về chuyển đổi số đến "
    "từng hộ gia đình;",
    "Hướng dẫn người dân sử dụng dịch vụ công trực tuyến, thanh toán không dùng tiền mặt và các nền tảng số Việt Nam;",
    "Tổng hợp, báo cáo kết quả hoạt động với Ủy ban nhân dân xã trước ngày 20 hằng tháng.",
)
_POSTS = ("Trưởng thôn", "Bí thư Chi đoàn", "Chi hội trưởng Chi hội Phụ nữ", "Thành viên", "Công an viên")


def decision_with_roster(hamlet: str, rows: Sequence[tuple[str, ...]]) -> Document:
    """The decision on one hamlet's team, its roster annexed; ``rows`` are number, name, post, phone."""
    return Document(
        title="Quyết định thành lập Tổ công nghệ số cộng đồng",
        letterhead=_HEAD,
        annexes=(_roster(rows),),
        blocks=(
            TypeTitle(type_name="Quyết định", subject=f"Về việc thành lập Tổ công nghệ số cộng đồng {hamlet}"),
            AuthorityLine(text="Chủ tịch Ủy ban nhân dân xã Mẫu Sơn"),
            *(Basis(text=text) for text in _BASES),
            DecisionWord(),
            Article(
                number=1,
                text=f"Thành lập Tổ công nghệ số cộng đồng {hamlet} gồm {MEMBERS} thành viên (có danh sách kèm theo).",
            ),
            Article(number=2, title=f"Nhiệm vụ của Tổ công nghệ số cộng đồng {hamlet}"),
            *(Clause(number=at, text=text) for at, text in enumerate(_DUTIES, 1)),
            Article(
                number=3,
                text=f"Các ông (bà) có tên tại Điều 1 và Trưởng {hamlet} chịu trách nhiệm thi hành Quyết định này./.",
            ),
            _SIGNED,
        ),
    )


def papers(count: int) -> list[Document]:
    """So many decisions, each for another hamlet with other people."""
    return [decision_with_roster(hamlet_name(paper), member_rows(paper)) for paper in range(count)]


def hamlet_name(paper: int) -> str:
    """The hamlet a paper is about."""
    return f"thôn Nà Mẫu {paper + 1}"


def member_rows(paper: int) -> list[tuple[str, ...]]:
    """The rows of a paper's roster."""
    numbers = range(paper * MEMBERS, (paper + 1) * MEMBERS)
    return [
        (str(at), invented_name(number * 7), _POSTS[number % len(_POSTS)], f"0900{number:06d}")
        for at, number in enumerate(numbers, 1)
    ]


def _roster(rows: Sequence[tuple[str, ...]]) -> Annex:
    columns = (
        Column(title="STT", weight=1, align=Align.CENTER),
        Column(title="Họ và tên", weight=5),
        Column(title="Chức vụ", weight=5),
        Column(title="Điện thoại", weight=2, align=Align.CENTER),
    )
    return Annex(
        title="Danh sách",
        subtitle="Thành viên Tổ công nghệ số cộng đồng",
        reference="(Kèm theo Quyết định số        /QĐ-UBND ngày      tháng 11 năm 2026)",
        blocks=(Table(columns=columns, rows=tuple(Row(cells=row) for row in rows)), _SIGNED),
    )
