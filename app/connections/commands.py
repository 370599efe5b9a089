"""Accounts are kept and dropped; what is kept of them stays on this installation and never travels."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from app.connections.accounts import DavAccount, MailAccount, Place, Way
from app.connections.queries import DAV, MAIL, PLACES
from app.connections.rules import checked_dav, checked_mail, checked_place
from app.kernel.commands import Permission, handles
from app.kernel.settings import read_setting, write_setting
from app.kernel.words import N_
from app.kernel.work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SaveMailAccount:
    """The mailbox of this office is entered or changed."""

    account: MailAccount


@dataclass(frozen=True, kw_only=True)
class SaveDavAccount:
    """The folder on a WebDAV server is entered or changed."""

    account: DavAccount


@dataclass(frozen=True, kw_only=True)
class SavePlace:
    """Where another office is reached; both empty forgets it."""

    office_uid: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class DropAccount:
    """This way is used no more; nothing goes or is asked by it any longer."""

    way: Way


@handles(
    SaveMailAccount,
    action="connection.mail",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã lưu kết nối thư điện tử"),
)
def save_mail_account(work: UnitOfWork, command: SaveMailAccount) -> str:
    """Keeps the mailbox; Refused ACC-01 to ACC-07 naming the field."""
    write_setting(work.session, MAIL, asdict(checked_mail(command.account)))
    return Way.MAIL


@handles(
    SaveDavAccount,
    action="connection.webdav",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã lưu kết nối WebDAV"),
)
def save_dav_account(work: UnitOfWork, command: SaveDavAccount) -> str:
    """Keeps the folder; Refused ACC-04, ACC-05 or ACC-07."""
    write_setting(work.session, DAV, asdict(checked_dav(command.account)))
    return Way.WEBDAV


@handles(
    SavePlace,
    action="connection.place",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã lưu địa chỉ của nơi nhận"),
)
def save_place(work: UnitOfWork, command: SavePlace) -> str:
    """Keeps where an office is reached; Refused ACC-01 or ACC-05."""
    place = checked_place(command.place)
    kept = read_setting(work.session, PLACES)
    places = {**kept, command.office_uid: asdict(place)}
    if not (place.mail or place.folder):
        del places[command.office_uid]
    write_setting(work.session, PLACES, places)
    return command.office_uid


@handles(
    DropAccount,
    action="connection.drop",
    needs=Permission.WRITE,
    undoable=False,
    sentence=N_("Đã bỏ kết nối {command.way}"),
)
def drop_account(work: UnitOfWork, command: DropAccount) -> str:
    """Forgets the account; what waited for a retry by it waits for a person."""
    write_setting(work.session, MAIL if command.way is Way.MAIL else DAV, {})
    return command.way
