"""What makes a report possible, and what about an existing one deserves a look."""

from __future__ import annotations

from app.kernel.problems import refused
from app.kernel.words import N_

ALREADY_THERE = refused(
    "REP-03",
    N_("Đã có báo cáo “{name}” của {period}."),
    next_step=N_("Mở báo cáo đó và bấm “Tính lại”, hoặc bỏ bản nháp cũ trước."),
)
NOT_YET = refused(
    "REP-04",
    N_("Kỳ {period} chưa bắt đầu: ngày đầu kỳ là {first}."),
    next_step=N_("Chọn kỳ đang diễn ra hoặc đã qua."),
)
BAD_PERIOD = refused(
    "REP-05",
    N_("Không hiểu kỳ báo cáo “{period}”."),
    next_step=N_("Chọn kỳ trong danh sách hoặc ghi hai ngày đầu, cuối."),
)
EDITED_BY_HAND = refused(
    "REP-06",
    N_("Nội dung văn bản đã được sửa tay sau lần tính trước."),
    next_step=N_("Chọn “Tính lại và thay” nếu đồng ý thay phần sửa tay; phần nhận xét riêng vẫn giữ nguyên."),
)
ISSUED = refused(
    "REP-07",
    N_("Báo cáo đã ký nên số liệu không tính lại được nữa."),
    next_step=N_("Lập báo cáo bổ sung cho kỳ này nếu số liệu đã thay đổi."),
)
NO_SUCH_SECTION = refused(
    "REP-08", N_("Báo cáo không có mục “{section}”."), next_step=N_("Chọn một mục có ô nhận xét của báo cáo.")
)
WRONG_WAY_ROUND = refused(
    "REP-09", N_("Ngày cuối kỳ {last} sớm hơn ngày đầu kỳ {first}."), next_step=N_("Đổi lại hai ngày.")
)
TEXT_LIMIT = 8000
"""Characters of one section's own words."""
