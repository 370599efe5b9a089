"""The words by which official Vietnamese asks for something: verbs, manners, actors, papers, modals.

They are the language of administration, not of one letter; each is a named rule, so that a measurement may read a
letter without those that only that letter uses (see ``app.incoming.measuring``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_VERBS = """
ban hành|biên soạn|biểu dương|báo cáo|bảo mật|bảo đảm|bố trí|bồi dưỡng|bổ sung|chia sẻ|chuẩn bị|chuẩn hóa
|chấm điểm|chấn chỉnh|chấp hành|chỉ đạo|chịu trách nhiệm|chọn|chủ trì|cung cấp|cài đặt|cân đối|công bố
|công khai|cấp phát|cập nhật|cử|duy trì|dành|giao|giám sát|giải quyết|giới thiệu|góp ý|gửi|hoàn thiện
|hoàn thành|huy động|hướng dẫn|hưởng ứng|hỗ trợ|khai thác|khen thưởng|khuyến khích|khảo sát|khắc phục
|kiến nghị|kiểm tra|kiện toàn|ký kết|kết nối|liên hệ|làm việc|lưu trữ|lấy ý kiến|lập|lồng ghép|lựa chọn
|mua sắm|mở|nghiên cứu|nhân rộng|nhắc nhở|niêm yết|nâng cao|nâng cấp|nộp|phát|phát huy|phát lại|phát sóng
|phát triển|phát động|phân bổ|phân công|phân loại|phân tích|phê duyệt|phản ánh|phối hợp|phổ biến|quyết định
|quán triệt|quản lý|rà soát|sơ kết|sắp xếp|số hóa|sử dụng|sửa chữa|tham dự|tham gia|tham mưu|theo dõi
|thiết lập|thu thập|thành lập|tháo gỡ|thông báo|thông tin|thẩm định|thống kê|thực hiện|tiếp nhận|tiếp thu
|trang bị|trao đổi|treo|triển khai|trình|trả lời|tuyên dương|tuyên truyền|tuân thủ|tìm hiểu|tăng cường|tạo lập
|tạo điều kiện|tập huấn|tập trung|tổ chức|tổng hợp|tổng kết|tự đánh giá|vận hành|vận động|xem xét|xin ý kiến
|xác minh|xác định|xây dựng|xử lý|điều tra|đào tạo|đánh giá|đôn đốc|đăng|đăng ký|đăng tải|đưa|đảm bảo|đấu mối
|đẩy mạnh|đề cao|đề xuất|đối chiếu|đổi mới|ứng dụng
"""
_MANNERS = """
chủ động|có kế hoạch|có trách nhiệm|cùng|cần|hàng ngày|hằng ngày|khẩn trương|kịp thời|ngay|nghiêm túc
|nhanh chóng|phải|quan tâm|quyết liệt|rộng rãi|sớm|thường xuyên|thực hiện việc|tiếp tục|trực tiếp|tích cực|tốt
|định kỳ|đồng loạt|đồng thời
"""
_ACTORS = """
ban chấp hành|ban chỉ đạo|ban công tác|ban quản lý|ban thường trực|ban thường vụ|bcđ|bưu điện|bảo hiểm xã hội
|chi cục|chi nhánh|chánh văn phòng|chủ tịch|các bộ phận|các cơ quan|các doanh nghiệp|các hội|các ngành
|các phòng|các sở|các thành viên|các thôn|các trường|các tổ|các xã|các đoàn thể|các đơn vị|các địa phương
|cán bộ|công an|công chức|cơ quan|cục|doanh nghiệp|giám đốc|hiệu trưởng|huyện đoàn|hđnd|hội|kho bạc|mttq
|mặt trận|ngân hàng|người đứng đầu|phòng|phó chủ tịch|sở|thành viên|thành đoàn|thôn|thủ trưởng|trung tâm
|trường|trưởng|trạm|tất cả các|tỉnh đoàn|tổ công nghệ số|tổ trưởng|ubmttq|ubnd|viễn thông|văn phòng|xã|xã đoàn
|đoàn thanh niên|đoàn tncs|đoàn xã|đài|đơn vị|đại diện|đảng ủy|đồng chí|ủy ban
"""
_NO_VERB = r"(?!\s+số\s+\d|(?<=trình) (?:tự|độ|diễn)|(?<=quyết định) (?:này|của|về|trên|nêu)|(?<=cử) tri)"
_NO_ACTOR = (
    r"(?:trường hợp|xã hội|phòng,? chống|phòng cháy|phòng ngừa|hội nghị|hội thảo|hội thi|hội chợ"
    r"|hội trường|đơn vị tính|đài tưởng|văn phòng phẩm)"
)
_PAPERS = (
    "báo cáo|biên bản|chương trình|danh mục|danh sách|đề án|hồ sơ|kế hoạch|phương án|quy chế"
    "|quy định|quyết định|tờ trình|văn bản"
)
_SET_UP = "ban chỉ đạo|bộ phận|tổ công nghệ số|tổ giúp việc|tổ công tác|tổ"
_MODALS = {
    "may": r"có thể (?=\S)",
    "will": r"(?<!nếu )\bsẽ (?!được thông báo)",
    "at least": r"\b(?:tối thiểu|ít nhất|tối đa|không quá|không dưới|từ \d+% trở lên)\b(?=[^;]{0,30}(?:\d|một|hai|ba))",
    "must": r"\b(?:phải|không được|không ủy quyền|nghiêm cấm|bắt buộc)\b",
    "ensured": r"\b(?:đảm bảo|bảo đảm) (?=theo|đúng|đủ|đạt|phù hợp|tiến độ|an toàn|chất lượng)",
    "priority": r"\bưu tiên\b",
    "made of": r"\b(?:gồm|bao gồm|trong đó có)\b",
    "each one": r"\bmỗi [^;.]{2,40}? (?:\d{1,2}|một|ít nhất)\b",
    "decided by": r"\bdo [^;.]{4,60}? (?:quyết định|ban hành|làm|phụ trách|chủ trì|đảm nhiệm)\b",
    "until": r"\b(?:thời gian|thời hạn|tiến độ)(?: [^:;.]{2,20})?: \S",
    "as annexed": r"kèm theo\b|đính kèm|gửi kèm|\bPhụ lục \w{1,4}\s*[:.]",
    "as guided": r"\btheo hướng dẫn\b",
    "contact": r"\bliên hệ (?:trực tiếp|với|qua|đồng chí|ông|bà|số|về)|\bđầu mối liên hệ\b",
}
_OPENERS = (
    r"(?:Hiện nay|Hiện tại|Thời gian qua|Trong thời gian qua|Trong những năm qua|Qua |Tuy nhiên"
    r"|Đến nay|Tính đến|Kết quả|Đây là|Trên đây"
    r"|Nhìn chung|Bên cạnh những|Nguyên nhân|Rất mong|Trân trọng|Xin trân trọng|Văn bản này"
    r"|Công văn này|Hướng dẫn này chỉ"
    r"|Một số|Việc |Theo báo cáo|Theo thống kê|Vừa qua|Ngày \d)"
)
_CONNECTORS = (
    r"(?:Lưu ý|Chú ý|Ghi chú|Đặc biệt|Ngoài ra|Bên cạnh đó|Đồng thời|Riêng|Trong đó|Trước mắt|Cụ thể"
    r"|Thứ \w{2,4}|Một là|Hai là|Ba là)\s*[,:]?\s*[-–]?\s*"
)


def _split(words: str) -> tuple[str, ...]:
    found = [word.strip() for word in words.replace("\n", "").split("|")]
    return tuple(sorted(set(found), key=lambda word: (-len(word), word)))


VERBS, MANNERS, ACTORS = _split(_VERBS), _split(_MANNERS), _split(_ACTORS)


@dataclass(frozen=True)
class Words:
    """The words compiled; ``without`` leaves named rules out (``verb:…``, ``manner:…``, ``actor:…``, ``rule:…``)."""

    verb: re.Pattern[str]
    starts: re.Pattern[str]
    """Manners and a verb, at the beginning of a clause."""
    actor: re.Pattern[str]
    modals: dict[str, re.Pattern[str]]


@lru_cache(maxsize=64)
def words(without: frozenset[str] = frozenset()) -> Words:
    """The words of all rules but those left out."""

    def kept(kind: str, all_of: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in all_of if f"{kind}:{word}" not in without) or "(?!)"

    verbs = kept("verb", VERBS)
    manners = kept("manner", MANNERS)
    return Words(
        verb=re.compile(rf"(?<!\w)(?:{verbs})(?!\w){_NO_VERB}"),
        starts=re.compile(
            rf"(?:(?P<manner>{manners})(?!\w)[, ]*(?:và )?){{0,4}}(?P<verb>{verbs})(?!\w){_NO_VERB}", re.IGNORECASE
        ),
        actor=re.compile(rf"(?!{_NO_ACTOR})(?:{kept('actor', ACTORS)})(?!\w)", re.IGNORECASE),
        modals={
            name: re.compile(pattern, re.IGNORECASE)
            for name, pattern in _MODALS.items()
            if f"rule:{name}" not in without
        },
    )


PAPER = re.compile(rf"(?:{_PAPERS})(?!\w)(?!\s+(?:[^\W\d]+\s+){{0,2}}số\s+\d|\s+\d)", re.IGNORECASE)
SET_UP = re.compile(rf"(?:{_SET_UP})(?!\w)", re.IGNORECASE)
OPENER = re.compile(_OPENERS)
CONNECTOR = re.compile(_CONNECTORS)
DEMAND = re.compile(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao nhiệm vụ cho|giao trách nhiệm cho|giao cho|giao"
    r"|phân công)\s+(?!sau|như|của|trên|này|đó)",
    re.IGNORECASE,
)
LEAD_IN = re.compile(r"(?:như sau|sau đây|sau|dưới đây|cụ thể)\s*[:.]?\s*$|:\s*$")
QUIET_SECTION = re.compile(
    r"(?:tình hình|kết quả (?:đạt được|thực hiện)|đánh giá chung|thực trạng|tồn tại|hạn chế|ưu điểm"
    r"|nguyên nhân|mục đích|sự cần thiết)",
    re.IGNORECASE,
)
"""Headings below which a letter tells what is, not what to do."""
BASIS = re.compile(
    r"(?:Thực hiện|Căn cứ|Theo|Triển khai|Thi hành|Tiếp theo|Tiếp nối|Xét|Để thực hiện|Để triển khai|Nhằm)\b"
)
FORMULA = re.compile(
    r"thông báo (?:để|đến|cho) [^.;]{3,90} (?:biết|được biết)(?!\w)|(?:trân trọng|xin) (?:cảm ơn|kính mời)",
    re.IGNORECASE,
)
"""Closing formulas that ask for nothing."""
