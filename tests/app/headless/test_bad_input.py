"""What the tool answers when it cannot do what it is told: refused 2, unavailable 3, our defect 4, always in words."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.__main__ import main
from app.headless import data_verbs
from app.kernel import files
from app.kernel.clock import FixedClock
from app.workspace import Workspace
from tests.support.stores import PASSWORD, START
from tests.support.tool import COMMUNE, environment, people_and_phones, xaso


@pytest.fixture
def folder(workspace_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty workspace, its password in the environment."""
    monkeypatch.setenv("XASO_PASSWORD", PASSWORD)
    return workspace_folder


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, dict[str, Any]]:
    """One verb as JSON: exit code and the problem it tells, which always has a sentence and a next step."""
    code = main([str(word) for word in (*words, "--json")])
    answer = json.loads(capsys.readouterr().out)
    if "problem" in answer:
        assert answer["problem"]["sentence"] and answer["problem"]["next_step"]
    return code, answer.get("problem", answer)


def test_a_wrong_password_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XASO_PASSWORD", "sai-mat-khau")
    code, problem = run(capsys, "verify", "--workspace", folder)
    assert (code, problem["code"]) == (2, "KEY-01")
    assert "sai-mat-khau" not in json.dumps(problem)


def test_without_any_password_it_is_asked_for_in_words(workspace_folder: Path) -> None:
    answer = xaso("verify", folder=workspace_folder, password=None)
    assert answer.code == 2 and "--password-file" in answer.err and answer.out == ""


