"""The usual way: a DOCX template filled by docxtpl, turned into PDF by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from app.typesetting.render_docx import render_docx
from tests.bench.invented_papers import decision_with_roster, hamlet_name, member_rows

_FIELDS = ("number", "name", "post", "phone")


def program() -> str | None:
    """LibreOffice, where it is installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def template() -> bytes:
    """The same paper with placeholders: a hamlet, and one table row repeated for each member."""
    return render_docx(
        decision_with_roster(
            "{{ hamlet }}",
            [
                ("{%tr for m in members %}", "", "", ""),
                tuple(f"{{{{ m.{field} }}}}" for field in _FIELDS),
                ("{%tr endfor %}", "", "", ""),
            ],
        )
    )


def print_all(count: int, folder: Path) -> None:
    """Fills the template for every paper, then lets LibreOffice convert all files in one go, its quickest way."""
    from docxtpl import DocxTemplate

    source = template()
    files = []
    for paper in range(count):
        document = DocxTemplate(BytesIO(source))
        document.render(
            {
                "hamlet": hamlet_name(paper),
                "members": [dict(zip(_FIELDS, row, strict=True)) for row in member_rows(paper)],
            }
        )
        files.append(folder / f"{paper}.docx")
        document.save(files[-1])
    convert(files, folder)


def convert(files: list[Path], folder: Path) -> None:
    """Turns DOCX files into PDF with a profile of its own, so that an office program in use is left alone."""
    found = program()
    assert found is not None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            found,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    missing = [file.name for file in files if not file.with_suffix(".pdf").exists()]
    if missing:
        raise RuntimeError(f"LibreOffice made no PDF of {missing}")
