"""A template becomes the first draft of a paper: office, regime, bodies, citations and signer put into its words.

Pure: the caller brings everything. What is not known prints as ``……`` and is reported by the rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from app.bodies.views import BodyView
from app.documents import content as made
from app.documents.citing import cite, find, known_citations
from app.documents.content import BLANK, Content
from app.documents.difference import difference_blocks
from app.documents.numbering import COMMITTEE, OFFICE, number_text, symbol_of
from app.documents.signing import signing_for
from app.documents.templates import Template, TemplateBasis, TemplateBlock, TemplateRecipient, fill
from app.documents.texts import bare_title, issuer_text, paper_citation
from app.documents.values import values_for
from app.documents.views import CitationView, DocumentView
from app.kernel.text import fold
from app.offices.views import HamletView, Standing
from app.people.views import PersonView
from db.vocabulary import DocumentType, ReplaceMode


class Composed(NamedTuple):
    """The first draft."""

    subject: str
    symbol: str
    content: Content


def compose(
    template: Template,
    *,
    standing: Standing,
    committee: BodyView | None = None,
    teams: Sequence[BodyView] = (),
    hamlets: Sequence[HamletView] = (),
    citations: Sequence[CitationView] = (),
    signer: PersonView | None = None,
    day: date,
    former: DocumentView | None = None,
    mode: ReplaceMode | None = None,
    enclosures: Sequence[DocumentView] = (),
    values: Mapping[str, str] | None = None,
) -> Composed:
    """A draft from a template, for a paper of ``day``; ``standing`` must be that of the same day.

    ``former`` is the decision that a re-organisation replaces or amends (``mode``, replacing by default), or the one an
    assignment rests on. ``enclosures`` are listed in a cover letter. ``values`` are the answers to the template's own
    questions; they win over what is derived.
    """
    known = values_for(standing, committee=committee, teams=teams, hamlets=hamlets, day=day)
    if former:
        known |= {"former": former_citation(former, standing), "former_subject": former.subject}
    if enclosures:
        known["enclosures"] = enclosure_lines(enclosures, standing)
    known |= {name: text for name, text in (values or {}).items() if text}
    wants = _conditions(standing, committee, teams, former, mode)
    parts = _Parts(known, wants, standing, day, citations, tuple(teams) or ((committee,) if committee else ()))
    content = Content(
        issuer=template.issuer,
        issuer_name=bare_title(committee, standing) if template.issuer is made.Issuer.COMMITTEE and committee else "",
        authority=template.authority,
        bases=parts.bases(template.bases),
        proposal=f"Theo đề nghị của {fill(template.proposal, known)}" if template.proposal else "",
        blocks=parts.blocks(template.blocks),
        addressees=tuple(each.text for each in parts.recipients(template.addressees)),
        recipients=parts.recipients(template.recipients),
        archive=fill(template.archive, known).removesuffix(f", {BLANK}"),
        annexes=_annexes(template, parts, committee, teams),
        signing=signing_for(
            template.sign, signer=signer, committee=committee, standing=standing, day=day, typed=known.get("chair", "")
        ),
        minutes=_minutes(template, parts),
        invitation=_invitation(template, parts),
    )
    return Composed(parts.text(template.subject), _symbol(template, standing), content)


def former_citation(former: DocumentView, standing: Standing) -> str:
    """``Quyết định số 05/QĐ-UBND ngày … của Chủ tịch … về việc …``; blanks where it is not yet signed."""
    when = former.issued_on or former.paper_date
    cited = paper_citation(
        former.type, former.symbol, number_text(former.number), former.issued_on, year=when.year if when else None
    )
    subject = former.subject[:1].lower() + former.subject[1:]
    return f"{cited} của {issuer_text(former.content, standing)} {subject}".strip()


def enclosure_lines(documents: Sequence[DocumentView], standing: Standing) -> str:
    """One line for each enclosed paper, numbered, the last ending with a full stop."""
    ends = [";"] * (len(documents) - 1) + ["."]
    return "\n".join(
        f"{place}. {former_citation(document, standing)}{end}"
        for place, (document, end) in enumerate(zip(documents, ends, strict=True), start=1)
    )


def _conditions(
    standing: Standing,
    committee: BodyView | None,
    teams: Sequence[BodyView],
    former: DocumentView | None,
    mode: ReplaceMode | None,
) -> frozenset[str]:
    return frozenset(
        {
            standing.regime.value,
            "former" if former else "no_former",
            (mode or ReplaceMode.REPLACE).value,
            "teams" if teams else "committee" if committee else "",
        }
    )


def _symbol(template: Template, standing: Standing) -> str:
    issuer = COMMITTEE if template.issuer is made.Issuer.COMMITTEE else OFFICE
    return symbol_of(template.type, issuer=issuer, unit=standing.own.drafting_abbreviation)


class _Parts:
    """Fills the parts of one template with one paper's values."""

    def __init__(
        self,
        known: Mapping[str, str],
        wants: frozenset[str],
        standing: Standing,
        day: date,
        citations: Sequence[CitationView],
        changed: Sequence[BodyView],
    ) -> None:
        self.known, self.wants, self.standing, self.day = known, wants, standing, day
        self.citations, self.changed = citations, changed

    def text(self, template: str) -> str:
        return fill(template, self.known)

    def wanted(self, when: Sequence[str]) -> bool:
        return all(condition in self.wants for condition in when)

    def bases(self, templates: Sequence[TemplateBasis]) -> tuple[made.BasisLine, ...]:
        lines = (self._basis(each) for each in templates if self.wanted(each.when) and self._is_here(each.place))
        return tuple(line for line in lines if line)

    def _is_here(self, place: str) -> bool:
        own = self.standing.own
        return not place or fold(place) in (fold(own.province), fold(own.district))

    def _basis(self, template: TemplateBasis) -> made.BasisLine | None:
        if template.text:
            return made.BasisLine(text=self.text(template.text))
        entry = find(template.citation, self.citations) or find(template.citation, known_citations())
        if entry is None or not _citable(entry, self.day):
            return None
        in_table = any(each.uid == entry.uid for each in self.citations)
        return made.BasisLine(citation=entry.uid) if in_table else made.BasisLine(text=cite(entry))

    def recipients(self, templates: Sequence[TemplateRecipient]) -> tuple[made.Recipient, ...]:
        """Without doubles, and without those whose name is not known."""
        found = (
            made.Recipient(text=self.text(each.text), purpose=each.purpose)
            for each in templates
            if self.wanted(each.when)
        )
        return tuple({each.text: each for each in found if each.text != BLANK}.values())

    def blocks(self, templates: Sequence[TemplateBlock]) -> tuple[made.Block, ...]:
        return tuple(block for each in templates if self.wanted(each.when) for block in self._block(each))

    def _block(self, template: TemplateBlock) -> Sequence[made.Block]:
        title, text = _capital(self.text(template.title)), _capital(self.text(template.text))
        if template.kind == "difference":
            return difference_blocks(self.changed, self.standing, self.day)
        if template.kind == "paragraph":
            return [made.Paragraph(text=line) for line in text.splitlines()]
        if template.kind == "table":
            rows = tuple(tuple(_capital(self.text(cell)) for cell in row) for row in template.rows)
            return [made.TableBlock(columns=template.columns, rows=rows)]
        if template.kind == "heading":
            return [made.Heading(level=template.level, title=title)]
        if template.kind == "point":
            return [made.Point(text=text)]
        kind = made.Article if template.kind == "article" else made.Clause
        return [kind(title=title, text=text)]


