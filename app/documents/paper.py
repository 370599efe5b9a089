"""A paper of any type as the printer takes it: head, title, bases, numbered text, annexes, recipients and signature.

Pure: the same values always give the same paper, which is what freezing rests on. Source: Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.bodies.views import BodyView
from app.documents.citing import cite
from app.documents.content import (
    BLANK,
    AnnexPart,
    BasisLine,
    Circulation,
    Content,
    Issuer,
    Recipient,
    RosterMode,
    with_figures,
)
from app.documents.counting import ended_text, printed_blocks
from app.documents.numbering import number_text
from app.documents.roster import assignment_table, committee_table, roster_table
from app.documents.texts import (
    TEAM_KINDS,
    TYPE_NAMES,
    authority_text,
    figures_of,
    issuer_text,
    office_name,
    paper_citation,
    people_committee,
    roster_bodies,
)
from app.documents.views import CitationView
from app.kernel.numerals import roman
from app.offices.views import HamletView, Standing
from app.typesetting import model
from db.vocabulary import BodyKind, DocumentType

_BASIS_WORDS = ("Căn cứ", "Theo", "Thực hiện", "Xét", "Để")
_UNENDED_TYPES = (DocumentType.BB, DocumentType.DS)
"""Minutes end with their closing sentence and lists with their table, not with ``./.``."""


@dataclass(frozen=True, kw_only=True)
class PaperInputs:
    """Everything a paper is made of."""

    type: DocumentType
    subject: str
    content: Content
    standing: Standing
    symbol: str
    number: int | None = None
    """None prints the blank form for the pen."""
    issued_on: date | None = None
    """None leaves the day blank; month and year are those of the standing's day."""
    bodies: Sequence[BodyView] = ()
    """The committee and the teams that annexes and figures are made from."""
    hamlets: Sequence[HamletView] = ()
    citations: Sequence[CitationView] = ()
    as_of: date | None = None
    """Lists the members of a past day; none lists what is being decided."""
    law_numbers: bool = False
    draft_mark: bool = False


def paper_of(paper: PaperInputs) -> model.Document:
    """The whole paper; never fails on an unfinished draft: what is missing prints as a blank."""
    figures = figures_of(paper.content, paper.bodies, paper.hamlets, as_of=paper.as_of)
    subject = with_figures(paper.subject, figures)
    inline = paper.type is DocumentType.DS
    return model.Document(
        title=f"{TYPE_NAMES[paper.type]} {subject.replace('Về ', 'về ', 1)}".strip(),
        subject=subject,
        letterhead=_letterhead(paper, subject),
        blocks=(
            *_opening(paper, subject),
            *_bases(paper),
            *_body(paper, figures),
            *(_inline_lists(paper) if inline else ()),
            _closing(paper, figures),
        ),
        annexes=() if inline else _annexes(paper, figures),
        draft_mark=paper.draft_mark,
    )


def _letterhead(paper: PaperInputs, subject: str) -> model.Letterhead:
    content, own, day = paper.content, paper.standing.own, paper.standing.day
    parent, issuer = _issuer_lines(paper)
    internal = any(annex.mode is RosterMode.INTERNAL for annex in content.annexes)
    circulation = content.circulation or (Circulation.INTERNAL if internal else Circulation.NONE)
    return model.Letterhead(
        issuer=issuer,
        parent=parent,
        number_text=number_text(paper.number),
        symbol="/" + paper.symbol.removeprefix("/"),
        place=own.place or own.name,
        day=paper.issued_on,
        year=day.year,
        month=day.month,
        subject_line=f"V/v {_letter_subject(subject)}" if paper.type is DocumentType.CV else "",
        with_place_date=paper.type is not DocumentType.BB,
        urgency=model.UrgencyMark(text=content.urgency) if content.urgency else None,
        circulation=model.CirculationMark(text=circulation) if circulation else None,
    )


def _issuer_lines(paper: PaperInputs) -> tuple[str, tuple[str, ...]]:
    """Parent and issuer: the people's committee stands on two lines, whoever belongs to it under its name on one."""
    if paper.content.issuer is Issuer.OFFICE:
        return "", ("ỦY BAN NHÂN DÂN", office_name(paper.standing.own).upper())
    name = paper.content.issuer_name or BLANK
    return people_committee(paper.standing.own).upper(), (name.upper(),)


def _letter_subject(subject: str) -> str:
    bare = subject.strip()
    for word in ("V/v", "Về việc", "về việc"):
        bare = bare.removeprefix(word).strip()
    return (bare[:1].lower() + bare[1:] if bare[:2].istitle() else bare) or BLANK


