"""The main job on real input: what the Hà Trung letter of April 2022 asks, done for the practice commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from app.documents.drafting import DraftDocument
from app.documents.issuing import IssueDocument
from app.documents.printing import docx_of, pdf_of, xlsx_of
from app.documents.queries import documents
from app.documents.readiness import readiness
from app.kernel.clock import FixedClock
from app.kernel.files import atomic_write
from app.kernel.findings import warnings
from app.kernel.progress import Progress
from app.kernel.words import N_, _
from app.practice import open_practice
from app.rosters import roster_draft
from app.workspace import Workspace
from db.vocabulary import DocumentState

MOMENT = datetime(2022, 4, 8, 3, 0, tzinfo=UTC)
"""Two days before the letter's deadline of 10/4/2022."""
SIGNED_ON = date(2022, 4, 8)
REQUEST = "Công văn của Ủy ban nhân dân huyện Hà Trung về việc hướng dẫn thành lập Ban Chỉ đạo chuyển đổi số cấp xã"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One paper the letter asks for: its template, its file name, and the answers it needs."""

    template: str
    file: str
    values: tuple[tuple[str, str], ...] = ()


STEPS = (
    Step(template="qd-ban-chi-dao", file="01-quyet-dinh-ban-chi-dao"),
    Step(template="qd-phan-cong", file="02-phan-cong-nhiem-vu"),
    Step(template="qd-to-cnsc", file="03-quyet-dinh-to-cong-nghe-so"),
    Step(
        template="cv-gui-cap-tren",
        file="05-cong-van-gui-cap-tren",
        values=(("request", REQUEST), ("deadline", "10/4/2022")),
    ),
)
ROSTER = "04-danh-sach-to-cong-nghe-so"
NO_SCAN = N_("Xã thực hành: không có bản quét")


def run_demo(folder: Path, progress: Progress | None = None) -> list[Path]:
    """Does the whole job in ``folder`` and gives the papers made; a second run makes the same papers again."""
    told = progress or Progress()
    with open_practice(folder / "du-lieu", clock=FixedClock(MOMENT)) as workspace:
        papers: list[Path] = []
        for done, step in enumerate(STEPS):
            told.step(done, len(STEPS) + 1, step.file)
            papers += _paper(workspace, step, folder / "van-ban")
        told.step(len(STEPS), len(STEPS) + 1, ROSTER)
        papers += _roster(workspace, folder / "van-ban")
    return sorted(papers)


def _paper(workspace: Workspace, step: Step, folder: Path) -> list[Path]:
    known = [paper for paper in workspace.read(documents) if paper.template == step.template]
    uid = (
        known[0].uid
        if known
        else workspace.do(DraftDocument(template=step.template, day=SIGNED_ON, values=step.values)).value
    )
    papers: list[Path] = []
    if not known or known[0].state in (DocumentState.DRAFT, DocumentState.PRINTED):
        papers += _write(workspace, uid, folder / f"{step.file}-trinh-ky", for_signing=True)
        found = workspace.read(readiness, uid, SIGNED_ON)
        workspace.do(
            IssueDocument(
                document=uid,
                issued_on=SIGNED_ON,
                no_scan_reason=_(NO_SCAN),
                confirmed_warnings=tuple(finding.code for finding in warnings(found)),
            )
        )
    return papers + _write(workspace, uid, folder / step.file)


def _write(workspace: Workspace, uid: str, stem: Path, *, for_signing: bool = False) -> list[Path]:
    pdf = workspace.read(pdf_of, workspace.files, uid, for_signing=for_signing)
    docx = workspace.read(docx_of, workspace.files, uid, for_signing=for_signing)
    return [_keep(stem, ".pdf", pdf), _keep(stem, ".docx", docx)]


def _roster(workspace: Workspace, folder: Path) -> list[Path]:
    uid = roster_draft(workspace, SIGNED_ON)
    pdf = workspace.read(pdf_of, workspace.files, uid, for_signing=True)
    xlsx = workspace.read(xlsx_of, workspace.files, uid)
    return [_keep(folder / ROSTER, ".pdf", pdf), _keep(folder / ROSTER, ".xlsx", xlsx)]


def _keep(stem: Path, suffix: str, content: bytes) -> Path:
    stem.parent.mkdir(parents=True, exist_ok=True)
    path = stem.with_name(stem.name + suffix)
    atomic_write(path, content)
    return path
