"""Every setting of the program, declared once."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.commands import Permission, handles
from app.kernel.problems import refused
from app.kernel.settings import SettingKind, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork

LANGUAGE = SettingKind("language", "vi", N_("Ngôn ngữ"), N_("Ngôn ngữ của cửa sổ; văn bản in ra luôn bằng tiếng Việt."))
THEME = SettingKind("theme", "light", N_("Giao diện"), N_("Sáng, tối hoặc theo máy."))
WINDOW = SettingKind("window", "", N_("Cỡ cửa sổ"))
DRAFT_MARK = SettingKind(
    "draft_mark",
    True,
    N_("In chữ DỰ THẢO trên bản nháp"),
    N_("Chữ DỰ THẢO in ở đầu trang cho tới khi văn bản có số và ngày."),
)
RIGHT_MARGIN = SettingKind("right_margin", 20, N_("Lề phải (mm)"), N_("Nghị định 30/2020: 15 đến 20 mm."))
TEAM_NAME = SettingKind(
    "team_name", "Tổ công nghệ số cộng đồng", N_("Tên gọi của tổ"), N_("Tên theo văn bản hướng dẫn của cấp trên.")
)
ROSTER_PHONES = SettingKind(
    "roster_phones",
    False,
    N_("In số điện thoại trong danh sách kèm quyết định"),
    N_("Quyết định thường được đăng công khai, nên mặc định không in."),
)
LAW_NUMBERS = SettingKind(
    "law_numbers",
    False,
    N_("Ghi cả số của luật, pháp lệnh trong căn cứ"),
    N_("Nghị định 30/2020 không ghi số luật; nhiều nơi vẫn ghi, ví dụ “số 72/2025/QH15”."),
)

ALL = (LANGUAGE, THEME, WINDOW, DRAFT_MARK, RIGHT_MARGIN, TEAM_NAME, ROSTER_PHONES, LAW_NUMBERS)
_BY_KEY = {kind.key: kind for kind in ALL}

UNKNOWN_SETTING = refused(
    "SET-01",
    N_("Không có cài đặt “{key}” hoặc giá trị không đúng kiểu."),
    next_step=N_("Chọn lại trong trang Cài đặt."),
)


@dataclass(frozen=True, kw_only=True)
class ChangeSetting:
    """The person chooses another value for a setting."""

    key: str
    value: str | bool | int


@handles(
    ChangeSetting,
    action="setting.change",
    needs=Permission.WRITE,
    sentence=N_("Đã đổi cài đặt {command.key}"),
    undoable=False,
)
def change_setting(work: UnitOfWork, command: ChangeSetting) -> str:
    """Keeps the value; Refused SET-01 when the key is unknown or the type differs."""
    kind = _BY_KEY.get(command.key)
    if kind is None or type(command.value) is not type(kind.default):
        raise UNKNOWN_SETTING(field=command.key, key=command.key)
    write_setting(work.session, SettingKind(kind.key, command.value), command.value)
    return command.key
