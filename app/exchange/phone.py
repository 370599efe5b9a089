"""A receipt in twelve characters, read over the phone where no file comes back.

Ten Crockford digits (50 bits) are a tag over the bundle's hash and the result that only the two offices can compute
from their keys; two more are check digits (a Reed-Solomon code over 32 symbols): any one or two mistyped characters
and every swap are noticed, and a single wrong one is named by its place.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.exchange.receipt import Result
from app.exchange.refusals import PHONE_MISTYPED, PHONE_OTHER
from app.kernel.words import _
from app.keys.identity import CROCKFORD, PublicKeys, SecretKeys, crockford, shared_tag

LENGTH = 12
_READ_AS = str.maketrans("oil", "011", " -.\t\n") | str.maketrans("OIL", "011")


def _powers() -> tuple[int, ...]:
    """Powers of the root of x^5 + x^2 + 1: every number from 1 to 31 once."""
    found, value = [], 1
    for _step in range(31):
        found.append(value)
        value <<= 1
        value ^= 0b100101 if value & 32 else 0
    return tuple(found)


_POWER = _powers()
_LOG = {value: place for place, value in enumerate(_POWER)}


def phone_code(bundle: str, result: Result, own: SecretKeys, other: PublicKeys) -> str:
    """The code for the result of a bundle (by the hash of its header) between these two offices: ``XXXX-XXXX-XXXX``."""
    tag = shared_tag(own, other, (b"phone receipt 1", bytes.fromhex(bundle), str(result).encode()))
    data = [CROCKFORD.index(digit) for digit in crockford(tag, LENGTH - 2)]
    code = "".join(CROCKFORD[value] for value in (*data, *_check(data)))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def result_of(typed: str, bundle: str, own: SecretKeys, other: PublicKeys) -> Result:
    """What the typed code says of this bundle; raises EXC-30 when mistyped, EXC-31 when it is another bundle's."""
    code = _clean(typed)
    for result in Result:
        if phone_code(bundle, result, own, other).replace("-", "") == code:
            return result
    raise PHONE_OTHER(field="phone_code")


def _clean(typed: str) -> str:
    code = typed.translate(_READ_AS).upper()
    strange = next((letter for letter in code if letter not in CROCKFORD), None)
    if strange is not None:
        raise _mistyped(_("Ký tự “{letter}” không có trong mã.").format(letter=strange))
    if len(code) != LENGTH:
        raise _mistyped(_("Mã có 12 ký tự, đã nhập {count}.").format(count=len(code)))
    place = _wrong_place([CROCKFORD.index(letter) for letter in code])
    if place is not None:
        raise _mistyped(_("Hãy xem lại ký tự thứ {place}.").format(place=place) if place else "")
    return code


def _mistyped(hint: str) -> Exception:
    return PHONE_MISTYPED(field="phone_code", hint=f" {hint}" if hint else "")


def _times(one: int, other: int) -> int:
    return _POWER[(_LOG[one] + _LOG[other]) % 31] if one and other else 0


def _sum(symbols: Sequence[int], root: int) -> int:
    """The code word as a polynomial, taken at a power of the root; the last symbol has degree 0."""
    total = 0
    for symbol in symbols:
        total = _times(total, _POWER[root]) ^ symbol
    return total


def _check(data: Sequence[int]) -> tuple[int, int]:
    """The two symbols that make the code word vanish at the first and second power of the root."""
    first, second = (_sum((*data, 0, 0), root) for root in (1, 2))
    # p·a + q = first and p·a² + q = second, where plus is exclusive or
    factor = _LOG[_POWER[1] ^ _POWER[2]]
    p = _POWER[(_LOG[first ^ second] - factor) % 31] if first ^ second else 0
    return p, first ^ _times(p, _POWER[1])


def _wrong_place(code: Sequence[int]) -> int | None:
    """None when the code holds, the place (1 to 12) of a single wrong character, 0 when more are wrong."""
    first, second = _sum(code, 1), _sum(code, 2)
    if not first and not second:
        return None
    if not first or not second:
        return 0
    degree = (_LOG[second] - _LOG[first]) % 31
    return LENGTH - degree if degree < LENGTH else 0
