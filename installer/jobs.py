"""What start.py can be asked for: each job names what it needs, then hands over to the program that does it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import environment
import locks
import system_packages
from environment import ROOT, Missing

UNAVAILABLE = 3
USAGE = 2
OFFSCREEN: Mapping[str, str] = {"QT_QPA_PLATFORM": "offscreen"}


def do(arguments: Sequence[str], *, usage: str) -> int:
    """Do one job; return the exit code of the program that did it, or 3 when the computer lacks something."""
    name, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    job = JOBS.get(name)
    if job is None:
        print(usage)
        return 0 if name in {"-h", "--help", "help"} else USAGE
    try:
        return job(rest)
    except Missing as missing:
        print(missing, file=sys.stderr)
        return UNAVAILABLE
    except KeyboardInterrupt:
        return 130


def _run(rest: Sequence[str]) -> int:
    if _has_screen():
        system_packages.ensure(*system_packages.WINDOW)
        python = environment.ensure("runtime")
        _say("Mở cửa sổ Xã Số. / Opening the window.")
        return _start([python, "-m", "ui", *rest])
    python = environment.ensure("runtime")
    folder = Path(rest[0]) if rest else ROOT / "artefacts" / "practice"
    _say("Không có màn hình: lập bộ giấy tờ của xã thực hành. / No screen: making the practice commune's papers.")
    code = _start([python, "-m", "app", "demo", str(folder), *rest[1:]])
    if code == 0:
        _say(f"Giấy tờ nằm ở / The papers lie in: {folder.resolve()}")
    return code


def _test(rest: Sequence[str]) -> int:
    system_packages.ensure(*system_packages.TESTS)
    python = environment.ensure("dev")
    _say("Chạy kiểm thử. / Running the tests.")
    return _start([python, "-m", "pytest", *rest], OFFSCREEN)


def _check(_: Sequence[str]) -> int:
    """Every check runs even when an earlier one fails, so that one look shows all there is to mend."""
    system_packages.ensure(*system_packages.OFFSCREEN)
    python = environment.ensure("dev")
    steps = (
        ("Định dạng / format", [python, "-m", "ruff", "format", "--check", "."]),
        ("Cách viết / lint", [python, "-m", "ruff", "check", "."]),
        ("Kiểu / types", [python, "-m", "mypy"]),
        ("Các tầng / layers", [environment.script("lint-imports"), "--no-logo"]),
        ("Nếp nhà / house rules", [python, "-m", "pytest", "-q", "tests/test_architecture.py"]),
    )
    failed = []
    for title, command in steps:
        _say(title)
        if _start(command, OFFSCREEN) != 0:
            failed.append(title)
    _say("Chưa đạt / failed: " + "; ".join(failed) if failed else "Đạt tất cả. / All checks hold.")
    return 1 if failed else 0


def _bench(rest: Sequence[str]) -> int:
    system_packages.ensure(*system_packages.TESTS)
    python = environment.ensure("bench")
    _present(ROOT / "tests" / "bench" / "__main__.py")
    return _start([python, "-m", "tests.bench", *rest], OFFSCREEN)


def _shots(rest: Sequence[str]) -> int:
    system_packages.ensure(*system_packages.OFFSCREEN)
    python = environment.ensure("dev")
    return _start([python, _present(ROOT / "installer" / "screenshots.py"), *rest], OFFSCREEN)


def _translations(rest: Sequence[str]) -> int:
    python = environment.ensure("dev")
    return _start([python, _present(ROOT / "installer" / "translations.py"), *rest])


def _lock(rest: Sequence[str]) -> int:
    environment.ensure("dev")
    return locks.renew(environment.script("uv"), rest)


def _present(script: Path) -> str:
    if not script.is_file():
        here = script.relative_to(ROOT).as_posix()
        raise Missing(f"Bản này chưa có {here}. / {here} is not part of this version.")
    return str(script)


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Start a program in the checkout's folder and wait for it; its exit code is ours."""
    settings = {**os.environ, "PYTHONUTF8": "1", **(extra or {})}
    code = subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode
    return code if code >= 0 else 128 - code


def _say(line: str) -> None:
    print(f"==> {line}", flush=True)


JOBS: Mapping[str, Callable[[Sequence[str]], int]] = {
    "run": _run,
    "test": _test,
    "check": _check,
    "bench": _bench,
    "shots": _shots,
    "translations": _translations,
    "lock": _lock,
}
