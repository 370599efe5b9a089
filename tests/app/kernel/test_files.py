"""Files stay old and whole or become new and whole, whatever step of writing fails."""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.kernel import files
from app.kernel.files import FileStore, atomic_file, atomic_write, problem_of, safe_name, sha256_of, size_text
from app.kernel.problems import Problem, Unavailable

OLD = "Quyết định cũ".encode()
NEW = "Quyết định mới".encode() * 5_000  # more than one buffer

FULL = OSError(errno.ENOSPC, "no space")
GONE = OSError(errno.EIO, "input/output error")


def leftovers(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.rglob("*.part"))


def names_in(folder: Path) -> list[str]:
    return sorted(found.name for found in folder.iterdir())


def fails(error: OSError):
    def step(*_args, **_named):
        raise error

    return step


def fail_writing(monkeypatch, error: OSError) -> None:
    """The device takes two blocks, then no more."""
    taken = []
    honest = files.io.FileIO.write

    class Failing(files._PartFile):
        def write(self, data, /):
            with files.file_problems(self._target, needed=self._needed):
                taken.append(len(data))
                if len(taken) > 2:
                    raise error
                return honest(self, data[:4096])

    monkeypatch.setattr(files, "_PartFile", Failing)


def fail_syncing(monkeypatch, error: OSError) -> None:
    monkeypatch.setattr(files.os, "fsync", fails(error))


def fail_renaming(monkeypatch, error: OSError) -> None:
    monkeypatch.setattr(files.os, "replace", fails(error))


def fail_opening(monkeypatch, error: OSError) -> None:
    monkeypatch.setattr(files, "_PartFile", fails(error))


STEPS = [fail_opening, fail_writing, fail_syncing, fail_renaming]


def test_what_was_written_is_there_and_nothing_else(tmp_path):
    target = tmp_path / "bao-cao.pdf"
    atomic_write(target, OLD)
    atomic_write(target, NEW, verify=True)

    assert target.read_bytes() == NEW
    assert names_in(tmp_path) == ["bao-cao.pdf"]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("error", "code"), [(FULL, "FIL-01"), (GONE, "FIL-03")])
def test_a_failing_step_leaves_the_old_file_whole_and_no_part(tmp_path, monkeypatch, step, error, code):
    target = tmp_path / "bao-cao.pdf"
    target.write_bytes(OLD)
    step(monkeypatch, error)

    with pytest.raises(Unavailable) as told:
        atomic_write(target, NEW)

    assert told.value.code == code
    assert "Không có gì bị ghi dở" in told.value.next_step
    assert target.read_bytes() == OLD
    assert names_in(tmp_path) == ["bao-cao.pdf"]


@pytest.mark.parametrize("step", STEPS)
def test_a_failing_step_makes_no_file_where_none_was(tmp_path, monkeypatch, step):
    step(monkeypatch, FULL)
    with pytest.raises(Unavailable):
        atomic_write(tmp_path / "moi.pdf", NEW)
    assert names_in(tmp_path) == []


def test_a_folder_that_cannot_be_synced_is_told_and_the_new_file_is_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "sync_folder", fails(GONE))
    target = tmp_path / "bao-cao.pdf"
    with pytest.raises(Unavailable) as told:
        atomic_write(target, NEW)
    assert told.value.code == "FIL-03"
    assert target.read_bytes() == NEW
    assert leftovers(tmp_path) == []


