"""Alt letters: every one can be typed on any keyboard, and within a form no two things share one."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.documents.queries import document
from app.kernel.words import choose_language
from tests.support.documents_page import documents_page, opened_commune, pages_asked, practice_commune  # noqa: F401
from tests.support.source_tree import ROOT
from tests.ui.walk_person import alt_letters
from ui.pages.documents.actions import ScanDialog
from ui.pages.documents.citations import CitationForm, CitationPicker
from ui.pages.documents.closing import EndForm, VoidForm
from ui.pages.documents.copy_form import CopyForm
from ui.pages.documents.issue_panel import IssuePanel
from ui.pages.documents.new_document import NewDocument
from ui.pages.documents.register_dialog import RegisterDialog
from ui.pages.settings.secrets import PasswordForm
from ui.widgets.recovery_form import NewRecoveryCode, RecoveryCodeShown
from ui.widgets.recovery_sheet import SheetMade

_LETTER = re.compile(r"&([^&\s])")
_FORMS = {"FormDialog", "QDialog", "SecretForm"}
_FIGURE = re.compile(r"\{\w+\} ")
with (ROOT / "resources" / "translations" / "en.mo").open("rb") as compiled:
    ENGLISH = gettext.GNUTranslations(compiled)


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "ui").rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def words_in(tree: ast.AST) -> Iterator[str]:
    """What is said to people within a piece of source."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def test_every_alt_letter_can_be_typed_without_a_vietnamese_keyboard():
    wrong = [
        f"{path}: {words}"
        for path, tree in sources()
        for words in words_in(tree)
        for letter in _LETTER.findall(words)
        if not (letter.isascii() and letter.isalnum())
    ]
    assert wrong == []


def forms_in_source() -> list[object]:
    return [
        pytest.param(node, id=f"{path.stem}.{node.name}")
        for path, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and {getattr(base, "id", "") for base in node.bases} & _FORMS
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", forms_in_source())
def test_no_two_words_of_a_form_share_a_letter(form: ast.ClassDef, language: str):
    said = ENGLISH.gettext if language == "en" else str
    words = list(dict.fromkeys(_FIGURE.sub("", said(each)) for each in words_in(form)))  # one button may say how many
    if {getattr(base, "id", "") for base in form.bases} & {"FormDialog", "SecretForm"}:
        has_own = "save_words" in ast.unparse(form)
        words += [said(each) for each in (["&Thôi"] if has_own else ["&Thôi", "&Lưu"])]
    found: dict[str, list[str]] = {}
    for each in words:
        for letter in _LETTER.findall(each):
            found.setdefault(letter.lower(), []).append(each)
    assert {letter: shared for letter, shared in found.items() if len(shared) > 1} == {}


def opened_forms(page) -> dict[str, QWidget]:
    """Forms over the practice commune, as a person opens them."""
    page.select("compose:qd-to-cnsc")
    context, today = page.context, date(2026, 11, 22)
    view = page.context.workspace.read(document, page._uid)
    workspace = page.context.workspace
    return {
        "NewDocument": NewDocument(today, parent=page),
        "IssuePanel": IssuePanel(context, view, page),
        "CopyForm": CopyForm(context, view, page),
        "CitationForm": CitationForm(page),
        "CitationPicker": CitationPicker(context, page),
        "RegisterDialog": RegisterDialog(context, page),
        "ScanDialog": ScanDialog(context, view, page),
        "VoidForm": VoidForm("entry", "01", parent=page),
        "EndForm": EndForm(view.uid, today, parent=page),
        "PasswordForm": PasswordForm(workspace, context.tasks, parent=page),
        "NewRecoveryCode": NewRecoveryCode(workspace, context.tasks, context.notices, parent=page),
        "RecoveryCodeShown": RecoveryCodeShown(SheetMade("123456 " * 8, "", today), context.notices, parent=page),
    }


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_stands_on_a_form_has_letters_of_its_own(page, language):
    choose_language(language)
    try:
        shared = {}
        for name, form in opened_forms(page).items():
            form.show()
            letters = alt_letters(form)
            shared |= {
                f"{name} {letter}": words for letter, words in letters.items() if len(words) > 1 or not letter.isascii()
            }
            form.hide()
            form.deleteLater()
        assert shared == {}
    finally:
        choose_language("vi")
