"""What the operating system must supply: Qt's libraries and the tools the tests look through.

Nothing is asked. Root on Debian (or a system of its family) gets them by apt; anybody else gets one line to act on.
Windows and macOS need nothing: the wheels bring all of it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from complaints import Missing


@dataclass(frozen=True)
class Need:
    """A Debian package, and how to see without dpkg whether what we want of it is there."""

    package: str
    library: str = ""
    program: str = ""
    files: tuple[str, ...] = ()
    """Any of these is enough."""

    def is_met(self) -> bool:
        """Whether this computer has it, from this package or any other source."""
        if self.library:
            return _loads(self.library)
        if self.program:
            return shutil.which(self.program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is not None
        return any(Path(file).exists() for file in self.files)


OFFSCREEN = (
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libgl1", library="libGL.so.1"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    Need("libgssapi-krb5-2", library="libgssapi_krb5.so.2"),
    Need("libcups2", library="libcups.so.2"),
)
"""For Qt without a screen; libcups2 because QPrinter finds its queues through it."""

WINDOW = (
    *OFFSCREEN,
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-image0", library="libxcb-image.so.0"),
    Need("libxcb-randr0", library="libxcb-randr.so.0"),
    Need("libxcb-render-util0", library="libxcb-render-util.so.0"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
    Need("libxcb-xkb1", library="libxcb-xkb.so.1"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libx11-xcb1", library="libX11-xcb.so.1"),
)

TESTS = (
    *WINDOW,
    Need("xvfb", program="Xvfb"),
    Need("xdotool", program="xdotool"),
    Need("poppler-utils", program="pdftotext"),
    Need("libreoffice-writer-nogui", files=("/usr/lib/libreoffice/program/libswlo.so",)),
    Need("libreoffice-calc-nogui", files=("/usr/lib/libreoffice/program/libsclo.so",)),
    # What LibreOffice shows for "Times New Roman"; the older package fonts-liberation lacks Vietnamese letters.
    Need("fonts-liberation2", files=("/var/lib/dpkg/info/fonts-liberation2.list",)),
    Need("cups", program="cupsd"),
    Need("cups-client", program="lp"),
    Need("printer-driver-cups-pdf", files=("/usr/lib/cups/backend/cups-pdf",)),
    # Bundles are opened with nothing but other people's tools.
    Need("age", program="age"),
    Need("openssh-client", program="ssh-keygen"),
    Need("unzip", program="unzip"),
    Need("zbar-tools", program="zbarimg"),
    # Mailboxes and shared folders are real servers on this computer.
    Need("dovecot-imapd", program="dovecot"),
    Need("nginx", program="nginx"),
    Need("libnginx-mod-http-dav-ext", files=("/usr/lib/nginx/modules/ngx_http_dav_ext_module.so",)),
)
"""Tests render DOCX and XLSX, read PDF back, print to a queue, open bundles, speak to servers and show a window."""

VENV = (Need("python3-venv"),)


def ensure(*needs: Need) -> None:
    """Have all of these in the system, or raise Missing with one line saying what to install."""
    if sys.platform != "linux":
        return
    packages = [need.package for need in needs if not need.is_met()]
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Missing(f"Hãy cài các gói tương ứng với (tên Debian) / Install what Debian calls: {names}")
    if os.geteuid() != 0:
        raise Missing(
            f"Hãy cài rồi chạy lại / Install, then run again: sudo apt install --no-install-recommends {names}"
        )
    print(f"==> Cài gói hệ thống / Installing system packages: {names}", flush=True)
    _apt("update")
    _apt("install", "--yes", "--no-install-recommends", *packages)


def _apt(*arguments: str) -> None:
    """Run apt-get; what it tells is shown only when it fails."""
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "--quiet=2", "-o=Dpkg::Use-Pty=0", *arguments],
        env=settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout.decode(errors="replace"), file=sys.stderr)
        raise Missing(
            f"Lệnh apt-get {arguments[0]} không xong: kiểm tra mạng và nguồn gói rồi chạy lại. / "
            f"apt-get {arguments[0]} failed: check the network and the package sources, then run again."
        )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