def test_a_password_file_that_is_missing_or_no_text(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, problem = run(capsys, "verify", "--workspace", folder, "--password-file", tmp_path / "khong-co.txt")
    assert (code, problem["code"]) == (3, "FIL-05")
    (tmp_path / "mk.txt").write_bytes(b"\xff\xfe\x00")
    code, problem = run(capsys, "verify", "--workspace", folder, "--password-file", tmp_path / "mk.txt")
    assert (code, problem["code"]) == (2, "TOO-05")


def test_a_missing_workspace_is_told_and_not_made(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, problem = run(capsys, "check", "--workspace", tmp_path / "khong-co")
    assert (code, problem["code"]) == (3, "WSP-04")
    assert not (tmp_path / "khong-co").exists()


def test_init_never_writes_over_a_workspace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    code, problem = run(capsys, "init", "--workspace", folder)
    assert (code, problem["code"]) == (2, "WSP-05")
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


DEEP = b'{"format":"xaso-data","version":1,"hamlets":' + b"[" * 100_000
HOSTILE = [
    (b"", "LOD-01"),
    (b"{", "LOD-01"),
    (b"\xff\xfe\x00", "LOD-01"),
    (b"[]", "LOD-02"),
    (b"null", "LOD-02"),
    (b'{"format":"xaso-data","version":99}', "LOD-02"),
    (DEEP, "LOD-03"),
    (b"[" * 100_000, "LOD-03"),
    (b'{"format":"xaso-data","version":1,"hamlets":[{"uid":1}]}', None),
    (b'{"format":"xaso-data","version":1,"people":"x"}', None),
    (b'{"format":"xaso-data","version":1,"khac":[]}', None),
    (b'{"format":"xaso-data","version":NaN}', None),
    (b'{"format":"xaso-data","version":1,"files":{"../../etc/passwd":"eA=="}}', None),
]


@pytest.mark.parametrize(("content", "expected"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_json_is_refused_and_nothing_is_written(
    folder: Path, tmp_path: Path, content: bytes, expected: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.json").write_bytes(content)
    _code, before = run(capsys, "dump", "--workspace", folder)
    code, problem = run(capsys, "load", tmp_path / "x.json", "--workspace", folder)
    assert code == 2 and problem["code"] == (expected or problem["code"])
    assert run(capsys, "dump", "--workspace", folder) == (0, before)


def test_a_file_that_is_not_there_and_a_folder_instead_of_one(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "load", tmp_path / "khong-co.json", "--workspace", folder)[0] == 3
    code, _problem = run(capsys, "load", tmp_path, "--workspace", folder)
    assert code in (2, 3)


@pytest.mark.parametrize(
    "words",
    [
        ("compose", "khong-co"),
        ("print", "99/QĐ-UBND", "--pdf", "x.pdf"),
        ("print", "x"),
        ("roster",),
        ("roster", "--form", "x.xlsx"),
        ("roster", "--form", "x.xlsx", "--pdf", "x.pdf"),
    ],
)
def test_what_is_not_there_is_refused(folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, *words, "--workspace", folder)[0] == 2


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("khong-co",),
        ("check", "--on", "99/99/2022"),
        ("issue", "x"),
        ("issue", "x", "--on", "8/4/2022", "--number", "năm"),
    ],
)
def test_a_command_line_that_cannot_be_understood_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(words)
    assert refusal.value.code == 2


def test_a_workspace_held_open_elsewhere_is_unavailable(folder: Path) -> None:
    with Workspace.open(folder, PASSWORD, clock=FixedClock(START)):
        answer = xaso("verify", "--json", folder=folder, password=PASSWORD)
    assert answer.code == 3 and answer.json["problem"]["code"] == "WSP-02"
    assert xaso("verify", folder=folder, password=PASSWORD).code == 0


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk_is_unavailable_and_leaves_no_half_file(
    folder: Path, tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, "disk")

    target = tmp_path / "ra" / "d.json"
    target.parent.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(files.os, "fsync", fails)
        code, problem = run(capsys, "dump", target, "--workspace", folder)
    assert code == 3 and problem["code"].startswith("FIL-")
    assert list(target.parent.iterdir()) == []
    assert run(capsys, "verify", "--workspace", folder) == (0, {"damage": []})


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind root")
def test_a_read_only_folder_is_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o500)
    assert run(capsys, "init", "--workspace", shut / "data")[0] in (2, 3)
    assert run(capsys, "dump", shut / "d.json", "--workspace", folder)[0] == 3


def test_a_place_that_is_a_file_cannot_hold_a_workspace(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    assert run(capsys, "init", "--workspace", tmp_path / "tep")[0] in (2, 3)
    assert (tmp_path / "tep").read_text(encoding="utf-8") == "x"


def test_a_damaged_store_and_a_damaged_backup_are_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "ban-sao.xaso"
    assert run(capsys, "backup", copy, "--workspace", folder)[0] == 0
    copy.write_bytes(copy.read_bytes()[:2000])
    assert run(capsys, "restore", copy, "--workspace", tmp_path / "moi")[0] in (2, 3)
    assert not (tmp_path / "moi" / "xaso.db").exists()
    store = folder / "xaso.db"
    store.write_bytes(b"\0" * store.stat().st_size)
    code, problem = run(capsys, "check", "--workspace", folder)
    assert (code, problem["code"]) == (3, "STO-01")


def test_restore_never_writes_over_a_workspace(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "backup", tmp_path / "b.xaso", "--workspace", folder)[0] == 0
    other = Path(shutil.copytree(folder, tmp_path / "khac"))
    assert run(capsys, "restore", tmp_path / "b.xaso", "--workspace", other)[0] in (2, 3)


def test_a_defect_is_4_in_kind_words_and_names_nobody(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The store refuses a row behind the program's back: its complaint quotes no value."""

    def insert_twice(session: Any, *_: object) -> object:
        values = {"name": "Lò Thị Bí Mật", "phone": "0900999888"}
        return session.execute(text("INSERT INTO person (uid, full_name, phone) VALUES ('x', :name, :phone)"), values)

    monkeypatch.setattr(data_verbs, "dump", insert_twice)
    code = main(["dump", "--workspace", str(folder)])
    said = capsys.readouterr()
    assert code == 4 and said.out == "" and "Dữ liệu của bạn an toàn" in said.err
    told = said.err + caplog.text
    assert "Lò Thị Bí Mật" not in told and "0900999888" not in told and "defect" in caplog.text


def test_the_tool_works_without_qt(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("raise ImportError('absent')", encoding="utf-8")
    env = environment(PASSWORD)
    env["PYTHONPATH"] = f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"
    done = subprocess.run(
        [sys.executable, "-m", "app", "demo", str(tmp_path / "demo")], env=env, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_the_practice_commune_has_people_to_look_for() -> None:
    assert COMMUNE.is_file() and len(people_and_phones()) > 50
