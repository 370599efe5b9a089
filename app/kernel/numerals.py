"""Numbers as Vietnamese papers write them: in words, grouped, Roman, with a leading zero, and the letters of points."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Letters of points (điểm) in the order of the Vietnamese alphabet, without ă â ê ô ơ ư (as laws are lettered)."""

_BILLION = 10**9


def in_words(number: int) -> str:
    """A whole number in Vietnamese words: 1005 is ``một nghìn không trăm linh năm``."""
    if number < 0:
        return "âm " + in_words(-number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [in_words(billions), "tỷ"] if billions else []
    for size, unit in ((10**6, "triệu"), (1000, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += [_group_in_words(group, full=bool(words)), unit]
    return " ".join(filter(None, words))


def _group_in_words(group: int, *, full: bool) -> str:
    """Three digits; ``full`` says the empty hundreds too, as after a higher group."""
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_ones_in_words(tens, ones))
    return " ".join(words)


def _ones_in_words(tens: int, ones: int) -> str:
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else "tư"
    return "lăm" if tens and ones == 5 else _DIGITS[ones]


def grouped(number: int | float | Decimal) -> str:
    """Digits with dots between thousands and a decimal comma: ``1.234,5``; a Decimal keeps its own places.

    Raises ValueError for what is not finite.
    """
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite():
        raise ValueError("only finite numbers can be written")
    whole, _, places = f"{exact:,f}".partition(".")
    if isinstance(number, float) and places == "0":
        places = ""
    return whole.replace(",", ".") + ("," + places if places else "")


def roman(number: int) -> str:
    """Roman capitals for 1 to 3999, as parts and chapters are numbered; raises ValueError outside."""
    if not 1 <= number <= 3999:
        raise ValueError("Roman numbers go from 1 to 3999")
    written = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        written += letters * count
    return written


def two_digits(number: int) -> str:
    """A count with a zero before 1 to 9, as in ``03 người``; zero itself stays ``0``, larger counts are grouped."""
    return f"{number:02}" if 0 < number < 10 else grouped(number)


def point_letter(number: int) -> str:
    """The letter of point 1, 2, 3 …: a, b, c, d, đ, e, g … y; raises ValueError below 1 or beyond 23."""
    if not 1 <= number <= len(POINT_LETTERS):
        raise ValueError(f"points go from 1 to {len(POINT_LETTERS)}")
    return POINT_LETTERS[number - 1]
