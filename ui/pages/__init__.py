"""The pages of the window, in the order of the navigation; each is imported when it is first shown."""

from __future__ import annotations

from app.kernel.words import N_
from ui.core.context import Context
from ui.core.page import Page
from ui.shell.backups import Backups
from ui.shell.catalog import SECTIONS, Catalog, Entry
from ui.widgets.courier import Courier

_TODAY, _ORGANISATION, _WORK, _EXCHANGE, _SYSTEM = SECTIONS


def catalog(backups: Backups, courier: Courier | None = None) -> Catalog:
    """All pages; the one of settings also makes backups on demand, those of the exchange share one courier."""

    def settings(context: Context) -> Page:
        from ui.pages.settings.page import SettingsPage

        return SettingsPage(context, backups)

    def send(context: Context) -> Page:
        from ui.pages.send.page import SendPage

        return SendPage(context, courier)

    def intake(context: Context) -> Page:
        from ui.pages.intake.page import IntakePage

        return IntakePage(context, courier)

    return Catalog(
        (
            Entry("today", N_("Hôm nay"), "today", _TODAY, _today),
            Entry("overview", N_("Tổng quan"), "overview", _TODAY, _overview),
            Entry("committee", N_("Ban Chỉ đạo"), "committee", _ORGANISATION, _committee),
            Entry("teams", N_("Tổ công nghệ số"), "team", _ORGANISATION, _teams),
            Entry("people", N_("Cán bộ, thành viên"), "people", _ORGANISATION, _people),
            Entry("offices", N_("Cơ quan và thôn"), "place", _ORGANISATION, _offices),
            Entry("incoming", N_("Văn bản đến"), "register", _WORK, _incoming),
            Entry("documents", N_("Văn bản đi"), "paper", _WORK, _documents),
            Entry("reports", N_("Báo cáo"), "report", _WORK, _reports),
            Entry("diary", N_("Nhật ký hoạt động"), "diary", _WORK, _diary),
            Entry("outreach", N_("Truyền thông"), "radio", _WORK, _outreach),
            Entry("duties", N_("Nhiệm vụ và thời hạn"), "calendar", _WORK, _duties),
            Entry("difficulties", N_("Khó khăn, đề xuất"), "flag", _WORK, _difficulties),
            Entry("contacts", N_("Kênh và trao đổi"), "chat", _WORK, _contacts),
            Entry("send", N_("Gửi lên cấp trên"), "send", _EXCHANGE, send),
            Entry("intake", N_("Tiếp nhận"), "received", _EXCHANGE, intake),
            Entry("settings", N_("Cài đặt"), "settings", _SYSTEM, settings),
        )
    )


def _today(context: Context) -> Page:
    from ui.pages.today.page import TodayPage

    return TodayPage(context)


def _overview(context: Context) -> Page:
    from ui.pages.overview.page import OverviewPage

    return OverviewPage(context)


def _committee(context: Context) -> Page:
    from ui.pages.committee.page import CommitteePage

    return CommitteePage(context)


def _teams(context: Context) -> Page:
    from ui.pages.teams.page import TeamsPage

    return TeamsPage(context)


def _offices(context: Context) -> Page:
    from ui.pages.offices.page import OfficesPage

    return OfficesPage(context)


def _incoming(context: Context) -> Page:
    from ui.pages.incoming.page import IncomingPage

    return IncomingPage(context)


def _documents(context: Context) -> Page:
    from ui.pages.documents.page import DocumentsPage

    return DocumentsPage(context)


def _outreach(context: Context) -> Page:
    from ui.pages.outreach.page import OutreachPage

    return OutreachPage(context)


def _reports(context: Context) -> Page:
    from ui.pages.reports.page import ReportsPage

    return ReportsPage(context)


def _people(context: Context) -> Page:
    from ui.pages.people.page import PeoplePage

    return PeoplePage(context)


def _duties(context: Context) -> Page:
    from ui.pages.duties.page import DutiesPage

    return DutiesPage(context)


def _diary(context: Context) -> Page:
    from ui.pages.diary.page import DiaryPage

    return DiaryPage(context)


def _difficulties(context: Context) -> Page:
    from ui.pages.difficulties.page import DifficultiesPage

    return DifficultiesPage(context)


def _contacts(context: Context) -> Page:
    from ui.pages.contacts.page import ContactsPage

    return ContactsPage(context)
