"""The words of the verbs about bundles, receipts, keys and the outbox."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.kernel.words import _

Adder = Callable[[str, str], argparse.ArgumentParser]


def exchange_verbs(add: Adder) -> None:
    """Adds ``bundle``, ``receipt``, ``package``, ``keys`` and ``outbox``."""
    _bundle(_steps(add("bundle", _("gói gửi cấp trên: lập, xem, kiểm tra, nhận, ghép"))))
    _receipt(_steps(add("receipt", _("biên nhận: lập lại, nhận, đọc qua điện thoại"))))
    _package(_steps(add("package", _("gói hướng dẫn cho xã"))))
    _keys(_steps(add("keys", _("khóa của cơ quan: tạo, đăng ký, so từ, thay, thu hồi, khôi phục, bàn giao"))))
    _connection(_steps(add("connection", _("kết nối thư điện tử, WebDAV: xem, nhập, thử"))))
    outbox = add("outbox", _("những gì đã lập để gửi và đã tới đâu"))
    outbox.add_argument("--send", action="store_true", help=_("gửi qua mạng những gì đã đến lúc"))
    _over_network(outbox)
    outbox.add_argument("--to", type=Path, metavar="DIR", help=_("chép mọi gói chưa được xác nhận vào thư mục này"))
    outbox.add_argument(
        "--clear", action="store_true", help=_("bỏ bản sao không còn ai cần và dạng cũ trong nhật ký thay đổi")
    )


def _steps(parser: argparse.ArgumentParser) -> Adder:
    steps = parser.add_subparsers(dest="step", required=True, metavar=_("VIỆC"))

    def step(name: str, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = steps.add_parser(name, help=text)
        made.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("trả lời bằng JSON"))
        made.add_argument("--workspace", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        made.add_argument(
            "--password-file", type=Path, metavar="FILE", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
        return made

    return step


def _bundle(step: Adder) -> None:
    make = step("make", _("lập gói từ mọi thay đổi sau gói trước"))
    make.add_argument("folder", type=Path, metavar="DIR", nargs="?", help=_("chép gói vào thư mục hoặc thẻ nhớ này"))
    make.add_argument("--preview", action="store_true", help=_("chỉ nêu những gì sẽ đi, không lập gói"))
    make.add_argument("--full", action="store_true", help=_("bắt đầu đợt mới bằng gói đầy đủ"))
    make.add_argument("--split", action="store_true", help=_("chia thành các phần vừa hộp thư"))
    for name, text in (
        ("inspect", _("nêu phần đầu của tệp, không mở nội dung")),
        ("verify", _("kiểm tra chữ ký, nơi nhận và nội dung, không nhận vào")),
    ):
        step(name, text).add_argument("file", type=Path)
    take_in = step("take-in", _("nhận các tệp hoặc mọi tệp trong thư mục"))
    take_in.add_argument("paths", type=Path, nargs="+", metavar="FILE|DIR")
    take_in.add_argument("--answers", type=Path, metavar="DIR", help=_("ghi biên nhận vào thư mục này"))
    _over_network(step("collect", _("lấy tệp từ hộp thư hoặc thư mục WebDAV rồi nhận vào")))
    join = step("join", _("ghép các phần thành một gói"))
    join.add_argument("parts", type=Path, nargs="+")
    join.add_argument("--into", type=Path, required=True, metavar="FILE")


def _over_network(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", choices=["mail", "webdav"], help=_("qua thư điện tử hay WebDAV"))
    _account_password(parser)


def _account_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--account-password-file",
        type=Path,
        metavar="FILE",
        help=_("tệp chứa mật khẩu hộp thư hoặc WebDAV (hoặc biến XASO_ACCOUNT_PASSWORD)"),
    )


def _connection(step: Adder) -> None:
    step("show", _("nêu các kết nối đã nhập, không có mật khẩu"))
    step("set", _("nhập kết nối từ tệp JSON")).add_argument("file", type=Path)
    _account_password(step("test", _("đăng nhập thử, không gửi và không lấy gì")))


def _receipt(step: Adder) -> None:
    make = step("make", _("ghi lại biên nhận của một gói đã nhận"))
    make.add_argument("file", type=Path, help=_("gói đã nhận"))
    make.add_argument("folder", type=Path, metavar="DIR")
    step("take-in", _("nhận biên nhận")).add_argument("paths", type=Path, nargs="+", metavar="FILE|DIR")
    phone = step("phone", _("mã 12 ký tự để đọc, hoặc nhập mã nghe được"))
    phone.add_argument("bundle", help=_("tệp gói, hoặc số thứ tự cuối của gói trong hộp gửi"))
    phone.add_argument("--code", metavar="XXXX-XXXX-XXXX", help=_("mã nghe được từ cấp trên"))


def _package(step: Adder) -> None:
    make = step("make", _("lập gói cho một xã"))
    make.add_argument("office", metavar="CODE", help=_("mã cơ quan của xã"))
    make.add_argument("folder", type=Path, metavar="DIR", nargs="?")
    back = step("return", _("trả lại một bản ghi để xã sửa"))
    for name in ("office", "noun", "row", "comment"):
        back.add_argument(name)
    back.add_argument("--field", default="")


def _keys(step: Adder) -> None:
    step("list", _("mọi khóa đang biết"))
    make = step("sheet", _("tạo khóa nếu chưa có; in phiếu khóa, phiếu niêm phong và tệp đăng ký"))
    make.add_argument("--pdf", type=Path, metavar="FILE", help=_("phiếu đăng ký khóa"))
    make.add_argument("--enrolment", type=Path, metavar="FILE", help=_("tệp đăng ký để gửi cơ quan kia"))
    make.add_argument(
        "--recovery", type=Path, metavar="FILE", help=_("lập mã khôi phục mới và in phiếu để niêm phong (PDF)")
    )
    make.add_argument("--kit", type=Path, metavar="FILE", help=_("tệp giữ khóa, chỉ mở được bằng mã trên phiếu"))
    enrol = step("enrol", _("nhận tệp về khóa; với --words thì tin dùng khi tám từ khớp"))
    enrol.add_argument("file", type=Path)
    enrol.add_argument("--words", metavar="W1,W2,…,W8", help=_("tám từ nghe được, cách nhau bằng dấu phẩy"))
    confirm = step("confirm", _("tin dùng một khóa sau khi so tám từ"))
    confirm.add_argument("key")
    confirm.add_argument("words", metavar="W1,W2,…,W8")
    step("rotate", _("thay khóa; ghi tệp để gửi cơ quan kia")).add_argument("file", type=Path)
    revoke = step("revoke", _("thu hồi một khóa; ghi tệp để gửi cơ quan kia"))
    revoke.add_argument("key")
    revoke.add_argument("file", type=Path)
    revoke.add_argument("--after", type=int, metavar="N", help=_("số thứ tự cuối còn được tính; 0 là không số nào"))
    revoke.add_argument("--reason", default="")
    recover = step("recover", _("khôi phục khóa trên máy mới từ tệp giữ khóa và mã trên phiếu niêm phong"))
    recover.add_argument("kit", type=Path, help=_("tệp giữ khóa"))
    recover.add_argument("file", type=Path, help=_("tệp để gửi cấp trên"))
    recover.add_argument("--code-file", type=Path, required=True, metavar="FILE", help=_("tệp chứa mã trên phiếu"))
    join = step("join", _("thêm máy này vào một cơ quan đã có máy khác"))
    join.add_argument("enrolment", type=Path, help=_("tệp khóa của máy kia"))
    join.add_argument("file", type=Path, help=_("tệp khóa của máy này, để gửi cấp trên"))
    over = step("hand-over", _("bàn giao cho người kế nhiệm; cấp trên ký thay khi người cũ không ký được"))
    over.add_argument("file", type=Path, help=_("tệp để gửi cơ quan kia"))
    over.add_argument("--for", dest="enrolment", type=Path, metavar="FILE", help=_("tệp đăng ký của người kế nhiệm"))
    over.add_argument("--old", metavar="KEY", help=_("khóa cũ mà cấp trên ký thay"))
    over.add_argument("--words", default="", metavar="W1,W2,…,W8")
