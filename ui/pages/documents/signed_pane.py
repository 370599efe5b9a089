"""A signed paper: what it is, read only, and the few things that may still be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app import labels
from app.documents.numbering import with_number
from app.kernel.days import show_day
from app.kernel.words import _
from app.vocabulary import DocumentState, DocumentType, ReplaceMode
from ui.core import tokens
from ui.core.theme import named
from ui.pages.documents.copy_form import kinds_for
from ui.pages.documents.head import name_of
from ui.pages.documents.list_pane import title_of
from ui.pages.documents.loading import Opened
from ui.widgets.card import Card

_LASTING = (DocumentState.SIGNED, DocumentState.REPLACED)


class SignedPane(QScrollArea):
    """Facts, the scan, and the papers before and after."""

    scan_asked = Signal()
    """Another scan is to be attached."""
    show_scan_asked = Signal()
    reorganise_asked = Signal()
    copy_asked = Signal()
    end_asked = Signal()
    void_asked = Signal()
    paper_asked = Signal(str)
    """Another paper is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "formScroll")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._former = self._follower = ""
        self.facts, self.scan_words = self._words("signedFacts"), self._words("signedScan")
        self.scan = self._button(_("Gắn &bản quét…"), "attachScan", self.scan_asked)
        self.show_scan = self._button(_("Mở bản &quét"), "showScan", self.show_scan_asked)
        self.reorganise = self._button(_("Soạn quyết định &kiện toàn"), "reorganise", self.reorganise_asked)
        self.copy = self._button(_("Làm bản s&ao…"), "copyDocument", self.copy_asked)
        self.end = self._button(_("Chấm dứt hiệ&u lực…"), "endDocument", self.end_asked)
        self.void = self._button(_("&Hủy số…"), "voidNumber", self.void_asked)
        self.void.setProperty("look", "danger")
        self.former, self.follower = self._link("openFormer"), self._link("openFollower")
        self.former.clicked.connect(lambda _checked=False: self.paper_asked.emit(self._former))
        self.follower.clicked.connect(lambda _checked=False: self.paper_asked.emit(self._follower))
        self._build()

    def show_paper(self, paper: Opened) -> None:
        """Shows a paper that may no longer be edited."""
        view = paper.view
        self.card.heading.setText(title_of(view))
        self.facts.setText("\n".join(_facts(paper)))
        has_scan = bool(view.scan_sha256)
        missing = _("Chưa có bản quét: {reason}").format(reason=view.no_scan_reason or _("không ghi lý do"))
        self.scan_words.setText(_("Đã có bản quét của văn bản đã ký.") if has_scan else missing)
        self.show_scan.setVisible(has_scan)
        in_force = view.state is DocumentState.SIGNED
        for button in (self.scan, self.end, self.void):
            button.setVisible(in_force)
        self.copy.setVisible(view.state in _LASTING and bool(kinds_for(view)))
        about_bodies = in_force and view.type is DocumentType.QD and bool(view.bodies)
        self.reorganise.setVisible(about_bodies and view.template != "qd-phan-cong")
        self._former = paper.former.uid if paper.former else ""
        self._follower = paper.follower.uid if paper.follower else ""
        self.former.setText(_("Xem văn bản trước: {name}").format(name=name_of(paper.former)) if paper.former else "")
        self.follower.setText(
            _("Xem văn bản sau: {name}").format(name=name_of(paper.follower)) if paper.follower else ""
        )
        self.former.setVisible(bool(self._former))
        self.follower.setVisible(bool(self._follower))

    def _build(self) -> None:
        content = named(QWidget(), "formContent")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, tokens.SPACE_S, tokens.SPACE_M)
        column.setSpacing(tokens.SPACE_M)
        self.card = Card(_("Văn bản đã ký"))
        self.card.heading.setWordWrap(True)
        self.card.heading.setSizePolicy(self.facts.sizePolicy())
        for part in (self.facts, self.former, self.follower):
            self.card.body.addWidget(part)
        scan = Card(_("Bản quét"))
        for part in (self.scan_words, self.show_scan, self.scan):
            scan.body.addWidget(
                part, 0, Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
            )
        further = Card(_("Việc tiếp theo"))
        for part in (self.reorganise, self.copy, self.end, self.void):
            further.body.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        further.body.addWidget(
            named(
                QLabel(
                    _("Nội dung văn bản đã ký được giữ nguyên; in lại lúc nào cũng ra đúng bản này."), wordWrap=True
                ),
                look="small",
            )
        )
        for card in (self.card, scan, further):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(content)

    def _words(self, name: str) -> QLabel:
        words = named(QLabel(wordWrap=True), name)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return words

    def _button(self, words: str, name: str, signal: object) -> QPushButton:
        button = named(QPushButton(words), name)
        button.clicked.connect(lambda _checked=False: signal.emit())  # type: ignore[attr-defined]
        return button

    def _link(self, name: str) -> QPushButton:
        return named(QPushButton(), name, "link")


def _facts(paper: Opened) -> list[str]:
    view = paper.view
    signing = view.content.signing
    found = [
        _("Số, ký hiệu: {symbol}").format(symbol=with_number(view.number, view.symbol)),
        _("Ngày ban hành: {day}").format(day=show_day(view.issued_on)),
        _("Người ký: {name} – {form}").format(name=signing.name or "…", form=labels.signing_form(signing.form)),
        _("Trạng thái: {state}").format(state=labels.state(view.state)),
    ]
    if view.state is DocumentState.REPLACED:
        found.append(_("Được thay thế từ ngày {day}").format(day=show_day(view.ended_on)))
    if view.state is DocumentState.ENDED:
        found.append(
            _("Hết hiệu lực từ ngày {day}. Lý do: {reason}").format(day=show_day(view.ended_on), reason=view.end_reason)
        )
    if paper.follower is not None and paper.follower.replace_mode is ReplaceMode.AMEND:
        found.append(_("Đã được sửa đổi, bổ sung"))
    return found
