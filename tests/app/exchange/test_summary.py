"""The readable part: opens with nothing installed, Frictionless finds no error, a text never becomes a formula."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from app.exchange.content import Content
from app.exchange.contents import type_of
from app.exchange.papers import Attached
from app.exchange.state import State
from app.exchange.summary import summary_items
from app.record_words import NOUNS
from db.base import shared_rows
from tests.support.bundles import change
from tests.support.keys import MAU_SON, uid

ROWS = (
    change(1, payload={"birth_date": "1980-02-03", "sessions": 4}),
    change(2, payload={"full_name": "=HYPERLINK(1)", "sessions": None}),
    change(3, payload={"full_name": 'Tên "lạ", có dấu phẩy\nvà xuống dòng', "sessions": 0}),
    change(4, noun="register_entry", payload={"subject": "<b>V/v</b> chuyển đổi số"}),
)
CONTENT = Content(
    writer_uid=MAU_SON.writer_uid, epoch=1, first=1, last=4, previous="", changes=ROWS, files=("ab" * 32,), days=None,
    state=State(),
)  # fmt: skip
CARD = dataclasses.replace(MAU_SON, office_name="Ủy ban nhân dân xã <Mẫu Sơn>")
FILES = (Attached(digest="ab" * 32, path=f"files/{'ab' * 32}.jpg", words="Minh chứng: <ảnh>"),)
ITEMS = {item.path: item.content for item in summary_items(CONTENT, CARD.office_code, CARD, FILES)}


def test_every_entry_has_its_type():
    assert {path: type_of(path) for path in ITEMS} == {
        "index.html": "summary", "datapackage.json": "data-package", "bang/person.csv": "table",
        "bang/register-entry.csv": "table",
    }  # fmt: skip


def test_frictionless_finds_the_data_package_valid_and_reads_missing_as_missing(tmp_path):
    pytest.importorskip("frictionless", reason="the frictionless library is for the test environment only")
    for path, content in ITEMS.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    # In a process of its own: it brings much and warns on import.
    program = (
        "import json, frictionless as f\n"
        "package = f.Package('datapackage.json')\n"
        "report = package.validate()\n"
        "rows = package.get_resource('person').read_rows()\n"
        "said = [report.valid, report.flatten(['message'])]\n"
        "print(json.dumps([*said, [row['sessions'] for row in rows], rows[0]['full_name']]))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, timeout=120, check=False)

    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout.splitlines()[-1]) == [True, [], ["4", None, "0"], "Nguyễn Văn Thử"]


def test_a_table_opens_in_excel_and_no_text_becomes_a_formula():
    table = ITEMS["bang/person.csv"]

    assert table.startswith(b"\xef\xbb\xbfsequence,uid,office_uid,revision,deleted_at,")
    assert ",'=HYPERLINK(1)," in table.decode("utf-8-sig")


def test_the_page_escapes_what_people_wrote_and_loads_nothing_from_outside():
    page = ITEMS["index.html"].decode()
    found: list[tuple[str, dict[str, str | None]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.append((tag, dict(attrs)))

    Reader().feed(page)

    assert "xã &lt;Mẫu Sơn&gt;" in page
    assert not {tag for tag, _ in found} & {"script", "img", "iframe", "link", "object", "form"}
    links = [attrs["href"] for tag, attrs in found if tag == "a"]
    assert links == ["bang/person.csv", "bang/register-entry.csv", FILES[0].path]
    assert "Minh chứng: &lt;ảnh&gt;" in page


def test_a_full_bundle_names_every_row_and_a_later_one_those_that_another_line_speaks_of():
    """A uid takes more room than what changed; the sequence leads to the line in changes.jsonl, which has it."""
    post = change(5, noun="post", payload={"person": uid(1002), "seats": [{"held_by": uid(1003)}]})
    full = dataclasses.replace(CONTENT, changes=(*ROWS, post))
    later = dataclasses.replace(full, previous="cd" * 32)

    assert [row["uid"] for row in table(full, "person")] == [uid(1001), uid(1002), uid(1003)]
    assert [(row["sequence"], row["uid"]) for row in table(later, "person")] == [
        ("1", ""), ("2", uid(1002)), ("3", uid(1003)),
    ]  # fmt: skip
    assert [row["uid"] for row in table(later, "post")] == [""]


def test_a_column_that_only_some_rows_have_is_empty_in_the_others():
    """Rows written by an earlier version of the program lack what a later one added."""
    grown = dataclasses.replace(CONTENT, changes=(change(1), change(2, payload={"nickname": "Tý"}), change(3)))

    assert [row["nickname"] for row in table(grown, "person")] == ["", "Tý", ""]


def test_no_kind_of_row_has_a_column_of_the_name_by_which_lines_are_found():
    assert [kind.__tablename__ for kind in shared_rows() if "sequence" in kind.__table__.columns] == []


def table(content: Content, name: str) -> list[dict[str, str]]:
    items = {item.path: item.content for item in summary_items(content, CARD.office_code, CARD)}
    return list(csv.DictReader(io.StringIO(items[f"bang/{name}.csv"].decode("utf-8-sig"), newline="")))


def test_every_kind_of_row_and_its_columns_have_words_in_the_page_and_in_the_data_package():
    page = ITEMS["index.html"].decode()
    package = json.loads(ITEMS["datapackage.json"])

    assert {kind.__tablename__ for kind in shared_rows()} <= set(NOUNS)
    assert "<td>Người</td>" in page
    assert "<code>full_name</code>: Họ và tên" in page
    titles = {field["name"]: field.get("title") for field in package["resources"][0]["schema"]["fields"]}
    assert (titles["full_name"], titles["sequence"]) == ("Họ và tên", "Số thứ tự")
