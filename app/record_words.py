"""How kinds of records and their fields are called where records are shown as they travel, whatever page made them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from app import labels
from app.kernel.clock import VIETNAM
from app.kernel.days import show_day
from app.kernel.words import N_, _
from db.vocabulary import BodyKind, BodyRole, DocumentState, DocumentType, Gender, HamletKind, OfficeKind, PostKind

NOUNS = {
    "office_version": N_("Cơ quan"),
    "hamlet": N_("Thôn, tổ dân phố"),
    "person": N_("Người"),
    "post": N_("Chức danh"),
    "body": N_("Ban Chỉ đạo, Tổ công nghệ số"),
    "membership": N_("Thành viên"),
    "team_support": N_("Người hỗ trợ tổ"),
    "document": N_("Văn bản đi"),
    "document_effect": N_("Hiệu lực của văn bản"),
    "incoming_letter": N_("Văn bản đến"),
    "report": N_("Báo cáo"),
    "activity": N_("Hoạt động trong nhật ký"),
    "evidence": N_("Minh chứng"),
    "programme": N_("Bài phát thanh"),
    "airing": N_("Lần phát thanh"),
    "online_post": N_("Tin bài trên mạng"),
    "display": N_("Bảng, pano, áp phích"),
    "meeting": N_("Cuộc họp, hội nghị"),
    "praise": N_("Gương tốt"),
    "theme_plan": N_("Kế hoạch chủ đề"),
    "duty": N_("Nhiệm vụ được giao"),
    "fulfilment": N_("Kỳ nhiệm vụ đã làm"),
    "task": N_("Việc cần làm"),
    "resource": N_("Nguồn lực"),
    "difficulty": N_("Khó khăn, vướng mắc"),
    "proposal": N_("Đề xuất"),
    "channel": N_("Kênh trao đổi"),
    "contact": N_("Lần trao đổi"),
    "partner": N_("Đơn vị phối hợp"),
    "citation": N_("Căn cứ viện dẫn"),
    "number_series": N_("Sổ số văn bản"),
    "register_entry": N_("Số trong sổ văn bản"),
    "activity_kind": N_("Loại hoạt động"),
    "work_model": N_("Mô hình công việc"),
    "model_item": N_("Mục của mô hình"),
    "office": N_("Mã cơ quan"),
    "review": N_("Yêu cầu sửa"),
    "data_request": N_("Yêu cầu số liệu"),
    "assignment": N_("Giao xử lý"),
    "summary": N_("Báo cáo tổng hợp"),
}
"""Table name -> words, in the order in which kinds are listed."""
FIELDS = {
    "full_name": N_("Họ và tên"),
    "birth_year": N_("Năm sinh"),
    "birth_date": N_("Ngày sinh"),
    "gender": N_("Giới tính"),
    "phone": N_("Điện thoại"),
    "email": N_("Thư điện tử"),
    "name": N_("Tên"),
    "title": N_("Tên, tiêu đề"),
    "subject": N_("Trích yếu"),
    "symbol": N_("Số, ký hiệu"),
    "number": N_("Số"),
    "issued_on": N_("Ngày ban hành"),
    "issuer": N_("Cơ quan ban hành"),
    "type_name": N_("Loại văn bản"),
    "type": N_("Loại"),
    "kind": N_("Loại"),
    "state": N_("Tình trạng"),
    "role": N_("Vai trò"),
    "duty": N_("Nhiệm vụ"),
    "person": N_("Người"),
    "body": N_("Ban, tổ"),
    "team": N_("Tổ"),
    "hamlet": N_("Thôn"),
    "households": N_("Số hộ"),
    "note": N_("Ghi chú"),
    "detail": N_("Diễn giải"),
    "text": N_("Nội dung"),
    "content": N_("Nội dung"),
    "place": N_("Địa điểm"),
    "held_on": N_("Ngày"),
    "held_at": N_("Giờ"),
    "figures": N_("Số liệu"),
    "facts": N_("Số liệu"),
    "presenter": N_("Người thực hiện"),
    "forces": N_("Lực lượng"),
    "partners": N_("Đơn vị phối hợp"),
    "themes": N_("Chủ đề"),
    "valid_from": N_("Từ ngày"),
    "valid_to": N_("Đến ngày"),
    "period": N_("Kỳ"),
    "first_day": N_("Từ ngày"),
    "last_day": N_("Đến ngày"),
    "document": N_("Văn bản"),
    "letter": N_("Văn bản đến"),
    "begun_by": N_("Quyết định thành lập"),
    "ended_by": N_("Quyết định cho thôi"),
    "paper_date": N_("Ngày trên văn bản"),
    "wish": N_("Đề nghị"),
    "addressee": N_("Nơi nhận"),
    "receiver": N_("Nơi nhận"),
    "area": N_("Lĩnh vực"),
    "raised_on": N_("Ngày ghi nhận"),
    "sent_on": N_("Ngày gửi"),
    "received_on": N_("Ngày nhận"),
    "answered_on": N_("Ngày trả lời"),
    "answer": N_("Trả lời"),
    "closed_on": N_("Ngày khép lại"),
    "url": N_("Địa chỉ trang"),
    "posted_on": N_("Ngày đăng"),
    "reach": N_("Lượt tiếp cận"),
    "aired_on": N_("Ngày phát"),
    "minutes": N_("Số phút"),
    "attended": N_("Số người dự"),
    "invited": N_("Số người mời"),
    "caption": N_("Chú thích"),
    "size": N_("Cỡ"),
    "ordinal": N_("Thứ tự"),
    "year": N_("Năm"),
    "month": N_("Tháng"),
    "due_on": N_("Hạn"),
    "handler_words": N_("Người xử lý"),
    "assigned_on": N_("Ngày giao"),
    "done_on": N_("Ngày xong"),
    "result": N_("Kết quả"),
    "planned": N_("Kế hoạch"),
    "used": N_("Đã dùng"),
    "unit": N_("Đơn vị tính"),
    "source": N_("Nguồn"),
    "code": N_("Mã"),
    "address": N_("Địa chỉ"),
    "purpose": N_("Mục đích"),
    "members": N_("Số thành viên"),
    "network": N_("Mạng"),
    "province": N_("Tỉnh"),
    "district": N_("Huyện"),
    "former_commune": N_("Xã cũ"),
    "arrived_on": N_("Ngày đến"),
    "arrival_number": N_("Số đến"),
    "own_texts": N_("Phần tự viết"),
    "script": N_("Lời bài"),
    "count": N_("Số lượng"),
    "seat": N_("Vị trí"),
    "about": N_("Thuộc về"),
    "by": N_("Người"),
    "leaving": N_("Sẽ thôi"),
    "definition": N_("Mẫu"),
    "criteria": N_("Tiêu chí"),
    "indicators": N_("Chỉ tiêu"),
    "programme": N_("Chương trình"),
    "aired_at": N_("Giờ phát"),
    "loudspeaker": N_("Cụm loa"),
    "target_office": N_("Gửi cho cơ quan"),
    "noun": N_("Loại bản ghi"),
    "row_uid": N_("Bản ghi"),
    "handler": N_("Người xử lý"),
    "daily": N_("Kênh hằng ngày"),
    "replaced_by": N_("Thay bằng"),
    "about_noun": N_("Loại mục liên quan"),
    "fields": N_("Nội dung cần số liệu"),
    "raised_by": N_("Người nêu"),
    "sent_how": N_("Gửi bằng"),
    "answer_letter": N_("Văn bản trả lời"),
    "closing_note": N_("Kết quả khép lại"),
    "form": N_("Hình thức"),
    "put_up_on": N_("Ngày treo, lắp"),
    "taken_down_on": N_("Ngày tháo dỡ"),
    "template": N_("Mẫu văn bản"),
    "series": N_("Sổ số"),
    "printed_at": N_("Lúc in"),
    "replaces": N_("Văn bản trước"),
    "replace_mode": N_("Quan hệ với văn bản trước"),
    "ended_on": N_("Ngày hết hiệu lực"),
    "end_reason": N_("Lý do hết hiệu lực"),
    "no_scan_reason": N_("Lý do chưa có bản quét"),
    "cadence": N_("Kỳ"),
    "scheme": N_("Cách tính kỳ"),
    "cut_off_day": N_("Ngày chốt số liệu"),
    "due_day": N_("Hạn: ngày trong tháng"),
    "due_month_offset": N_("Số tháng sau kỳ"),
    "exclusive": N_("Trước ngày hạn"),
    "via": N_("Gửi qua"),
    "condition": N_("Khi nào phải làm"),
    "report": N_("Báo cáo"),
    "package": N_("Hồ sơ kèm theo"),
    "owner": N_("Người phụ trách"),
    "owner_words": N_("Người phụ trách"),
    "media_type": N_("Kiểu tệp"),
    "width": N_("Chiều rộng ảnh"),
    "height": N_("Chiều cao ảnh"),
    "seconds": N_("Thời lượng"),
    "taken_at": N_("Lúc chụp"),
    "with_position": N_("Giữ vị trí chụp"),
    "handed_over_at": N_("Lúc nộp"),
    "proof_noun": N_("Loại minh chứng"),
    "proof": N_("Minh chứng"),
    "waived": N_("Lý do không phải làm"),
    "successor": N_("Nhập vào"),
    "forwarded_on": N_("Ngày chuyển"),
    "answer_due_on": N_("Hạn trả lời"),
    "citation": N_("Căn cứ viện dẫn"),
    "file_name": N_("Tên tệp"),
    "digital": N_("Có nội dung chuyển đổi số"),
    "model": N_("Mô hình chuyển đổi số"),
    "speaker": N_("Người trình bày"),
    "group": N_("Nhóm"),
    "left_out": N_("Lý do bỏ qua"),
    "types": N_("Loại văn bản"),
    "first_number": N_("Số đầu tiên"),
    "first_year": N_("Năm đầu tiên"),
    "relation": N_("Quan hệ"),
    "office": N_("Cơ quan"),
    "drafting_unit": N_("Đơn vị soạn thảo"),
    "drafting_abbreviation": N_("Viết tắt đơn vị soạn thảo"),
    "route": N_("Gửi qua cơ quan"),
    "channel": N_("Kênh"),
    "genre": N_("Thể loại"),
    "handbook": N_("Cẩm nang chuyển đổi số"),
    "rechecked_on": N_("Ngày kiểm tra lại"),
    "contact": N_("Người liên hệ"),
    "contact_post": N_("Chức vụ người liên hệ"),
    "digital_skill": N_("Kỹ năng số"),
    "whom": N_("Người, tập thể được biểu dương"),
    "collective": N_("Là tập thể"),
    "act": N_("Việc làm tốt"),
    "acted_on": N_("Ngày làm việc tốt"),
    "praised_on": N_("Ngày biểu dương"),
    "origin": N_("Nguồn"),
    "editor": N_("Biên tập"),
    "approved_by": N_("Người duyệt"),
    "approved_on": N_("Ngày duyệt"),
    "submitted_on": N_("Ngày đề xuất"),
    "outcome": N_("Kết quả"),
    "outcome_on": N_("Ngày có kết quả"),
    "outcome_words": N_("Nội dung kết quả"),
    "voided_on": N_("Ngày hủy số"),
    "void_reason": N_("Lý do hủy số"),
    "count_mode": N_("Cách cộng số liệu"),
    "request": N_("Yêu cầu của cấp trên"),
    "previous": N_("Báo cáo kỳ trước"),
    "counted_at": N_("Lúc tính số liệu"),
    "task": N_("Công việc"),
    "row_revision": N_("Lần sửa"),
    "field": N_("Mục cần sửa"),
    "comment": N_("Lý do"),
    "plan": N_("Kế hoạch"),
    "model_code": N_("Mã trong mô hình"),
    "carried_from": N_("Chuyển từ việc năm trước"),
    "recheck_on": N_("Ngày xem lại"),
    "theme": N_("Chủ đề"),
    "version": N_("Phiên bản"),
}
"""Column -> words; a column that is not here is shown by its own name."""
HIDDEN = frozenset(
    {"uid", "office_uid", "revision", "deleted_at", "sort_key", "folded", "rule_set", "frozen", "frozen_sha256"}
    | {"sha256", "source_sha256", "pdf_sha256", "scan_sha256", "file_sha256", "sentence", "sentence_at"}
)
"""Columns that say nothing to people."""
_TITLES = ("full_name", "title", "subject", "name", "symbol", "caption", "whom", "text", "period", "code")
_LONGEST = 90
_LISTS: dict[tuple[str, str], Callable[[str], str]] = {
    ("membership", "role"): lambda value: labels.body_role(BodyRole(value), BodyKind.TEAM),
    ("membership", "seat"): lambda value: labels.post_kind(PostKind(value)),
    ("post", "kind"): lambda value: labels.post_kind(PostKind(value)),
    ("body", "kind"): lambda value: labels.body_kind(BodyKind(value)),
    ("hamlet", "kind"): lambda value: labels.hamlet_kind(HamletKind(value)),
    ("office_version", "kind"): lambda value: labels.office_kind(OfficeKind(value)),
    ("document", "state"): lambda value: labels.state(DocumentState(value)),
    ("document", "type"): lambda value: labels.document_type(DocumentType(value)),
    ("person", "gender"): lambda value: labels.gender(Gender(value)),
}
"""(kind, column) -> words of a value out of a closed list."""


def noun_words(noun: str) -> str:
    """What a kind of record is called; an unknown kind, of a newer program, by its own name."""
    return _(NOUNS[noun]) if noun in NOUNS else noun


def noun_place(noun: str) -> int:
    """Where a kind stands in a list of kinds."""
    return list(NOUNS).index(noun) if noun in NOUNS else len(NOUNS)


def field_words(name: str) -> str:
    """What a field is called; empty for a record as a whole."""
    return _(FIELDS[name]) if name in FIELDS else name


def worded(noun: str, name: str, value: object) -> str:
    """The words of a value out of a closed list; empty for any other, also for one of a newer program."""
    words = _LISTS.get((noun, name))
    try:
        return words(str(value)) if words is not None and value is not None else ""
    except (ValueError, KeyError):
        return ""


def title_of(values: Mapping[str, Any]) -> str:
    """The words by which a record is known; empty where only its references can tell."""
    for name in _TITLES:
        found = values.get(name)
        if isinstance(found, str) and found.strip():
            line = " ".join(found.split())
            return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
    return ""


def shown(value: object, names: Mapping[str, str] | None = None) -> str:
    """A value as people read it: days, yes and no, references by name, lists in one line."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, str):
        return (names or {}).get(value) or _moment(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {shown(each, names)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(shown(each, names) for each in value)
    return "" if value is None else str(value)


def _moment(text: str) -> str:
    try:
        if len(text) == len("2022-04-05"):
            return show_day(date.fromisoformat(text))
        if "T" in text and len(text) >= len("2022-04-05T00:00:00"):
            return f"{datetime.fromisoformat(text).astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    except ValueError:
        pass
    return text
