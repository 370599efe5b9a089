"""Screenshots of every page, made over the practice commune: for the README, and to look at after a change.

``python3 installer/start.py shots [FOLDER]`` writes ``<page>.png`` (1366x768), ``<page>@200.png`` (the same screen at
200 %) and ``<page>-dark.png``. Without FOLDER they go to artefacts/shots, those of the README to resources/help/images.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 1366, 768
README_PAGES = ("today", "overview", "committee", "teams", "documents", "diary", "reports", "send")
REPORTS = (("thang", "2022-03"), ("sau-thang", "2021-H2"))
OUTREACH_TABS = ("posts", "displays", "meetings", "plan", "praise")
CONFIRMED = 3
"""Duties of the letter taken already: the others wait, as in the middle of the job."""
LETTER = """ỦY BAN NHÂN DÂN
HUYỆN HÀ TRUNG
Số: 415/UBND-VHTT
Hà Trung, ngày 05 tháng 4 năm 2022
V/v hoạt động của Tổ công nghệ số cộng đồng và tuyên truyền chuyển đổi số

Kính gửi: Ủy ban nhân dân các xã, thị trấn.

Ủy ban nhân dân huyện yêu cầu Ủy ban nhân dân các xã, thị trấn:

1. Hằng tháng xây dựng ít nhất 01 chương trình phát thanh về chuyển đổi số.
2. Chỉ đạo Tổ công nghệ số cộng đồng hướng dẫn người dân kích hoạt VNeID, nộp hồ sơ dịch vụ công trực tuyến.
3. Gửi danh sách thành viên Tổ công nghệ số cộng đồng về Phòng Văn hóa và Thông tin trước ngày 30/4/2022.
4. Báo cáo kết quả về Ủy ban nhân dân huyện (qua Phòng Văn hóa và Thông tin) trước ngày 20 hằng tháng.
5. Khi có khó khăn, vướng mắc, kịp thời báo cáo về Ủy ban nhân dân huyện để xem xét, chỉ đạo./.

Nơi nhận:
- Như trên;
- Lưu: VT, VHTT.
"""


def main() -> int:
    """Takes all sets, each in its own process because Qt reads the scale once."""
    if len(sys.argv) > 2 and sys.argv[1] == "--set":
        return _take(sys.argv[2], Path(sys.argv[3]))
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "artefacts" / "shots"
    folder.mkdir(parents=True, exist_ok=True)
    for kind, scale in (("", "1"), ("@200", "2"), ("-dark", "1")):
        settings = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, str(Path(__file__)), "--set", kind or "plain", str(folder)]
        code = subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode
        if code != 0:
            return code
    if len(sys.argv) == 1:
        _keep_for_readme(folder)
    print(folder)
    return 0


def _take(kind: str, folder: Path) -> int:
    sys.path.insert(0, str(ROOT))
    from PySide6.QtWidgets import QApplication

    from app.demo import MOMENT
    from app.kernel.clock import FixedClock
    from app.practice import open_practice
    from app.settings import ChangeSetting
    from ui.shell.remembered import Remembered
    from ui.shell.startup import Startup

    app = QApplication([])
    with tempfile.TemporaryDirectory() as name:
        place, clock = Path(name) / "thuc-hanh", FixedClock(MOMENT)
        workspace = open_practice(place, clock=clock, with_log=True)
        _work_a_little(workspace)
        if kind == "-dark":
            workspace.do(ChangeSetting(key="theme", value="dark"))
        startup = Startup(app, place, clock, Remembered(Path(name) / "cua-so.json"), inline=True)
        startup.show_main(workspace)
        factor = 2 if kind == "@200" else 1
        startup.window.resize(WIDTH // factor, HEIGHT // factor)
        suffix = "" if kind == "plain" else kind
        _confirm_duties(app, startup.window)
        for picture, page, record in _places(startup.window):
            _shoot(app, startup.window, page, record, folder / f"{picture}{suffix}.png")
        startup.tasks.close()
        workspace.close()
    return 0


def _work_a_little(workspace: Any) -> None:
    """A committee in force, the decision on teams drafted, a letter in, a report begun: the middle of the job."""
    from app.demo import SIGNED_ON
    from app.documents.drafting import DraftDocument
    from app.documents.issuing import IssueDocument
    from app.incoming.commands import LetterInput, RegisterLetter
    from app.incoming.reader import read_letter
    from app.reports.commands import PrepareReport

    decision = workspace.do(DraftDocument(template="qd-ban-chi-dao", day=SIGNED_ON)).value
    workspace.do(IssueDocument(document=decision, issued_on=SIGNED_ON, no_scan_reason="Xã thực hành"))
    workspace.do(DraftDocument(template="qd-to-cnsc", day=SIGNED_ON))
    head = read_letter(LETTER).head
    letter = LetterInput(
        arrived_on=SIGNED_ON,
        arrival_number=1,
        symbol=head.symbol,
        type_name=head.type_name,
        issued_on=head.issued_on,
        issuer=head.issuer,
        subject=head.subject,
        text=LETTER,
    )
    workspace.do(RegisterLetter(letter=letter))
    for definition, period in REPORTS:
        workspace.do(PrepareReport(definition=definition, period=period))


def _confirm_duties(app: Any, window: Any) -> None:
    """Takes the first duties of the letter."""
    window.navigate("incoming", "")
    app.processEvents()
    for _turn in range(CONFIRMED):
        window.current_page().proposals.confirm()
    window.context.notices.clear()


def _places(window: Any) -> list[tuple[str, str, str]]:
    """Name of the picture, page and record of everything shown: every page, and the tabs of those that have some."""
    from app.activities.queries import LogFilter, activities
    from app.reports.queries import reports

    read = window.context.workspace.read
    made = {one.definition: one.uid for one in read(reports)}
    opened = {
        "documents": _draft_of_teams(read),
        "diary": next(one.uid for one in read(activities, LogFilter()) if one.figures),
        "reports": made["thang"],
    }
    places = [(entry.id, entry.id, opened.get(entry.id, "")) for entry in window.catalog]
    places += [(f"outreach-{tab}", "outreach", f"tab:{tab}") for tab in OUTREACH_TABS]
    places += [(f"reports-{code}", "reports", uid) for code, uid in made.items() if code != "thang"]
    return places


def _shoot(app: Any, window: Any, page: str, record: str, target: Path) -> None:
    window.navigate(page, record)
    for _turn in range(8):
        app.processEvents()
    window.grab().save(str(target))


def _draft_of_teams(read: Any) -> str:
    """The record a person would have open among the papers: the decision on teams, not signed yet."""
    from app.documents.queries import documents

    return next((paper.uid for paper in read(documents) if paper.template == "qd-to-cnsc"), "")


def _keep_for_readme(folder: Path) -> None:
    kept = ROOT / "resources" / "help" / "images"
    kept.mkdir(parents=True, exist_ok=True)
    for page in README_PAGES:
        if (folder / f"{page}.png").is_file():
            (kept / f"{page}.png").write_bytes((folder / f"{page}.png").read_bytes())


if __name__ == "__main__":
    sys.exit(main())
