"""Templates are data: checked when they are read, filled without ever failing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import resources
from app.documents.templates import fill, load_template, load_templates, template, templates
from app.kernel.problems import Refused

EXPECTED = {
    "qd-ban-chi-dao",
    "qd-to-cnsc",
    "qd-to-cnsc-mot",
    "qd-phan-cong",
    "qd-kien-toan",
    "qd-ban-hanh",
    "cv-gui-cap-tren",
    "ttr",
    "kh-chuyen-doi-so",
    "kh-tuyen-truyen",
    "bc",
    "tb",
    "gm",
    "bb",
    "ds-to",
}


def test_every_template_of_the_program_can_be_read() -> None:
    assert set(templates()) == EXPECTED
    assert all(each.name for each in templates().values())


@pytest.fixture
def changed(tmp_path: Path) -> Any:
    """Writes a changed copy of one template and gives its path."""

    def write(**changes: object) -> Path:
        path = tmp_path / "tb.json"
        form = json.loads(resources.path("templates/tb.json").read_text(encoding="utf-8")) | changes
        path.write_text(json.dumps(form), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("text", ["{nobody_knows}", "{commune.__class__}", "{0}", "{}", "{commune", "commune}"])
def test_an_unknown_placeholder_is_refused_naming_file_and_placeholder(changed: Any, text: str) -> None:
    with pytest.raises(Refused) as caught:
        load_template(changed(subject=f"Về {text}"))
    assert caught.value.code == "DOC-14"
    assert "tb.json" in caught.value.sentence and text.strip("{}") in caught.value.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "other"},
        {"extra": 1},
        {"blocks": [{"kind": "python"}]},
        {"blocks": [{"kind": "article", "when": ["always"]}]},
        {"type": "XX"},
    ],
)
def test_a_malformed_template_is_refused_naming_the_file(changed: Any, changes: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        load_template(changed(**changes))
    assert caught.value.code == "DOC-15" and "tb.json" in caught.value.sentence


def test_a_file_that_is_no_json_is_refused_and_names_no_other(tmp_path: Path) -> None:
    shutil.copytree(resources.path("templates"), tmp_path / "templates")
    (tmp_path / "templates" / "zz.json").write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match=r"DOC-15.*zz\.json"):
        load_templates(tmp_path / "templates")


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(Refused, match="DOC-16"):
        template("nothing")


def test_a_missing_value_prints_as_a_blank_and_a_figure_stays() -> None:
    assert fill("Kính gửi {superior}, {teams} Tổ tại {hamlet}", {"superior": "UBND", "hamlet": ""}) == (
        "Kính gửi UBND, {teams} Tổ tại ……"
    )


def test_a_value_is_never_filled_again() -> None:
    assert fill("{matter}", {"matter": "{commune}", "commune": "xã"}) == "{commune}"
