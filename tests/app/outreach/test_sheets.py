"""Sheets to print and what is told on Hôm nay: proof of the radio month, sign-in sheet, plan; findings by day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import BytesIO

import pypdfium2
import pytest

from app.checking import everything_missing
from app.kernel.periods import Month
from app.kernel.problems import Refused
from app.outreach import rules
from app.outreach.paper import plan_name, plan_pdf, proof_name, proof_pdf, sign_in_name, sign_in_pdf
from app.outreach.plan_commands import SetPlanCells
from app.outreach.radio_commands import AiringPlace
from app.outreach.views import PlanCell
from db.vocabulary import AiringKind, MeetingKind, Origin, OutreachForm
from tests.app.outreach.invented import add_hamlets, air, meeting, post, praise, programme
from tests.support.stores import day

MARCH = Month(2022, 3)


def pages(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        texts = []
        for page in pdf:
            text = page.get_textpage()
            texts.append(" ".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return texts


def size(data: bytes) -> tuple[float, float]:
    with pypdfium2.PdfDocument(BytesIO(data)) as pdf:
        return pdf.get_page_size(0)


def on_air(workspace):
    uid = programme(
        workspace,
        "2022-03",
        "Cài đặt và sử dụng VNeID",
        seconds=630,
        editor="Hà Văn Thử",
        presenter="Lục Thị Mẫu",
        approved_by="Nguyễn Văn Duyệt",
        approved_on=date(2022, 3, 1),
    )
    places = (AiringPlace(loudspeaker="Cụm trung tâm"), AiringPlace(loudspeaker="Cụm Đồng Mậu"))
    air(workspace, uid, date(2022, 3, 2), date(2022, 3, 9), date(2022, 3, 16), hours=("17:00",), places=places)
    return uid


def test_the_proof_tells_every_airing_with_totals_and_signatures(workspace):
    on_air(workspace)
    sent = programme(workspace, "2022-03", "Chuyên mục của huyện", origin=Origin.DISTRICT)
    air(workspace, sent, date(2022, 3, 20), kind=AiringKind.RELAY)

    data = workspace.read(proof_pdf, month=MARCH, today=date(2022, 3, 31))

    width, height = size(data)
    told = " ".join(pages(data))
    assert width > height
    for words in (
        "SỔ THEO DÕI PHÁT THANH",
        "tháng 3 năm 2022",
        "Cài đặt và sử dụng VNeID",
        "10 phút 30 giây",
        "Xã tự sản xuất",
        "Tiếp âm",
        "Cụm Đồng Mậu, Cụm trung tâm",
        "Cộng: 04 lượt phát; trong đó phát lần đầu 01, phát lại 02, tiếp âm 01.",
        "Tổng thời lượng (mỗi lượt tính tròn phút): 33 phút (1 lượt chưa ghi thời lượng).",
        "chưa đạt; chương trình của tháng phát lại 02 lần",
        "NGƯỜI LẬP SỔ",
    ):
        assert words in told, words
    assert data == workspace.read(proof_pdf, month=MARCH, today=date(2022, 3, 31))


def test_a_month_without_airings_has_nothing_to_prove(workspace):
    with pytest.raises(Refused, match="OUT-70"):
        workspace.read(proof_pdf, month=MARCH, today=date(2022, 3, 31))


@pytest.mark.parametrize(
    ("invited", "rows", "expected"), [(None, None, 30), (45, None, 45), (45, 12, 12), (900, None, 300)]
)
def test_a_sign_in_sheet_has_a_line_for_each_guest(workspace, invited, rows, expected):
    uid = meeting(
        workspace,
        date(2022, 3, 5),
        MeetingKind.TRAINING,
        title="Tập huấn kỹ năng số",
        invited=invited,
        place="Nhà văn hóa xã",
    )

    told = " ".join(pages(workspace.read(sign_in_pdf, uid=uid, rows=rows)))

    assert "DANH SÁCH KÝ NHẬN" in told and "Tập huấn kỹ năng số" in told and "Nhà văn hóa xã" in told
    numbers = Counter(word for word in told.split() if word.isdecimal())
    assert all(numbers[str(number)] for number in range(1, expected + 1))
    assert str(expected + 1) not in numbers


def test_files_are_named_without_names_of_people():
    assert proof_name(MARCH) == "So phat thanh 2022-03.pdf"
    assert sign_in_name(date(2022, 3, 5)) == "Danh sach ky nhan 2022-03-05.pdf"
    assert plan_name(2022, "xlsx") == "Ke hoach chu de tuyen truyen 2022.xlsx"


def test_the_plan_prints_all_themes_forms_and_months(workspace):
    cells = (PlanCell(theme="N4", form=OutreachForm.MEETING, month=10, planned=2, text="Ngày Chuyển đổi số"),)
    workspace.do(SetPlanCells(year=2022, cells=cells))

    data = workspace.read(plan_pdf, year=2022)

    width, height = size(data)
    told = " ".join(pages(data))
    assert width > height
    assert all(f"T{month}" in told for month in range(1, 13)) and all(f"N{number}." in told for number in range(1, 6))
    assert told.count("Cổ động trực quan") == 5


def codes(workspace, today: date) -> list[str]:
    return [finding.code for finding in workspace.read(rules.findings, today)]


def test_who_enters_nothing_here_is_not_reminded_of_anything(workspace):
    add_hamlets(workspace, "Đồng Mậu")

    assert codes(workspace, date(2022, 3, 31)) == []


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2022, 3, 22), []),  # two missing: the last day to begin is the 30th
        (date(2022, 3, 23), ["OUT-RADIO-SOON"]),
        (date(2022, 3, 30), ["OUT-RADIO-SOON"]),
        (date(2022, 3, 31), ["OUT-RADIO-LATE"]),
        (date(2022, 4, 5), ["OUT-RADIO-MISSED"]),
    ],
)
def test_the_radio_month_is_told_of_before_it_is_too_late(workspace, today, expected):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, date(2022, 3, 1), date(2022, 3, 8))
    programme(workspace, "2022-04")

    found = [code for code in codes(workspace, today) if code.startswith("OUT-RADIO")]

    assert found == expected


def test_a_month_that_is_met_is_not_spoken_of(workspace):
    uid = programme(workspace, "2022-03")
    air(workspace, uid, *(date(2022, 3, number) for number in (1, 8, 15, 22)))

    assert not [code for code in codes(workspace, date(2022, 3, 31)) if code.startswith("OUT-RADIO")]


def test_handbook_hamlets_and_late_praise_are_told_of_with_the_page_that_mends_them(workspace):
    hamlets = add_hamlets(workspace, "Đồng Mậu", "Khe Sành")
    post(workspace, date(2022, 1, 1), handbook=True, url="https://mauson.example/cam-nang")
    meeting(workspace, date(2022, 3, 1), hamlet=hamlets[0])
    praise(workspace, date(2022, 1, 10), whom="Tổ thôn Khe Sành", collective=True)

    found = {finding.code: finding for finding in workspace.read(rules.findings, date(2022, 4, 5))}
    assert found["OUT-HANDBOOK-RECHECK"].fix.values == {"page": "outreach", "uid": "tab:posts"}
    assert "Tổ thôn Khe Sành" in found["OUT-PRAISE"].message
    assert "OUT-HAMLETS" not in found, "the quarter has only begun"
    march = {finding.code: finding for finding in workspace.read(rules.findings, date(2022, 3, 31))}
    assert march["OUT-HAMLETS"].message.endswith("thôn Khe Sành.")
    assert {"OUT-PRAISE", "OUT-HANDBOOK-RECHECK"} <= {
        one.code for one in workspace.read(everything_missing, date(2022, 4, 5))
    }


def test_an_old_clock_hides_nothing_that_was_noted(workspace, clock):
    uid = on_air(workspace)
    clock.set(day("2022-03-03"))

    with pytest.raises(Refused, match="OUT-11"):
        air(workspace, uid, date(2022, 3, 20))
    assert len(workspace.read(proof_pdf, month=MARCH, today=date(2022, 3, 3))) > 1000
