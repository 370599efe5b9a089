"""How the tool finds the workspace and its password."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.workspace import Workspace
from app.workspace_places import default_workspace_folder

PASSWORD_VARIABLE = "XASO_PASSWORD"  # noqa: S105  # the name of a variable, not a password

NO_PASSWORD = refused(
    "TOO-01",
    N_("Chưa có mật khẩu để mở dữ liệu."),
    next_step=N_("Dùng --password-file, hoặc biến môi trường XASO_PASSWORD, hoặc chạy trong cửa sổ lệnh để nhập."),
)

NOT_TEXT = refused(
    "TOO-05",
    N_("Tệp mật khẩu {name} không phải chữ UTF-8."),
    next_step=N_("Lưu lại tệp dạng UTF-8, chỉ có một dòng mật khẩu."),
)


def folder_of(arguments: Namespace) -> Path:
    """The folder named on the command line, or this account's own."""
    return arguments.workspace or default_workspace_folder(practice=bool(getattr(arguments, "practice", False)))


def password_of(arguments: Namespace) -> str:
    """The password from a file, the environment, or the keyboard; Refused TOO-01 where none can be had."""
    if arguments.password_file is not None:
        return _from_file(arguments.password_file)
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(_("Mật khẩu: "))
    raise NO_PASSWORD()


def _from_file(path: Path) -> str:
    """The file's text without line ends, and without the mark Notepad puts before it."""
    try:
        with file_problems(path):
            return path.read_text(encoding="utf-8-sig").strip("\r\n")
    except UnicodeDecodeError as error:
        raise NOT_TEXT(name=path.name) from error


def opened(arguments: Namespace) -> Workspace:
    """The workspace, open."""
    return Workspace.open(folder_of(arguments), password_of(arguments))
