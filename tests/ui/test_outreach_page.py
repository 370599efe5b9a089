"""The page of public information over real stores: six tabs, forms, refusals, undo, sheets, Excel, keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel

from app.kernel.clock import FixedClock
from app.outreach import queries
from app.outreach.planning import gaps
from app.outreach.radio import RadioRule
from app.vocabulary import AiringKind, DocumentType, MeetingKind, OutreachForm, PostChannel
from tests.app.outreach.invented import add_hamlets, air, display, meeting, post, praise, programme
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.pages.outreach.counting import CountsDialog
from ui.pages.outreach.fields import DaysField, ThemesField
from ui.pages.outreach.meetings import MeetingForm, PraiseForm
from ui.pages.outreach.page import OutreachPage
from ui.pages.outreach.posts import DisplayForm, PostForm, RecheckForm
from ui.pages.outreach.radio_forms import AiringForm, AiringsForm, ProgrammeForm, RuleForm, length_words, seconds_of
from ui.pages.outreach.sheet import SheetDialog


@pytest.fixture
def places() -> list[tuple[str, str]]:
    """Where the page led to."""
    return []


@pytest.fixture
def page(qtbot, workspace, places):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    opened = OutreachPage(
        Context(
            workspace,
            tasks,
            changes,
            notices,
            workspace.clock,
            lambda *where: places.append(where),
            SettingsInMemory(),
        )
    )
    qtbot.addWidget(opened)
    opened.resize(1150, 650)
    opened.show()
    yield opened
    for form in opened.findChildren(QDialog):
        form._sure_to_leave = True
        form.reject()


def form_of(page, kind):
    return next(one for one in page.findChildren(kind) if one.isVisible())


def store(page):
    return page.context.workspace


def go(page, name):
    page.select(f"tab:{name}")
    return page.tab


def test_the_empty_radio_month_teaches_and_begins_a_programme(page):
    assert page.radio.programme_pane.empty.isVisible()
    assert "phát lại ít nhất 3 lần" in page.radio.programme_pane.empty.sentence.text()

    page.radio.programme_pane.empty.button.click()
    form = form_of(page, ProgrammeForm)
    assert form.month.value() == "04/2022"
    form.save()
    assert form.name.error
    form.name.set_value("Dịch vụ công trực tuyến")
    form.seconds.set_value("10:30")
    form.themes.boxes["N4.CQS"].setChecked(True)
    form.script.set_value("Kính thưa bà con…")
    form.save()

    made = store(page).read(queries.programmes)[0]
    assert (made.month, made.seconds, made.themes) == ("2022-04", 630, ("N4", "N4.CQS"))
    assert page.radio.programmes.current() == made


def test_several_airings_are_noted_at_once_and_the_month_turns_from_red(page):
    uid = programme(store(page), "2022-03")
    page.refresh()
    page.radio.select(uid)
    assert page.radio.months.current().month.key == "2022-03"
    assert page.radio.verdict.property("look") == "badge-bad"
    page.radio.air_button.click()
    form = form_of(page, AiringsForm)
    form.days.set_value("2, 9, 16, 23")
    form.hours.set_value("5h30")
    form.places.set_value("Cụm trung tâm, Cụm Đồng Mậu")
    form.save()

    noted = store(page).read(queries.airings_of, uid)
    assert len(noted) == 8
    assert [one.kind for one in noted].count(AiringKind.FIRST) == 2
    assert page.radio.verdict.text() == "Đạt: 1 chương trình, phát lại 3 lần."
    assert page.radio.verdict.property("look") == "badge-ok"
    page.tasks.undo()
    assert store(page).read(queries.airings_of, uid) == []
    assert page.radio.verdict.property("look") == "badge-bad"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ("", "days", "Chưa chọn ngày phát"),
        ("31/2/2022", "days", "tháng 2 năm 2022"),
        ("6/4/2022", "days", "chưa tới"),
        ("hôm qua", "days", "hôm qua"),
    ],
)
def test_days_that_cannot_be_stand_in_words_beside_their_field(page, typed, field, words):
    uid = programme(store(page), "2022-03")
    page.refresh()
    page.radio.select(uid)
    page.radio.air()
    form = form_of(page, AiringsForm)
    form.days.set_value(typed)
    form.save()

    assert words in form.fields[field].error
    assert store(page).read(queries.airings) == []


def test_days_take_month_and_year_from_the_next_full_day(qtbot):
    field = DaysField("Ngày", name="days")
    qtbot.addWidget(field)
    field.set_value("30/4; 2, 9, 16/5/2022, 01/06/2022")

    assert [day.isoformat()[5:] for day in field.days()] == ["04-30", "05-02", "05-09", "05-16", "06-01"]
    field.ending = "03/2022"
    field.set_value("2, 9, 16")
    assert [day.isoformat() for day in field.days()] == ["2022-03-02", "2022-03-09", "2022-03-16"]


def test_lengths_are_typed_in_minutes_or_minutes_and_seconds():
    assert [seconds_of(text, field="seconds") for text in ("", "10", "10:05")] == [None, 600, 605]
    assert [length_words(seconds) for seconds in (None, 605)] == ["", "10:05"]


def test_one_airing_is_corrected_and_removed_by_key(qtbot, page):
    uid = programme(store(page), "2022-03")
    air(store(page), uid, date(2022, 3, 1), date(2022, 3, 8))
    page.refresh()
    page.radio.select(uid)
    page.radio.airings.selectRow(1)
    qtbot.keyClick(page.radio.airings, Qt.Key.Key_Return)
    form = form_of(page, AiringForm)
    form.hour.set_value("18h")
    form.save()
    assert store(page).read(queries.airings_of, uid)[1].aired_at == "18:00"

    page.radio.airings.selectRow(1)
    qtbot.keyClick(page.radio.airings, Qt.Key.Key_Delete)
    assert len(store(page).read(queries.airings_of, uid)) == 1


def test_the_rule_of_the_month_is_set_and_counted_by_at_once(page):
    uid = programme(store(page), "2022-03")
    air(store(page), uid, date(2022, 3, 1), date(2022, 3, 8))
    page.refresh()
    page.radio.select(uid)
    page.radio.rule_button.click()
    form = form_of(page, RuleForm)
    form.rebroadcasts.set_value("1")
    form.save()

    assert store(page).read(queries.radio_rule) == RadioRule(rebroadcasts=1)
    assert page.radio.verdict.text().startswith("Đạt")


def test_the_proof_opens_exactly_as_it_prints_and_is_kept_as_a_file(page, tmp_path):
    uid = programme(store(page), "2022-03")
    air(store(page), uid, date(2022, 3, 1))
    page.refresh()
    page.radio.select(uid)
    page.print_()
    sheet = form_of(page, SheetDialog)

    sheet.save(tmp_path / "so")

    assert (tmp_path / "so.pdf").read_bytes().startswith(b"%PDF")
    assert any("so.pdf" in notice.text for notice in page.notices.shown)
    sheet.reject()


def test_other_years_are_reached_and_a_programme_of_long_ago_is_found(page):
    uid = programme(store(page), "2021-11")
    page.refresh()
    assert page.radio.years.year == 2022

    page.radio.select(uid)

    assert page.radio.years.year == 2021
    assert page.radio.months.current().month.key == "2021-11"
    assert page.radio.programmes.current().uid == uid


def test_an_unusual_number_is_asked_about_once(page):
    go(page, "posts")
    page.new()
    form = form_of(page, PostForm)
    form.name.set_value("Tin lan truyền")
    form.channel.set_value(PostChannel.FACEBOOK)
    form.reach.set_value("5.000.000")
    form.save()
    assert "khác thường" in form.reach.error
    form.save()

    assert store(page).read(queries.posts)[0].reach == 5_000_000
    assert page.posts.grid.current().title == "Tin lan truyền"


def test_a_number_changed_after_the_question_is_asked_about_again(page):
    go(page, "posts")
    page.new()
    form = form_of(page, PostForm)
    form.name.set_value("Tin")
    form.reach.set_value("5000000")
    form.save()
    form.reach.set_value("6000000")
    form.save()

    assert form.isVisible() and "khác thường" in form.reach.error
    assert store(page).read(queries.posts) == []


def test_the_handbook_card_says_what_is_missing_and_notes_the_next_look(page):
    tab = go(page, "posts")
    assert tab.handbook_words.text().startswith("Chưa đăng")
    assert not tab.recheck_button.isVisible()
    post(store(page), date(2022, 1, 1), handbook=True, url="https://mauson.example/cam-nang")
    page.refresh()
    assert "Đến hạn kiểm tra lại từ ngày 01/04/2022" in tab.handbook_words.text()

    tab.recheck_button.click()
    form_of(page, RecheckForm).save()

    assert store(page).read(queries.handbook).checked_on == date(2022, 4, 5)
    assert "Kiểm tra lại trước ngày 04/07/2022" in tab.handbook_words.text()


def test_a_post_without_proof_is_marked_in_words(page):
    post(store(page), date(2022, 3, 1))
    tab = go(page, "posts")

    assert tab.rows.index(0, 4).data() == "thiếu"
    tab.grid.selectRow(0)
    assert tab.evidence.isVisible() and tab.evidence.uid == tab.grid.current().uid
    assert not tab.open_button.isEnabled()


def test_displays_are_entered_changed_and_removed_with_undo(qtbot, page):
    tab = go(page, "displays")
    assert tab.pane.empty.isVisible()
    page.new()
    form = form_of(page, DisplayForm)
    form.name.set_value("Chuyển đổi số vì người dân")
    form.place.set_value("Cổng UBND xã")
    form.count.set_value("2")
    form.save()
    assert tab.grid.current().count == 2

    qtbot.keyClick(tab.grid, Qt.Key.Key_Delete)
    assert store(page).read(queries.displays) == []
    page.tasks.undo()
    assert len(store(page).read(queries.displays)) == 1
    tab.grid.selectRow(0)
    tab.edit()
    changed = form_of(page, DisplayForm)
    changed.taken_down.set_value(date(2022, 1, 1))
    changed.save()
    assert "không thể trước" in changed.taken_down.error


def test_hamlets_still_missing_in_the_quarter_are_named(page):
    one, _two = add_hamlets(store(page), "Đồng Mậu", "Khe Sành")
    page.refresh()
    tab = go(page, "meetings")
    page.new()
    form = form_of(page, MeetingForm)
    assert form.kind.value() is MeetingKind.HAMLET
    form.name.set_value("Họp thôn tháng 4")
    form.save()
    assert "chưa chọn thôn" in form.hamlet.error
    form.hamlet.set_value(one)
    form.attended.set_value("42")
    form.save()

    assert tab.coverage_words.text() == "Quý II/2022: 1/2 thôn đã có cuộc họp lồng ghép chuyển đổi số."
    assert tab.missing_words.text() == "Chưa có: thôn Khe Sành."
    assert tab.grid.current().attended == 42


def test_the_sign_in_sheet_of_a_meeting_opens(page):
    uid = meeting(store(page), date(2022, 3, 1), MeetingKind.TRAINING, title="Tập huấn", invited=12)
    tab = go(page, "meetings")
    tab.select(uid)

    tab.sign_button.click()

    assert form_of(page, SheetDialog).windowTitle() == "Danh sách ký nhận"
    form_of(page, SheetDialog).reject()


def test_praise_is_noted_at_once_and_given_later(page):
    spoken = programme(store(page), "2022-03", "Gương người tốt")
    tab = go(page, "praise")
    page.new()
    form = form_of(page, PraiseForm)
    form.whom.set_value("Bà Lục Thị Mẫu")
    form.act.set_value("Dạy 20 hộ dùng ví điện tử")
    form.acted_on.set_value(date(2022, 3, 1))
    form.save()
    assert tab.rows.index(0, 3).data() == "chưa"
    assert "Còn 1 việc chưa biểu dương" in tab.summary.text()

    tab.edit()
    given = form_of(page, PraiseForm)
    given.praised_on.set_value(date(2022, 3, 15))
    given.about.set_value(("programme", spoken))
    given.save()

    kept = store(page).read(queries.praises)[0]
    assert (kept.lag, kept.about_noun, kept.about) == (14, "programme", spoken)
    assert tab.rows.index(0, 4).data() == "14"


def test_plan_cells_are_typed_cleared_and_named_when_empty(page):
    tab = go(page, "plan")
    assert tab.rows.rowCount() == 25
    tab.rows.setData(tab.rows.index(0, 2), "2: giới thiệu dịch vụ công")

    kept = store(page).read(queries.plan, 2022)
    assert kept.cell("N1", OutreachForm.RADIO, 1).planned == 2
    assert tab.rows.index(0, 2).data() == "2: giới thiệu dịch vụ công"
    assert tab.gap_card.heading.text() == "Ô chưa có nội dung: 299"
    assert tab.gaps.text().splitlines()[0] == "N1 · Phát thanh: tháng 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"
    page.tasks.undo()
    assert len(gaps(store(page).read(queries.plan, 2022))) == 25


def test_typing_in_the_plan_stays_in_its_column_and_delete_empties_one_cell(qtbot, page):
    tab = go(page, "plan")
    page.new()
    for column, typed in ((2, "1"), (3, "2")):
        tab.rows.setData(tab.rows.index(0, column), typed)
    tab.grid.setCurrentIndex(tab.rows.index(0, 3))
    tab.rows.setData(tab.rows.index(0, 3), "5")
    assert (tab.grid.currentIndex().row(), tab.grid.currentIndex().column()) == (0, 3)

    qtbot.keyClick(tab.grid, Qt.Key.Key_Delete)

    kept = store(page).read(queries.plan, 2022)
    assert [(cell.month, cell.planned) for cell in kept.cells] == [(1, 1)]
    assert tab.grid.currentIndex().column() == 3


def test_the_plan_is_copied_to_excel_changed_and_pasted_back_in_one_step(page):
    tab = go(page, "plan")
    tab.copy_button.click()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0][:3] == ["Chủ đề", "Hình thức", "T1"] and len(rows) == 26
    rows[1][2], rows[7][6] = "1", "3: bài về Nghị quyết 06"
    tab.take_text("\n".join("\t".join(row) for row in rows))

    kept = store(page).read(queries.plan, 2022)
    assert len(kept.cells) == 2
    assert kept.cell("N2", OutreachForm.WEBSITE, 5).planned == 3
    page.tasks.undo()
    assert store(page).read(queries.plan, 2022).cells == ()


def test_last_years_plan_is_taken_over_by_one_button(page):
    tab = go(page, "plan")
    tab.rows.setData(tab.rows.index(0, 2), "1")
    assert not tab.carry_button.isVisible()

    tab.years.after.click()
    assert tab.carry_button.isVisible() and "2022" in tab.carry_button.text()
    tab.carry_button.click()

    assert tab.rows.index(0, 2).data() == "1"
    assert store(page).read(queries.planned_years) == [2023, 2022]


def test_the_plan_becomes_a_paper_and_leads_to_it(page, places):
    from app.documents.queries import documents

    tab = go(page, "plan")
    tab.compose_button.click()
    assert page.notices.shown[-1].code == "OUT-63"
    tab.rows.setData(tab.rows.index(0, 2), "1")

    tab.compose_button.click()

    paper = store(page).read(documents)[0]
    assert paper.type is DocumentType.KH
    assert places == [("documents", paper.uid)]


def test_figures_of_any_days_are_counted_with_results_beside_them(page):
    post(store(page), date(2022, 3, 1), PostChannel.ZALO, reach=120)
    display(store(page), date(2022, 3, 1))
    praise(store(page), date(2022, 3, 1), date(2022, 3, 2))
    page.counts_button.click()
    counts = form_of(page, CountsDialog)

    lines = {line.uid: line for line in counts.rows.rows}
    assert lines["posts.zalo"].figure.value == 1
    assert lines["posts.count"].results == "Lượt tiếp cận tin, bài: 120 lượt"
    assert counts.rows.index(counts.rows.row_of("displays.items"), 1).data() == ""
    counts.first.set_value(date(2022, 3, 2))
    counts.count()
    assert {line.uid: line for line in counts.rows.rows}["posts.zalo"].figure.value == 0


def test_n2_tells_of_its_source_texts(qtbot):
    field = ThemesField("Chủ đề")
    qtbot.addWidget(field)
    field.boxes["N2"].setChecked(True)

    said = " ".join(label.text() for label in field.findChildren(QLabel))
    assert all(symbol in said for symbol in ("06-NQ/TU", "176/QĐ-UBND", "03-CTr/UBND", "124/KH-UBND"))


def test_tabs_are_reached_by_keys_and_letters_are_told_apart(qtbot, page):
    for place in range(6):
        page._go(place)
        letters = [
            button.text()[button.text().index("&") + 1].lower()
            for button in page.findChildren(QAbstractButton)
            if button.isVisible() and "&" in button.text()
        ]
        assert len(letters) == len(set(letters)), (place, letters)
        assert all(letter.isascii() and letter.isalnum() for letter in letters)
    qtbot.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.tab is page.posts


@pytest.mark.parametrize("kind", ["programme", "airings", "airing", "rule", "post", "display", "meeting", "praise"])
def test_letters_of_a_form_are_ascii_and_told_apart(page, kind):
    uid = programme(store(page), "2022-03")
    air(store(page), uid, date(2022, 3, 1))
    page.refresh()
    page.radio.select(uid)
    openers = {
        "programme": page.radio.edit,
        "airings": page.radio.air,
        "airing": lambda: page.radio._edit_airing(store(page).read(queries.airings)[0]),
        "rule": page.radio.set_rule,
        "post": page.posts.new,
        "display": page.displays.new,
        "meeting": page.meetings.new,
        "praise": page.praise.new,
    }
    openers[kind]()
    form = form_of(page, QDialog)
    texts = [one.text() for one in form.findChildren(QLabel) + form.findChildren(QAbstractButton)]
    letters = [text[text.index("&") + 1].lower() for text in texts if "&" in text]

    assert all(letter.isascii() and letter.isalpha() for letter in letters), letters
    assert len(letters) == len(set(letters)), letters


def test_the_clock_of_the_page_is_the_programs_own(page):
    assert isinstance(page.context.clock, FixedClock)
    assert page.radio.today == date(2022, 4, 5)


def test_a_record_is_reached_from_elsewhere_whatever_tab_is_in_sight(page):
    waiting = praise(store(page), date(2022, 1, 1), whom="Bà Lục Thị Mẫu")
    shown = display(store(page), date(2022, 3, 1))
    uid = programme(store(page), "2022-02")
    page.refresh()

    for wanted, tab in ((waiting, page.praise), (shown, page.displays)):
        page.select(wanted)
        assert page.tab is tab and tab.grid.current().uid == wanted
    page.select(uid)
    assert page.tab is page.radio and page.radio.programmes.current().uid == uid
    page.select("không có")
    assert page.tab is page.radio
