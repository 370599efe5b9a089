"""What is wrong with a paper's form and words before it is issued: one call, findings beside their fields.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I and III. Pure. Who may be in a body is ``app.bodies.rules``' business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.bodies.views import BodyView
from app.documents.citing import SOURCE as CITING_SOURCE
from app.documents.citing import citation_findings, judge
from app.documents.content import (
    Article,
    Authority,
    Content,
    Issuer,
    TableBlock,
    texts_of,
)
from app.documents.mending import ADD_RECIPIENT, ARCHIVE_LINE, SET_ARCHIVE, SET_SIGNING, TO_ARCHIVE
from app.documents.texts import figures_of, uses_districts
from app.documents.views import CitationView, DocumentView
from app.documents.wording import finding, text_fix, wording_findings
from app.kernel.findings import Finding, Fix, Severity
from app.kernel.words import _
from app.offices.views import HamletView, Standing
from db.vocabulary import BodyKind, DocumentType, SigningForm

_COLLECTIVE = (SigningForm.COLLECTIVE, SigningForm.COLLECTIVE_FOR_HEAD)
_AS_HEAD = {SigningForm.COLLECTIVE: SigningForm.HEAD, SigningForm.COLLECTIVE_FOR_HEAD: SigningForm.FOR_HEAD}
_AS_BODY = {after: before for before, after in _AS_HEAD.items()}
_PREFIX = {
    SigningForm.FOR_HEAD: "KT.",
    SigningForm.COLLECTIVE: "TM.",
    SigningForm.COLLECTIVE_FOR_HEAD: "TM.",
    SigningForm.ACTING_HEAD: "Q.",
    SigningForm.BY_ORDER: "TL.",
    SigningForm.BY_AUTHORISATION: "TUQ.",
}
_TIGHT = re.compile(r"^(TM|KT|TL|TUQ|Q)\.(?=\S)")
_PARTY = re.compile(r"^T/M\b")
_DISTRICT = re.compile(r"\b(?:huyện|thị trấn|[Pp]hòng Văn hóa và Thông tin)\b")


def lint(
    document: DocumentView,
    *,
    standing: Standing,
    bodies: Sequence[BodyView] = (),
    citations: Sequence[CitationView] = (),
    day: date | None = None,
    hamlets: Sequence[HamletView] = (),
) -> list[Finding]:
    """Everything found in a draft; a missing number or date is none, for both are given at issue."""
    content, day = document.content, day or standing.day
    figures = figures_of(content, bodies, hamlets)
    texts = [("subject", document.subject), *texts_of(content)]
    found = [
        *_subject(document),
        *_structure(document),
        *_authority(content, document.type),
        *_signing(content),
        *_addressees(document),
        *_recipients(document),
        *_bases(content, citations, day),
        *_duties(content, bodies),
        *wording_findings(texts, figures),
    ]
    if not uses_districts(standing):
        found += _districts(content)
    found += citation_findings([(path, text) for path, text in texts if _may_cite(path)], citations, day=day)
    return [Finding(**{**vars(each), "uid": document.uid}) for each in found]


def _subject(document: DocumentView) -> Iterator[Finding]:
    subject = document.subject.strip()
    if not subject:
        yield finding(
            "DOC-SUBJECT-EMPTY",
            Severity.ERROR,
            _("Văn bản chưa có trích yếu."),
            "subject",
            place=_("Phụ lục I, phần II, mục 5"),
        )
    elif subject.endswith((".", ";", ",")):
        yield finding(
            "DOC-SUBJECT-STOP",
            Severity.WARNING,
            _("Trích yếu không kết thúc bằng dấu câu."),
            "subject",
            place=_("Phụ lục I, phần II, mục 5"),
            fix=text_fix("subject", subject, subject.rstrip(".;, ")),
        )


def _structure(document: DocumentView) -> Iterator[Finding]:
    content, kind = document.content, document.type
    if kind is DocumentType.QD:
        if not any(isinstance(block, Article) for block in content.blocks):
            yield finding(
                "DOC-NO-ARTICLE",
                Severity.ERROR,
                _("Quyết định chưa có Điều nào."),
                "blocks",
                place=_("Phụ lục III, mẫu 1.2"),
            )
        if not content.bases:
            yield finding(
                "DOC-NO-BASIS",
                Severity.WARNING,
                _("Quyết định chưa có căn cứ ban hành."),
                "bases",
                place=_("Phụ lục I, phần II, mục 6"),
            )
    elif not content.blocks:
        yield finding(
            "DOC-NO-TEXT",
            Severity.ERROR,
            _("Văn bản chưa có nội dung."),
            "blocks",
            place=_("Phụ lục I, phần II, mục 6"),
        )
    if kind is DocumentType.BB and not (content.minutes and content.minutes.chair and content.minutes.secretary):
        yield finding(
            "DOC-MINUTES",
            Severity.ERROR,
            _("Biên bản phải ghi chủ tọa và thư ký."),
            "minutes",
            place=_("Phụ lục III, mẫu 1.9"),
        )
    for place, block in enumerate(content.blocks):
        if not isinstance(block, TableBlock) and not (getattr(block, "text", "") or getattr(block, "title", "")):
            yield finding("DOC-EMPTY-BLOCK", Severity.WARNING, _("Có một đoạn chưa có nội dung."), f"blocks[{place}]")
    said = " ".join(text.lower() for path, text in texts_of(content) if path.startswith("blocks"))
    if (
        content.annexes
        and kind is not DocumentType.DS
        and not any(word in said for word in ("kèm theo", "phụ lục", "đính kèm"))
    ):
        yield finding(
            "DOC-ANNEX-UNMENTIONED",
            Severity.WARNING,
            _("Nội dung văn bản chưa nhắc đến phụ lục kèm theo."),
            "annexes",
            place=_("Phụ lục I, phần III, mục 1"),
        )


def _authority(content: Content, kind: DocumentType) -> Iterator[Finding]:
    """The authority line agrees with the formula: TM. only where the collective decides (appendix III, note 6)."""
    form, authority = content.signing.form, content.authority
    place = _("Phụ lục III, ghi chú 6")
    if kind is DocumentType.QD and authority is Authority.NONE:
        yield finding(
            "DOC-AUTHORITY-NONE",
            Severity.ERROR,
            _("Quyết định chưa ghi thẩm quyền ban hành."),
            "authority",
            place=place,
        )
    if authority is Authority.HEAD and form in _COLLECTIVE:
        yield finding(
            "DOC-AUTHORITY-TM",
            Severity.ERROR,
            _("Chủ tịch quyết định thì không ký TM. Ủy ban nhân dân."),
            "signing",
            place=place,
            fix=_signing_fix(_AS_HEAD[form]),
        )
    if authority is Authority.COLLECTIVE and form not in _COLLECTIVE:
        yield finding(
            "DOC-AUTHORITY-HEAD",
            Severity.ERROR,
            _("Ủy ban nhân dân quyết định thì ký TM. Ủy ban nhân dân."),
            "signing",
            place=place,
            fix=_signing_fix(_AS_BODY[form]) if form in _AS_BODY else None,
        )
    by_committee = authority in (Authority.COMMITTEE, Authority.COMMITTEE_HEAD)
    if by_committee != (form is SigningForm.COMMITTEE) and (by_committee or kind is DocumentType.QD):
        yield finding(
            "DOC-AUTHORITY-COMMITTEE",
            Severity.ERROR,
            _("Văn bản của Ban Chỉ đạo do Trưởng ban hoặc người được giao trong Ban ký; hai phần này phải khớp nhau."),
            "signing",
            place=place,
        )
    if by_committee != (content.issuer is Issuer.COMMITTEE):
        yield finding(
            "DOC-AUTHORITY-ISSUER",
            Severity.WARNING,
            _("Cơ quan ban hành ở đầu trang và thẩm quyền ban hành không khớp nhau."),
            "issuer",
            place=place,
        )


def _signing(content: Content) -> Iterator[Finding]:
    signing, place = content.signing, _("Điều 13; Phụ lục I, phần II, mục 7")
    if signing.form is not SigningForm.MINUTES and not signing.name.strip():
        yield finding("DOC-SIGNER-MISSING", Severity.ERROR, _("Chưa ghi họ tên người ký."), "signing", place=place)
    if not any(title.strip() for title in signing.titles):
        yield finding(
            "DOC-FORMULA-EMPTY",
            Severity.ERROR,
            _("Chưa ghi quyền hạn, chức vụ của người ký."),
            "signing",
            place=place,
            fix=_signing_fix(signing.form),
        )
        return
    prefix = _PREFIX.get(signing.form, "")
    first = signing.titles[0].strip()
    if prefix and not first.startswith(prefix):
        yield finding(
            "DOC-FORMULA",
            Severity.ERROR,
            _("Dòng đầu quyền hạn người ký phải bắt đầu bằng {prefix}").format(prefix=prefix),
            "signing.titles[0]",
            place=place,
            fix=_signing_fix(signing.form),
        )
    if not prefix and signing.form is SigningForm.HEAD and first.startswith(("TM", "KT", "TL", "TUQ")):
        yield finding(
            "DOC-FORMULA",
            Severity.ERROR,
            _("Người đứng đầu ký thì chỉ ghi chức vụ."),
            "signing.titles[0]",
            place=place,
            fix=_signing_fix(signing.form),
        )
    for line, title in enumerate(signing.titles):
        if _TIGHT.match(title):
            yield finding(
                "DOC-FORMULA-SPACE",
                Severity.WARNING,
                _("“{title}”: sau chữ viết tắt có một dấu cách.").format(title=title),
                f"signing.titles[{line}]",
                place=place,
                fix=text_fix(f"signing.titles[{line}]", title, _TIGHT.sub(r"\1. ", title)),
            )
        if _PARTY.match(title):
            yield finding(
                "DOC-FORMULA-PARTY",
                Severity.ERROR,
                _("T/M chỉ dùng trong văn bản của Đảng; văn bản hành chính ghi TM."),
                f"signing.titles[{line}]",
                place=place,
                fix=text_fix(f"signing.titles[{line}]", title, _PARTY.sub("TM.", title)),
            )


def _addressees(document: DocumentView) -> Iterator[Finding]:
    names, place = document.content.addressees, _("Phụ lục I, phần II, mục 9")
    if document.type is DocumentType.CV and not names:
        yield finding(
            "DOC-NO-ADDRESSEE", Severity.ERROR, _("Công văn chưa có nơi Kính gửi."), "addressees", place=place
        )
    if names and document.type not in (DocumentType.CV, DocumentType.TTR, DocumentType.BC):
        yield finding(
            "DOC-ADDRESSEE",
            Severity.WARNING,
            _("Chỉ công văn, và tờ trình, báo cáo gửi cấp trên, có phần Kính gửi."),
            "addressees",
            place=place,
        )
    yield from _items([(f"addressees[{at}]", name) for at, name in enumerate(names)])


def _recipients(document: DocumentView) -> Iterator[Finding]:
    content, kind, place = document.content, document.type, _("Phụ lục I, phần II, mục 9")
    first = {DocumentType.QD: "Như Điều {last_article}", DocumentType.CV: "Như trên"}.get(kind, "")
    if not content.recipients and kind is not DocumentType.BB:
        yield finding(
            "DOC-NO-RECIPIENT", Severity.ERROR, _("Chưa có Nơi nhận."), "recipients", place=place, fix=_first_fix(first)
        )
    elif first and not content.recipients[0].text.startswith(first.split("{", maxsplit=1)[0].strip()):
        yield finding(
            "DOC-RECIPIENT-FIRST",
            Severity.WARNING,
            _("Nơi nhận bắt đầu bằng “{first}”.").format(first=first.replace(" {last_article}", " …")),
            "recipients[0].text",
            place=place,
            fix=_first_fix(first),
        )
    for at, each in enumerate(content.recipients):
        if ARCHIVE_LINE.match(each.text):
            yield finding(
                "DOC-ARCHIVE-COLON",
                Severity.WARNING,
                _("“{text}”: dòng Lưu đứng cuối, ghi “Lưu:” với dấu hai chấm.").format(text=each.text),
                f"recipients[{at}].text",
                place=place,
                fix=Fix(code=TO_ARCHIVE, label=_("Sửa giúp tôi"), values={"place": str(at)}),
            )
    yield from _items([(f"recipients[{at}].text", each.text) for at, each in enumerate(content.recipients)])
    archive = content.archive.strip()
    if not archive and not any(ARCHIVE_LINE.match(each.text) for each in content.recipients):
        yield finding(
            "DOC-NO-ARCHIVE",
            Severity.ERROR,
            _("Chưa ghi nơi lưu văn bản."),
            "archive",
            place=place,
            fix=Fix(code=SET_ARCHIVE, label=_("Sửa giúp tôi"), values={"text": "VT"}),
        )
    elif ARCHIVE_LINE.match(archive):
        yield finding(
            "DOC-ARCHIVE-COLON",
            Severity.WARNING,
            _("Chữ “Lưu:” đã được in sẵn."),
            "archive",
            place=place,
            fix=Fix(
                code=SET_ARCHIVE, label=_("Sửa giúp tôi"), values={"text": ARCHIVE_LINE.sub("", archive).rstrip(".")}
            ),
        )


def _items(items: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Marks and dashes are printed by rule: ``;`` after each, a full stop after the last."""
    for path, text in items:
        bare = text.strip().removeprefix("-").strip().rstrip(";., ")
        if bare != text and bare:
            yield finding(
                "DOC-ITEM-MARK",
                Severity.WARNING,
                _("“{text}”: không ghi gạch đầu dòng và dấu cuối dòng; khi in, dấu được đặt tự động.").format(
                    text=text
                ),
                path,
                place=_("Phụ lục I, phần II, mục 9"),
                fix=text_fix(path, text, bare),
            )


