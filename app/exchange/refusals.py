"""Every way a file of the exchange is refused: one code for each check, in the order of the checks.

What is refused is kept in quarantine, never dropped; the next step tells the person what to do about it.
"""

from __future__ import annotations

from app.kernel.problems import refused
from app.kernel.words import N_

_RESEND = N_("Hãy đề nghị nơi gửi chép hoặc gửi lại nguyên tệp. Tệp này được giữ riêng, không bị xóa.")
_CALL = N_("Đừng dùng tệp này; hãy gọi cho nơi gửi để xác minh. Tệp được giữ riêng, không bị xóa.")

TOO_LARGE = refused(
    "EXC-01",
    N_("Tệp có {size} byte, lớn hơn mức nhận tối đa {most} byte."),
    next_step=N_("Hãy đề nghị nơi gửi chia thành các gói nhỏ hơn. Tệp này được giữ riêng, không bị xóa."),
)
NO_BUNDLE = refused("EXC-02", N_("Tệp không phải gói Xã Số còn nguyên vẹn: {reason}."), next_step=_RESEND)
HEADER_WRONG = refused("EXC-03", N_("Phần đầu gói không đúng dạng: {reason}."), next_step=_RESEND)
HEADER_DOUBLED = refused("EXC-04", N_("Phần đầu gói ghi hai lần cùng một trường: {reason}."), next_step=_CALL)
NEWER_VERSION = refused(
    "EXC-05",
    N_("Gói do phiên bản mới hơn của chương trình lập (bản {version}; máy này đọc được đến bản {known})."),
    next_step=N_("Hãy cập nhật chương trình rồi nhận lại; tệp được giữ nguyên."),
)
UNKNOWN_CRITICAL = refused(
    "EXC-06",
    N_("Phần đầu gói có nội dung bắt buộc mà máy này chưa hiểu: {reason}."),
    next_step=N_("Hãy cập nhật chương trình rồi nhận lại; tệp được giữ nguyên."),
)
UNKNOWN_KEY = refused(
    "EXC-07",
    N_("Gói ký bằng khóa {key_id} mà máy này chưa biết."),
    next_step=N_("Hãy nhận phiếu đăng ký khóa của nơi gửi, so tám từ qua điện thoại rồi nhận lại gói."),
)
SIGNATURE_WRONG = refused("EXC-08", N_("Chữ ký của gói không khớp với nội dung."), next_step=_CALL)
KEY_NOT_COMPARED = refused(
    "EXC-09",
    N_("Khóa {key_id} của nơi gửi chưa được so tám từ."),
    next_step=N_("Hãy gọi cho nơi gửi, so tám từ trên phiếu khóa rồi nhận lại gói."),
)
KEY_REVOKED = refused(
    "EXC-10",
    N_("Khóa {key_id} đã ngừng dùng từ sau số {valid_through}, gói này đến số {last}."),
    next_step=N_("Hãy gọi cho nơi gửi; gói phải được lập lại bằng khóa mới. Tệp được giữ riêng, không bị xóa."),
)
WRONG_SENDER = refused(
    "EXC-11", N_("Nơi gửi ghi trong gói không phải cơ quan hoặc máy có khóa {key_id}."), next_step=_CALL
)
NOT_FOR_US = refused(
    "EXC-12",
    N_("Gói không gửi cho cơ quan này mà cho: {receivers}."),
    next_step=N_("Hãy chuyển tệp cho đúng nơi nhận. Tệp được giữ riêng, không bị xóa."),
)
BODY_CHANGED = refused("EXC-13", N_("Phần nội dung của gói không khớp với phần đầu đã ký."), next_step=_RESEND)
DUPLICATE = refused(
    "EXC-14",
    N_("Gói từ số {first} đến số {last} đã được nhận trước đây."),
    next_step=N_("Không cần làm gì: biên nhận cũ được gửi lại."),
)
GAP = refused(
    "EXC-15",
    N_("Gói từ số {first} đến số {last} đến sớm: còn thiếu từ số {missing_first} đến số {missing_last}."),
    next_step=N_("Gói được giữ chờ. Hãy đề nghị nơi gửi gửi phần còn thiếu."),
)
FORK = refused(
    "EXC-16",
    N_("Có hai gói khác nhau cùng nối vào một chỗ (từ số {first} đến số {last})."),
    next_step=N_(
        "Có thể máy của nơi gửi đã khôi phục từ bản sao lưu cũ. Hãy gọi cho nơi gửi; cả hai gói đều được giữ."
    ),
)
CHAIN_BROKEN = refused(
    "EXC-17",
    N_("Gói bắt đầu từ số {first}, trong khi gói liền trước kết thúc ở số {known}."),
    next_step=_CALL,
)
NOT_OPENED = refused(
    "EXC-18",
    N_("Không mở được phần nội dung bằng khóa của máy này."),
    next_step=N_("Hãy đề nghị nơi gửi lập lại gói cho khóa đang dùng. Tệp được giữ riêng, không bị xóa."),
)
BODY_WRONG = refused("EXC-19", N_("Phần nội dung của gói không đúng dạng: {reason}."), next_step=_CALL)
BODY_BOMB = refused("EXC-20", N_("Phần nội dung của gói bung ra quá lớn: {reason}."), next_step=_CALL)
BODY_STRANGE = refused("EXC-21", N_("Phần nội dung không thuộc về phần đầu này."), next_step=_CALL)
MANIFEST_WRONG = refused("EXC-22", N_("Bảng kê không khớp với nội dung gói: {reason}."), next_step=_CALL)
CHANGES_WRONG = refused("EXC-23", N_("Dòng thay đổi số {line} không đúng dạng: {reason}."), next_step=_CALL)
NOT_OWNER = refused(
    "EXC-24",
    N_("Dòng thay đổi số {line} sửa bản ghi của cơ quan khác."),
    next_step=_CALL,
)
RECEIPT_WRONG = refused("EXC-25", N_("Biên nhận không đúng dạng: {reason}."), next_step=_RESEND)
NO_PART = refused("EXC-26", N_("Tệp “{name}” không phải một phần của gói: {reason}."), next_step=_RESEND)
PART_DAMAGED = refused(
    "EXC-27",
    N_("Phần {part}/{parts} của “{name}” bị hỏng."),
    next_step=N_("Hãy đề nghị nơi gửi gửi lại riêng phần này."),
)
PARTS_MISSING = refused(
    "EXC-28",
    N_("“{name}” còn thiếu phần {missing} trong {parts} phần."),
    next_step=N_("Hãy lấy các phần còn thiếu rồi ghép lại; các phần đã có vẫn được giữ."),
)
PARTS_DISAGREE = refused(
    "EXC-29",
    N_("Các phần của “{name}” không ghép thành một gói: {reason}."),
    next_step=N_("Hãy đề nghị nơi gửi gửi lại tất cả các phần."),
)
PHONE_MISTYPED = refused(
    "EXC-30",
    N_("Mã biên nhận nhập sai.{hint}"),
    next_step=N_("Hãy đọc lại từng nhóm 4 ký tự rồi nhập lại."),
)
PHONE_OTHER = refused(
    "EXC-31",
    N_("Mã biên nhận đúng dạng nhưng không thuộc về gói này."),
    next_step=N_("Hãy hỏi lại người đọc xem đang đọc mã của gói nào, số mấy."),
)
