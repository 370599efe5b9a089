"""Bech32 (BIP 173) as age writes its keys: only writing is needed, for the raw bytes are what we keep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encode(prefix: str, content: bytes) -> str:
    """``prefix`` + "1" + the content in groups of five bits + six check letters, all lower case."""
    data = [*_five_bits(content)]
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = _polymod([*spread, *data, 0, 0, 0, 0, 0, 0]) ^ 1
    data += [(check >> 5 * (5 - place)) & 31 for place in range(6)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in data)}"


def _five_bits(content: bytes) -> Iterable[int]:
    bits = len(content) * 8
    padding = -bits % 5
    number = int.from_bytes(content) << padding
    return ((number >> shift) & 31 for shift in range(bits + padding - 5, -1, -5))


def _polymod(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check
