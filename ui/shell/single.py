"""One window per workspace: a second start knocks at the first window, which comes to the front, and ends."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QLockFile, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_MOMENT_MS = 500
_ATTEMPTS = 25
_BREATH = 0.02
"""Seconds; so many breaths are what a window may take from its start until it answers."""


class Single(QObject):
    """Listens for later starts; the lock in the workspace folder, not this, is what protects the data.

    Whether there is another window is seen from a lock file, for that takes no time; only where there is one, and after
    the first window was painted, are the libraries of the network loaded.
    """

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = str(folder.expanduser().resolve()).encode()
        digest = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()
        self._name = f"xaso-{digest[:20]}"
        self._lock = QLockFile(str(Path(tempfile.gettempdir()) / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # stale when its process is gone, however long the window stands
        self._server: QLocalServer | None = None

    def knock(self) -> bool:
        """Whether another window answers for the same folder; it was told to come to the front."""
        if self._lock.tryLock(0):
            return False
        held = self._lock.error() == QLockFile.LockError.LockFailedError
        for _attempt in range(_ATTEMPTS if held else 1):
            if self._reach():
                return True
            time.sleep(_BREATH)  # the other one has only just been started
        return False

    def listen(self) -> bool:
        """Answers later starts from now on; False where the system refuses (the lock still guards)."""
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(self._name)  # what a killed process left behind
        return self._server.listen(self._name)

    def _reach(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_MOMENT_MS):
            return False
        socket.disconnectFromServer()
        return True

    def _answer(self) -> None:
        while self._server is not None and (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.knocked.emit()
