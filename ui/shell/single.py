"""One window per workspace: a second start knocks at the first window, which comes to the front, and ends."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_MOMENT_MS = 500


class Single(QObject):
    """Listens for later starts; the lock in the workspace folder, not this, is what protects the data."""

    knocked = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = "xaso-" + hashlib.sha256(str(folder.expanduser().resolve()).encode()).hexdigest()[:20]
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def knock(self) -> bool:
        """Whether another window answers for the same folder; it was told to come to the front."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_MOMENT_MS):
            return False
        socket.disconnectFromServer()
        return True

    def listen(self) -> bool:
        """Answers later starts from now on; False where the system refuses (the lock still guards)."""
        QLocalServer.removeServer(self._name)  # what a killed process left behind
        return self._server.listen(self._name)

    def _answer(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
        self.knocked.emit()