def _capital(text: str) -> str:
    """A text may begin with a value written small within sentences, such as "công chức Văn hóa - xã hội"."""
    return text[:1].upper() + text[1:]


def _citable(entry: CitationView, day: date) -> bool:
    begun = max((when for when in (entry.issued_on, entry.valid_from) if when), default=day)
    return begun <= day and (entry.valid_to is None or day <= entry.valid_to)


def _annexes(
    template: Template, parts: _Parts, committee: BodyView | None, teams: Sequence[BodyView]
) -> tuple[made.AnnexPart, ...]:
    listed = {"roster": teams, "committee_list": (committee,) if committee else ()}
    return tuple(
        made.AnnexPart(
            kind=each.kind,
            title=parts.text(each.title),
            subtitle=parts.text(each.subtitle),
            bodies=tuple(body.uid for body in listed.get(each.kind, ())),
            mode=made.RosterMode.SUPERIOR if template.type is DocumentType.DS else made.RosterMode.DECISION,
            numbered=each.numbered,
            landscape=each.landscape,
            own_header=each.own_header,
            type_name=each.type_name,
            blocks=parts.blocks(each.blocks),
        )
        for each in template.annexes
        if parts.wanted(each.when)
    )


def _minutes(template: Template, parts: _Parts) -> made.Minutes | None:
    meeting = template.meeting
    if meeting is None or template.type is not DocumentType.BB:
        return None
    return made.Minutes(
        began=parts.text(meeting.began),
        ended=parts.text(meeting.ended),
        place=parts.text(meeting.place),
        attendees=_people(meeting.people, parts),
        absent=parts.text(meeting.absent),
        chair=parts.text(meeting.chair),
        secretary=parts.text(meeting.secretary),
    )


def _invitation(template: Template, parts: _Parts) -> made.Invitation | None:
    meeting = template.meeting
    if meeting is None or template.type is not DocumentType.GM:
        return None
    return made.Invitation(
        invitees=_people(meeting.people, parts),
        purpose=parts.text(meeting.purpose),
        chair=parts.text(meeting.chair),
        time=parts.text(meeting.time),
        place=parts.text(meeting.place),
    )


def _people(templates: Sequence[str], parts: _Parts) -> tuple[str, ...]:
    return tuple(line for each in templates for line in parts.text(each).splitlines())
