"""The verbs that speak to servers, for the night: send what is due, collect, and enter or try the accounts."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.connections.accounts import Connections, DavAccount, MailAccount, Place, Way, way_words
from app.connections.collecting import Collected, collect_from
from app.connections.commands import SaveDavAccount, SaveMailAccount, SavePlace
from app.connections.queries import connections, due
from app.connections.rules import NOT_SET_UP
from app.connections.sending import Sent, send_out, worst
from app.connections.trying import Tried, try_dav, try_mail
from app.exchange.queries import keys, outbox
from app.headless.answer import Answers, Exit, plain, show_progress
from app.headless.opening import NOT_TEXT, opened
from app.intake.arriving import Taken
from app.kernel.files import file_problems
from app.kernel.problems import Problem, Refused, refused
from app.kernel.progress import Progress
from app.kernel.words import N_, _
from app.workspace import Workspace

PASSWORD_VARIABLE = "XASO_ACCOUNT_PASSWORD"  # noqa: S105  # the name of a variable, not a password
NOT_ACCOUNTS = refused(
    "ACC-12",
    N_("Tệp “{name}” không phải một bản ghi kết nối: {reason}."),
    next_step=N_("Xem dạng của tệp bằng “xaso connection show --json”."),
)


def connection(arguments: Namespace, answers: Answers) -> Exit:
    """``connection show|set|test``."""
    return {"show": _show, "set": _set, "test": _test}[arguments.step](arguments, answers)


def send_due(arguments: Namespace, answers: Answers) -> Exit:
    """``outbox --send``: what is due goes by the account; 3 when there was no connection, 2 when a person must act."""
    with opened(arguments) as workspace:
        known = _known(workspace)
        way = _way(arguments, known.ways)
        views = workspace.read(due, workspace.clock.now())
        sent = send_out(workspace, views, way, _passwords(arguments), Progress(show_progress))
        shown = workspace.read(outbox)
    lines = [_sent_line(each) for each in sent] or [_("Không có gì cần gửi.")]
    answers.say("\n".join(lines), sent=[_as_values(each) for each in sent], outbox=shown)
    return _exit(worst(sent))


def collect(arguments: Namespace, answers: Answers) -> Exit:
    """``bundle collect``: what came is taken in; 1 when something was kept back, 3 when there was no connection."""
    with opened(arguments) as workspace:
        known = _known(workspace)
        way = _way(arguments, known.sources)
        found = collect_from(workspace, way, _passwords(arguments), Progress(show_progress))
    taken = found.taken
    lines = [_came_line(taken, each) for each in taken.came]
    lines += [f"{name}: {problem.sentence} {problem.next_step}  [{problem.code}]" for name, problem in taken.problems]
    if found.problem is not None:
        lines.append(f"{found.problem.sentence} {found.problem.next_step}  [{found.problem.code}]")
    answers.say("\n".join(lines or [_("Không có tệp nào mới.")]), **_found_values(found))
    if found.problem is not None:
        return _exit(found.problem)
    kept_back = bool(taken.problems) or not all(each.is_taken_in for each in taken.came)
    return Exit.FINDINGS if kept_back else Exit.DONE


def _known(workspace: Workspace) -> Connections:
    return workspace.read(connections, workspace.own_office_uid)


def _way(arguments: Namespace, there: tuple[Way, ...]) -> Way:
    """The way asked for, else the first that is set up; Refused ACC-08 when there is none."""
    if arguments.by is not None:
        return Way(arguments.by)
    if not there:
        raise NOT_SET_UP(way=way_words(Way.MAIL))
    return there[0]


def _passwords(arguments: Namespace) -> Passwords:
    """From a file or a variable, else the safe of this computer; nobody is asked at night."""
    path: Path | None = arguments.account_password_file
    if path is not None:
        try:
            with file_problems(path):
                typed = path.read_text(encoding="utf-8-sig").strip("\r\n")
        except UnicodeDecodeError as error:
            raise NOT_TEXT(name=path.name) from error
    else:
        typed = os.environ.get(PASSWORD_VARIABLE, "")
    return Passwords(ask=lambda _account: typed, safe=None) if typed else Passwords()


def _exit(problem: Problem | None) -> Exit:
    if problem is None:
        return Exit.DONE
    return Exit.REFUSED if isinstance(problem, Refused) else Exit.UNAVAILABLE


def _sent_line(sent: Sent) -> str:
    if sent.problem is None:
        return _("{name}: đã giao cho “{office}”, chờ biên nhận.").format(name=sent.file_name, office=sent.receiver)
    told = f"{sent.file_name}: {sent.problem.sentence} {sent.problem.next_step}  [{sent.problem.code}]"
    if sent.next_try_at is not None:
        told += " " + _("Thử lại từ {moment}.").format(moment=f"{sent.next_try_at:%d/%m/%Y %H:%M} UTC")
    return told


def _came_line(taken: Taken, came: Any) -> str:
    name = taken.names.get(came.file_sha256, "")
    told = f"{came.sentence} {came.next_step}  [{came.code}]" if came.code else came.note
    return f"{came.state.value:12}{came.kind:10}{came.office_code:14}{name}  {told}".rstrip()


def _as_values(sent: Sent) -> dict[str, Any]:
    return {
        "bundle": sent.bundle,
        "file_name": sent.file_name,
        "receiver": sent.receiver,
        "letters": sent.letters,
        "problem": _problem_values(sent.problem),
        "next_try_at": plain(sent.next_try_at),
    }


def _found_values(found: Collected) -> dict[str, Any]:
    return {
        "fetched": found.fetched,
        "came": found.taken.came,
        "keys": found.taken.keys,
        "own": found.taken.own,
        "others": found.taken.others,
        "unread": [{"name": name, **(_problem_values(each) or {})} for name, each in found.taken.problems],
        "problem": _problem_values(found.problem),
    }


def _problem_values(problem: Problem | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    return {"code": problem.code, "sentence": problem.sentence, "next_step": problem.next_step}


# --- accounts ---------------------------------------------------------------------------------------------------------


def _show(arguments: Namespace, answers: Answers) -> Exit:
    """The form in which ``set`` reads them; passwords are no part of it."""
    with opened(arguments) as workspace:
        known = _known(workspace)
        codes = workspace.read(_codes, workspace.own_office_uid)
    shown = {
        "mail": asdict(known.mail),
        "webdav": asdict(known.dav),
        "places": {codes.get(each.office_uid, each.office_uid): asdict(each.place) for each in known.partners},
    }
    answers.say(json.dumps(plain(shown), ensure_ascii=False, indent=2), **shown)
    return Exit.DONE


def _set(arguments: Namespace, answers: Answers) -> Exit:
    """Enters what the file names and leaves the rest; an office is named by its code."""
    entered = _read(arguments.file)
    with opened(arguments) as workspace:
        uids = {code: uid for uid, code in workspace.read(_codes, workspace.own_office_uid).items()}
        if "mail" in entered:
            workspace.do(SaveMailAccount(account=_made(MailAccount, entered["mail"], arguments.file)))
        if "webdav" in entered:
            workspace.do(SaveDavAccount(account=_made(DavAccount, entered["webdav"], arguments.file)))
        for code, place in entered.get("places", {}).items():
            if code not in uids:
                reason = _("không có cơ quan mã “{code}” trong danh sách khóa").format(code=code)
                raise NOT_ACCOUNTS(name=arguments.file.name, reason=reason)
            workspace.do(SavePlace(office_uid=uids[code], place=_made(Place, place, arguments.file)))
    answers.say(_("Đã lưu kết nối."), entered=sorted(entered))
    return Exit.DONE


def _test(arguments: Namespace, answers: Answers) -> Exit:
    """Logs in everywhere; sends and fetches nothing."""
    passwords, progress = _passwords(arguments), Progress(show_progress)
    tried: list[Tried] = []
    with opened(arguments) as workspace:
        known = _known(workspace)
        if known.mail.sends or known.mail.collects:
            tried += try_mail(known.mail, passwords, workspace.clock, progress)
        if known.dav.is_set_up:
            tried += try_dav(known.dav, passwords, progress)
    if not tried:
        raise NOT_SET_UP(way=way_words(Way.MAIL))
    values = [{"what": each.what, "place": each.place, "problem": _problem_values(each.problem)} for each in tried]
    answers.say("\n".join(each.words for each in tried), tried=values)
    return _exit(next((each.problem for each in tried if each.problem is not None), None))


def _codes(session: Any, own_office_uid: str) -> dict[str, str]:
    return {key.office_uid: key.office_code for key in keys(session, own_office_uid) if key.office_code}


def _read(path: Path) -> dict[str, Any]:
    try:
        with file_problems(path):
            found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NOT_ACCOUNTS(name=path.name, reason=_("không phải JSON")) from error
    parts = {"mail", "webdav", "places"}
    if not isinstance(found, dict) or not found or not found.keys() <= parts or not _are_objects(found):
        raise NOT_ACCOUNTS(name=path.name, reason=_("chỉ gồm mail, webdav, places"))
    return found


def _are_objects(found: Mapping[str, Any]) -> bool:
    inner = [*found.values(), *(found["places"].values() if isinstance(found.get("places"), dict) else ())]
    return all(isinstance(each, dict) for each in inner)


def _made(kind: Any, values: Mapping[str, Any], path: Path) -> Any:
    """The account of a file: known fields of their types only."""
    usual = kind()
    names = {field.name for field in fields(kind)}
    for name, value in values.items():
        wanted = getattr(usual, name) if name in names else None
        plain_kind = str if isinstance(wanted, Security) else type(wanted)
        if name not in names or type(value) is not plain_kind:
            raise NOT_ACCOUNTS(name=path.name, reason=_("mục “{field}” lạ hoặc sai kiểu").format(field=name))
    secured = {name: _security(value, path) for name, value in values.items() if name.endswith("_security")}
    return kind(**{**values, **secured})


def _security(value: str, path: Path) -> Security:
    try:
        return Security(value)
    except ValueError as error:
        raise NOT_ACCOUNTS(name=path.name, reason=_("mã hóa là tls hoặc starttls")) from error
