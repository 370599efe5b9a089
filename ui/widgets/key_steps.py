"""What changes keys, step by step: explained, confirmed, done, its file saved, and then what to do next."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from app.exchange.issued import REVOCATION
from app.exchange.key_changes import RotateKeys, presented, taken_in_through
from app.exchange.outbox import StartNewEpoch
from app.exchange.queries import KeyView
from app.kernel.words import N_, _
from app.keys.enrolment import HAND_OVER, ROTATION
from ui.core.tasks import Tasks
from ui.widgets import key_card
from ui.widgets.key_forms import KeyStep, RecoverForm, RevokeForm, SignHandOverForm
from ui.widgets.key_hand_over import HandOverForm
from ui.widgets.key_issued import KINDS
from ui.widgets.key_loading import KeyLine, KeysSeen
from ui.widgets.question_line import QuestionLine

EPOCH_TOLD = N_(
    "Gói sau sẽ mang mọi bản ghi, bắt đầu một chuỗi gói mới. Không mất gì; gói đầu của đợt lớn hơn thường lệ.\n"
    "Dùng khi cấp trên báo số liệu hai bên không khớp, báo hai chuỗi gói trái nhau, hoặc khi tệp trong hộp gửi bị mất. "
    "Sau khi khôi phục từ bản sao lưu, đợt mới đã tự bắt đầu."
)
EPOCH_NEXT = N_("Đã bắt đầu đợt gửi mới. Việc tiếp theo: ở thẻ “Chuẩn bị”, lập gói gửi rồi giao như thường lệ.")
ROTATE_TOLD = N_(
    "Máy có khóa mới, khóa cũ ký xác nhận nên không phải so tám từ lại. Làm khi có quy định thay khóa định kỳ.\n"
    "Nếu nghi khóa bị lộ thì đừng thay mà hãy thu hồi. Không hoàn tác được."
)
ROTATE_NEXT = N_(
    "Đã thay khóa. Việc tiếp theo:\n1. Đưa tệp báo thay khóa cho cơ quan kia trước gói sau.\n"
    "2. Lưu lại tệp giữ khóa (Việc khác)."
)
REVOKED_NEXT = N_(
    "Đã thu hồi khóa cũ, máy có khóa mới. Việc tiếp theo:\n1. Đưa cơ quan kia tệp thu hồi và tệp khóa mới.\n"
    "2. Hai bên so tám từ lại.\n3. Lưu lại tệp giữ khóa (Việc khác)."
)
REVOKED_OTHER_NEXT = N_(
    "Đã thu hồi. Việc tiếp theo:\n1. Đưa tệp thu hồi cho cơ quan giữ khóa; danh bạ khóa đi cùng biên nhận cũng báo.\n"
    "2. Nhận tệp khóa mới của họ và so tám từ."
)
HANDED_NEXT = N_(
    "Đã bàn giao, mật khẩu mới có hiệu lực. Việc tiếp theo:\n1. Đưa tệp bàn giao cho cơ quan kia.\n"
    "2. Người kế nhiệm lập phiếu khôi phục mới, hủy phiếu cũ.\n3. Lưu tệp giữ khóa (Việc khác)."
)
SIGNED_NEXT = N_(
    "Đã ký bàn giao: khóa mới được tin dùng, khóa cũ chỉ còn tính cho các gói đã nhận.\n"
    "Tệp này để xã lưu, xã không phải làm gì thêm."
)
RECOVERED_NEXT = N_(
    "Đã có khóa mới. Việc tiếp theo:\n1. Đưa tệp báo thay khóa cho cấp trên.\n"
    "2. Gửi một gói: biên nhận mang về những gì cấp trên đã nhận của cơ quan.\n3. Lưu lại tệp giữ khóa (Việc khác)."
)
BESIDE_TOLD = N_(
    "Mỗi máy có khóa riêng, không chép khóa và không chép dữ liệu.\n1. Lưu tệp khóa của máy này ra USB.\n"
    "2. Trên máy thứ hai, cài Xã Số, ở màn hình đầu chọn “Thay máy hỏng, thêm máy…” và mở tệp đó.\n"
    "3. Đưa tệp khóa của máy thứ hai cho cấp trên, so tám từ.\n"
    "4. Mỗi máy gửi phần của mình; biên nhận mang phần của máy kia về."
)


class Pane(Protocol):
    """What of the pane is needed here."""

    tasks: Tasks
    key: KeyView | None
    seen: KeysSeen | None
    question: QuestionLine

    @property
    def workspace(self) -> Any: ...

    def announce(self) -> None: ...

    def give(self) -> None: ...

    def save_record(self, content: bytes, name: str, title: str) -> None: ...

    def take_in_waiting(self, key_id: str) -> None: ...


class KeySteps:
    """The steps behind the menu of the own key and the buttons of the directory."""

    def __init__(self, pane: Pane, parent: QWidget) -> None:
        self._pane, self._parent = pane, parent

    def begin(self, what: str) -> None:
        """Opens the form of a step of the own key."""
        steps = {
            key_card.EPOCH: self.new_epoch,
            key_card.ROTATE: self.rotate,
            key_card.HAND_OVER: self.hand_over,
            key_card.REVOKE: self.revoke_own,
            key_card.RECOVER: self.recover,
            key_card.BESIDE: self.beside,
        }
        steps[what]()

    def new_epoch(self) -> None:
        """The next bundle is a full one."""
        form = KeyStep(
            _("Bắt đầu đợt gửi mới"), _(EPOCH_TOLD), _("&Bắt đầu đợt mới"), StartNewEpoch(), parent=self._parent
        )
        form.send_with(self._pane.tasks, lambda _done: self._say(_(EPOCH_NEXT)))

    def rotate(self) -> None:
        """New keys, vouched for by the old ones."""
        form = KeyStep(_("Thay khóa mới"), _(ROTATE_TOLD), _("Thay &khóa"), RotateKeys(), parent=self._parent)
        form.send_with(self._pane.tasks, lambda done: self._ended(ROTATION, done.value, _(ROTATE_NEXT)))

    def hand_over(self) -> None:
        """A successor takes over this installation."""
        form = HandOverForm(self._pane.workspace, self._pane.tasks, parent=self._parent)
        form.handed_over.connect(lambda content: self._ended(HAND_OVER, content, _(HANDED_NEXT)))
        form.open()

    def revoke_own(self) -> None:
        """The key in use ends; another is there at once."""
        if self._pane.key is not None:
            self._revoke(self._pane.key, is_mine=True)

    def revoke_other(self, line: KeyLine) -> None:
        """A key of a commune, or of another computer of this office, ends."""
        self._revoke(line.view, is_mine=line.is_mine)

    def sign_hand_over(self, line: KeyLine) -> None:
        """Vouches for a successor whose predecessor cannot."""
        self._pane.tasks.read(presented, line.uid, then=lambda content: self._ask_hand_over(line, content))

    def recover(self) -> None:
        """The keys of a kit come back into this store."""
        RecoverForm(parent=self._parent).send_with(
            self._pane.tasks, lambda done: self._ended(ROTATION, done.value, _(RECOVERED_NEXT))
        )

    def beside(self) -> None:
        """What a second computer of this office needs."""
        form = KeyStep(_("Thêm máy thứ hai"), _(BESIDE_TOLD), _("Lưu tệp &khóa…"), None, parent=self._parent)
        form.accepted.connect(self._pane.give)
        form.open()

    def _revoke(self, key: KeyView, *, is_mine: bool) -> None:
        def ask(taken_in: int) -> None:
            told = _(REVOKED_NEXT) if is_mine else _(REVOKED_OTHER_NEXT)
            RevokeForm(key, taken_in, is_mine=is_mine, parent=self._parent).send_with(
                self._pane.tasks, lambda done: self._ended(REVOCATION, done.value, told)
            )

        self._pane.tasks.read(taken_in_through, key.key_id, then=ask)

    def _ask_hand_over(self, line: KeyLine, enrolment: bytes) -> None:
        older = self._pane.seen.older_of(line) if self._pane.seen is not None else ()

        def signed(done: Any) -> None:
            self._ended(HAND_OVER, done.value, _(SIGNED_NEXT))
            self._pane.take_in_waiting(line.uid)

        SignHandOverForm(line.view, enrolment, older, parent=self._parent).send_with(self._pane.tasks, signed)

    def _ended(self, kind: str, content: bytes, told: str) -> None:
        """The file is offered at once; it stays in the list whatever the person answers."""
        words, name = KINDS[kind]
        self._say(told)
        self._pane.save_record(content, name, _(words))

    def _say(self, told: str) -> None:
        self._pane.announce()
        self._pane.question.say(told)
