"""A second window on the same store: drafts and issues letters as told on its command line, one JSON outcome a line."""

from __future__ import annotations

import json
import random
import sys
import time
from datetime import date
from pathlib import Path

from app.documents.commands import CreateDocument
from app.documents.content import Content, Paragraph, Recipient, Signing
from app.documents.issuing import IssueDocument
from app.kernel.clock import FixedClock
from app.kernel.problems import Problem
from app.workspace import Workspace
from db.vocabulary import DocumentType, SigningForm
from tests.support.stores import PASSWORD, START


def letter(text: str) -> CreateDocument:
    """A letter of which the rules have nothing to say."""
    content = Content(
        signing=Signing(form=SigningForm.COLLECTIVE, titles=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Lê Văn Mẫu"),
        addressees=("Các thôn trên địa bàn xã",),
        blocks=(Paragraph(text=text),),
        recipients=(Recipient(text="Như trên"),),
        archive="VT, VHXH",
    )
    return CreateDocument(
        type=DocumentType.CV, template="", subject="chuẩn bị họp thôn", content=content, paper_date=date(2022, 4, 5)
    )


def issue(workspace: Workspace, *, number: int | None = None, skip_reason: str = "") -> int:
    """Drafts and issues one letter and gives its number."""
    uid = workspace.do(letter("Ủy ban nhân dân xã đề nghị các thôn chuẩn bị họp.")).value
    issued = workspace.do(
        IssueDocument(
            document=uid,
            issued_on=date(2022, 4, 5),
            number=number,
            no_scan_reason="Chưa có máy quét",
            skip_reason=skip_reason,
            confirmed_warnings=("NUM-BACKDATED",),
        )
    )
    return int(issued.value.number)


def main(folder: str, seed: str, steps: str) -> None:
    """Issues ``steps`` letters with pauses and wishes drawn from the seed."""
    chance = random.Random(seed)
    with Workspace.open(Path(folder), PASSWORD, clock=FixedClock(START), lock=False) as workspace:
        print("ready", flush=True)
        sys.stdin.readline()
        for _step in range(int(steps)):
            time.sleep(chance.random() * 0.02)
            wish = chance.choice([None, None, None, chance.randint(1, 12)])
            try:
                print(json.dumps({"number": issue(workspace, number=wish)}), flush=True)
            except Problem as problem:
                print(json.dumps({"refused": problem.code}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