def _districts(content: Content) -> Iterator[Finding]:
    """Since 1/7/2025 nothing is addressed to a district; citing its old papers stays right."""
    places = [(f"recipients[{at}].text", each.text) for at, each in enumerate(content.recipients)]
    places += [(f"addressees[{at}]", name) for at, name in enumerate(content.addressees)]
    for path, text in places:
        if _DISTRICT.search(text):
            yield finding(
                "DOC-DISTRICT",
                Severity.ERROR,
                _("“{text}”: từ ngày 01/7/2025 không còn cấp huyện, thị trấn; gửi cấp tỉnh.").format(text=text),
                path,
                source="Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
            )


def _bases(content: Content, citations: Sequence[CitationView], day: date) -> Iterator[Finding]:
    by_uid = {entry.uid: entry for entry in citations}
    for at, line in enumerate(content.bases):
        path = f"bases[{at}]"
        entry = by_uid.get(line.citation or "")
        if line.citation and entry is None and not line.text:
            yield finding(
                "CIT-GONE",
                Severity.ERROR,
                _("Căn cứ thứ {place} không còn trong bảng văn bản.").format(place=at + 1),
                path,
                source=CITING_SOURCE,
            )
        elif entry is None and not line.text.strip():
            yield finding(
                "CIT-EMPTY",
                Severity.ERROR,
                _("Căn cứ thứ {place} chưa có nội dung.").format(place=at + 1),
                path,
                source=CITING_SOURCE,
            )
        elif entry is not None and not line.text:
            yield from judge(entry, by_uid, day=day, field=path)
            if entry.issued_on is None or not entry.issuer or not entry.title:
                yield finding(
                    "CIT-INCOMPLETE",
                    Severity.WARNING,
                    _("{symbol} trong bảng văn bản còn thiếu ngày, cơ quan ban hành hoặc trích yếu.").format(
                        symbol=entry.symbol
                    ),
                    path,
                    source=CITING_SOURCE,
                )


