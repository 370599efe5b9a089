"""Verbs about the whole workspace: init, load, dump, backup, restore, verify, schema."""

from __future__ import annotations

import json
from argparse import Namespace

from app.backup import restore
from app.headless.answer import Answers, Exit, show_progress
from app.headless.opening import folder_of, opened, password_of
from app.interchange.dump import dump
from app.interchange.form import schema
from app.interchange.load import LoadData
from app.interchange.reading import LARGEST, TOO_LARGE, parse
from app.kernel.clock import SystemClock
from app.kernel.files import atomic_write, file_problems
from app.kernel.progress import Progress
from app.kernel.words import _
from app.starting import start_workspace


def init(arguments: Namespace, answers: Answers) -> Exit:
    """Makes a new workspace with its default series and citations."""
    folder = folder_of(arguments)
    start_workspace(folder, password_of(arguments), practice=arguments.practice).close()
    answers.say(_("Đã tạo dữ liệu mới trong {folder}").format(folder=folder), folder=folder)
    return Exit.DONE


def load(arguments: Namespace, answers: Answers) -> Exit:
    """Takes a JSON file in."""
    with file_problems(arguments.file):
        if arguments.file.stat().st_size > LARGEST:
            raise TOO_LARGE(path=arguments.file.name)
        text = arguments.file.read_text(encoding="utf-8-sig", errors="replace")
    with opened(arguments) as workspace:
        outcome = workspace.do(LoadData(data=parse(text)))
    answers.say(outcome.sentence, loaded=outcome.value)
    return Exit.DONE


def write_out(arguments: Namespace, answers: Answers) -> Exit:
    """Writes everything as JSON to a file, or to standard output."""
    with opened(arguments) as workspace:
        data = workspace.read(dump, workspace.files)
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if arguments.file is None:
        print(text)
    else:
        atomic_write(arguments.file, text.encode(), verify=True)
        answers.say(_("Đã xuất ra {file}").format(file=arguments.file), file=arguments.file)
    return Exit.DONE


def backup(arguments: Namespace, answers: Answers) -> Exit:
    """Makes a verified copy among the generations, or with all files at the given place."""
    with opened(arguments) as workspace:
        made = workspace.backup(arguments.target, Progress(show_progress))
    answers.say(_("Đã sao lưu và kiểm tra: {file}").format(file=made.path), backup=made)
    return Exit.DONE


def bring_back(arguments: Namespace, answers: Answers) -> Exit:
    """Restores a backup into an empty folder."""
    folder = restore(arguments.file, folder_of(arguments), password_of(arguments), clock=SystemClock())
    answers.say(_("Đã khôi phục vào {folder}").format(folder=folder), folder=folder)
    return Exit.DONE


def verify(arguments: Namespace, answers: Answers) -> Exit:
    """Checks store, audit chain and files."""
    with opened(arguments) as workspace:
        damage = workspace.verify()
    answers.say("\n".join(damage) if damage else _("Kho dữ liệu, nhật ký và tệp đều nguyên vẹn."), damage=damage)
    return Exit.FINDINGS if damage else Exit.DONE


def print_schema(_arguments: Namespace, _answers: Answers) -> Exit:
    """Prints the JSON Schema of the data form."""
    print(json.dumps(schema(), ensure_ascii=False, indent=1))
    return Exit.DONE
