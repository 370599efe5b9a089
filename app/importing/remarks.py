"""The sentences of a preview: what is wrong or to be known about a cell, a row, a column or the grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.importing.columns import ColumnFate, FieldSpec, Mapped, Target
from app.importing.grid import Grid
from app.kernel.findings import Severity
from app.kernel.problems import Refused
from app.kernel.words import _


@dataclass(frozen=True, kw_only=True)
class ImportFinding:
    """What is wrong or to be known: of a cell, of a row (no column), of a column (row 0) or of the whole grid."""

    code: str
    severity: Severity
    sentence: str
    next_step: str = ""
    row: int = 0
    """Row counted from 1 as Excel does; 0 for none."""
    column: str = ""
    """Heading as typed, or Excel's letter."""
    field: str = ""

    @property
    def where(self) -> str:
        """Row and column in words."""
        if self.row and self.column:
            return _("Dòng {row}, cột “{column}”").format(row=self.row, column=self.column)
        if self.row:
            return _("Dòng {row}").format(row=self.row)
        return _("Cột “{column}”").format(column=self.column) if self.column else ""

    @property
    def text(self) -> str:
        """Where, what and the next step in one line."""
        said = f"{self.where}: {self.sentence}" if self.where else self.sentence
        return f"{said} {self.next_step}".strip()


def about_grid(grid: Grid, target: Target, mapped: Mapped, *, has_group: bool) -> Iterable[ImportFinding]:
    """What is to be said about the columns and the grid as a whole."""
    if grid.converted_from:
        said = _("Dữ liệu gõ bằng bảng mã cũ {name} đã được chuyển sang Unicode.").format(name=grid.converted_from)
        yield _notice("IMP-21", Severity.HINT, said, _("Xem lại các chữ có dấu trước khi nhận."))
    if mapped.guessed:
        yield _notice(
            "IMP-22",
            Severity.WARNING,
            _("Không thấy dòng tiêu đề nên các cột được đoán theo nội dung."),
            _("Kiểm tra từng cột; chọn lại nếu chưa đúng."),
        )
    for column in mapped.columns:
        if column.fate is ColumnFate.FORBIDDEN:
            yield _notice(
                "IMP-23",
                Severity.WARNING,
                _("không được nhận vì là dữ liệu cá nhân nhạy cảm hoặc số giấy tờ."),
                _("Không cần làm gì; cột này không được lưu ở bất cứ đâu."),
                column.heading,
            )
        elif column.fate is ColumnFate.UNKNOWN:
            yield _notice(
                "IMP-24",
                Severity.WARNING,
                _("chưa rõ là thông tin gì nên không được nhận."),
                _("Chọn thông tin tương ứng cho cột này, hoặc chọn bỏ qua."),
                column.heading,
            )
    taken = {column.key for column in mapped.taken()}
    for spec in target.fields:
        if spec.required and spec.key not in taken and not (has_group and spec.key == target.group):
            yield ImportFinding(
                code="IMP-25",
                severity=Severity.WARNING,
                field=spec.key,
                sentence=_("Bảng không có cột “{heading}”.").format(heading=spec.heading),
                next_step=_("Thêm cột này, hoặc chọn một cột đang có."),
            )


def _notice(code: str, severity: Severity, sentence: str, next_step: str, column: str = "") -> ImportFinding:
    return ImportFinding(code=code, severity=severity, sentence=sentence, next_step=next_step, column=column)


def of_refusal(refusal: Refused, row: int, column: str, key: str) -> ImportFinding:
    """A refused cell."""
    return ImportFinding(
        code=refusal.code,
        severity=Severity.ERROR,
        sentence=refusal.sentence,
        next_step=refusal.next_step,
        row=row,
        column=column,
        field=key,
    )


def missing(spec: FieldSpec, row: int, column: str) -> ImportFinding:
    """A required value that a row lacks."""
    return ImportFinding(
        code="IMP-26",
        severity=Severity.ERROR,
        row=row,
        column=column,
        field=spec.key,
        sentence=_("còn trống."),
        next_step=spec.next_step or _("Điền rồi dán lại."),
    )


def like_row(row: int, earlier: int) -> ImportFinding:
    """A row that resembles an earlier one."""
    return ImportFinding(
        code="IMP-27",
        severity=Severity.WARNING,
        row=row,
        sentence=_("có thể trùng với dòng {earlier}.").format(earlier=earlier),
        next_step=_("Xác nhận là hai mục khác nhau, hoặc bỏ dòng này."),
    )


def like_kept(row: int, count: int) -> ImportFinding:
    """A row that resembles records that are kept."""
    return ImportFinding(
        code="IMP-28",
        severity=Severity.WARNING,
        row=row,
        sentence=_("có thể trùng với {count} mục đã có.").format(count=count),
        next_step=_("Chọn: cập nhật mục đã có, thêm mục mới, hoặc bỏ dòng này."),
    )