def _duties(content: Content, bodies: Sequence[BodyView]) -> Iterator[Finding]:
    if not any(annex.kind == "assignment" for annex in content.annexes):
        return
    committees = [body for body in bodies if body.kind is BodyKind.COMMITTEE]
    if not committees:
        yield finding("DOC-NO-COMMITTEE", Severity.ERROR, _("Bảng phân công chưa gắn với Ban Chỉ đạo nào."), "annexes")
    for committee in committees:
        for member in committee.planned:
            if not member.duty.strip():
                yield finding(
                    "DOC-NO-DUTY",
                    Severity.ERROR,
                    _("{name} chưa được phân công nhiệm vụ.").format(name=member.person.full_name),
                    "annexes",
                    source="Hướng dẫn của UBND huyện Hà Trung, tháng 4/2022, mục 1",
                )


def _may_cite(path: str) -> bool:
    return path == "subject" or path.startswith(("bases", "blocks", "annexes", "proposal"))


def _signing_fix(form: SigningForm) -> Fix:
    return Fix(code=SET_SIGNING, label=_("Sửa giúp tôi"), values={"form": form.value})


def _first_fix(first: str) -> Fix | None:
    return Fix(code=ADD_RECIPIENT, label=_("Sửa giúp tôi"), values={"text": first}) if first else None
