"""Sheets of public information that are no official papers: proof of the radio month, sign-in sheet, plan of a year.

Papers are Vietnamese, whatever language the window speaks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.documents.office_style import style_of
from app.documents.texts import office_name, people_committee
from app.kernel.days import paper_day, show_day
from app.kernel.files import safe_name
from app.kernel.numerals import grouped, two_digits
from app.kernel.periods import Month
from app.kernel.problems import refused
from app.kernel.text import fold
from app.kernel.words import N_
from app.kernel.work import NOT_FOUND
from app.offices.queries import hamlets, standing
from app.offices.views import OfficeView
from app.outreach import labels
from app.outreach.planning import MONTHS, cell_text
from app.outreach.queries import meeting, plan, programmes, radio_month
from app.outreach.radio import Moment, MonthState
from app.outreach.themes import themes
from app.outreach.views import MeetingView, PlanView, ProgrammeView
from app.typesetting import model
from app.typesetting.sheet import Sheet, SheetColumn, SheetGroup, SheetRow
from db.vocabulary import AiringKind, MeetingKind, OutreachForm

BLANK_ROWS = 30
MOST_ROWS = 300
_PEN = "…" * 12
_CENTER = model.Align.CENTER

EMPTY_MONTH = refused(
    "OUT-70",
    N_("Tháng {month} chưa có lần phát nào để in sổ."),
    next_step=N_("Ghi lần phát vào sổ trước, hoặc chọn tháng khác."),
)
EMPTY_PLAN = refused(
    "OUT-63",
    N_("Kế hoạch chủ đề năm {year} chưa có ô nào."),
    next_step=N_("Nhập kế hoạch ở thẻ Kế hoạch chủ đề, hoặc lấy từ năm trước."),
)

_AIRED = (
    ("STT", 5.0, _CENTER),
    ("Ngày, giờ phát", 17.0, _CENTER),
    ("Tên chương trình", 50.0, model.Align.LEFT),
    ("Thời lượng", 13.0, _CENTER),
    ("Thể loại", 15.0, _CENTER),
    ("Nguồn", 17.0, _CENTER),
    ("Biên tập, phát thanh viên", 22.0, model.Align.LEFT),
    ("Người duyệt", 19.0, model.Align.LEFT),
    ("Ghi chú", 44.0, model.Align.LEFT),
)
_SIGN_IN = (
    ("STT", 7.0, _CENTER),
    ("Họ và tên", 32.0, model.Align.LEFT),
    ("Chức vụ, đơn vị (thôn)", 36.0, model.Align.LEFT),
    ("Ký tên", 25.0, model.Align.LEFT),
)


def proof_pdf(session: Session, *, month: Month, today: date) -> bytes:
    """Every airing of a month with totals and signatures, landscape A4. Refuses OUT-70, OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    state = radio_month(session, month, today)
    if not state.moments:
        raise EMPTY_MONTH(field="month", month=f"{month.number:02}/{month.year}")
    known = {one.uid: one for one in programmes(session)}
    places = {one.uid: one.label for one in hamlets(session)}
    office = standing(session, month.day(31)).own
    return render_pdf(_proof(office, state, known, places), style=style_of(session))


def proof_name(month: Month) -> str:
    """A name for the file of the proof."""
    return safe_name(f"So phat thanh {month.key}.pdf")


def sign_in_pdf(session: Session, *, uid: str, rows: int | None = None) -> bytes:
    """An empty list to be signed by who comes to a meeting; ``rows`` defaults to the number invited. Refuses KER-01."""
    from app.typesetting.render_pdf import render_pdf

    view = meeting(session, uid)
    if view is None:
        raise NOT_FOUND()
    office = standing(session, view.held_on).own
    where = view.place or next((one.label for one in hamlets(session) if one.uid == view.hamlet), "")
    count = min(max(rows or view.invited or BLANK_ROWS, 1), MOST_ROWS)
    return render_pdf(_sign_in(office, view, where, count), style=style_of(session))


def sign_in_name(day: date) -> str:
    """A name for the file of a sign-in sheet."""
    return safe_name(f"Danh sach ky nhan {day:%Y-%m-%d}.pdf")


def plan_pdf(session: Session, *, year: int) -> bytes:
    """The plan of themes as a table of twelve months, landscape A4. Refuses OUT-63, OFF-01."""
    from app.typesetting.render_pdf import render_pdf

    view = _filled(session, year)
    return render_pdf(_plan(standing(session, date(year, 12, 31)).own, view), style=style_of(session))


