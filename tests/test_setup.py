"""The set-up: pinned lists that agree, the one door start.py, and what it says when something is missing."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")

pytestmark = pytest.mark.timeout(120)


def pins(lock: str) -> dict[str, str]:
    """Name -> version of every library in a lock."""
    text = (INSTALLER / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))


def start(*arguments: str, door: Path = INSTALLER / "start.py", **environment: str) -> subprocess.CompletedProcess[str]:
    """Start the one door as a person would, without the project's own environment in the way."""
    settings = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")} | environment
    return subprocess.run(
        [sys.executable, str(door), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=settings,
        check=False,
        timeout=100,
    )


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the installer's own modules importable, as they are for start.py."""
    monkeypatch.syspath_prepend(str(INSTALLER))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pinned_library_carries_hashes_and_no_address(lock):
    text = (INSTALLER / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert len(entries) > 20
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"\w+://", text) == []
    assert re.findall(r"^-", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_wider_locks_hold_the_runtime_in_the_same_versions(lock):
    runtime = pins("requirements.lock")

    assert {name: pins(lock).get(name) for name in runtime} == runtime


def test_the_locks_hold_every_library_the_project_names():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in requirements}

    assert names(project["project"]["dependencies"]) | names(groups["build"]) <= set(pins("requirements.lock"))
    assert names(groups["dev"]) <= set(pins("requirements-dev.lock"))
    assert names(groups["bench"]) <= set(pins("requirements-bench.lock"))


def test_every_library_the_program_imports_is_named_by_the_project():
    """A library that only happens to be installed here would be missing on the officer's computer."""
    from importlib.metadata import packages_distributions

    from tests.support.source_tree import FLOORS, sources

    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    dependencies = {re.split(r"[^\w.-]", line)[0].lower() for line in named} | {"shiboken6"}
    suppliers = packages_distributions()
    ours = {*FLOORS, *sys.stdlib_module_names}
    unnamed = {
        f"{source.place}: {top}"
        for source in sources(*FLOORS)
        for top in {name.split(".")[0] for name, _ in source.imported()} - ours
        if not {supplier.lower().replace("_", "-") for supplier in suppliers.get(top, [top])} & dependencies
    }

    assert unnamed == set()


def test_the_window_library_is_pinned_below_the_version_that_aborts():
    assert pins("requirements.lock")["pyside6-essentials"] == "6.11.3"


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="not inside the project's own environment")
def test_this_environment_holds_what_the_lock_says():
    from importlib.metadata import PackageNotFoundError, version

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "missing"

    elsewhere = {"colorama", "pywin32-ctypes"} if sys.platform != "win32" else set()
    wanted = {name: pin for name, pin in pins("requirements-dev.lock").items() if name not in elsewhere}
    assert {name: installed(name) for name in wanted} == wanted


def test_without_a_job_the_door_shows_the_jobs_and_ends_with_the_code_for_misuse():
    answer = start()

    assert answer.returncode == 2
    assert all(f"start.py {job}" in answer.stdout for job in ("run", "test", "check", "bench", "shots", "lock"))


def test_every_job_of_the_door_is_described_in_its_usage(installer):
    import jobs

    described = re.findall(r"start\.py (\w+)", (INSTALLER / "start.py").read_text(encoding="utf-8"))

    assert set(jobs.JOBS) == set(described)


def test_an_old_python_is_told_what_is_needed(installer, monkeypatch, capsys):
    import start as door

    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr(sys, "stdout", _Reconfigurable(sys.stdout))
    monkeypatch.setattr(sys, "stderr", _Reconfigurable(sys.stderr))

    assert door.main(["run"]) == 3
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert "3.11" in said[0]
    assert "3.9.2" in said[0]


class _Reconfigurable:
    """A captured stream that also answers to reconfigure, as the real one does."""

    def __init__(self, stream):
        self.write, self.flush = stream.write, stream.flush

    def reconfigure(self, **_settings):
        """Nothing to change: what is captured is text already."""


