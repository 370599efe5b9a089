"""The verbs about bundles, receipts, packages and the outbox."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchange.content import preview
from app.exchange.opening import check_body, check_receiver, check_sender, inspect, open_body
from app.exchange.outbox import BeginHandOver, MarkHandedOver, NoteAttempt, PrepareBundle, StartNewEpoch, copy_out
from app.exchange.queries import OutgoingView, outbox, to_hand_over
from app.exchange.ring import known_keys, own_secrets
from app.exchange.splitting import SUFFIX as PART_SUFFIX
from app.exchange.splitting import join, read_part, split
from app.exchange.tidying import tidy
from app.headless.answer import Answers, Exit
from app.headless.opening import opened
from app.intake.arriving import Arrived, take_in_files
from app.intake.collecting import SUFFIX, collect
from app.intake.phoning import EnterPhoneCode, code_to_read
from app.intake.reviewing import ReturnRecord
from app.intake.sending_down import PreparePackage
from app.intake.views import CameIn
from app.kernel.files import file_problems, sha256_of
from app.kernel.problems import Problem, refused
from app.kernel.progress import Progress
from app.kernel.words import N_, _
from app.workspace import Workspace
from db.models import IncomingBundle, OfficeKey
from db.vocabulary import InboxState

FOLDER = "folder"
NOT_SENT = refused(
    "TOO-13",
    N_("Không có gói “{name}” trong hộp gửi."),
    next_step=N_("Dùng lệnh outbox để xem các gói đã lập."),
)
NOT_CAME = refused(
    "TOO-14",
    N_("Tệp “{name}” chưa được nhận vào nên không có biên nhận."),
    next_step=N_("Nhận tệp bằng lệnh bundle take-in trước."),
)
NO_OFFICE = refused(
    "TOO-15",
    N_("Không có xã nào mang mã “{code}” trong danh sách khóa."),
    next_step=N_("Dùng lệnh keys list để xem mã các xã."),
)


def bundle(arguments: Namespace, answers: Answers) -> Exit:
    """``bundle make|inspect|verify|take-in|join|collect``."""
    if arguments.step == "collect":
        from app.headless.network_verbs import collect as from_network  # carriers are loaded when they are needed

        return from_network(arguments, answers)
    steps = {"make": _make, "inspect": _inspect, "verify": _verify, "take-in": _take_in, "join": _join}
    return steps[arguments.step](arguments, answers)


def receipt(arguments: Namespace, answers: Answers) -> Exit:
    """``receipt make|take-in|phone``."""
    return {"make": _receipt_again, "take-in": _take_in, "phone": _phone}[arguments.step](arguments, answers)


def package(arguments: Namespace, answers: Answers) -> Exit:
    """``package make|return``."""
    with opened(arguments) as workspace:
        office = workspace.read(_office, arguments.office)
        if arguments.step == "return":
            command = ReturnRecord(
                target_office=office,
                noun=arguments.noun,
                row_uid=arguments.row,
                comment=arguments.comment,
                field=arguments.field,
            )
            outcome = workspace.do(command)
            answers.say(outcome.sentence, review=outcome.value)
            return Exit.DONE
        uid = workspace.do(PreparePackage(office=office)).value
        files = _hand_over(workspace, [uid], arguments.folder)
    answers.say("\n".join(map(str, files)) or uid, package=uid, files=files)
    return Exit.DONE


def outbox_verb(arguments: Namespace, answers: Answers) -> Exit:
    """Every file made to go out; ``--to`` copies what is not confirmed, ``--clear`` lets old copies go."""
    if arguments.send:
        from app.headless.network_verbs import send_due

        return send_due(arguments, answers)
    with opened(arguments) as workspace:
        tidied = tidy(workspace) if arguments.clear else None
        uids = [view.uid for view in workspace.read(to_hand_over)] if arguments.to is not None else []
        files = _hand_over(workspace, uids, arguments.to)
        views = workspace.read(outbox)
    lines = [_line(view) for view in views] or [_("Hộp gửi trống.")]
    if tidied is not None:
        told = _("Đã bỏ {copies} bản sao và {forms} dạng cũ trong nhật ký.")
        lines.append(told.format(copies=tidied.copies, forms=tidied.forms))
    answers.say("\n".join([*lines, *map(str, files)]), outbox=views, files=files, tidied=tidied)
    return Exit.DONE


def _line(view: OutgoingView) -> str:
    span = f"{view.epoch}.{view.first}-{view.last}" if view.last else ""
    return f"{view.state.value:12}{view.kind:10}{span:14}{view.file_name}  {view.problem}".rstrip()


def _make(arguments: Namespace, answers: Answers) -> Exit:
    with opened(arguments) as workspace:
        if arguments.full:
            workspace.do(StartNewEpoch())
        shown = workspace.read(preview, workspace.files)
        if arguments.preview:
            counts = "\n".join(f"{count.noun:20}{count.rows}" for count in shown.nouns)
            answers.say(counts or _("Chưa có thay đổi nào."), preview=shown)
            return Exit.DONE
        uid = workspace.do(PrepareBundle()).value
        files = _hand_over(workspace, [uid], arguments.folder)
    parts: Sequence[Path] = ()
    if arguments.split and files:
        parts = split(files[0], files[0].parent)
    answers.say("\n".join(map(str, parts or files)) or uid, bundle=uid, preview=shown, files=files, parts=parts)
    return Exit.DONE


def _hand_over(workspace: Workspace, uids: Iterable[str], folder: Path | None) -> list[Path]:
    """Copies files of the outbox into a folder, each read back before it counts as handed over."""
    if folder is None:
        return []
    files = []
    for uid in uids:
        try:
            workspace.do(BeginHandOver(bundle=uid, carrier=FOLDER))
            files.append(workspace.read(copy_out, workspace.files, uid, folder))
        except Problem as problem:
            workspace.do(NoteAttempt(bundle=uid, carrier=FOLDER, problem=problem.code, minutes=0))
            raise
        workspace.do(MarkHandedOver(bundle=uid, carrier=FOLDER))
    return files


def _inspect(arguments: Namespace, answers: Answers) -> Exit:
    outer = inspect(arguments.file)
    core = outer.header.core
    answers.say(
        _("{kind} của cơ quan {sender}, số {first} đến {last} (đợt {epoch}), {size} byte").format(
            kind=core.kind.value,
            sender=core.sender.office_code,
            first=core.first_sequence,
            last=core.last_sequence,
            epoch=core.epoch,
            size=outer.size,
        ),
        header=core.to_json(),
        header_hash=outer.header_hash,
        sha256=outer.sha256,
        size=outer.size,
        body=outer.body_length,
    )
    return Exit.DONE


def _verify(arguments: Namespace, answers: Answers) -> Exit:
    """Every check but those of the chain; nothing is taken in."""
    outer = inspect(arguments.file)
    with opened(arguments) as workspace:
        today, office = workspace.clock.today(), workspace.own_office_uid
        sender = workspace.read(lambda session: check_sender(outer, known_keys(session, office, today)))
        own = workspace.read(own_secrets)
        own_ids = {secret.key_id: secret for secret in own}
        is_own = outer.header.core.sender.key_id in own_ids
        if not is_own:
            check_receiver(outer.header, own_ids)
        check_body(outer)
        named = {outer.header.core.sender.key_id, *(party.key_id for party in outer.header.core.receivers)}
        body = open_body(outer, next(secret for key_id, secret in own_ids.items() if key_id in named))
    types = Counter(line.type for line in body.listed)
    answers.say(
        _("Nguyên vẹn: do {office} ký.").format(office=sender.office.office_name),
        sender=sender.office.office_code,
        key=sender.keys.key_id,
        header_hash=outer.header_hash,
        entries=dict(types),
    )
    return Exit.DONE


def _take_in(arguments: Namespace, answers: Answers) -> Exit:
    """Takes in files and folders; FINDINGS when something was kept back or parts are missing."""
    paths = [path for given in arguments.paths for path in _files_in(given)]
    with opened(arguments) as workspace:
        came = collect(workspace, [path for path in paths if path.suffix != PART_SUFFIX])
        parts = [Arrived(path, path.name) for path in paths if path.suffix == PART_SUFFIX]
        joined = take_in_files(workspace, parts, Progress())
        came += joined.came
        answered = list(dict.fromkeys(each.answer for each in came if each.answer))
        files = _hand_over(workspace, answered, getattr(arguments, "answers", None))
    kept_back = [each for each in came if not each.is_taken_in]
    unread = [f"{name}: {problem.sentence} {problem.next_step}  [{problem.code}]" for name, problem in joined.problems]
    lines = [*map(_came_line, came), *unread] or [_("Không có tệp nào.")]
    answers.say("\n".join([*lines, *map(str, files)]), came=came, unread=unread, files=files)
    return Exit.FINDINGS if kept_back or unread else Exit.DONE


def _files_in(given: Path) -> list[Path]:
    with file_problems(given):
        if given.is_dir():
            return sorted(path for path in given.iterdir() if path.suffix in (SUFFIX, PART_SUFFIX) and path.is_file())
        given.stat()
    return [given]


def _came_line(came: CameIn) -> str:
    told = f"{came.sentence} {came.next_step}  [{came.code}]" if came.code else came.note
    return f"{came.state.value:12}{came.kind:10}{came.office_code:14}{came.first}-{came.last}  {told}".rstrip()


def _join(arguments: Namespace, answers: Answers) -> Exit:
    parts = [read_part(path) for path in arguments.parts if path.suffix == PART_SUFFIX or path.is_file()]
    target = join(parts, arguments.into)
    answers.say(str(target), file=target)
    return Exit.DONE


def _receipt_again(arguments: Namespace, answers: Answers) -> Exit:
    with opened(arguments) as workspace:
        uid = workspace.read(_answer_to, sha256_of(arguments.file))
        if not uid:
            raise NOT_CAME(name=arguments.file.name)
        files = _hand_over(workspace, [uid], arguments.folder)
    answers.say("\n".join(map(str, files)), files=files)
    return Exit.DONE


def _answer_to(session: Session, digest: str) -> str:
    row = session.get(IncomingBundle, digest)
    return row.answer if row is not None and row.state is InboxState.TAKEN_IN else ""


def _phone(arguments: Namespace, answers: Answers) -> Exit:
    with opened(arguments) as workspace:
        if arguments.code is None:
            path = Path(arguments.bundle)
            with file_problems(path):
                code = workspace.read(code_to_read, inspect(path).header_hash)
            answers.say(code, code=code)
            return Exit.DONE
        sent = [view for view in workspace.read(outbox) if arguments.bundle in (str(view.last), view.file_name)]
        if not sent:
            raise NOT_SENT(name=arguments.bundle)
        outcome = workspace.do(EnterPhoneCode(bundle=sent[0].uid, code=arguments.code))
    answers.say(outcome.sentence, result=outcome.value)
    return Exit.DONE


def _office(session: Session, code: str) -> str:
    found = session.scalars(select(OfficeKey.office_uid).where(OfficeKey.office_code == code)).first()
    if found is None:
        raise NO_OFFICE(code=code)
    return found
