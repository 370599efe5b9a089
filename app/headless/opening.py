"""How the tool finds the workspace and its password."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from pathlib import Path

from app.folders import default_workspace_folder
from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _
from app.workspace import Workspace

PASSWORD_VARIABLE = "XASO_PASSWORD"  # noqa: S105  # the name of a variable, not a password

NO_PASSWORD = refused(
    "TOO-01", N_("Chưa có mật khẩu để mở dữ liệu."),
    next_step=N_("Dùng --password-file, hoặc biến môi trường XASO_PASSWORD, hoặc chạy trong cửa sổ lệnh để nhập."))


def folder_of(arguments: Namespace) -> Path:
    """The folder named on the command line, or this account's own."""
    return arguments.workspace or default_workspace_folder(practice=bool(getattr(arguments, "practice", False)))


def password_of(arguments: Namespace) -> str:
    """The password from a file, the environment, or the keyboard; Refused TOO-01 where none can be had."""
    if arguments.password_file is not None:
        with file_problems(arguments.password_file):
            return str(arguments.password_file.read_text(encoding="utf-8")).strip("\r\n")
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if sys.stdin is not None and sys.stdin.isatty():
        return getpass.getpass(_("Mật khẩu: "))
    raise NO_PASSWORD()


def opened(arguments: Namespace) -> Workspace:
    """The workspace, open."""
    return Workspace.open(folder_of(arguments), password_of(arguments))
