"""The pages of the window, in the order of the navigation; each is imported when it is first shown."""

from __future__ import annotations

from app.kernel.words import N_
from ui.core.context import Context
from ui.core.page import Page
from ui.shell.backups import Backups
from ui.shell.catalog import SECTIONS, Catalog, Entry

_TODAY, _ORGANISATION, _WORK, _EXCHANGE, _SYSTEM = SECTIONS


def catalog(backups: Backups) -> Catalog:
    """All pages; the one of settings also makes backups on demand."""

    def settings(context: Context) -> Page:
        from ui.pages.settings.page import SettingsPage

        return SettingsPage(context, backups)

    return Catalog((
        Entry("today", N_("Hôm nay"), "today", _TODAY, _today),
        Entry("offices", N_("Cơ quan và thôn"), "place", _ORGANISATION, _offices),
        Entry("documents", N_("Văn bản đi"), "paper", _WORK, _documents),
        Entry("settings", N_("Cài đặt"), "settings", _SYSTEM, settings),
    ))


def _today(context: Context) -> Page:
    from ui.pages.today.page import TodayPage

    return TodayPage(context)


def _offices(context: Context) -> Page:
    from ui.pages.offices.page import OfficesPage

    return OfficesPage(context)


def _documents(context: Context) -> Page:
    from ui.pages.documents.page import DocumentsPage

    return DocumentsPage(context)