def _opening(paper: PaperInputs, subject: str) -> list[model.Block]:
    blocks: list[model.Block] = []
    if paper.type is not DocumentType.CV:
        blocks.append(model.TypeTitle(type_name=TYPE_NAMES[paper.type].upper(), subject=subject or BLANK))
    if authority := authority_text(paper.content, paper.standing):
        blocks.append(model.AuthorityLine(text=authority.upper()))
    if paper.content.addressees:
        blocks.append(model.Addressees(names=paper.content.addressees))
    return blocks


def _bases(paper: PaperInputs) -> list[model.Block]:
    by_uid = {entry.uid: entry for entry in paper.citations}
    lines = [_basis(line, by_uid, law_numbers=paper.law_numbers) for line in paper.content.bases]
    lines += [paper.content.proposal] if paper.content.proposal else []
    ends = [";"] * (len(lines) - 1) + ["."]
    blocks: list[model.Block] = [
        model.Basis(text=line.rstrip(" ;.,") + end) for line, end in zip(lines, ends, strict=False)
    ]
    return [*blocks, model.DecisionWord()] if paper.type is DocumentType.QD else blocks


def _basis(line: BasisLine, by_uid: Mapping[str, CitationView], *, law_numbers: bool) -> str:
    entry = by_uid.get(line.citation or "")
    text = line.text.strip() or (cite(entry, line.full, law_numbers=law_numbers) if entry else BLANK)
    return text if text.startswith(_BASIS_WORDS) else f"Căn cứ {text}"


def _body(paper: PaperInputs, figures: Mapping[str, str]) -> list[model.Block]:
    content, ended = paper.content, paper.type not in _UNENDED_TYPES
    blocks = printed_blocks(content.blocks, figures, ended=ended)
    return [*_before(paper), *blocks, *_after(paper)]


def _before(paper: PaperInputs) -> list[model.Block]:
    """What minutes and invitations say before their text."""
    minutes, invitation = paper.content.minutes, paper.content.invitation
    if minutes:
        return _lines(
            f"Thời gian bắt đầu: {minutes.began or BLANK}.",
            f"Địa điểm: {minutes.place or BLANK}.",
            "Thành phần tham dự:",
            *_items(minutes.attendees),
            *([f"Vắng mặt: {minutes.absent}."] if minutes.absent else []),
            f"Chủ trì (chủ tọa): {minutes.chair or BLANK}.",
            f"Thư ký (người ghi biên bản): {minutes.secretary or BLANK}.",
        )
    if invitation:
        office = issuer_text(paper.content, paper.standing)
        several = len(invitation.invitees) > 1
        invited = _items(invitation.invitees) if several else []
        one = "" if several else f" {next(iter(invitation.invitees), BLANK)}"
        return _lines(
            f"{office} trân trọng kính mời:{one}",
            *invited,
            f"Tới dự: {invitation.purpose or BLANK}.",
            f"Chủ trì: {invitation.chair or BLANK}.",
            f"Thời gian: {invitation.time or BLANK}.",
            f"Địa điểm: {invitation.place or BLANK}.",
        )
    return []


def _after(paper: PaperInputs) -> list[model.Block]:
    minutes = paper.content.minutes
    if minutes is None:
        return []
    return _lines(
        ended_text(
            f"Cuộc họp kết thúc vào {minutes.ended or BLANK}, nội dung đã được đọc lại cho các thành "
            "viên tham dự nghe và thống nhất"
        )
    )


def _items(texts: Sequence[str]) -> list[str]:
    ends = [";"] * (len(texts) - 1) + ["."]
    return [
        f"- {text.strip().removeprefix('-').strip().rstrip(';.,')}{end}" for text, end in zip(texts, ends, strict=False)
    ]


def _lines(*texts: str) -> list[model.Block]:
    return [model.Paragraph(text=text.replace(f"{BLANK}.", BLANK).replace("..", ".")) for text in texts]


def _closing(paper: PaperInputs, figures: Mapping[str, str]) -> model.SignatureBlock:
    content = paper.content
    signing = content.signing
    signature = model.Signature(formula=signing.titles, signer=signing.name, second_office=signing.second_office)
    left = None
    if paper.type is DocumentType.BB:
        signature = model.Signature(formula=("CHỦ TỌA",), signer=_name_only(signing.name))
        left = model.Signature(
            formula=("THƯ KÝ",), signer=_name_only(content.minutes.secretary if content.minutes else "")
        )
    return model.SignatureBlock(
        signature=signature, left=left, recipients=_recipients(content, figures), draftsman=_draftsman(content)
    )


def _name_only(text: str) -> str:
    """The name out of "Ông Nguyễn Văn A, Chủ tịch UBND xã": forms of address do not stand under a signature."""
    name = text.split(",", maxsplit=1)[0].strip()
    for word in ("Ông ", "Bà ", "ông ", "bà "):
        name = name.removeprefix(word)
    return "" if name == BLANK else name