def plan_xlsx(session: Session, *, year: int) -> bytes:
    """The same table as a worksheet, which can be pasted back. Refuses OUT-63, OFF-01."""
    from app.typesetting.render_xlsx import render_xlsx

    view = _filled(session, year)
    return render_xlsx(_plan_sheet(standing(session, date(year, 12, 31)).own, view))


def plan_name(year: int, ending: str) -> str:
    """A name for the file of a plan."""
    return safe_name(f"Ke hoach chu de tuyen truyen {year}.{ending}")


def _letterhead(office: OfficeView, year: int, month: int) -> model.Letterhead:
    return model.Letterhead(
        issuer=("ỦY BAN NHÂN DÂN", office_name(office).upper()),
        place=office.place or office.name,
        year=year,
        month=month,
        with_number=False,
    )


def _columns(described: Sequence[tuple[str, float, model.Align]]) -> tuple[model.Column, ...]:
    return tuple(model.Column(title=title, weight=weight, align=align) for title, weight, align in described)


def _proof(
    office: OfficeView, state: MonthState, known: dict[str, ProgrammeView], places: dict[str, str]
) -> model.Document:
    month = state.month
    rows = tuple(
        model.Row(cells=(str(place), *_aired(moment, known.get(moment.programme), places)))
        for place, moment in enumerate(state.moments, start=1)
    )
    return model.Document(
        title=f"Sổ theo dõi phát thanh {month.key}",
        orientation=model.Orientation.LANDSCAPE,
        letterhead=_letterhead(office, month.year, month.number),
        blocks=(
            model.TypeTitle(
                type_name="SỔ THEO DÕI PHÁT THANH",
                subject=f"Chuyên mục chuyển đổi số, tháng {month.number} năm {month.year}",
            ),
            model.Table(columns=_columns(_AIRED), rows=rows, cell_size=11),
            *(model.Paragraph(text=text) for text in _totals(state, known)),
            model.SignatureBlock(
                left=model.Signature(formula=("NGƯỜI LẬP SỔ",)),
                signature=model.Signature(formula=("XÁC NHẬN CỦA", people_committee(office).upper())),
            ),
        ),
    )


def _aired(moment: Moment, programme: ProgrammeView | None, places: dict[str, str]) -> Iterator[str]:
    yield f"{show_day(moment.day)}\n{moment.at}".strip()
    yield programme.title if programme else ""
    yield _length(moment, programme)
    yield labels.AIRINGS[moment.kind][:1].upper() + labels.AIRINGS[moment.kind][1:]
    yield _capital(labels.ORIGINS[programme.origin]) if programme else ""
    yield "; ".join(filter(None, (programme.editor, programme.presenter))) if programme else ""
    yield _approval(programme)
    yield _heard(moment, places)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _length(moment: Moment, programme: ProgrammeView | None) -> str:
    if moment.minutes is not None:
        return f"{moment.minutes} phút"
    if programme is None or programme.seconds is None:
        return ""
    minutes, seconds = divmod(programme.seconds, 60)
    return f"{minutes} phút" + (f" {seconds} giây" if seconds else "")


def _approval(programme: ProgrammeView | None) -> str:
    if programme is None or not programme.approved_by:
        return ""
    day = f"\n{show_day(programme.approved_on)}" if programme.approved_on else ""
    return programme.approved_by + day


def _heard(moment: Moment, places: dict[str, str]) -> str:
    heard = (each.loudspeaker or places.get(each.hamlet or "", "") for each in moment.airings)
    names = ", ".join(sorted({name for name in heard if name}, key=fold))
    notes = (each.note for each in moment.airings if each.note)
    return "; ".join(dict.fromkeys(filter(None, (f"Loa: {names}" if names else "", *notes))))


def _totals(state: MonthState, known: dict[str, ProgrammeView]) -> Iterator[str]:
    kinds = Counter(moment.kind for moment in state.moments)
    first = sum(kind is AiringKind.FIRST for kind in (moment.kind for moment in state.moments))
    lengths = [_minutes(moment, known) for moment in state.moments]
    told = [minutes for minutes in lengths if minutes is not None]
    yield (
        f"Cộng: {two_digits(len(state.moments))} lượt phát; trong đó phát lần đầu {two_digits(first)}, "
        f"phát lại {two_digits(kinds[AiringKind.REBROADCAST])}, tiếp âm {two_digits(kinds[AiringKind.RELAY])}."
    )
    missing = len(lengths) - len(told)
    lacking = f" ({missing} lượt chưa ghi thời lượng)" if missing else ""
    yield f"Tổng thời lượng (mỗi lượt tính tròn phút): {grouped(sum(told)) + ' phút' if told else 'chưa ghi'}{lacking}."
    done = "đạt" if state.is_met else "chưa đạt"
    yield (
        f"Đối chiếu yêu cầu mỗi tháng 01 chương trình, phát lại ít nhất {two_digits(state.rule.rebroadcasts)} lần "
        f"(không tính lần phát đầu): {done}; chương trình của tháng phát lại {two_digits(state.rebroadcasts)} lần."
    )


