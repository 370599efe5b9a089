"""The words of the tool's command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from app.headless.exchange_arguments import exchange_verbs
from app.kernel.days import parse_day
from app.kernel.problems import Problem
from app.kernel.words import _
from db.vocabulary import ReplaceMode


def parser() -> argparse.ArgumentParser:
    """The parser of ``xaso``; every verb names its handler in ``verb``."""
    top = argparse.ArgumentParser(prog="xaso", description=_("Xã Số không cần cửa sổ."))
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help=_("trả lời bằng JSON"))
    common.add_argument("--workspace", type=Path, metavar="DIR", help=_("thư mục dữ liệu"))
    common.add_argument(
        "--password-file", type=Path, metavar="FILE", help=_("tệp chứa mật khẩu (hoặc biến môi trường XASO_PASSWORD)")
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar=_("LỆNH"))

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        return verbs.add_parser(name, help=text, parents=[common])

    init = verb("init", _("tạo thư mục dữ liệu mới"))
    init.add_argument("--practice", action="store_true", help=_("xã thực hành, không lẫn với dữ liệu thật"))
    load = verb("load", _("nạp tệp JSON"))
    load.add_argument("file", type=Path)
    dump = verb("dump", _("xuất toàn bộ dữ liệu ra JSON"))
    dump.add_argument("file", type=Path, nargs="?")
    check = verb("check", _("nêu mọi điều còn thiếu hoặc sai"))
    check.add_argument("--on", type=_day, help=_("theo ngày dd/mm/yyyy"))
    _document_verbs(verb)
    _letter_verbs(verb)
    exchange_verbs(verb)
    _sums(verb)
    backup = verb("backup", _("sao lưu"))
    backup.add_argument("target", type=Path, nargs="?")
    restore = verb("restore", _("khôi phục vào thư mục trống"))
    restore.add_argument("file", type=Path)
    verb("verify", _("kiểm tra kho dữ liệu, nhật ký và tệp"))
    verb("schema", _("in lược đồ JSON"))
    demo = verb("demo", _("làm trọn việc của văn bản Hà Trung cho xã thực hành"))
    demo.add_argument("folder", type=Path, metavar="DIR")
    return top


def _document_verbs(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    compose = add("compose", _("soạn văn bản từ mẫu"))
    compose.add_argument("template")
    compose.add_argument("--on", type=_day, help=_("ngày của văn bản dd/mm/yyyy"))
    compose.add_argument("--body", action="append", default=[], metavar="UID", help=_("ban hoặc tổ mà văn bản nói tới"))
    compose.add_argument(
        "--mode", choices=[mode.value for mode in ReplaceMode], help=_("thay thế hay sửa đổi quyết định trước")
    )
    compose.add_argument("--signer", metavar="UID", help=_("người ký"))
    compose.add_argument(
        "--set", action="append", default=[], type=_answer, metavar="NAME=TEXT", help=_("trả lời câu hỏi của mẫu")
    )
    paper = add("print", _("in một văn bản ra tệp"))
    paper.add_argument("document")
    paper.add_argument("--pdf", type=Path)
    paper.add_argument("--docx", type=Path)
    roster = add("roster", _("in danh sách các tổ"))
    roster.add_argument("--pdf", type=Path)
    roster.add_argument("--xlsx", type=Path)
    roster.add_argument(
        "--form", type=Path, metavar="FILE", help=_("điền vào biểu mẫu Excel của cấp trên (với --xlsx)")
    )
    roster.add_argument("--phones", action="store_true", help=_("ghi cả số điện thoại vào biểu mẫu"))
    roster.add_argument("--on", type=_day)
    register = add("register", _("in sổ theo dõi văn bản đi"))
    register.add_argument("--pdf", type=Path)
    register.add_argument("--xlsx", type=Path)
    register.add_argument("--year", type=int, help=_("năm của sổ; không ghi thì là năm nay"))
    register.add_argument("--series", default="QD", metavar="CODE", help=_("mã sổ số: QD, VB, BCD, SAO hoặc mã đã đặt"))
    report = add("report", _("lập báo cáo từ nhật ký; “report list” nêu các mẫu và báo cáo đến kỳ"))
    report.add_argument("kind", metavar="KIND", help=_("mã mẫu báo cáo, hoặc list"))
    report.add_argument("period", nargs="?", metavar="PERIOD", help=_("2026-03, 2026-Q1, 2026-H1, 2026 hoặc hai ngày"))
    report.add_argument("--asked", type=Path, metavar="FILE", help=_("các nội dung được hỏi, mỗi dòng một nội dung"))
    report.add_argument("--pdf", type=Path)
    report.add_argument("--docx", type=Path)
    report.add_argument("--xlsx", type=Path)
    issue = add("issue", _("ghi số, ngày sau khi ký"))
    issue.add_argument("document")
    issue.add_argument("--number", type=int)
    issue.add_argument("--on", type=_day, required=True)
    issue.add_argument("--scan", type=Path)
    issue.add_argument("--no-scan-reason", default="")
    issue.add_argument("--confirm", action="append", default=[], metavar="CODE")


def _sums(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    sums = add("sums", _("cộng báo cáo các xã đã gửi, kèm độ phủ và danh sách xã còn thiếu"))
    sums.add_argument("kind", metavar="KIND", help=_("mã mẫu báo cáo"))
    sums.add_argument("period", nargs="?", metavar="PERIOD", help=_("2026-03, 2026-Q1, 2026-H1, 2026 hoặc hai ngày"))
    sums.add_argument("--pdf", type=Path, help=_("lập báo cáo tổng hợp và in ra tệp này"))
    sums.add_argument("--docx", type=Path)
    sums.add_argument("--xlsx", type=Path)


def _letter_verbs(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    letters = add("letters", _("đọc văn bản đến, đo độ đúng của việc đọc"))
    steps = letters.add_subparsers(dest="step", required=True, metavar=_("VIỆC"))
    read = steps.add_parser("read", help=_("nêu các nhiệm vụ đề xuất trong một văn bản"))
    read.add_argument("file", type=Path)
    measure = steps.add_parser("measure", help=_("so các đề xuất với bảng nhiệm vụ do người đọc lập"))
    measure.add_argument("folder", type=Path)
    measure.add_argument("table", type=Path, metavar="OBLIGATIONS.tsv")
    measure.add_argument(
        "--without-own-words", action="store_true", help=_("đọc mỗi văn bản mà không dùng những từ chỉ nó có")
    )
    for step in (read, measure):
        step.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("trả lời bằng JSON"))


def _answer(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(_("Ghi dạng TÊN=NỘI DUNG."))
    return name, value


def _day(text: str) -> date:
    try:
        day = parse_day(text, field="on")
    except Problem as problem:
        raise argparse.ArgumentTypeError(problem.sentence) from problem
    if day is None:
        raise argparse.ArgumentTypeError(_("Chưa nhập ngày."))
    return day
