"""The page of settings: looks, papers, password and recovery, backups, practice, and what this program is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from app import settings
from app.backup_files import backup_name
from app.kernel.clock import VIETNAM
from app.kernel.files import size_text
from app.kernel.settings import SettingKind, read_setting
from app.kernel.words import _
from app.settings import ChangeSetting
from app.workspace import Workspace
from ui.core.context import Context
from ui.core.page import Page
from ui.core.theme import named
from ui.pages.settings.about import AboutCard
from ui.pages.settings.choices import LooksCard, PapersCard
from ui.pages.settings.secrets import PasswordForm
from ui.shell.backups import Backups
from ui.shell.practice import start_practice_window
from ui.widgets.card import Card, CardFlow
from ui.widgets.recovery_form import NewRecoveryCode


class SettingsPage(Page):
    """Each change holds at once; a command of its own keeps it."""

    shows = frozenset({"setting"})
    handbook = "cai-dat"

    def __init__(self, context: Context, backups: Backups, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_title(_("Cài đặt"), _("Thay đổi có hiệu lực ngay."))
        self.backups = backups
        self.looks, self.papers = LooksCard(), PapersCard()
        for card in (self.looks, self.papers):
            card.chosen.connect(self._change)
        flow = CardFlow(400)
        flow.set_cards(
            [self.looks, self.papers, self._backup_card(), self._secret_card(), self._practice_card(), AboutCard()]
        )
        self.body.addWidget(flow)
        self.body.addStretch(1)
        backups.made.connect(lambda _moment: self._show_backup())

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return cast(Workspace, self.context.workspace)

    def refresh(self) -> None:
        for kind in settings.ALL:
            show = partial(self._show_value, kind.key)
            self.tasks.read(read_setting, cast("SettingKind[Any]", kind), then=show)
        self._show_backup()

    def _show_value(self, key: str, value: Any) -> None:
        self.looks.show_value(key, value)
        self.papers.show_value(key, value)

    def _change(self, key: str, value: Any) -> None:
        self.tasks.do(
            ChangeSetting(key=key, value=value),
            then=lambda _done: self.context.changes.announce({"setting"}),
            failed=lambda problem: self.papers.show_refusal(problem) or self.looks.show_refusal(problem),
        )

    # --- backups ------------------------------------------------------------------------------------------------------

    def _backup_card(self) -> Card:
        card = named(Card(_("Sao lưu")), "backupCard")
        self.backup_words = _words("backupWords")
        self.backup_now = _button(_("Sao lưu &ngay"), "backupNow", self._back_up)
        self.backup_to = _button(_("Sao lưu ra &USB hoặc thư mục khác…"), "backupTo", self._back_up_to)
        self.verify_button = _button(_("&Kiểm tra dữ liệu"), "verifyButton", self._verify)
        self.restore_words = _words("restoreWords", "small")
        self.restore_words.setText(
            _(
                "Khôi phục: cài Xã Số trên máy mới (hoặc chọn thư mục trống), ở màn hình đầu tiên chọn “Khôi phục từ "
                "bản sao lưu…”, chọn tệp .backup và nhập mật khẩu đã dùng khi sao lưu. Dữ liệu đang có không bị ghi đè."
            )
        )
        for part in (self.backup_words, self.backup_now, self.backup_to, self.verify_button, self.restore_words):
            card.body.addWidget(part, 0, _left(part))
        card.body.addStretch(1)
        return card

    def _show_backup(self) -> None:
        moment = self.workspace.backed_up_at
        words = _("Chưa có bản sao lưu nào.")
        if moment is not None:
            words = _("Bản gần nhất: {when}. Khi có thay đổi, máy tự sao lưu mỗi 30 phút và khi đóng cửa sổ.").format(
                when=f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
            )
        self.backup_words.setText(words)

    def _back_up(self) -> None:
        self.backups.make(
            button=self.backup_now,
            then=lambda made: self.notices.success(
                _("Đã sao lưu và kiểm tra lại: {name} ({size}).").format(name=made.path.name, size=size_text(made.size))
            ),
        )

    def _back_up_to(self) -> None:
        suggested = backup_name(self.context.clock.now())
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Chọn nơi lưu bản sao lưu"), suggested, _("Bản sao lưu") + " (*.backup)"
        )
        if name:
            target = Path(name) if name.endswith(".backup") else Path(f"{name}.backup")
            self.backups.make(
                target,
                button=self.backup_to,
                then=lambda made: self.notices.success(
                    _("Đã sao lưu ra {name} ({size}). Hãy tháo USB an toàn và cất ở nơi khác máy tính.").format(
                        name=made.path.name, size=size_text(made.size)
                    )
                ),
            )

    def _verify(self) -> None:
        self.tasks.run(
            lambda _progress: self.workspace.verify(),
            _("Đang kiểm tra dữ liệu"),
            then=self._show_verified,
            button=self.verify_button,
        )

    def _show_verified(self, damage: list[str]) -> None:
        if not damage:
            self.notices.success(_("Dữ liệu nguyên vẹn: kho, nhật ký và tệp đính kèm đều đúng."))
            return
        self.notices.warning(
            _("Tìm thấy {count} chỗ hỏng: {first}.").format(count=len(damage), first=", ".join(damage[:3])),
            next_step=_("Đừng xóa gì. Sao lưu ra USB, rồi khôi phục bản sao lưu gần nhất vào một thư mục trống."),
        )

    # --- password and practice ----------------------------------------------------------------------------------------

    def _secret_card(self) -> Card:
        card = named(Card(_("Mật khẩu và mã khôi phục")), "secretCard")
        words = _words("secretWords", "small")
        words.setText(_("Phiếu khôi phục trong phong bì niêm phong là cách duy nhất mở dữ liệu khi quên mật khẩu."))
        self.password_button = _button(_("Đổi &mật khẩu…"), "changePassword", self._change_password)
        self.code_button = _button(_("Lập phiếu khôi &phục mới…"), "newCode", self._new_code)
        for part in (words, self.password_button, self.code_button):
            card.body.addWidget(part, 0, _left(part))
        card.body.addStretch(1)
        return card

    def _change_password(self) -> None:
        form = PasswordForm(self.workspace, self.tasks, parent=self)
        form.succeeded.connect(lambda: self.notices.success(_("Đã đổi mật khẩu. Phiếu khôi phục vẫn dùng được.")))
        form.open()

    def _new_code(self) -> None:
        NewRecoveryCode(self.workspace, self.tasks, self.notices, parent=self).open()

    def _practice_card(self) -> Card:
        card = named(Card(_("Thực hành")), "practiceCard")
        words = _words("practiceWords", "small")
        words.setText(_("Xã thực hành có số liệu giả định, ở thư mục riêng, không lẫn với dữ liệu thật."))
        self.practice_button = _button(_("Mở &xã thực hành ở cửa sổ khác"), "openPractice", self._open_practice)
        if self.context.workspace is not None and self.workspace.is_practice:
            words.setText(_("Bạn đang ở xã thực hành. Cứ thử thoải mái; đóng cửa sổ này để trở về dữ liệu thật."))
            self.practice_button.hide()
        for part in (words, self.practice_button):
            card.body.addWidget(part, 0, _left(part))
        card.body.addStretch(1)
        return card

    def _open_practice(self) -> None:
        if not start_practice_window():
            self.notices.warning(
                _("Máy không mở được cửa sổ thứ hai."),
                next_step=_("Đóng chương trình, mở lại và chọn “Mở xã thực hành”."),
            )


def _words(name: str, look: str = "") -> QLabel:
    return named(QLabel(wordWrap=True), name, look)


def _button(words: str, name: str, slot: Any) -> QPushButton:
    button = named(QPushButton(words), name)
    button.clicked.connect(lambda _checked=False: slot())
    return button


def _left(part: QWidget) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeft if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