def _recipients(content: Content, figures: Mapping[str, str]) -> tuple[str, ...]:
    return recipient_lines(content.recipients, content.archive, figures)


def recipient_lines(
    recipients: Sequence[Recipient], archive: str, figures: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The list under Nơi nhận as printed, with its dashes and final marks, the file copy last."""
    items = [_recipient(each, figures or {}) for each in recipients]
    items += [f"Lưu: {archive.strip().rstrip('.;')}"] if archive.strip() else []
    ends = [";"] * (len(items) - 1) + ["."]
    return tuple(f"- {item}{end}" for item, end in zip(items, ends, strict=False))


def _recipient(recipient: Recipient, figures: Mapping[str, str]) -> str:
    text = with_figures(recipient.text, dict(figures)).strip().removeprefix("-").strip().rstrip(";.,")
    return f"{text} ({recipient.purpose.strip('() ')})" if recipient.purpose.strip("() ") else text


def _draftsman(content: Content) -> model.DraftsmanMark | None:
    mark = content.draftsman.strip().rstrip(".").upper()
    if content.copies > 0:
        mark = f"{mark}.({content.copies})" if mark else f"({content.copies})"
    return model.DraftsmanMark(text=mark) if mark else None


def _annexes(paper: PaperInputs, figures: Mapping[str, str]) -> tuple[model.Annex, ...]:
    numbered = [annex for annex in paper.content.annexes if annex.numbered]
    return tuple(_annex(paper, annex, figures, _annex_number(annex, numbered)) for annex in paper.content.annexes)


def _annex_number(annex: AnnexPart, numbered: Sequence[AnnexPart]) -> str | None:
    if not annex.numbered:
        return None
    place = next(index for index, each in enumerate(numbered, start=1) if each is annex)
    return roman(place) if len(numbered) > 1 else ""


def _annex(paper: PaperInputs, annex: AnnexPart, figures: Mapping[str, str], number: str | None) -> model.Annex:
    title, subtitle = with_figures(annex.title, dict(figures)), with_figures(annex.subtitle, dict(figures))
    orientation = model.Orientation.LANDSCAPE if annex.landscape else model.Orientation.PORTRAIT
    blocks = (
        printed_blocks(annex.blocks, figures, ended=paper.type is DocumentType.QD)
        if annex.kind == "text"
        else [*_list(paper, annex)]
    )
    if annex.own_header:
        parent, issuer = _issuer_lines(paper)
        head = model.Letterhead(issuer=issuer, parent=parent, with_number=False, with_place_date=False)
        name = (annex.type_name or "Quy chế").upper()
        return model.Annex(
            letterhead=head,
            orientation=orientation,
            blocks=(
                model.TypeTitle(type_name=name, subject=title),
                model.ReferenceLine(text=reference_of(paper)),
                *blocks,
            ),
        )
    return model.Annex(
        blocks=tuple(blocks),
        number=number,
        title=title.upper(),
        subtitle=subtitle,
        reference=reference_of(paper),
        orientation=orientation,
    )


def reference_of(paper: PaperInputs) -> str:
    """``(Kèm theo Quyết định số …/QĐ-UBND ngày … của …)``; number and day open until the paper is signed."""
    day = paper.standing.day
    cited = paper_citation(
        paper.type, paper.symbol, number_text(paper.number), paper.issued_on, year=day.year, month=day.month
    )
    return f"(Kèm theo {cited} của {issuer_text(paper.content, paper.standing)})"


def _inline_lists(paper: PaperInputs) -> list[model.Block]:
    return [block for annex in paper.content.annexes for block in _list(paper, annex)]


def _list(paper: PaperInputs, annex: AnnexPart) -> list[model.Block]:
    day = paper.issued_on or paper.standing.day
    committee = next(
        (
            body
            for body in paper.bodies
            if body.kind is BodyKind.COMMITTEE and (not annex.bodies or body.uid in annex.bodies)
        ),
        None,
    )
    if annex.kind == "roster":
        bodies = [body for body in paper.bodies if body.uid in annex.bodies] or roster_bodies(
            paper.content, paper.bodies
        )
        return [
            roster_table(
                bodies, paper.standing, day=day, mode=annex.mode, with_phones=annex.with_phones, as_of=paper.as_of
            )
        ]
    if committee is None:
        return []
    if annex.kind == "committee_list":
        return [committee_table(committee, day=day, mode=annex.mode, with_phones=annex.with_phones, as_of=paper.as_of)]
    teams = [body for body in paper.bodies if body.kind in TEAM_KINDS]
    return [assignment_table(committee, teams, day=day, as_of=paper.as_of)]
