"""The pages there are: each with its id, title, icon, section and the factory that makes it when first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.kernel.words import N_, _
from ui.core.context import Context
from ui.core.page import Page

SECTIONS = ("", N_("TỔ CHỨC"), N_("CÔNG VIỆC"), N_("TRAO ĐỔI"), N_("HỆ THỐNG"))


@dataclass(frozen=True)
class Entry:
    """One place in the navigation."""

    id: str
    title: str
    """Vietnamese source words (``N_``); shown through ``_``."""
    icon: str
    section: str
    factory: Callable[[Context], Page]
    """Imports its page inside, so that start-up pays only for the page it shows."""

    @property
    def words(self) -> str:
        """The title in the chosen language."""
        return _(self.title)


class Catalog:
    """Places in the order in which they are shown."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries: dict[str, Entry] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Adds a place; two places of one id are our defect."""
        if entry.id in self._entries:
            raise ValueError(f"page {entry.id} is declared twice")
        self._entries[entry.id] = entry

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __contains__(self, page_id: object) -> bool:
        return page_id in self._entries

    def __getitem__(self, page_id: str) -> Entry:
        return self._entries[page_id]

    def first(self) -> str:
        """Id of the place shown at start."""
        return next(iter(self._entries))
