"""The project's own virtual environment: made once, filled from a hash-pinned lock, again only when it changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import system_packages
from complaints import Missing

__all__ = ["ROOT", "Missing", "ensure", "script"]

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
STAMP = HOME / "xaso-stamp.json"
LOCKS = {
    "runtime": "requirements.lock",
    "dev": "requirements-dev.lock",
    "bench": "requirements-bench.lock",
}
"""Each lock holds the runtime's libraries in the same versions, so one environment can serve all three."""


def ensure(kind: str) -> str:
    """Make the environment hold what the lock of this kind says; return the path of its Python."""
    _ensure_home()
    stamp = _read_stamp()
    lock = ROOT / "installer" / LOCKS[kind]
    wanted = _hash(lock)
    if stamp.get(kind) != wanted:
        _say("Cài thư viện, lần đầu mất vài phút. / Installing the pinned libraries, minutes the first time.")
        _pip(["--require-hashes", "--only-binary", ":all:", "-r", str(lock)])
        stamp[kind] = wanted
        _write_stamp(stamp)
    project = _hash(ROOT / "pyproject.toml")
    if stamp.get("project") != project:
        _say("Cài Xã Số vào môi trường này. / Installing the project itself.")
        _pip(["--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)])
        stamp["project"] = project
        _write_stamp(stamp)
    return str(_python())


def script(name: str) -> str:
    """The path of a console script inside the environment."""
    return str(_python().with_name(f"{name}.exe" if sys.platform == "win32" else name))


def _ensure_home() -> None:
    stamp = _read_stamp()
    moved = stamp.get("place", str(ROOT)) != str(ROOT)  # scripts carry absolute paths: a moved folder is made anew
    if not moved and _works():
        return
    if importlib.util.find_spec("ensurepip") is None:
        system_packages.ensure(*system_packages.VENV)
    _say("Tạo môi trường riêng .venv. / Making the project's own environment .venv.")
    _let_go_of_link()
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], check=False)
    if made.returncode != 0:
        raise Missing(
            "Không tạo được .venv; trên Debian hãy cài: apt install python3-venv. / "
            "Could not make .venv; on Debian run: apt install python3-venv"
        )
    _write_stamp({})


def _let_go_of_link() -> None:
    """Make anew only what is ours: behind a link or junction lies somebody's folder, which stays as it is."""
    if HOME.is_symlink() or (HOME.exists() and HOME.resolve() != HOME.parent.resolve() / HOME.name):
        _say(".venv là liên kết: chỉ gỡ liên kết. / .venv is a link: only the link is taken away.")
        HOME.unlink()


def _works() -> bool:
    if not _python().exists():
        return False
    return subprocess.run([_python(), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _python() -> Path:
    return HOME / "Scripts" / "python.exe" if sys.platform == "win32" else HOME / "bin" / "python"


def _pip(arguments: list[str]) -> None:
    base = [str(_python()), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    if subprocess.run([*base, *arguments], cwd=ROOT, check=False).returncode != 0:
        raise Missing(
            "Chưa cài được thư viện: kiểm tra mạng và chỗ trống trên đĩa rồi chạy lại lệnh này. / "
            "The libraries could not be installed: check network and disk space, then run the same command again."
        )


def _hash(file: Path) -> str:
    """The same on every platform: a checkout may have turned line ends into CRLF."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(stamp: dict[str, str]) -> None:
    STAMP.write_text(json.dumps({**stamp, "place": str(ROOT)}, indent=1), encoding="utf-8")


def _say(line: str) -> None:
    print(f"==> {line}", flush=True)