def test_a_stick_whose_file_system_cannot_sync_folders_is_good_enough(tmp_path, monkeypatch):
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("asks Linux which handle is a folder")
    real = os.fsync

    def only_files(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").is_dir():
            raise OSError(errno.EINVAL, "not for folders")
        real(handle)

    monkeypatch.setattr(files.os, "fsync", only_files)
    atomic_write(tmp_path / "a.bin", NEW)
    assert (tmp_path / "a.bin").read_bytes() == NEW


def test_a_device_that_returns_other_bytes_is_found_by_reading_back(tmp_path, monkeypatch):
    target = tmp_path / "goi.zip"
    target.write_bytes(OLD)

    def lying(_handle: int) -> None:
        part = next(tmp_path.glob("*.part"))
        part.write_bytes(b"\0" * len(NEW))

    monkeypatch.setattr(files.os, "fsync", lying)
    with pytest.raises(Unavailable) as told:
        atomic_write(target, NEW, verify=True)

    assert told.value.code == "FIL-07"
    assert target.read_bytes() == OLD
    assert leftovers(tmp_path) == []


def test_a_body_that_stops_leaves_nothing_and_keeps_its_own_error(tmp_path):
    target = tmp_path / "goi.zip"
    target.write_bytes(OLD)
    with pytest.raises(KeyboardInterrupt), atomic_file(target) as out:
        out.write(NEW)
        raise KeyboardInterrupt
    with pytest.raises(ConnectionResetError), atomic_file(target) as out:
        out.write(NEW)
        raise ConnectionResetError(errno.ECONNRESET, "the mail server hung up")
    assert target.read_bytes() == OLD
    assert leftovers(tmp_path) == []


def test_a_disk_full_in_the_middle_of_a_zip_is_told_once(tmp_path, monkeypatch):
    fail_writing(monkeypatch, FULL)
    with pytest.raises(Problem) as told, atomic_file(tmp_path / "goi.zip") as out, zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a.bin", os.urandom(200_000))
    assert told.value.code == "FIL-01"
    assert names_in(tmp_path) == []


def test_two_writers_of_one_file_do_not_mix(tmp_path):
    target = tmp_path / "bao-cao.pdf"
    with atomic_file(target) as first, atomic_file(target) as second:
        first.write(b"1" * 100)
        second.write(b"2" * 200)
    assert target.read_bytes() == b"1" * 100  # the outer one ended last
    assert leftovers(tmp_path) == []


def test_the_longest_name_the_disk_takes_can_be_written(tmp_path):
    target = tmp_path / ("ế" * 83 + ".pdf")
    atomic_write(target, OLD)
    assert target.read_bytes() == OLD


def test_a_name_beyond_the_disk_is_told(tmp_path):
    with pytest.raises(Unavailable) as told:
        atomic_write(tmp_path / ("a" * 300), OLD)
    assert told.value.code == "FIL-04"
    assert names_in(tmp_path) == []


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(Unavailable) as told:
        atomic_write(tmp_path / "khong-co" / "a.pdf", OLD)
    assert told.value.code == "FIL-05"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "FIL-01"),
        (errno.EDQUOT, "FIL-01"),
        (errno.EROFS, "FIL-02"),
        (errno.EACCES, "FIL-02"),
        (errno.EIO, "FIL-03"),
        (errno.ENODEV, "FIL-03"),
        (errno.ENAMETOOLONG, "FIL-04"),
        (errno.ENOENT, "FIL-05"),
        (errno.EBUSY, "FIL-06"),
        (errno.EFBIG, "FIL-08"),
    ],
)
def test_each_error_of_the_system_has_its_sentence(tmp_path, number, code):
    problem = problem_of(OSError(number, "system"), tmp_path / "a.pdf", needed=10)
    assert problem.code == code
    assert "a.pdf" in problem.sentence
    assert "{" not in problem.sentence + problem.next_step


@pytest.mark.parametrize(("number", "code"), [(112, "FIL-01"), (21, "FIL-03"), (1167, "FIL-03"), (32, "FIL-06")])
def test_windows_codes_go_before_the_number_windows_folds_them_into(tmp_path, number, code):
    error = OSError(errno.EACCES, "folded")
    error.winerror = number
    assert problem_of(error, tmp_path / "a.pdf").code == code


def test_a_full_disk_says_how_much_is_free_and_how_much_is_needed(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_free_bytes", lambda _folder: 5 * 1024 * 1024)
    problem = problem_of(FULL, tmp_path / "a.pdf", needed=12 * 1024 * 1024 + 300 * 1024)
    assert "còn 5,0 MB" in problem.sentence
    assert "cần 12,3 MB" in problem.sentence


def test_sizes_are_written_with_a_decimal_comma():
    assert [size_text(size) for size in (0, 999, 1536, 3 * 1024**3)] == ["0 B", "999 B", "1,5 KB", "3,0 GB"]


def test_the_store_keeps_equal_content_once_and_gives_it_back(tmp_path):
    store = FileStore(tmp_path / "files")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(NEW)

    digest = store.put(NEW)

    assert digest == store.put(scan) == hashlib.sha256(NEW).hexdigest() == sha256_of(scan)
    assert store.get(digest) == NEW
    assert store.path_of(digest) == tmp_path / "files" / digest[:2] / digest
    assert [found for found in (tmp_path / "files").rglob("*") if found.is_file()] == [store.path_of(digest)]


def test_content_taken_from_a_file_arrives_whole(tmp_path):
    store = FileStore(tmp_path / "files")
    film = tmp_path / "film.mp4"
    film.write_bytes(os.urandom(3 << 20))
    assert store.get(store.put(film)) == film.read_bytes()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("as_file", [True, False])
def test_a_failing_step_leaves_the_store_without_half_a_file(tmp_path, monkeypatch, step, as_file):
    store = FileStore(tmp_path / "files")
    kept = store.put(OLD)
    source = tmp_path / "scan.pdf"
    source.write_bytes(NEW)
    (tmp_path / "files" / sha256_of(source)[:2]).mkdir(exist_ok=True)
    step(monkeypatch, FULL)

    with pytest.raises(Unavailable) as told:
        store.put(source if as_file else NEW)

    assert told.value.code == "FIL-01"
    assert store.get(kept) == OLD
    assert store.missing([kept, sha256_of(source)]) == {sha256_of(source)}
    assert leftovers(tmp_path) == []


def test_damaged_content_is_refused_and_mended_by_putting_it_again(tmp_path):
    store = FileStore(tmp_path / "files")
    digest = store.put(NEW)
    store.path_of(digest).write_bytes(NEW[:-1])

    with pytest.raises(Unavailable) as told:
        store.get(digest)
    assert told.value.code == "FIL-09"

    store.put(NEW)
    assert store.get(digest) == NEW


def test_missing_content_is_told(tmp_path):
    with pytest.raises(Unavailable) as told:
        FileStore(tmp_path).get("ab" * 32)
    assert told.value.code == "FIL-10"


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "AB" * 32, "ab" * 31, "ab" * 32 + "\n"])
def test_only_a_hash_names_content(tmp_path, wrong):
    with pytest.raises(ValueError, match="SHA-256"):
        FileStore(tmp_path).path_of(wrong)


