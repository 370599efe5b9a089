"""Invented papers that the typesetting tests print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.typesetting.model import (
    Addressees,
    Align,
    Annex,
    Article,
    AuthorityLine,
    Basis,
    CirculationMark,
    Clause,
    Column,
    DecisionWord,
    Document,
    DraftsmanMark,
    GroupRow,
    HeaderSpan,
    Heading,
    HeadingLevel,
    Letterhead,
    Orientation,
    Paragraph,
    Point,
    Row,
    Run,
    Signature,
    SignatureBlock,
    Table,
    TypeTitle,
    UrgencyMark,
)

BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
    "Căn cứ Công văn số 793/BTTTT-THH ngày 05 tháng 3 năm 2022 của Bộ Thông tin và Truyền thông về việc hướng dẫn "
    "triển khai thí điểm Tổ công nghệ số cộng đồng;",
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.",
)
LONG_TEXT = (
    "Tuyên truyền, phổ biến chủ trương, đường lối của Đảng, chính sách, pháp luật của Nhà nước về chuyển đổi "
    "số; hướng dẫn người dân sử dụng dịch vụ công trực tuyến, thanh toán không dùng tiền mặt."
)
SIGNATURE = SignatureBlock(
    signature=Signature(formula=("Chủ tịch",), signer="Hà Văn Mẫu"),
    recipients=("- Như Điều 3;", "- UBND tỉnh (để b/c);", "- Lưu: VT, VHXH."),
)
HEAD = Letterhead(issuer=("Ủy ban nhân dân", "xã Mẫu Sơn"), symbol="/QĐ-UBND", place="Mẫu Sơn", year=2026, month=11)


def decision(**changes: object) -> Document:
    """A decision in its blank form, before number and date are written in."""
    return replace(
        Document(
            title="Quyết định thành lập Tổ công nghệ số cộng đồng",
            letterhead=HEAD,
            blocks=(
                TypeTitle(
                    type_name="Quyết định",
                    subject="Về việc thành lập Tổ công nghệ số cộng đồng\ntại các thôn, bản trên địa bàn xã Mẫu Sơn",
                ),
                AuthorityLine(text="Chủ tịch Ủy ban nhân dân xã Mẫu Sơn"),
                *(Basis(text=text) for text in BASES),
                DecisionWord(),
                Article(
                    number=1,
                    text=(
                        Run(text="Thành lập "),
                        Run(text="12", bold=True),
                        Run(text=" Tổ công nghệ số cộng đồng tại các thôn, bản của xã "),
                        Run(text="(có danh sách kèm theo)", italic=True),
                        Run(text="."),
                    ),
                ),
                Article(number=2, title="Nhiệm vụ của Tổ công nghệ số cộng đồng"),
                Clause(number=1, text=LONG_TEXT),
                Point(letter="đ", text="Thực hiện nhiệm vụ khác."),
                Article(number=3, text="Các ông (bà) có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./."),
                SIGNATURE,
            ),
        ),
        **changes,
    )


def letter() -> Document:
    """An urgent công văn of a committee to two addressees."""
    return Document(
        title="Công văn báo cáo",
        letterhead=Letterhead(
            parent="Ủy ban nhân dân xã Mẫu Sơn",
            issuer=("Ban Chỉ đạo chuyển đổi số",),
            number_text="05",
            symbol="/BCĐ-VHXH",
            place="Mẫu Sơn",
            day=date(2026, 1, 5),
            subject_line="báo cáo kết quả thành lập Tổ công nghệ số cộng đồng trên địa bàn xã",
            urgency=UrgencyMark(text="Hỏa tốc"),
            circulation=CirculationMark(text="Lưu hành nội bộ"),
        ),
        blocks=(
            Addressees(names=("Sở Khoa học và Công nghệ", "Văn phòng Ủy ban nhân dân tỉnh;")),
            Heading(level=HeadingLevel.ROMAN, number="I", title="Kết quả"),
            Heading(level=HeadingLevel.ARABIC, number=1, title="Về tổ chức"),
            Paragraph(text=LONG_TEXT),
            SignatureBlock(
                signature=Signature(
                    formula=("TM. Ban Chỉ đạo", "KT. Trưởng ban", "Phó Trưởng ban"),
                    second_office="Phó Chủ tịch UBND xã",
                    signer="Lò Văn Thử",
                ),
                recipients=("- Như trên;", "- Lưu: VT, BCĐ."),
                draftsman=DraftsmanMark(text="lvt.(05)"),
            ),
        ),
        address=("Thôn Nà Mẫu, xã Mẫu Sơn", "Điện thoại: 0900 000 000"),
    )


def minutes() -> Document:
    """Minutes of a meeting, signed by two."""
    return Document(
        title="Biên bản họp",
        letterhead=replace(HEAD, symbol="/BB-UBND", with_place_date=False),
        blocks=(
            TypeTitle(type_name="Biên bản", subject="Họp Ban Chỉ đạo"),
            Heading(level=HeadingLevel.CHAPTER, number="I", title="Quy định chung"),
            Paragraph(text="Cuộc họp kết thúc vào 16 giờ 30 phút cùng ngày./."),
            SignatureBlock(
                left=Signature(formula=("Thư ký",), note="(Ký, ghi rõ họ tên)", signer="Lò Thị Thử"),
                signature=Signature(formula=("Chủ tọa",), signer="Hà Văn Mẫu"),
                recipients=("- Lưu: VT, Hồ sơ.",),
            ),
        ),
    )


def roster_table(rows: int, group_of: int = 0) -> Table:
    """A roster; with ``group_of`` a sub-header stands before every so many rows."""
    lines: list[Row | GroupRow] = []
    for at in range(1, rows + 1):
        if group_of and at % group_of == 1:
            lines.append(GroupRow(text=f"Tổ công nghệ số thôn {at // group_of + 1}"))
        lines.append(
            Row(
                cells=(
                    f"r{at}",
                    f"Hoàng Văn Mẫu {at}",
                    "Trưởng thôn, người có uy tín trong cộng đồng dân cư"[: 20 + at * 7 % 32].strip(),
                    f"0900{at:06d}",
                )
            )
        )
    return Table(
        rows=tuple(lines),
        columns=(
            Column(title="STT", weight=1, align=Align.CENTER),
            Column(title="Họ và tên", weight=5),
            Column(title="Chức vụ", weight=6),
            Column(title="Điện thoại", weight=1, align=Align.CENTER),
        ),
    )


def roster(rows: int, *, group_of: int = 0, orientation: Orientation = Orientation.PORTRAIT) -> Document:
    """A decision with a signed roster as annex."""
    annex = Annex(
        title="Danh sách",
        subtitle="Thành viên Tổ công nghệ số cộng đồng xã Mẫu Sơn",
        reference="(Kèm theo Quyết định số        /QĐ-UBND ngày      tháng 11 năm 2026)",
        blocks=(roster_table(rows, group_of), SIGNATURE),
        orientation=orientation,
    )
    return decision(annexes=(annex,))


def two_level_table() -> Table:
    """A table whose header has two levels."""
    return Table(
        columns=tuple(Column(title=title) for title in ("STT", "Trực tiếp", "Trực tuyến", "Ghi chú")),
        upper_header=(HeaderSpan(), HeaderSpan(title="Số lượt hướng dẫn", columns=2), HeaderSpan()),
        rows=(Row(cells=("1", "20", "30")),),
    )
