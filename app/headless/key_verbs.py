"""The verbs about keys: sheet, enrolment, comparison, rotation, revocation, recovery, hand-over."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.exchange.enrolling import ConfirmKey, MakeOwnKeys, TakeInKeyFile, enrolment_file
from app.exchange.key_changes import RevokeKey, RotateKeys, SignHandOver
from app.exchange.key_sheet import key_sheet, recovery_sheet
from app.exchange.queries import KeyView, keys
from app.exchange.recovering import JoinOffice, RecoverKeys
from app.exchange.ring import own_secret
from app.exchange.sealing_note import NoteSheet
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.intake.collecting import try_again
from app.kernel.files import atomic_write, file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.keys.enrolment import read_enrolment
from app.keys.words import words_of
from app.workspace import Workspace

HAND_OVER_NEEDS_BOTH = refused(
    "TOO-17",
    N_("Cấp trên ký bàn giao cần cả tệp đăng ký của người kế nhiệm và khóa cũ."),
    next_step=N_("Ghi --for, --old và --words; hoặc bỏ cả ba để tự bàn giao trên máy này."),
)


def key_verb(arguments: Namespace, answers: Answers) -> Exit:
    """``keys list|sheet|enrol|confirm|rotate|revoke|recover|join|hand-over``."""
    steps = {
        "list": _list,
        "sheet": _sheet,
        "enrol": _enrol,
        "confirm": _confirm,
        "rotate": _rotate,
        "revoke": _revoke,
        "recover": _recover,
        "join": _join,
        "hand-over": _hand_over,
    }
    with opened(arguments) as workspace:
        return steps[arguments.step](workspace, arguments, answers)


def _list(workspace: Workspace, _arguments: Namespace, answers: Answers) -> Exit:
    found = workspace.read(keys, workspace.own_office_uid)
    answers.say("\n".join(map(_line, found)) or _("Chưa có khóa nào."), keys=found)
    return Exit.DONE


def _line(key: KeyView) -> str:
    return f"{key.key_id}  {key.relation:12}{key.state.value:12}{key.office_code:22}{' '.join(key.words)}"


def _sheet(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    workspace.do(MakeOwnKeys())
    content = workspace.read(enrolment_file, workspace.own_office_uid, workspace.clock.now(), workspace.clock.today())
    found = read_enrolment(content)
    files = []
    if arguments.pdf is not None:
        files.append(_write(arguments.pdf, key_sheet(found)))
    if arguments.enrolment is not None:
        files.append(_write(arguments.enrolment, content))
    if arguments.recovery is not None:
        sheet = recovery_sheet(found.office.office_name, workspace.clock.today(), workspace.new_recovery_code())
        files.append(_write(arguments.recovery, sheet))
        workspace.do(NoteSheet(kept=True))
    if arguments.kit is not None:
        files.append(_write(arguments.kit, workspace.key_kit()))
    words = words_of(found.keys)
    answers.say(
        "\n".join([found.keys.key_id, " ".join(words), *map(str, files)]),
        key=found.keys.key_id,
        office=found.office.office_code,
        words=words,
        files=files,
    )
    return Exit.DONE


def _enrol(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    key_id = workspace.do(TakeInKeyFile(content=_read(arguments.file))).value
    if arguments.words:
        return _trust(workspace, key_id, arguments.words, answers)
    answers.say(_("Đã nhận khóa {key}; chưa tin dùng cho tới khi so tám từ.").format(key=key_id), key=key_id)
    return Exit.DONE


def _confirm(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    return _trust(workspace, arguments.key, arguments.words, answers)


def _trust(workspace: Workspace, key_id: str, words: str, answers: Answers) -> Exit:
    """Trusts the key and takes in what waited for it."""
    outcome = workspace.do(ConfirmKey(key_id=key_id, words=_words(words)))
    came = try_again(workspace, key_id)
    answers.say(outcome.sentence, key=key_id, came=came)
    return Exit.DONE


def _rotate(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    outcome = workspace.do(RotateKeys())
    _write(arguments.file, outcome.value)
    answers.say(outcome.sentence, key=workspace.read(own_secret).key_id, file=arguments.file)
    return Exit.DONE


def _revoke(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    command = RevokeKey(key_id=arguments.key, last_sequence=arguments.after, reason=arguments.reason)
    outcome = workspace.do(command)
    _write(arguments.file, outcome.value)
    answers.say(outcome.sentence, key=arguments.key, file=arguments.file)
    return Exit.DONE


def _recover(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    code = _read(arguments.code_file).decode("utf-8-sig", "replace").strip()
    outcome = workspace.do(RecoverKeys(kit=_read(arguments.kit), code=code))
    _write(arguments.file, outcome.value)
    answers.say(outcome.sentence, file=arguments.file)
    return Exit.DONE


def _join(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    outcome = workspace.do(JoinOffice(enrolment=_read(arguments.enrolment)))
    _write(arguments.file, outcome.value)
    words = words_of(read_enrolment(outcome.value).keys)
    answers.say(f"{outcome.sentence}\n{' '.join(words)}", words=words, file=arguments.file)
    return Exit.DONE


def _hand_over(workspace: Workspace, arguments: Namespace, answers: Answers) -> Exit:
    if (arguments.enrolment is None) != (arguments.old is None):
        raise HAND_OVER_NEEDS_BOTH()
    command: object = RotateKeys(to_successor=True)
    if arguments.enrolment is not None:
        words = _words(arguments.words)
        command = SignHandOver(enrolment=_read(arguments.enrolment), old_key_id=arguments.old, words=words)
    outcome = workspace.do(command)
    _write(arguments.file, outcome.value)
    answers.say(outcome.sentence, file=arguments.file)
    return Exit.DONE


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _write(path: Path, content: bytes) -> Path:
    atomic_write(path, content, verify=True)
    return path


def _read(path: Path) -> bytes:
    with file_problems(path):
        return path.read_bytes()