def test_a_source_saved_while_it_is_copied_is_not_taken(tmp_path, monkeypatch):
    source = tmp_path / "scan.pdf"
    source.write_bytes(NEW)
    monkeypatch.setattr(files, "sha256_of", lambda _path: hashlib.sha256(OLD).hexdigest())
    store = FileStore(tmp_path / "files")
    with pytest.raises(Unavailable) as told:
        store.put(source)
    assert told.value.code == "FIL-06"
    assert [found for found in (tmp_path / "files").rglob("*") if found.is_file()] == []


def test_what_a_power_cut_left_is_swept_and_content_stays(tmp_path):
    store = FileStore(tmp_path / "files")
    digest = store.put(NEW)
    (store.path_of(digest).parent / f"{digest[:60]}.0a0b0c0d.part").write_bytes(NEW[:10])

    assert store.sweep() == 1
    assert leftovers(tmp_path) == []
    assert store.get(digest) == NEW


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Quyết định 12/QĐ-UBND.pdf", "Quyết định 12-QĐ-UBND.pdf"),
        ("con", "_con"),
        ("COM1.txt", "_COM1.txt"),
        ("nul .pdf", "_nul .pdf"),
        ("Conté.pdf", "Conté.pdf"),
        ("  báo cáo. ", "báo cáo"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("", "Không tên"),
        ("...", "Không tên"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
        (unicodedata.normalize("NFD", "Tổ công nghệ số.docx"), "Tổ công nghệ số.docx"),
        ('a<b>:"c"|d?*.x', "a-b-c-d-.x"),
    ],
)
def test_names_people_see_are_taken_by_both_systems(text, name):
    assert safe_name(text) == name


def test_a_long_name_keeps_its_extension():
    name = safe_name("Danh sách thành viên " * 50 + ".xlsx")
    assert len(name) <= 120
    assert name.endswith(".xlsx")


@given(st.text(max_size=400))
def test_every_safe_name_is_safe_and_stays_the_same(text):
    name = safe_name(text)
    assert name == safe_name(name) == unicodedata.normalize("NFC", name)
    assert 0 < len(name) <= 120
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert name not in (".", "..")
    assert name == name.strip(" .")


@example("a" * 117 + "..a-")  # the cut uncovered an extension
@given(st.text(alphabet="ếộ\u0301\u0323a. -", min_size=100, max_size=300))
def test_a_cut_never_parts_a_mark_from_its_letter_and_fits_every_disk(text):
    name = safe_name(text)
    assert len(name.encode()) <= 255
    assert name == safe_name(name)


def test_bytes_reach_the_disk_before_the_name_and_the_name_before_the_end(tmp_path, monkeypatch):
    steps = []
    sync, replace, sync_folder = os.fsync, os.replace, files.sync_folder
    monkeypatch.setattr(files.os, "fsync", lambda handle: (steps.append("sync"), sync(handle)))
    monkeypatch.setattr(files.os, "replace", lambda *names, **more: (steps.append("rename"), replace(*names, **more)))
    monkeypatch.setattr(files, "sync_folder", lambda folder: (steps.append("folder"), sync_folder(folder)))

    atomic_write(tmp_path / "a.pdf", NEW)

    assert steps[:3] == ["sync", "rename", "folder"]
    assert steps[3:] == ([] if files.sys.platform == "win32" else ["sync"])
