"""Tables of posts and of airings pasted into the page of public information."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLabel

from app.outreach import queries
from app.vocabulary import AiringKind, PostChannel
from tests.app.outreach.invented import add_hamlets, air, post, programme
from tests.ui.test_outreach_page import form_of, go, page, places, store  # noqa: F401
from ui.widgets.paste_preview import PastePreview

POSTS = (
    "Ngày\tKênh\tTên bài\tĐường dẫn\tChủ đề\tLượt xem\tGhi chú\tNgười đăng\n"
    "01/4/2022\tZalo\tHướng dẫn cài VNeID\t\tN2, N4 (CQS)\t1.250\t\tTổ\n"
    "02/4/2022\tTrang TTĐT xã\tLịch tuyên truyền\thttps://mauson.example.gov.vn/1\t\t\t\t\n"
    "03/4/2022\t\tTin thử\t\t\t\t\t\n"
    "31/12/2022\tZalo\tChưa tới\t\t\t\t\t\n"
)


def test_posts_are_pasted_from_excel_with_a_preview_and_taken_in_as_one_step(page):  # noqa: F811
    post(store(page), date(2022, 4, 3))
    tab = go(page, "posts")
    tab.grid.pasted.emit(POSTS)
    preview = form_of(page, PastePreview)
    assert {row.cells[2]: row.state for row in preview.shown} == {
        "Hướng dẫn cài VNeID": "new",
        "Lịch tuyên truyền": "new",
        "Tin thử": "same",
        "Chưa tới": "refused",
    }
    assert "Người đăng" in " ".join(label.text() for label in preview.findChildren(QLabel))
    preview.take_button.click()

    found = {one.title: one for one in store(page).read(queries.posts)}
    zalo, own = found["Hướng dẫn cài VNeID"], found["Lịch tuyên truyền"]
    assert (zalo.channel, zalo.reach, zalo.themes) == (PostChannel.ZALO, 1250, ("N2", "N4", "N4.CQS"))
    assert own.channel is PostChannel.WEBSITE and own.is_proved and len(found) == 3
    store(page).undo()
    assert len(store(page).read(queries.posts)) == 1


def test_airings_are_pasted_for_the_programme_in_sight(page):  # noqa: F811
    hamlet = add_hamlets(store(page), "Đồng Mậu")[0]
    uid = programme(store(page), "2022-03")
    air(store(page), uid, date(2022, 3, 1))
    page.refresh()
    page.select(uid)
    tab = page.radio
    tab.airings.pasted.emit(
        "Ngày phát\tGiờ\tCụm loa\tLần phát\tPhút\n01/03/2022\t17:00\t\t\t\n"
        "02/03/2022\t5h30\tthôn Đồng Mậu\tphát lại\t5\n"
        "03/03/2022\t17:00:00\tLoa chợ\t\t\n04/03/2022\tchiều\t\t\t\n"
    )
    preview = form_of(page, PastePreview)
    assert sorted(row.state for row in preview.shown) == ["new", "new", "refused", "same"]
    preview.take_button.click()

    found = [(one.aired_on.day, one.aired_at, one.kind) for one in store(page).read(queries.airings_of, uid)]
    assert found == [
        (1, "17:00", AiringKind.FIRST),
        (2, "05:30", AiringKind.REBROADCAST),
        (3, "17:00", AiringKind.REBROADCAST),
    ]
    spots = {one.aired_on.day: (one.hamlet, one.loudspeaker) for one in store(page).read(queries.airings_of, uid)}
    assert (spots[2], spots[3]) == ((hamlet, ""), (None, "Loa chợ"))
    store(page).undo()
    assert len(store(page).read(queries.airings_of, uid)) == 1
