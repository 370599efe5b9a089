"""Signatures in the form of OpenSSH: ssh-keygen believes ours, we believe its, one spelling only."""

from __future__ import annotations

import base64
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.keys.sshsig import BUNDLE, KEY_FILE, SignatureWrong, allowed_signer, public_line, sign, verify
from tests.support.keys import COMMUNE_KEYS, STRANGER_KEYS, tool

MESSAGE = "Gói gửi số 1 của xã Mẫu Sơn\n".encode()


def run(*command: object, message: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(part) for part in command], input=message, capture_output=True, timeout=30, check=False)


@given(st.binary(max_size=2000))
def test_a_signature_holds_for_its_message_key_and_namespace_alone(message):
    signature = sign(message, COMMUNE_KEYS, BUNDLE)

    verify(message, signature, BUNDLE, COMMUNE_KEYS.public)
    assert signature == sign(message, COMMUNE_KEYS, BUNDLE)
    for wrong in (
        (message + b"x", signature, BUNDLE, COMMUNE_KEYS.public),
        (message, signature, KEY_FILE, COMMUNE_KEYS.public),
        (message, signature, BUNDLE, STRANGER_KEYS.public),
    ):
        with pytest.raises(SignatureWrong):
            verify(*wrong)


def test_every_single_flipped_bit_of_a_signature_is_noticed():
    signature = sign(MESSAGE, COMMUNE_KEYS, BUNDLE)
    for place in range(len(signature) * 8):
        flipped = bytearray(signature)
        flipped[place // 8] ^= 1 << place % 8
        with pytest.raises(SignatureWrong):
            verify(MESSAGE, bytes(flipped), BUNDLE, COMMUNE_KEYS.public)


@pytest.mark.parametrize(
    "respelled",
    [
        lambda text: text.rstrip(b"\n"),
        lambda text: text + b"\n",
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: b"\n" + text,
        lambda text: text.replace(b"SSH SIGNATURE", b"ssh signature"),
        lambda _text: b"",
        lambda text: text * 9,
    ],
)
def test_a_second_spelling_of_a_signature_is_refused(respelled):
    with pytest.raises(SignatureWrong):
        verify(MESSAGE, respelled(sign(MESSAGE, COMMUNE_KEYS, BUNDLE)), BUNDLE, COMMUNE_KEYS.public)


def test_ssh_keygen_believes_our_signature_and_refuses_a_changed_message(tmp_path):
    keygen = tool("ssh-keygen")
    (tmp_path / "signature").write_bytes(sign(MESSAGE, COMMUNE_KEYS, BUNDLE))
    (tmp_path / "allowed").write_text(allowed_signer("14563", COMMUNE_KEYS.public, BUNDLE), encoding="utf-8")
    command = (keygen, "-Y", "verify", "-f", tmp_path / "allowed", "-I", "14563", "-n", BUNDLE)

    believed = run(*command, "-s", tmp_path / "signature", message=MESSAGE)
    changed = run(*command, "-s", tmp_path / "signature", message=MESSAGE + b".")

    assert believed.returncode == 0, believed.stderr
    assert changed.returncode != 0


def test_we_believe_what_ssh_keygen_signs(tmp_path):
    keygen = tool("ssh-keygen")
    run(keygen, "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", tmp_path / "key")
    (tmp_path / "message").write_bytes(MESSAGE)
    from app.keys.identity import PublicKeys

    line = (tmp_path / "key.pub").read_text(encoding="utf-8").strip()
    key = PublicKeys(base64.b64decode(line.split()[1])[-32:], bytes(32))
    assert public_line(key) == line

    for algorithm in ("sha512", "sha256"):
        (tmp_path / "message.sig").unlink(missing_ok=True)
        signed = run(
            keygen,
            "-Y",
            "sign",
            "-f",
            tmp_path / "key",
            "-n",
            BUNDLE,
            "-O",
            f"hashalg={algorithm}",
            tmp_path / "message",
        )
        assert signed.returncode == 0, signed.stderr
        verify(MESSAGE, (tmp_path / "message.sig").read_bytes(), BUNDLE, key)