def _minutes(moment: Moment, known: dict[str, ProgrammeView]) -> int | None:
    programme = known.get(moment.programme)
    if moment.minutes is not None or programme is None or programme.seconds is None:
        return moment.minutes
    return -(-programme.seconds // 60)


def _sign_in(office: OfficeView, view: MeetingView, where: str, count: int) -> model.Document:
    word = "ĐIỂM DANH" if view.kind is MeetingKind.HAMLET else "KÝ NHẬN"
    when = (
        f"{view.held_at.replace(':', ' giờ ')}, {paper_day(view.held_on)}" if view.held_at else paper_day(view.held_on)
    )
    facts = (
        ("Nội dung", view.title),
        ("Thời gian", when),
        ("Địa điểm", where or _PEN),
        ("Người trình bày", view.speaker),
    )
    lines = tuple(
        model.Paragraph(text=(model.Run(text=f"{name}: ", bold=True), model.Run(text=text)), first_line_indent=False)
        for name, text in facts
        if text
    )
    rows = tuple(model.Row(cells=(f"{place}\n ", "", "", "")) for place in range(1, count + 1))
    return model.Document(
        title=f"Danh sách {word.lower()}",
        letterhead=_letterhead(office, view.held_on.year, view.held_on.month),
        blocks=(
            model.TypeTitle(type_name=f"DANH SÁCH {word}", subject=labels.MEETINGS[view.kind]),
            *lines,
            model.Table(columns=_columns(_SIGN_IN), rows=rows),
            model.Paragraph(text=f"Danh sách có {_PEN} người dự."),
            model.SignatureBlock(
                left=model.Signature(formula=("NGƯỜI LẬP DANH SÁCH",)),
                signature=model.Signature(formula=("CHỦ TRÌ",)),
            ),
        ),
    )


def _filled(session: Session, year: int) -> PlanView:
    view = plan(session, year)
    if not view.cells:
        raise EMPTY_PLAN(field="year", year=year)
    return view


def _plan(office: OfficeView, view: PlanView) -> model.Document:
    rows: list[model.Row | model.GroupRow] = []
    for theme in themes():
        rows.append(model.GroupRow(text=f"{theme.code}. {theme.name}"))
        for form in OutreachForm:
            texts = (cell_text(view.cell(theme.code, form, month)) for month in MONTHS)
            rows.append(model.Row(cells=(labels.FORMS[form], *texts)))
    columns = (
        model.Column(title="Hình thức", weight=42),
        *(model.Column(title=f"T{month}", weight=15, align=_CENTER) for month in MONTHS),
    )
    return model.Document(
        title=f"Kế hoạch chủ đề tuyên truyền năm {view.year}",
        orientation=model.Orientation.LANDSCAPE,
        letterhead=_letterhead(office, view.year, 1),
        blocks=(
            model.TypeTitle(
                type_name="KẾ HOẠCH CHỦ ĐỀ TUYÊN TRUYỀN", subject=f"Về chuyển đổi số năm {view.year}, theo tháng"
            ),
            model.Table(columns=columns, rows=tuple(rows), cell_size=11),
            model.SignatureBlock(
                left=model.Signature(formula=("NGƯỜI LẬP",)),
                signature=model.Signature(formula=("PHÊ DUYỆT CỦA", people_committee(office).upper())),
            ),
        ),
    )


def _plan_sheet(office: OfficeView, view: PlanView) -> Sheet:
    rows: list[SheetRow | SheetGroup] = []
    for theme in themes():
        for form in OutreachForm:
            texts = (cell_text(view.cell(theme.code, form, month)) for month in MONTHS)
            values = (int(text) if text.isdecimal() else text or None for text in texts)
            rows.append(SheetRow(cells=(f"{theme.code}. {theme.name}", labels.FORMS[form], *values)))
    return Sheet(
        name=f"Kế hoạch {view.year}",
        title_lines=(
            people_committee(office).upper(),
            f"KẾ HOẠCH CHỦ ĐỀ TUYÊN TRUYỀN VỀ CHUYỂN ĐỔI SỐ NĂM {view.year}",
        ),
        columns=(
            SheetColumn(title="Chủ đề", width=34),
            SheetColumn(title="Hình thức", width=20),
            *(SheetColumn(title=f"Tháng {month}", width=11, align=_CENTER) for month in MONTHS),
        ),
        rows=tuple(rows),
    )
