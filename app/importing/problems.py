"""What can go wrong with a whole grid or file; what is wrong with single cells are findings of the preview."""

from __future__ import annotations

from app.kernel.problems import refused, unavailable
from app.kernel.words import N_

TOO_MANY = refused(
    "IMP-01",
    N_("Bảng có {rows} dòng, {columns} cột; mỗi lần nhận tối đa {max_rows} dòng, {max_columns} cột và {max_cells} ô."),
    next_step=N_("Chỉ chọn vùng cần nhập, hoặc chia thành nhiều lần. Chưa có gì được ghi."),
)
TOO_BIG_FILE = refused(
    "IMP-02",
    N_("Dữ liệu lớn hơn {limit}."),
    next_step=N_("Chép riêng danh sách cần nhập sang một tệp mới rồi thử lại. Chưa có gì được ghi."),
)
DAMAGED = refused(
    "IMP-03",
    N_("Không đọc được tệp {name}: tệp hỏng hoặc không phải bảng tính Excel an toàn."),
    next_step=N_("Mở tệp bằng Excel, chọn vùng cần nhập, sao chép rồi dán vào đây. Chưa có gì được ghi."),
)
NOT_A_TABLE = refused(
    "IMP-04", N_("Tệp {name} không phải bảng tính."), next_step=N_("Chọn tệp Excel (.xlsx, .xls) hoặc .csv.")
)
LOCKED = refused(
    "IMP-05",
    N_("Tệp {name} có mật khẩu."),
    next_step=N_("Mở tệp bằng Excel, bỏ mật khẩu rồi lưu lại, hoặc sao chép vùng cần nhập và dán vào đây."),
)
EMPTY = refused(
    "IMP-06", N_("Không có ô nào có dữ liệu."), next_step=N_("Chọn các ô trong Excel, sao chép rồi dán lại.")
)
TOO_SLOW = refused(
    "IMP-07",
    N_("Đọc tệp {name} quá {seconds} giây nên đã dừng."),
    next_step=N_("Chép riêng danh sách cần nhập sang một tệp mới rồi thử lại. Chưa có gì được ghi."),
)
NO_SHEET = refused(
    "IMP-08", N_("Tệp {name} không có trang tính “{sheet}”."), next_step=N_("Chọn một trang tính có trong tệp.")
)
NOT_FOUND = unavailable(
    "IMP-09",
    N_("Không mở được tệp {name}."),
    next_step=N_("Đóng tệp trong Excel nếu đang mở, kiểm tra tệp còn đó không rồi thử lại."),
)
