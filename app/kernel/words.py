"""The one place through which every sentence people see passes: Vietnamese source, English as second language."""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import resources

LANGUAGES = ("vi", "en")


class _Catalogue:
    """Holds the chosen translation; a module attribute alone could not be swapped for names already imported."""

    def __init__(self) -> None:
        self.language = "vi"
        self._translation: gettext.NullTranslations = gettext.NullTranslations()

    def choose(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "vi"
        compiled = resources.path("translations") / f"{self.language}.mo"
        self._translation = _load(compiled) if compiled.is_file() else gettext.NullTranslations()

    def translate(self, sentence: str) -> str:
        return self._translation.gettext(sentence) if sentence else ""


def _load(compiled: Path) -> gettext.NullTranslations:
    with compiled.open("rb") as stream:
        return gettext.GNUTranslations(stream)


_catalogue = _Catalogue()


_on_paper: ContextVar[bool] = ContextVar("on_paper", default=False)


def _(sentence: str) -> str:
    """The sentence in the chosen language; the Vietnamese source itself where no translation exists."""
    return sentence if _on_paper.get() else _catalogue.translate(sentence)


@contextmanager
def on_paper() -> Iterator[None]:
    """Vietnamese for everything said inside: papers are Vietnamese in every language of the window."""
    token = _on_paper.set(True)
    try:
        yield
    finally:
        _on_paper.reset(token)


def N_(sentence: str) -> str:
    """Marks a sentence for translation that is looked up later with ``_`` (catalogues built at import time)."""
    return sentence


def choose_language(language: str) -> None:
    """Chooses ``vi`` or ``en`` for everything said from now on; an unknown language means Vietnamese."""
    _catalogue.choose(language)


def chosen_language() -> str:
    """The language chosen last, ``vi`` at first."""
    return _catalogue.language
