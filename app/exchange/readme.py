"""``DOC-TOI.txt``: what this file is, for whom, and how to look at it without this program; no person's name in it."""

from __future__ import annotations

from app.exchange.header import Core, Kind

_WHAT = {
    Kind.BUNDLE: "gói gửi số liệu, giấy tờ lên cấp trên",
    Kind.RECEIPT: "biên nhận của cấp trên",
    Kind.PACKAGE: "gói hướng dẫn của cấp trên",
}


def readme_of(core: Core) -> bytes:
    """The text for one file: UTF-8 with BOM and CRLF, for Notepad; the header binds it by its hash.

    It is written in Vietnamese always and never passes through the catalogue: the same core gives the same bytes.
    """
    lines = [
        "XÃ SỐ - TỆP TRAO ĐỔI GIỮA HAI CƠ QUAN",
        "",
        f"Tệp này là {_WHAT[core.kind]}.",
        f"Nơi gửi: cơ quan mã {core.sender.office_code}, khóa {core.sender.key_id}.",
        f"Nơi nhận: {', '.join(f'cơ quan mã {party.office_code}' for party in core.receivers)}.",
    ]
    if core.kind is not Kind.RECEIPT:
        lines.append(f"Số thứ tự: từ {core.first_sequence} đến {core.last_sequence} (đợt {core.epoch}).")
    lines += [
        "",
        "Người nhận: mở chương trình Xã Số, chọn “Tiếp nhận”, rồi chọn tệp này. Không cần giải nén, không sửa tên tệp.",
        "Nếu không phải nơi nhận: nội dung đã niêm phong, không mở được; xin chuyển lại cho nơi gửi.",
        "",
        "Kiểm tra và mở không cần chương trình (người có khóa):",
        "  unzip tep.xaso",
        "  ssh-keygen -Y verify -n xaso-bundle -I noi-gui -f khoa-tin-cay -s header.json.sig < header.json",
        "  sha256sum body.age   (phải bằng body.sha256 trong header.json)",
        "  age -d -i khoa.txt body.age > noi-dung.zip",
        "",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")