def test_the_door_can_be_read_by_an_old_python():
    import ast

    ast.parse((INSTALLER / "start.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_installer_uses_nothing_but_the_standard_library_and_itself():
    import ast

    own = {file.stem for file in INSTALLER.glob("*.py")} - {"screenshots", "translations"}
    for file in (INSTALLER / f"{name}.py" for name in own):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        found |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        strangers = {name for name in found if name.split(".")[0] not in sys.stdlib_module_names | own}
        assert (file.name, strangers) == (file.name, set())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs packages of the system")
def test_whoever_is_not_root_gets_one_line_saying_what_to_install(installer, monkeypatch):
    import system_packages
    from complaints import Missing

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name, **_: "/usr/bin/apt-get")
    needs = [system_packages.Need("lib-one", library="libone-is-not-there.so.9"), system_packages.Need("two")]

    with pytest.raises(Missing) as refused:
        system_packages.ensure(*needs)

    line = str(refused.value)
    assert "\n" not in line
    assert line.endswith("sudo apt install --no-install-recommends lib-one two")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux needs packages of the system")
def test_root_on_debian_gets_only_what_is_missing_and_is_never_asked(installer, monkeypatch, capsys):
    import system_packages

    asked: list[tuple[list[str], dict[str, str]]] = []

    def record(command, *, env, **_):
        asked.append((command, env))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(system_packages.shutil, "which", lambda name, **_: "/bin/sh" if name != "absent" else None)
    monkeypatch.setattr(system_packages.subprocess, "run", record)

    system_packages.ensure(
        system_packages.Need("have", program="sh"),
        system_packages.Need("lack", program="absent"),
    )

    assert ["update" in command for command, _ in asked] == [True, False]
    assert "install" in asked[1][0]
    assert asked[1][0][-1] == "lack"
    assert "--yes" in asked[1][0]
    assert all(env["DEBIAN_FRONTEND"] == "noninteractive" for _, env in asked)
    assert "lack" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("platform", "display", "expected"),
    [
        ("win32", {}, True),
        ("darwin", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ""}, False),
    ],
)
def test_a_window_opens_only_where_there_is_a_screen(installer, monkeypatch, platform, display, expected):
    import jobs

    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)

    assert jobs._has_screen() is expected


def test_the_exit_code_of_what_was_started_passes_through(installer):
    import jobs

    assert jobs._start([sys.executable, "-c", "raise SystemExit(7)"]) == 7


def test_a_failed_check_does_not_hide_the_others(installer, monkeypatch, capsys):
    import jobs

    codes = iter([1, 0, 0, 1, 0])
    monkeypatch.setattr(jobs.system_packages, "ensure", lambda *needs: None)
    monkeypatch.setattr(jobs.environment, "ensure", lambda kind: sys.executable)
    monkeypatch.setattr(jobs, "_start", lambda command, extra=None: next(codes))

    assert jobs.do(["check"], usage="") == 1
    closing = capsys.readouterr().out.splitlines()[-1]
    assert "format" in closing
    assert "layers" in closing
    assert "types" not in closing


def test_an_environment_of_a_moved_folder_is_made_anew(installer, monkeypatch, tmp_path):
    import environment

    monkeypatch.setattr(environment, "HOME", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "xaso-stamp.json")
    (tmp_path / ".venv").mkdir()
    environment.STAMP.write_text('{"runtime": "x", "place": "another folder"}', encoding="utf-8")
    made: list[list[str]] = []

    def record(command, **_):
        made.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment.subprocess, "run", record)

    environment._ensure_home()

    assert made[0][1:3] == ["-m", "venv"]
    assert environment._read_stamp() == {"place": str(environment.ROOT)}


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("target", ["an environment elsewhere", "nothing any more"])
def test_what_a_linked_environment_points_to_is_never_emptied(installer, monkeypatch, tmp_path, target):
    import environment

    monkeypatch.setattr(environment, "HOME", tmp_path / "clone" / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "clone" / ".venv" / "xaso-stamp.json")
    theirs = tmp_path / "theirs" / "xaso-stamp.json"
    theirs.parent.mkdir()
    theirs.write_text('{"runtime": "x", "place": "another folder"}', encoding="utf-8")
    (tmp_path / "clone").mkdir()
    environment.HOME.symlink_to(theirs.parent if target == "an environment elsewhere" else tmp_path / "gone")

    def empty_and_make(command, **_):
        home = Path(command[-1])
        assert "--clear" in command
        assert not home.is_symlink()
        home.mkdir()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(environment.subprocess, "run", empty_and_make)

    environment._ensure_home()

    assert environment.HOME.is_dir()
    assert not environment.HOME.is_symlink()
    assert theirs.read_text(encoding="utf-8") == '{"runtime": "x", "place": "another folder"}'


def test_the_lock_is_installed_only_when_it_changed(installer, monkeypatch, tmp_path):
    import environment

    installed: list[list[str]] = []
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "_ensure_home", lambda: None)
    monkeypatch.setattr(environment, "_pip", installed.append)

    environment.ensure("runtime")
    assert ["--require-hashes" in call for call in installed] == [True, False]
    environment.ensure("runtime")
    assert len(installed) == 2

    monkeypatch.setattr(environment, "_hash", lambda file: f"changed {file.name}")
    environment.ensure("runtime")
    assert len(installed) == 4


def test_no_test_reaches_beyond_this_computer():
    with pytest.raises(AssertionError, match="only speak to this computer"):
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    with pytest.raises(AssertionError, match="only speak to this computer"):
        socket.getaddrinfo("example.org", 80)


def test_a_server_on_this_computer_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_the_headless_tool_works_where_the_window_library_is_absent(tmp_path):
    """Every module of app and db is imported in a process that has no PySide6."""
    program = """
import importlib, pkgutil, sys
class NoWindow:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, NoWindow())
import app, db
count = 0
for package in (app, db):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if ".versions." in module.name:
            continue
        importlib.import_module(module.name)
        count += 1
assert count > 5, count
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
