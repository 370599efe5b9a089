"""The slot: ``slot.json`` in the workspace folder holds the key of the store, wrapped once per way of opening it.

``{"format": "xaso-slot", "version": 1, "entries": [password, recovery?]}``. Each entry names its kind, the identity of
the key, the Argon2id numbers, salt, nonce, the sealed key and a checksum. Entries of kinds we do not know are kept as
they are. A newer version is never touched. Without this file the store cannot be opened: every backup must carry it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.kernel.clock import Clock
from app.kernel.files import atomic_write, file_problems
from app.kernel.problems import refused, unavailable
from app.kernel.words import N_, _
from app.keys import recovery
from app.keys.attempts import Attempts
from app.keys.wrapping import Cost, StoreKey, Wrapped, calibrated, from_json, new_store_key, to_json, unwrap, wrap

SLOT_NAME = "slot.json"
SHORTEST_PASSWORD = 8
_VERSION = 1
_LARGEST = 64 * 1024

WRONG_PASSWORD = refused(
    "KEY-01",
    N_("Mật khẩu không đúng.{wait}"),
    next_step=N_("Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại; nếu đã quên, hãy dùng mã khôi phục."),
)
SLOT_DAMAGED = unavailable(
    "KEY-02",
    N_("Tệp khóa “{name}” bị thiếu hoặc bị hỏng nên chưa mở được dữ liệu."),
    next_step=N_("Hãy mở bằng mã khôi phục, hoặc khôi phục tệp này từ bản sao lưu. Dữ liệu không bị thay đổi."),
)
SLOT_NEWER = unavailable(
    "KEY-03",
    N_("Tệp khóa “{name}” do phiên bản mới hơn của chương trình tạo ra (bản {version})."),
    next_step=N_("Hãy cập nhật chương trình rồi mở lại. Tệp không bị thay đổi."),
)
WEAK_PASSWORD = refused(
    "KEY-04",
    N_("Mật khẩu phải có ít nhất {shortest} ký tự và không được chỉ gồm dấu cách."),
    next_step=N_("Hãy chọn mật khẩu dài hơn, ví dụ vài từ dễ nhớ ghép lại."),
)
TOO_SOON = refused(
    "KEY-05",
    N_("Đã nhập sai nhiều lần. Còn phải đợi {seconds} giây mới được nhập tiếp."),
    next_step=N_("Hãy đợi hết thời gian rồi nhập lại; nếu đã quên mật khẩu, hãy dùng mã khôi phục."),
)
WRONG_CODE = refused(
    "KEY-06",
    N_("Mã khôi phục này không mở được dữ liệu."),
    next_step=N_("Hãy kiểm tra có đúng phiếu khôi phục mới nhất của cơ quan này không rồi nhập lại."),
)
SLOT_EXISTS = refused(
    "KEY-10",
    N_("Thư mục này đã có mật khẩu và dữ liệu."),
    next_step=N_("Hãy mở dữ liệu bằng mật khẩu đã đặt, hoặc chọn thư mục khác."),
)
NO_RECOVERY = refused(
    "KEY-11",
    N_("Dữ liệu này chưa có mã khôi phục, hoặc phần khôi phục trong tệp khóa đã hỏng."),
    next_step=N_("Hãy mở bằng mật khẩu, hoặc khôi phục tệp khóa từ bản sao lưu."),
)


def create_slot(path: Path, password: str, *, cost: Cost | None = None) -> StoreKey:
    """Makes a new store key and its slot file; raises KEY-04, KEY-10 when a slot is there already, and FIL problems.

    ``cost`` is measured on this computer (about half a second) unless given.
    """
    secret = _new_secret(password)
    with file_problems(path):
        if path.exists():
            raise SLOT_EXISTS(field="folder")
    key = new_store_key()
    _write(path, [to_json(wrap("password", secret, key, cost or calibrated()))])
    return key


def open_slot(path: Path, password: str, clock: Clock, *, field: str = "password") -> StoreKey:
    """The key of the store; raises KEY-01 when wrong, KEY-05 when too soon, KEY-02 damaged, KEY-03 newer."""
    wrapped = _entry(_read(path), "password")
    if wrapped is None:
        raise SLOT_DAMAGED(name=path.name)
    attempts = Attempts(path, clock)
    if seconds := attempts.seconds_to_wait():
        raise TOO_SOON(field=field, seconds=seconds)
    key = unwrap(wrapped, _secret(password))
    if key is None:
        seconds = attempts.count_failure()
        raise WRONG_PASSWORD(field=field, seconds=seconds, wait=_wait_text(seconds))
    attempts.forget()
    return key


def _wait_text(seconds: int) -> str:
    if not seconds:
        return ""
    return " " + _("Phải đợi {seconds} giây trước lần nhập tiếp theo.").format(seconds=seconds)


def change_password(path: Path, old: str, new: str, clock: Clock, *, cost: Cost | None = None) -> None:
    """Wraps the same store key in a new password; until the last moment the old one stays valid."""
    _new_secret(new, field="new_password")
    reset_password(path, open_slot(path, old, clock, field="old_password"), new, clock, cost=cost)


def reset_password(path: Path, key: StoreKey, new: str, clock: Clock, *, cost: Cost | None = None) -> None:
    """Sets a new password for a key opened by the recovery code; the recovery code stays valid."""
    secret = _new_secret(new, field="new_password")
    entries = _read(path)
    _check_same_key(entries, key)
    _write(path, _replaced(entries, wrap("password", secret, key, cost or calibrated())))
    Attempts(path, clock).forget()


def make_recovery_code(path: Path, key: StoreKey, *, cost: Cost | None = None) -> str:
    """A new code to print once, as eight groups of six digits; it replaces an earlier one and is kept nowhere."""
    code = recovery.new_code()
    entries = _read(path)
    _check_same_key(entries, key)
    # 132 random bits need no slow derivation to withstand guessing: the floor is enough.
    _write(path, _replaced(entries, wrap("recovery", recovery.secret_of(code), key, cost or Cost())))
    return code


def open_with_recovery(path: Path, code: str) -> StoreKey:
    """The key by the recovery code; raises KEY-08 or KEY-09 (mistyped), KEY-06 (another code), KEY-11 (none made)."""
    secret = recovery.secret_of(code)
    key = unwrap(recovery_entry(path), secret)
    if key is None:
        raise WRONG_CODE(field="recovery_code")
    return key


def has_recovery(path: Path) -> bool:
    """Whether a sound recovery entry is there."""
    return _entry(_read(path), "recovery") is not None


def recovery_entry(path: Path) -> Wrapped:
    """The store key as the code on the sealed sheet wraps it; raises KEY-11 where no sheet was ever made."""
    wrapped = _entry(_read(path), "recovery")
    if wrapped is None:
        raise NO_RECOVERY(field="recovery_code")
    return wrapped


def check_password_rules(password: str, *, field: str = "password") -> None:
    """Raises KEY-04 unless the password has at least eight characters and is more than spaces."""
    if len(unicodedata.normalize("NFC", password)) < SHORTEST_PASSWORD or not password.strip():
        raise WEAK_PASSWORD(field=field, shortest=SHORTEST_PASSWORD)


def _new_secret(password: str, *, field: str = "password") -> bytes:
    check_password_rules(password, field=field)
    return _secret(password)


_TONE_ON_FIRST = re.compile("([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])", re.IGNORECASE)


def _secret(password: str) -> bytes:
    """The password as bytes: input methods differ in composing letters and placing the tone (hòa, hoà), keys must not.

    This folding is part of version 1 of the format and can never change.
    """
    parted = unicodedata.normalize("NFD", password)
    return unicodedata.normalize("NFC", _TONE_ON_FIRST.sub(r"\1\3\2", parted)).encode("utf-8", "surrogatepass")


def _read(path: Path) -> list[dict[str, Any]]:
    """All entries, also unknown and damaged ones."""
    if not path.is_file():
        raise SLOT_DAMAGED(name=path.name)
    with file_problems(path), path.open("rb") as stream:
        content = stream.read(_LARGEST + 1)
    try:
        found = json.loads(content) if len(content) <= _LARGEST else None
    except (ValueError, RecursionError) as error:
        raise SLOT_DAMAGED(name=path.name) from error
    if not isinstance(found, dict) or found.get("format") != "xaso-slot":
        raise SLOT_DAMAGED(name=path.name)
    version, entries = found.get("version"), found.get("entries")
    if isinstance(version, int) and version > _VERSION:
        raise SLOT_NEWER(name=path.name, version=version)
    if version != _VERSION or not isinstance(entries, list):
        raise SLOT_DAMAGED(name=path.name)
    return [entry for entry in entries if isinstance(entry, dict)]


def _write(path: Path, entries: Sequence[dict[str, Any]]) -> None:
    content = {"format": "xaso-slot", "version": _VERSION, "entries": list(entries)}
    atomic_write(path, json.dumps(content, indent=1).encode(), verify=True)


def _entry(entries: Sequence[dict[str, Any]], kind: str) -> Wrapped | None:
    return next((from_json(entry) for entry in entries if entry.get("kind") == kind), None)


def _replaced(entries: Sequence[dict[str, Any]], wrapped: Wrapped) -> list[dict[str, Any]]:
    return [entry for entry in entries if entry.get("kind") != wrapped.kind] + [to_json(wrapped)]


def _check_same_key(entries: Sequence[dict[str, Any]], key: StoreKey) -> None:
    known = {wrapped.key_id for entry in entries if (wrapped := from_json(entry))}
    if known and key.identity not in known:
        raise ValueError("this key does not belong to this slot")
