"""Verbs about letters that came in: read one, measure how well letters are read. They need no workspace."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from app.duties.wording import cadence
from app.headless.answer import Answers, Exit
from app.incoming.measuring import Measured, expected_rows, measure, only_here, total
from app.incoming.opening import open_letter
from app.incoming.reader import read_letter
from app.incoming.reader_views import Proposal
from app.kernel.days import show_day
from app.kernel.files import file_problems
from app.kernel.problems import refused
from app.kernel.words import N_, _

NOTHING_TO_MEASURE = refused(
    "INC-21",
    N_("Bảng “{name}” không có dòng nào về các văn bản .txt trong thư mục."),
    next_step=N_("Bảng cần các cột id, seed_file (hoặc letter), lines, obligation, cách nhau bằng phím Tab."),
)


def letters(arguments: Namespace, answers: Answers) -> Exit:
    """Reads a letter, or measures the reader on a folder of letters."""
    return _read(arguments, answers) if arguments.step == "read" else _measure(arguments, answers)


def _read(arguments: Namespace, answers: Answers) -> Exit:
    opened = open_letter(arguments.file)
    read = read_letter(opened.text)
    answers.say(
        "\n".join(_told(each) for each in read.proposals) or _("Không thấy câu nào yêu cầu thực hiện."),
        head=read.head,
        is_scan=opened.is_scan,
        proposals=read.proposals,
        cut=read.cut,
    )
    return Exit.DONE


def _measure(arguments: Namespace, answers: Answers) -> Exit:
    with file_problems(arguments.table):
        rows = expected_rows(arguments.table.read_text(encoding="utf-8-sig"))
    wanted = {row.letter for row in rows}
    texts = {path.name: _text(path) for path in sorted(arguments.folder.glob("*.txt")) if path.name in wanted}
    if not texts:
        raise NOTHING_TO_MEASURE(field="table", name=arguments.table.name)
    reads = {name: read_letter(text) for name, text in texts.items()}
    measured = [
        measure(name, text, rows, without=only_here(reads, name) if arguments.without_own_words else frozenset())
        for name, text in texts.items()
    ]
    lines = [_figures(each) for each in measured] + [_figures(total(measured))]
    answers.say("\n".join(lines), letters=[_plain(each) for each in measured], total=_plain(total(measured)))
    return Exit.DONE


def _text(path: Path) -> str:
    with file_problems(path):
        return path.read_bytes().decode("utf-8-sig", errors="replace")


def _told(each: Proposal) -> str:
    when = show_day(each.due_on) or (_("ngày {day}").format(day=each.due_day) if each.due_day else "")
    parts = [
        _("dòng {first}-{last}").format(first=each.first_line, last=each.last_line),
        each.reading.value,
        each.title,
        each.who,
        cadence(each.cadence) if each.reading.duty_kind else "",
        (_("trước {when}") if each.exclusive else _("đến hết {when}")).format(when=when) if when else "",
        _("gửi {receiver}").format(receiver=each.receiver) if each.receiver else "",
        _("qua {via}").format(via=each.via) if each.via else "",
        each.doubt,
    ]
    return " · ".join(part for part in parts if part)


def _figures(each: Measured) -> str:
    return _(
        "{letter}: tìm thấy {found}/{rows} ({recall:.1%}); đúng {right}/{proposals} ({precision:.1%}); "
        "mỗi đề xuất một dòng {paired}/{rows}"
    ).format(
        letter=each.letter or _("Tất cả"),
        found=each.found,
        rows=each.rows,
        recall=each.recall,
        right=each.right,
        proposals=each.proposals,
        precision=each.precision,
        paired=each.one_for_one,
    )


def _plain(each: Measured) -> dict[str, object]:
    return {
        "letter": each.letter,
        "rows": each.rows,
        "found": each.found,
        "recall": each.recall,
        "proposals": each.proposals,
        "right": each.right,
        "precision": each.precision,
        "one_for_one": each.one_for_one,
        "missed": each.missed,
    }
