"""A superior's workbook taken apart and put together again: what is not touched stays byte for byte as it was.

Only the worksheet that is filled, its styles and what refers to its rows are changed, so that drawings, macros,
print set-up and everything else of the form survive. The sizes are checked before anything is unpacked.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from app.importing import problems as of_grids
from app.importing.grid import Grid, read_file
from app.kernel.files import file_problems
from app.kernel.problems import Refused, refused
from app.kernel.words import N_

PROTECTED = refused(
    "FRM-03",
    N_("Trang tính “{sheet}” của biểu mẫu đang khóa nên không điền được."),
    next_step=N_("Mở biểu mẫu bằng Excel, vào Xem lại, chọn Bỏ bảo vệ trang tính, lưu lại rồi thử lại."),
)
NOT_A_FORM = refused(
    "FRM-04",
    N_("Tệp {name} không phải biểu mẫu Excel (.xlsx, .xlsm)."),
    next_step=N_("Mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx), rồi chọn tệp đó."),
)
TOO_LARGE = refused(
    "FRM-05",
    N_("Biểu mẫu {name} quá lớn để điền."),
    next_step=N_("Chép riêng trang tính cần điền sang một tệp mới rồi thử lại."),
)
DAMAGED = refused(
    "FRM-07",
    N_("Không đọc được biểu mẫu {name}: tệp hỏng hoặc không phải tệp Excel an toàn."),
    next_step=N_("Mở tệp bằng Excel: mở được thì lưu lại thành tệp .xlsx mới rồi chọn tệp đó; không thì xin lại mẫu."),
)
EMPTY = refused(
    "FRM-08",
    N_("Biểu mẫu {name} không có trang tính nào có chữ."),
    next_step=N_("Mở tệp bằng Excel xem có đúng mẫu cấp trên gửi không, rồi chọn đúng tệp mẫu."),
)
_MEANT = {
    of_grids.DAMAGED.code: DAMAGED,
    of_grids.NOT_A_TABLE.code: NOT_A_FORM,
    of_grids.LOCKED.code: NOT_A_FORM,
    of_grids.EMPTY.code: EMPTY,
    of_grids.NO_SHEET.code: EMPTY,
    of_grids.TOO_MANY.code: TOO_LARGE,
    of_grids.TOO_BIG_FILE.code: TOO_LARGE,
    of_grids.TOO_SLOW.code: TOO_LARGE,
}
"""What is said of a list to be pasted -> what it means of a form, which nobody pastes."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MOST_UNPACKED = 30_000_000
_MOST_PARTS = 1_000
_MOMENT = (1980, 1, 1, 0, 0, 0)
WORKBOOK, STYLES, TYPES = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"


def read_form(path: Path, sheet: str = "") -> Grid:
    """The cells of a form's sheet, the first filled one unless named; Refused FRM-04, FRM-05, FRM-07, FRM-08."""
    try:
        return read_file(path, sheet=sheet)
    except Refused as refusal:
        raise _MEANT.get(refusal.code, DAMAGED)(name=path.name) from refusal


def tag(name: str, space: str = MAIN) -> str:
    """A name with its namespace."""
    return f"{{{space}}}{name}"


class FormBook:
    """The parts of a workbook by name; those that were parsed are written anew, the others as they were."""

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() not in (".xlsx", ".xlsm"):
            raise NOT_A_FORM(name=path.name)
        self.name = path.name
        with file_problems(path):
            content = path.read_bytes()
        self._parts = _unpacked(content, path.name)
        self._parsed: dict[str, Any] = {}
        if WORKBOOK not in self._parts or self.part(WORKBOOK).tag != tag("workbook"):
            raise NOT_A_FORM(name=path.name)

    def names(self) -> list[str]:
        """Names of all parts."""
        return list(self._parts)

    def part(self, name: str) -> Any:
        """The root element of a part; refuses FRM-07 for one that is missing or no sound XML."""
        if name not in self._parsed:
            raw = self._parts.get(name, b"")
            if not raw or b"<!DOCTYPE" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise DAMAGED(name=self.name)
            try:
                self._parsed[name] = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError as error:
                raise DAMAGED(name=self.name) from error
        return self._parsed[name]

    def relations(self, name: str) -> list[tuple[str, str, str]]:
        """Id, last word of the kind, and target part of each relation of a part."""
        place = PurePosixPath(name)
        rels = f"{place.parent}/_rels/{place.name}.rels"
        if rels not in self._parts:
            return []
        return [
            (each.get("Id", ""), each.get("Type", "").rpartition("/")[2], _target(place, each.get("Target", "")))
            for each in self.part(rels)
            if each.get("TargetMode") != "External"
        ]

    def sheet_part(self, title: str) -> str:
        """The part of the worksheet with that title; refuses FRM-07."""
        targets = {identity: target for identity, _kind, target in self.relations(WORKBOOK)}
        for each in self.part(WORKBOOK).iter(tag("sheet")):
            if each.get("name") == title and targets.get(each.get(tag("id", RELATION))) in self._parts:
                return targets[each.get(tag("id", RELATION))]
        raise DAMAGED(name=self.name)

    def drop(self, name: str) -> None:
        """Leaves a part out, with what names it."""
        if name not in self._parts:
            return
        del self._parts[name]
        for each in list(self.part(TYPES)):
            if each.get("PartName") == f"/{name}":
                each.getparent().remove(each)
        rels = "xl/_rels/workbook.xml.rels"
        for each in list(self.part(rels)):
            if _target(PurePosixPath(WORKBOOK), each.get("Target", "")) == name:
                each.getparent().remove(each)

    def packed(self) -> bytes:
        """The workbook as a file, dated 01/01/1980 so that equal lists are equal bytes."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            for name, raw in self._parts.items():
                member = ZipInfo(name, _MOMENT)
                member.compress_type = ZIP_DEFLATED
                member.create_system = 0
                archive.writestr(member, self._written(name, raw))
        return out.getvalue()

    def _written(self, name: str, raw: bytes) -> bytes:
        if name not in self._parsed:
            return raw
        written: bytes = etree.tostring(self._parsed[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return written


def _unpacked(content: bytes, name: str) -> dict[str, bytes]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise TOO_LARGE(name=name)
            parts = {member.filename: archive.read(member) for member in members}
    except (BadZipFile, OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError) as error:
        raise DAMAGED(name=name) from error
    if len(parts) != len(members):
        raise DAMAGED(name=name)
    return parts


def _target(place: PurePosixPath, target: str) -> str:
    """The part a relation means: absolute, or seen from the folder of the part it belongs to."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = []
    for step in (*place.parent.parts, *target.split("/")):
        if step == "..":
            steps[-1:] = []
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
