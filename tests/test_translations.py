"""The English catalogue is whole, says the same with the same figures, and what is printed stays Vietnamese."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import io
import re
import sys
import unicodedata
from datetime import date

import pytest

from app import labels
from app.demo import run_demo
from app.duties.views import DueState
from app.kernel.days import parse_day
from app.kernel.periods import ND09, period_from_key
from app.kernel.problems import Refused
from app.kernel.words import _, choose_language
from app.reports.definitions import definition
from app.reports.narrative import own_fields
from app.reports.owing import Owed, titled
from db.vocabulary import BodyKind, BodyRole, DocumentType
from tests.support.source_tree import ROOT

SAME_IN_BOTH = {
    "Email",
    "Xã Số",
    "Xã Số – {office}",
    "USB",
    "WebDAV",  # names
    "1.",
    "I.",
    "{level} {number}",
    "{word}: {message}",
    "{figure} – {words}",
    "{count} MB",
    "{begin} – {end}: {name}",
    "{first}",
    "{name}: {amount} {unit}",
    "DOC&X",
    "XL&SX",
    "XLS&X…",  # figures and signs
    "Trưởng {hamlet}",
    "Phó Trưởng {hamlet}",  # filled in as a post and printed on papers
}
"""Sentences without a word to translate, and titles that go on paper."""


def load_tool():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "installer" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool():
    return load_tool()


@pytest.fixture(scope="module")
def found(tool):
    return tool.sentences(ROOT)


@pytest.fixture(scope="module")
def english(tool):
    return {entry.msgid: entry.msgstr for entry in tool.kept(tool.CATALOGUE)}


@pytest.fixture
def in_english():
    choose_language("en")
    yield
    choose_language("vi")


def listed(wrong) -> str:
    return "\n".join(map(repr, wrong))


# ---------------------------------------------------------------- the catalogue


def test_every_sentence_of_the_source_has_its_english_and_none_is_left_over(found, english):
    assert len(found) > 1000
    missing = sorted(found.keys() - {vietnamese for vietnamese, words in english.items() if words})
    assert not missing, f"run installer/start.py translations extract, then translate:\n{listed(missing)}"
    left_over = sorted(english.keys() - found.keys())
    assert not left_over, f"run installer/start.py translations extract:\n{listed(left_over)}"


def test_english_is_filled_with_the_same_figures(tool, english):
    wrong = [(vi, en) for vi, en in english.items() if en and tool.placeholders(vi) != tool.placeholders(en)]
    assert not wrong, listed(wrong)


def test_english_is_another_sentence_unless_there_is_nothing_to_translate(english):
    same = {vi for vi, en in english.items() if vi == en}
    assert not same - SAME_IN_BOTH, listed(sorted(same - SAME_IN_BOTH))


def test_every_label_keeps_its_alt_letter(english):
    def letters(words: str) -> int:
        return words.replace("&&", "").count("&")

    wrong = [(vi, en) for vi, en in english.items() if en and letters(vi) != letters(en)]
    assert not wrong, listed(wrong)


def test_labels_of_one_file_with_letters_of_their_own_keep_letters_of_their_own(tool):
    """Two labels of one dialog with the same letter: Alt would only go from one to the other."""
    seen: dict[tuple[str, str], set[str]] = {}
    for entry in tool.kept(tool.CATALOGUE):
        letters = [re.search(r"(?<!&)&(\w)", words) for words in (entry.msgid, entry.msgstr)]
        for file, _line in entry.occurrences if all(letters) else ():
            vietnamese, english = (letter[1].lower() for letter in letters)
            seen.setdefault((file, english), set()).add(vietnamese)
    wrong = [place for place, letters in seen.items() if len(letters) > 1]
    assert not wrong, listed(wrong)


def test_english_begins_and_ends_as_the_vietnamese_does(english):
    wrong = [
        (vi, en)
        for vi, en in english.items()
        if en
        and (vi.endswith((".", ":", " ")) != en.endswith((".", ":", " ")) or vi.startswith(" ") != en.startswith(" "))
    ]
    assert not wrong, listed(wrong)


def test_sentences_are_in_composed_letters(english):
    wrong = [words for pair in english.items() for words in pair if not unicodedata.is_normalized("NFC", words)]
    assert not wrong, listed(wrong)


def test_what_the_program_reads_is_what_was_translated(tool, english):
    compiled = gettext.GNUTranslations(io.BytesIO(tool.CATALOGUE.with_suffix(".mo").read_bytes()))
    stale = [vi for vi, en in english.items() if en and compiled.gettext(vi) != en]
    assert not stale, f"run installer/start.py translations compile:\n{listed(stale)}"


# ---------------------------------------------------------------- the tool


def test_only_marked_literals_are_sentences_in_both_branches_of_a_choice(tool):
    source = '_("Một"); N_("Hai"); _("Ba" if x else "Bốn"); _(x); said("Năm"); "Sáu"; _("")'
    assert list(tool.sentences_of(ast.parse(source))) == ["Một", "Hai", "Ba", "Bốn"]


def test_extracting_keeps_english_adds_what_is_new_and_drops_what_is_gone(tool, tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "ui").mkdir()
    (tmp_path / "app" / "one.py").write_text('_("Lưu")\n_("Bỏ {name}")\n', encoding="utf-8")
    first = tool.updated(tool.kept(tmp_path / "en.po"), tool.sentences(tmp_path))
    first.find("Lưu").msgstr = "Save"
    first.save(str(tmp_path / "en.po"))
    (tmp_path / "app" / "one.py").write_text('_("Lưu")\n_("Thêm")\n', encoding="utf-8")

    second = tool.updated(tool.kept(tmp_path / "en.po"), tool.sentences(tmp_path))

    assert {entry.msgid: entry.msgstr for entry in second} == {"Lưu": "Save", "Thêm": ""}


def test_extracting_twice_writes_the_same_file(tool, tmp_path, found):
    copy = tmp_path / "en.po"
    tool.updated(tool.kept(tool.CATALOGUE), found).save(str(copy), newline="\n")
    once = copy.read_bytes()
    tool.updated(tool.kept(copy), found).save(str(copy), newline="\n")
    assert copy.read_bytes() == once


def test_compiling_tells_by_its_exit_code_that_english_is_missing(tool, tmp_path, monkeypatch, capsys):
    kept = tmp_path / "en.po"
    monkeypatch.setattr(tool, "CATALOGUE", kept)
    catalogue = tool.updated(tool.kept(kept), {"Lưu": ["app/one.py"], "Thêm": ["app/one.py"]})
    catalogue.find("Lưu").msgstr = "Save"
    catalogue.save(str(kept))
    assert tool.main(["compile"]) == 1
    assert "1 without English" in capsys.readouterr().out
    compiled = gettext.GNUTranslations(io.BytesIO(kept.with_suffix(".mo").read_bytes()))
    assert (compiled.gettext("Lưu"), compiled.gettext("Thêm")) == ("Save", "Thêm")
    catalogue.find("Thêm").msgstr = "Add"
    catalogue.save(str(kept))
    assert tool.main(["compile"]) == 0


# ---------------------------------------------------------------- what people see


def test_a_refusal_is_said_in_the_chosen_language(in_english):
    with pytest.raises(Refused) as refusal:
        parse_day("31/02/2026", field="day", label=_("Ngày"))
    assert refusal.value.sentence == "Date: there is no date 31/02/2026: month 2 of 2026 has only 28 days."
    assert refusal.value.next_step == "Correct the date as day/month/year, for example 05/01/2026."


def test_labels_follow_the_chosen_language_at_once(in_english):
    assert labels.body_role(BodyRole.HEAD, BodyKind.TEAM) == "Team leader"
    assert labels.document_type(DocumentType.QD) == "Decision"
    choose_language("vi")
    assert labels.body_role(BodyRole.HEAD, BodyKind.TEAM) == "Tổ trưởng"


def test_names_of_pages_follow_the_chosen_language(in_english):
    from ui.pages import catalog

    titles = {entry.id: entry.words for entry in catalog(None)}
    assert titles["today"] == "Today"
    assert titles["offices"] == "Office and hamlets"
    choose_language("vi")
    assert catalog(None)["today"].words == "Hôm nay"


def test_kinds_of_report_and_their_fields_follow_the_chosen_language(in_english):
    monthly = definition("thang")
    period = period_from_key("2026-03", ND09)
    assert titled(monthly, period) == "Monthly report, month 3 of 2026"
    assert own_fields(monthly)["next"] == "Tasks of the next period"
    owed = Owed(kind=monthly, period=period, last_day=date(2026, 3, 19), state=DueState.SOON, duty=None)
    assert owed.title == "Monthly report, month 3, by 19/03"
    choose_language("vi")
    assert owed.title == "Báo cáo tháng 3 – hạn 19/03"
    assert titled(monthly, period) == "Báo cáo tháng 3 năm 2026"
    assert own_fields(monthly)["next"] == "Nhiệm vụ kỳ tới"


def test_papers_are_the_same_whatever_the_language_of_the_window(tmp_path, in_english):
    english = run_demo(tmp_path / "en")
    choose_language("vi")
    vietnamese = run_demo(tmp_path / "vi")
    assert [file.name for file in english] == [file.name for file in vietnamese]
    assert {file.suffix for file in english} == {".pdf", ".docx", ".xlsx"}
    other = [one.name for one, two in zip(english, vietnamese, strict=True) if one.read_bytes() != two.read_bytes()]
    assert not other
