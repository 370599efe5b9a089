"""A shell script with unzip, ssh-keygen and age alone verifies and opens a bundle, and refuses what is changed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.exchange.contents import CHANGES
from app.keys.sshsig import BUNDLE, allowed_signer
from tests.legacy.header_vectors import BODY, HEADER, outer
from tests.support.bundles import FIRST, PHOTO, around, body_of, bundle, core, items, sealed
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, SUPERIOR_KEYS, age_identity, tool

SCRIPT = Path(__file__).parents[2] / "exchange" / "open_bundle.sh"


@pytest.fixture
def opened(tmp_path):
    """Runs the script over a bundle; gives its exit code and where it put the entries."""
    for program in ("sh", "unzip", "ssh-keygen", "age", "sha256sum"):
        tool(program)
    (tmp_path / "signers").write_text(allowed_signer("14563", COMMUNE_KEYS.public, BUNDLE), encoding="utf-8")
    target = tmp_path / "opened"

    def run(path: Path, keys=SUPERIOR_KEYS) -> tuple[int, Path]:
        identity = age_identity(tmp_path, keys)
        command = ["sh", SCRIPT, path, tmp_path / "signers", "14563", identity, target]
        done = subprocess.run(command, capture_output=True, timeout=60, check=False)
        print(done.stdout, done.stderr)
        return done.returncode, target

    return run


def test_the_script_opens_what_we_made(opened, tmp_path):
    code, folder = opened(bundle(tmp_path).path)

    content = items()
    assert code == 0
    assert (folder / CHANGES).read_bytes() == content[0].content
    assert (folder / content[1].path).read_bytes() == PHOTO


def test_the_sender_opens_it_too(opened, tmp_path):
    assert opened(bundle(tmp_path).path, COMMUNE_KEYS)[0] == 0


@pytest.mark.parametrize(
    ("content", "step"),
    [
        (b"PK", 2),
        (outer(HEADER.to_bytes(), by=STRANGER_KEYS), 3),
        (outer(HEADER.to_bytes(), box=sealed(BODY)), 4),
        (outer(HEADER.to_bytes(), readme=b"Xin ch\xc3\xa0o"), 5),
        (around(body_of(), readers=[STRANGER_KEYS.public]), 6),
        (around(b"no zip"), 7),
        (around(body_of(core(last_sequence=4))), 8),
        (around(body_of(FIRST).replace(PHOTO, PHOTO[::-1])), 7),
    ],
)
def test_the_script_refuses_what_is_changed(opened, tmp_path, content, step):
    (tmp_path / "wrong.xaso").write_bytes(content)

    assert opened(tmp_path / "wrong.xaso")[0] == step


def test_the_script_refuses_what_the_manifest_does_not_say(opened):
    vectors = Path(__file__).parents[2] / "legacy" / "vectors"
    for name in ("hash-wrong", "size-wrong", "entry-unlisted"):
        code, folder = opened(vectors / f"body-manifest-{name}.xaso")
        assert code == 9, name
        for entry in sorted(folder.rglob("*"), reverse=True):
            entry.rmdir() if entry.is_dir() else entry.unlink()
