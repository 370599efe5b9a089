"""A folder on a WebDAV server: put under a passing name, read back, and only then moved to its own, never over another.

``If-None-Match`` is not used: some servers take no notice and overwrite. ``Overwrite: F`` of MOVE is heeded by all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from app.carriers import problems
from app.carriers.carrier import (
    LARGEST,
    Arrival,
    Collected,
    Condition,
    HandedOver,
    Measured,
    Proof,
    Since,
    Unread,
    check_name,
    chunks_of,
    is_ours,
    measure,
    part_name,
)
from app.carriers.dav_listing import ASK, MOST_BYTES, Entry, NoListing, entries
from app.carriers.landing import Landing
from app.carriers.passwords import Account, Passwords
from app.carriers.security import is_this_computer
from app.carriers.trust import trust
from app.carriers.wire import PATIENCE, Watch
from app.kernel.files import size_text
from app.kernel.problems import Problem
from app.kernel.progress import Progress
from app.kernel.words import _

if TYPE_CHECKING:
    import httpx

_NO_RIGHT = {405, 423}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_UNSURE = frozenset({problems.CONNECTION_CUT.code, problems.NO_ANSWER.code})


@dataclass(kw_only=True)
class WebDavCarrier:
    """One folder; ``address`` begins with https:// (http:// only to this very computer)."""

    address: str
    user: str = ""
    passwords: Passwords = field(default_factory=Passwords)
    authority: Path | None = None
    patience: float = PATIENCE

    @property
    def place(self) -> str:
        """The server as people know it."""
        return urlsplit(self.address).hostname or self.address

    def _url(self, name: str) -> str:
        return f"{self.address.rstrip('/')}/{quote(name)}"

    # --- before -------------------------------------------------------------------------------------------------------

    def check(self, progress: Progress) -> Condition:
        """Lists the folder; whether it may be written is known only by writing."""
        try:
            with self._client(progress) as client:
                self._list(client)
                return Condition(place=self.place, reachable=True, largest=LARGEST)
        except Problem as problem:
            met = problem.code not in {problems.NOT_REACHABLE.code, problems.NO_ANSWER.code}
            return Condition(place=self.place, reachable=met, problems=(problem,))

    # --- sending ------------------------------------------------------------------------------------------------------

    def send(self, path: Path, name: str, progress: Progress) -> HandedOver:
        """Puts, reads back and moves; raises CAR-01 to CAR-12, CAR-15 to CAR-20, or Cancelled."""
        check_name(name)
        measured = measure(path, progress)
        if measured.size > LARGEST:
            limit, needed = size_text(LARGEST), size_text(measured.size)
            raise problems.TOO_LARGE(name=name, needed=needed, place=self.place, limit=limit)
        with self._client(progress) as client:
            self._list(client, depth=0)  # some servers call a missing folder their own failure
            already = self._is_there(client, name, measured)
            if not already:
                part = part_name(name, measured.sha256)
                try:
                    self._put(client, path, part, name, measured, progress)
                    already = not self._move(client, part, name, measured)
                except BaseException as error:
                    # A cut line cannot clean up behind itself; the next try uses and replaces the same passing name.
                    if not (isinstance(error, Problem) and error.code in _UNSURE):
                        self._tidy(part)
                    raise
        return HandedOver(
            proof=Proof.READ_BACK,
            place=self.place,
            name=name,
            size=measured.size,
            sha256=measured.sha256,
            already_there=already,
        )

    def _is_there(self, client: httpx.Client, name: str, measured: Measured) -> bool:
        found = self._read_back(client, name, measured.size)
        if found is not None and found != measured:
            raise problems.DIFFERENT_THERE(place=self.place, name=name)
        return found is not None

    def _put(
        self, client: httpx.Client, path: Path, part: str, name: str, measured: Measured, progress: Progress
    ) -> None:
        body = self._body(path, measured, progress)
        headers = {"Content-Length": str(measured.size), "Content-Type": "application/octet-stream"}
        answer = client.put(self._url(part), content=body, headers=headers)
        if answer.status_code == 413:
            raise problems.TOO_LARGE_UNSAID(name=name, needed=size_text(measured.size), place=self.place)
        self._expect(answer, 200, 201, 204)
        if self._read_back(client, part, measured.size) != measured:
            raise problems.READ_BACK_DIFFERS(place=self.place, name=name)

    def _body(self, path: Path, measured: Measured, progress: Progress) -> Iterator[bytes]:
        done, seen = 0, hashlib.sha256()
        for chunk in chunks_of(path, progress):
            seen.update(chunk)
            done += len(chunk)
            if done > measured.size or (done == measured.size and seen.hexdigest() != measured.sha256):
                raise problems.SOURCE_CHANGED(name=path.name)
            progress.step(done, measured.size, _("Đang gửi {name}").format(name=path.name))
            yield chunk
        if done != measured.size:
            raise problems.SOURCE_CHANGED(name=path.name)

    def _read_back(self, client: httpx.Client, name: str, most: int) -> Measured | None:
        """What lies there under this name, looked at until it is longer than ``most`` bytes; None when nothing does."""
        seen, size = hashlib.sha256(), 0
        with client.stream("GET", self._url(name)) as answer:
            if answer.status_code in {404, 410}:
                return None
            self._expect(answer, 200)
            for chunk in answer.iter_raw():
                seen.update(chunk)
                size += len(chunk)
                if size > most:
                    break
        return Measured(size, seen.hexdigest())

    def _move(self, client: httpx.Client, part: str, name: str, measured: Measured) -> bool:
        """True when the name is now ours; False when this very file already had it (412)."""
        import httpx

        headers = {"Destination": self._url(name), "Overwrite": "F"}
        try:
            answer = client.request("MOVE", self._url(part), headers=headers)
        except Problem as problem:
            if problem.code in _UNSURE:
                raise problems.ANSWER_LOST(place=self.place) from problem
            raise
        except (httpx.RemoteProtocolError, httpx.NetworkError) as error:
            raise problems.ANSWER_LOST(place=self.place) from error
        if answer.status_code == 412:
            self._is_there(client, name, measured)
            self._tidy(part)
            return False
        self._expect(answer, 201, 204)
        if self._size_of(client, name) != measured.size:
            raise problems.READ_BACK_DIFFERS(place=self.place, name=name)
        return True

    def _size_of(self, client: httpx.Client, name: str) -> int:
        answer = client.head(self._url(name))
        self._expect(answer, 200)
        told = answer.headers.get("content-length", "")
        return int(told) if told.isdigit() else -1

    def _tidy(self, part: str) -> None:
        """Removes a passing name on a line of its own, for the first may stand in the middle of a request."""
        brief = replace(self, patience=min(self.patience, 3))
        with suppress(Problem), brief._client(Progress()) as client:
            client.delete(self._url(part))

    # --- collecting ---------------------------------------------------------------------------------------------------

    def collect(self, into: Path, since: Since, progress: Progress) -> Iterator[Collected]:
        """Fetches files not yet marked; a download that was cut goes on where it stopped."""
        with self._client(progress) as client:
            found = [entry for entry in self._list(client) if is_ours(entry.name)]
            for number, entry in enumerate(found):
                progress.check_cancelled()
                progress.step(number, len(found), entry.name)
                mark = f"{entry.name}|{entry.size}|{entry.version}"
                if mark not in since.marks:
                    yield self._fetched(client, entry, mark, into)

    def _list(self, client: httpx.Client, depth: int = 1) -> list[Entry]:
        folder = self.address.rstrip("/") + "/"
        content = b""
        with client.stream("PROPFIND", folder, content=ASK, headers={"Depth": str(depth)}) as answer:
            if answer.status_code in {404, 410, 301, 302, 307, 308}:
                name = urlsplit(folder).path
                raise problems.NO_FOLDER_THERE(field="folder", folder=name, place=self.place)
            self._expect(answer, 207)
            for chunk in answer.iter_raw():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise problems.STRANGE_ANSWER(place=self.place)
        try:
            return entries(content, urlsplit(folder).path)
        except NoListing as error:
            raise problems.STRANGE_ANSWER(place=self.place) from error

    def _fetched(self, client: httpx.Client, entry: Entry, mark: str, into: Path) -> Collected:
        if entry.size > LARGEST:
            limit, size = size_text(LARGEST), size_text(entry.size)
            too_large = problems.TOO_LARGE_THERE(name=entry.name, place=self.place, size=size, limit=limit)
            return Unread(name=entry.name, origin=self.place, problem=too_large, mark=mark)
        version = self._version_of(client, entry)
        token = hashlib.sha256(f"{mark}|{version}".encode()).hexdigest() if version else ""
        with Landing(into, entry.name, token) as landing:
            if not self._download(client, entry, version, landing):
                gone = problems.UNREADABLE_THERE(name=entry.name, place=self.place)
                return Unread(name=entry.name, origin=self.place, problem=gone, mark=mark)
            landed, digest = landing.finish()
        return Arrival(name=entry.name, path=landed, size=entry.size, sha256=digest, origin=self.place, mark=mark)

    def _version_of(self, client: httpx.Client, entry: Entry) -> str:
        """The strong ETag, without which an older part must not be gone on with; empty when there is none."""
        told = entry.version
        if not told.startswith('"'):  # some servers leave it out of their listings
            told = str(client.head(self._url(entry.name)).headers.get("etag", ""))
        return told if told.startswith('"') else ""

    def _download(self, client: httpx.Client, entry: Entry, version: str, landing: Landing) -> bool:
        """Whether the whole file came, an older part gone on with."""
        if landing.size > entry.size:
            landing.start_again()
        if landing.size == entry.size and entry.size:
            return True
        headers = {"Range": f"bytes={landing.size}-", "If-Range": version} if landing.size else {}
        with client.stream("GET", self._url(entry.name), headers=headers) as answer:
            if answer.status_code in {403, 404, 410, 416}:
                return False
            self._expect(answer, 200, 206)
            goes_on = answer.headers.get("content-range", "").startswith(f"bytes {landing.size}-")
            if landing.size and not (answer.status_code == 206 and goes_on):
                landing.start_again()
            for chunk in answer.iter_raw():
                landing.write(chunk)
                if landing.size > entry.size:
                    return False
        return landing.size == entry.size

    # --- the line -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _client(self, progress: Progress) -> Iterator[httpx.Client]:
        import httpx

        from app.carriers.http_line import client

        parts = urlsplit(self.address)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_this_computer(parts.hostname or "")):
            raise problems.NO_ENCRYPTION(place=self.place)
        auth = (self.user, self.passwords.of(Account(self.place, self.user))) if self.user else None
        try:
            with client(trust(self.authority), Watch(self.place, progress, self.patience), auth) as speaking:
                yield speaking
        except (httpx.RemoteProtocolError, httpx.NetworkError) as error:
            raise problems.CONNECTION_CUT(place=self.place) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise problems.STRANGE_ANSWER(place=self.place) from error

    def _expect(self, answer: httpx.Response, *wanted: int) -> None:
        code = answer.status_code
        if code in wanted:
            return
        if code == 401:
            raise problems.WRONG_PASSWORD(field="password", place=self.place)
        if code == 507:
            raise problems.NO_ROOM_THERE(place=self.place)
        if code == 403 or code in _NO_RIGHT:
            raise problems.NOT_ALLOWED(place=self.place, answer=code)
        if code in _PASSING:
            raise problems.BUSY(place=self.place, answer=code)
        if 300 <= code < 400 or code < 300:
            raise problems.STRANGE_ANSWER(place=self.place)
        raise problems.REFUSED_THERE(place=self.place, answer=code)
