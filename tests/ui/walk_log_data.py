"""What an officer copies in one month of work: a superior's letter and a message of a team. All of it is invented."""

from __future__ import annotations

LETTER = """ỦY BAN NHÂN DÂN
HUYỆN HÀ TRUNG
Số: 512/UBND-VHTT
Hà Trung, ngày 04 tháng 5 năm 2022
V/v hoạt động của Tổ công nghệ số cộng đồng và tuyên truyền chuyển đổi số

Kính gửi: Ủy ban nhân dân các xã, thị trấn.

Để Tổ công nghệ số cộng đồng hoạt động có nền nếp, Ủy ban nhân dân huyện yêu cầu Ủy ban nhân dân các xã, thị trấn \
thực hiện các nội dung sau:

1. Hằng tháng xây dựng ít nhất 01 chương trình phát thanh về chuyển đổi số và phát lại ít nhất 03 lần trên hệ thống \
truyền thanh cơ sở.
2. Chỉ đạo Tổ công nghệ số cộng đồng hướng dẫn người dân cài đặt, kích hoạt VNeID và nộp hồ sơ dịch vụ công trực tuyến.
3. Rà soát, gửi danh sách thành viên Tổ công nghệ số cộng đồng về Phòng Văn hóa và Thông tin trước ngày 31/5/2022.
4. Báo cáo kết quả hoạt động về Ủy ban nhân dân huyện (qua Phòng Văn hóa và Thông tin) trước ngày 20 hằng tháng.

Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, Ủy ban nhân dân các xã, thị trấn báo cáo về Ủy ban nhân dân \
huyện để xem xét, chỉ đạo./.

Nơi nhận:
- Như trên;
- Lưu: VT, VHTT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""

MESSAGE = (
    "Tối qua Tổ công nghệ số thôn Khe Sú hỗ trợ bà con nộp hồ sơ dịch vụ công: 23 người được hướng dẫn, "
    "nộp 17 hồ sơ, tạo 9 tài khoản. Anh em vất vả nhưng vui ạ."
)

SCRIPT = (
    "Kính thưa bà con! Chương trình hôm nay hướng dẫn cách cài đặt VNeID, cách nhận biết cuộc gọi lừa đảo "
    "và lịch trực của Tổ công nghệ số tại nhà văn hóa các thôn."
)

OWN_WORDS = "Bà con thôn Nà Khoan đi làm xa nhiều nên Tổ hướng dẫn vào buổi tối và ngày chủ nhật."
