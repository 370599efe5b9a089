"""The list of difficulties that are still open, by addressee, to be printed or sent with a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.difficulties.queries import difficulties
from app.difficulties.views import DifficultyView
from app.difficulties.wording import printed_state
from app.documents.office_style import style_of
from app.documents.values import values_for
from app.kernel.days import paper_day, show_day
from app.kernel.problems import refused
from app.kernel.words import N_
from app.offices.queries import hamlets, standing
from app.typesetting import model
from db.vocabulary import DifficultyState

TITLE = "TỔNG HỢP KHÓ KHĂN, VƯỚNG MẮC"

NOTHING_TO_PRINT = refused(
    "DIF-61",
    N_("Không có khó khăn, vướng mắc nào chưa khép lại để in."),
    next_step=N_("Ghi khó khăn trước, hoặc mở lại việc đã khép."),
)

_COLUMNS = (
    model.Column(title="TT", weight=6, align=model.Align.CENTER),
    model.Column(title="Khó khăn, vướng mắc", weight=50),
    model.Column(title="Đề nghị", weight=38),
    model.Column(title="Nơi phát sinh", weight=22),
    model.Column(title="Ngày ghi nhận", weight=18, align=model.Align.CENTER),
    model.Column(title="Tình trạng", weight=30),
    model.Column(title="Số ngày", weight=11, align=model.Align.CENTER),
)


def open_pdf(session: Session, *, day: date) -> bytes:
    """The list as PDF; Refused DIF-61 where nothing is open."""
    from app.typesetting.render_pdf import render_pdf

    return render_pdf(open_paper(session, day=day), style=style_of(session))


def open_paper(session: Session, *, day: date) -> model.Document:
    """The list before it is drawn: the oldest first under each addressee."""
    found = sorted(difficulties(session, only_open=True), key=lambda view: (view.raised_on, view.uid))
    if not found:
        raise NOTHING_TO_PRINT()
    office = values_for(standing(session, day), committee=None, teams=(), hamlets=(), day=day)["office"]
    places = {view.uid: view.label for view in hamlets(session)}
    return model.Document(
        title="Tổng hợp khó khăn, vướng mắc",
        orientation=model.Orientation.LANDSCAPE,
        blocks=(
            model.Paragraph(
                text=(model.Run(text=office.upper(), bold=True),),
                align=model.Align.CENTER,
                first_line_indent=False,
                keep_with_next=True,
            ),
            model.TypeTitle(type_name=TITLE, subject="trong thực hiện chuyển đổi số", with_rule=False),
            model.ReferenceLine(text=f"(Tính đến {paper_day(day)})"),
            model.Table(columns=_COLUMNS, rows=tuple(_rows(found, places, day)), cell_size=12),
            model.Paragraph(text=_sum(found)),
        ),
    )


def _rows(found: Sequence[DifficultyView], places: dict[str, str], day: date) -> list[model.Row | model.GroupRow]:
    rows: list[model.Row | model.GroupRow] = []
    number = 0
    for addressee in dict.fromkeys(view.addressee for view in found):
        rows.append(model.GroupRow(text=f"Nơi nhận: {addressee}"))
        for view in found:
            if view.addressee == addressee:
                number += 1
                rows.append(_row(number, view, places, day))
    return rows


def _row(number: int, view: DifficultyView, places: dict[str, str], day: date) -> model.Row:
    what = "\n".join(part for part in (view.title, view.detail) if part)
    return model.Row(
        cells=(
            str(number),
            what,
            view.wish,
            places.get(view.hamlet or "", "Toàn xã"),
            show_day(view.raised_on),
            _standing(view),
            str(view.age(day)),
        )
    )


def _standing(view: DifficultyView) -> str:
    """The state with the day it was reached, and the answer where there is one."""
    days = {
        DifficultyState.SENT: view.sent_on,
        DifficultyState.RECEIVED: view.received_on,
        DifficultyState.ANSWERED: view.answered_on,
    }
    reached = days.get(view.state)
    words = printed_state(view.state).capitalize() + (f" (ngày {show_day(reached)})" if reached else "")
    return f"{words}: {view.answer}" if view.answer else words


def _sum(found: Sequence[DifficultyView]) -> str:
    unsent = sum(view.state is DifficultyState.RAISED for view in found)
    waiting = sum(view.state in (DifficultyState.SENT, DifficultyState.RECEIVED) for view in found)
    answered = sum(view.state is DifficultyState.ANSWERED for view in found)
    return (
        f"Tổng số {len(found)} khó khăn, vướng mắc chưa khép lại: {unsent} chưa gửi, "
        f"{waiting} đã gửi chờ trả lời, {answered} đã được trả lời."
    )
