"""How somebody at the keyboard reaches each page: its digit, or its name typed into the search box."""

from __future__ import annotations

from PySide6.QtTest import QTest

from tests.ui.walk_person import Person

PAGES = {
    "today": "hôm nay",
    "overview": "tổng quan",
    "committee": "ban chỉ đạo",
    "teams": "tổ công nghệ",
    "people": "cán bộ",
    "offices": "cơ quan và",
    "incoming": "văn bản đến",
    "documents": "văn bản đi",
    "reports": "báo cáo",
    "diary": "nhật ký",
    "outreach": "truyền thông",
    "duties": "nhiệm vụ và",
    "difficulties": "khó khăn",
    "contacts": "kênh và",
    "send": "gửi lên",
    "intake": "tiếp nhận",
    "settings": "cài đặt",
}
"""Every page with words of its title, in the order of the navigation."""
_LISTED_MS = 200
"""After this long what was typed is listed; nobody presses Enter before."""


def go_to(person: Person, page: str) -> None:
    """One key for the first nine pages; search, name, Enter for the others."""
    place = list(PAGES).index(page) + 1
    if place <= 9:
        person.press(f"Ctrl+{place}")
        return
    person.press("Ctrl+K")
    person.type(PAGES[page])
    QTest.qWait(_LISTED_MS)
    person.press("Return")
