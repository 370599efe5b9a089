"""The house rules: which room may know which, where dangerous things live, what may not be written."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from tests.support.source_tree import FLOORS, ROOT, Source, dotted, is_within, kept_files, sources

NOUNS = frozenset(
    {"offices", "people", "bodies", "documents", "activities", "outreach"}
    | {"incoming", "duties", "partners", "difficulties", "criteria", "reports", "evidence", "contacts"}
)
STOREYS: tuple[frozenset[str], ...] = (
    frozenset({"kernel"}),
    frozenset({"typesetting", "keys", "carriers"}),
    NOUNS,
    frozenset({"exchange"}),
    frozenset({"intake"}),
    frozenset({"overview"}),
    frozenset({"connections"}),
    frozenset({"workspace"}),
)
"""Rooms of app from the lowest up. None knows what is above it; only nouns know their neighbours."""

OPEN_TO_OTHER_NOUNS = frozenset({"queries", "views", "rules"})
PAPER_WORKSHOP = frozenset(
    {f"app.documents.{name}" for name in ("citing", "content", "drafting", "from_blocks", "numbering")}
    | {f"app.documents.{name}" for name in ("office_style", "templates", "texts", "values")}
)
"""Where papers are made: plans, reports, registers and sheets of every noun are set there in one style."""
OPEN_BY_NAME = {
    (
        "app.activities",
        "app.evidence.attaching",
    ): "an entry of the log is saved and removed with its photos in one step",
    ("app.contacts", "app.documents.values"): "a message names the office as papers do",
    ("app.difficulties", "app.documents.values"): "how the office above is named where difficulties are sent",
    ("app.difficulties", "app.documents.office_style"): "the list of difficulties prints in the office's own style",
    ("app.documents", "app.bodies.effects"): "signing a decision begins and ends places in one step with its number",
    ("app.documents", "app.bodies.rule_sets"): "rule data, read only: a decision is judged by the set its bodies name",
    ("app.incoming", "app.documents.commands"): "a paper made from a letter is kept like any other",
    ("app.incoming", "app.duties.inputs"): "a proposal becomes a duty as one enters it",
}
"""(noun, module of another noun) it may use beside those -> why."""
BANNED_NAMES = frozenset({"utils", "util", "misc", "common", "helpers", "helper", "manager", "managers"})
MOST_LINES = 500

ONLY_IN = {
    "threads": ({"threading", "_thread", "concurrent.futures"}, ("ui.core.tasks",)),
    "threads of the window": (
        {f"PySide6.QtCore.{name}" for name in ("QThread", "QThreadPool", "QRunnable")},
        ("ui.core.tasks",),
    ),
    "cryptography": ({"argon2", "cryptography", "pyrage", "nacl", "hmac"}, ("app.keys",)),
    "the store's driver": ({"sqlcipher3", "sqlite3", "pysqlite3"}, ("db.engine",)),
    "migrations": ({"alembic"}, ("db.migrations",)),
    "calls of one platform": (
        {"fcntl", "pwd", "grp", "termios", "msvcrt", "winreg"},
        ("app.kernel.files",),
    ),
    # A hostile workbook is read in a child process that may not take all memory; it has a branch for Windows.
    "limits of a child process": ({"resource"}, ("app.importing",)),
}
"""What -> (imported names, the rooms that may)."""

CLOCK_READINGS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "func.now", "func.current_timestamp"}
    | {"time.time", "time.time_ns", "time.localtime", "time.gmtime", "func.current_date", "QTime.currentTime"}
    | {"QDate.currentDate", "QDateTime.currentDateTime", "QDateTime.currentDateTimeUtc"}
)


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Who imports whom, late imports and those under TYPE_CHECKING included."""
    return grimp.build_graph(*FLOORS, include_external_packages=True, cache_dir=None)


def imports(graph: grimp.ImportGraph) -> Iterable[tuple[str, str]]:
    """(importer, imported) for every direct import of ours."""
    return (
        (module, target)
        for module in sorted(graph.modules)
        for target in graph.find_modules_directly_imported_by(module)
    )


def lines(found: Iterable[str]) -> str:
    return "\n".join(sorted(found))


def room(module: str) -> str:
    """The room of app a module lies in ("people" for app.people.views), or nothing outside app."""
    parts = module.split(".")
    return parts[1] if parts[0] == "app" and len(parts) > 1 else ""


def storey(module: str) -> int | None:
    name = room(module)
    return next((level for level, rooms in enumerate(STOREYS) if name in rooms), None)


# ---------------------------------------------------------------- who may know whom


@pytest.mark.parametrize(
    ("floor", "strangers"),
    [
        ("app", ("ui", "PySide6", "shiboken6")),
        ("db", ("ui", "app", "resources", "PySide6", "shiboken6")),
        ("resources", ("ui", "app", "db", "PySide6", "shiboken6")),
        ("ui", ("db", "sqlalchemy", "sqlcipher3", "alembic")),
    ],
)
def test_a_floor_does_not_know(graph, floor, strangers):
    wrong = [f"{a} -> {b}" for a, b in imports(graph) if is_within(a, floor) and is_within(b, *strangers)]

    assert not wrong, lines(wrong)


def test_a_room_of_app_knows_only_storeys_below_and_nouns_know_nouns(graph):
    wrong = []
    for importer, imported in imports(graph):
        here, there = storey(importer), storey(imported)
        if here is None or there is None or room(importer) == room(imported):
            continue
        neighbours = here == there and room(importer) in NOUNS
        if there > here or (there == here and not neighbours):
            wrong.append(f"{importer} -> {imported}")

    assert not wrong, lines(wrong)


def test_a_noun_asks_another_nouns_queries_views_and_rules_only(graph):
    wrong = []
    for importer, imported in imports(graph):
        strangers = {room(importer), room(imported)} <= NOUNS and room(importer) != room(imported)
        by_name = (f"app.{room(importer)}", imported) in OPEN_BY_NAME
        by_name = by_name or imported in PAPER_WORKSHOP
        if strangers and not by_name and not OPEN_TO_OTHER_NOUNS & set(imported.split(".")[2:3]):
            wrong.append(f"{importer} -> {imported}")

    assert not wrong, lines(wrong)


def test_every_door_opened_by_name_is_still_used(graph):
    used = {(f"app.{room(importer)}", imported) for importer, imported in imports(graph) if room(importer)}

    assert OPEN_BY_NAME.keys() <= used, lines(f"{noun} -> {door}" for noun, door in OPEN_BY_NAME.keys() - used)
    assert {door for _noun, door in used} >= PAPER_WORKSHOP


def test_no_module_imports_itself_by_a_detour(graph):
    ours = {module for module in graph.modules if is_within(module, *FLOORS)}
    knows = {module: graph.find_modules_directly_imported_by(module) & ours for module in ours}

    try:
        TopologicalSorter(knows).prepare()
    except CycleError as circle:
        pytest.fail(" -> ".join(reversed(circle.args[1])))


def test_a_page_never_calls_another_page(graph):
    def page(module: str) -> str:
        parts = module.split(".")
        return parts[2] if parts[:2] == ["ui", "pages"] and len(parts) > 2 else ""

    wrong = [f"{a} -> {b}" for a, b in imports(graph) if page(a) and page(b) and page(a) != page(b)]

    assert not wrong, lines(wrong)


def test_the_vocabulary_knows_nothing_and_migrations_never_import_todays_models(graph):
    wrong = [
        f"{a} -> {b}"
        for a, b in imports(graph)
        if (is_within(a, "db.vocabulary") and is_within(b, *FLOORS))
        or (is_within(a, "db.migrations.versions") and is_within(b, "db.models", "db.vocabulary", "app"))
    ]

    assert not wrong, lines(wrong)


# ---------------------------------------------------------------- one place for each dangerous thing


@pytest.mark.parametrize("thing", ONLY_IN)
def test_lives_in_one_place(thing):
    names, rooms = ONLY_IN[thing]
    wrong = [
        f"{source.place}:{line} imports {name}"
        for source in sources(*FLOORS)
        if not is_within(source.module, *rooms)
        for name, line in source.imported()
        if is_within(name, *names)
    ]

    assert not wrong, lines(wrong)


def test_only_the_clock_reads_the_time():
    wrong = []
    for source in sources(*FLOORS):
        if source.module == "app.kernel.clock":
            continue
        wrong += [
            f"{source.place}:{line} calls {name}"
            for name, line in source.calls()
            if ".".join(name.split(".")[-2:]) in CLOCK_READINGS
        ]
        wrong += [f"{source.place}:{line}" for name, line in source.imported() if name in {"time.time", "time.time_ns"}]

    assert not wrong, lines(wrong)


def test_only_the_engine_speaks_the_key_of_the_store():
    wrong = [
        f"{source.place}:{line}"
        for source in sources(*FLOORS)
        if source.module != "db.engine"
        for text, line in source.strings()
        if re.search(r"\bPRAGMA\s+(re)?key\b", text, flags=re.IGNORECASE)
    ]

    assert not wrong, lines(wrong)


# ---------------------------------------------------------------- how a file looks


def all_sources() -> list[Source]:
    return sources(*FLOORS, "installer", "tests")


def test_every_module_says_what_it_is_for():
    silent = [source.place for source in all_sources() if not source.is_documented()]

    assert not silent, lines(silent)


def test_no_file_is_longer_than_five_hundred_lines():
    long = [f"{s.place}: {count}" for s in all_sources() if (count := len(s.text.splitlines())) > MOST_LINES]

    assert not long, lines(long)


def test_nothing_is_named_for_having_no_purpose():
    wrong = [source.place for source in all_sources() if BANNED_NAMES & set(source.module.split("."))]

    assert not wrong, lines(wrong)


def test_every_folder_of_source_is_a_package():
    """A folder without __init__.py is passed over by the import graph: rules would not see into it."""
    folders = {folder for source in sources(*FLOORS) for folder in source.path.parents if ROOT in folder.parents}
    wrong = [folder.relative_to(ROOT).as_posix() for folder in folders if not (folder / "__init__.py").exists()]

    assert not wrong, lines(wrong)


def test_sentences_for_people_can_be_held_by_a_catalogue():
    """Only whole literals are marked, and only what was marked whole is looked up: nothing put together on the way."""
    wrong = []
    for source in sources("app", "ui", "db"):
        for node in source.marked():
            literal = [isinstance(part, ast.Constant) and isinstance(part.value, str) for part in node.args]
            put_together = [isinstance(part, ast.JoinedStr | ast.BinOp | ast.Call) for part in node.args]
            if (dotted(node.func) == "N_" and not all(literal)) or any(put_together):
                wrong.append(f"{source.place}:{node.lineno}")

    assert not wrong, lines(wrong)


# ---------------------------------------------------------------- what may not be written down


def texts() -> Iterable[tuple[Path, str]]:
    for file in kept_files():
        try:
            yield file, file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # fonts, icons, pictures


def test_no_kept_file_names_a_registry_or_a_path_of_the_computer_it_was_written_on():
    hosts = (
        "py" + "pi.org",
        "python" + "hosted.org",
        "deb." + "debian.org",
        "npm" + "js.org",
        "snapshot." + "debian.org",
    )
    paths = [f"{folder.as_posix()}/" for folder in (ROOT, Path.home()) if len(folder.parts) > 1]
    wrong = [
        f"{file.relative_to(ROOT).as_posix()}: {found}"
        for file, text in texts()
        for found in (*hosts, *paths)
        if found in text
    ]

    assert not wrong, lines(wrong)


def test_vietnamese_is_written_in_composed_letters():
    wrong = [
        file.relative_to(ROOT).as_posix()
        for file, text in texts()
        if file.relative_to(ROOT).parts[0] not in {"tests"} and not unicodedata.is_normalized("NFC", text)
    ]

    assert not wrong, lines(wrong)


# ---------------------------------------------------------------- the rules themselves can fail


def test_the_reader_of_sources_sees_late_relative_and_type_checking_imports(tmp_path, monkeypatch):
    from tests.support import source_tree

    monkeypatch.setattr(source_tree, "ROOT", tmp_path)
    file = tmp_path / "app" / "people" / "rules.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import threading\n"
        "def late():\n    from ..bodies import commands\n    return commands.datetime.now()\n",
        encoding="utf-8",
    )

    source = Source(file)

    assert source.module == "app.people.rules"
    assert {name for name, _ in source.imported()} == {"typing.TYPE_CHECKING", "threading", "app.bodies.commands"}
    assert [name for name, _ in source.calls()] == ["commands.datetime.now"]


def test_every_storey_and_rule_names_rooms_that_the_graph_can_tell_apart(graph):
    assert storey("app.kernel.clock") == 0
    assert storey("app.people.views") == 2
    assert storey("app.workspace") == 7
    assert storey("db.engine") is None
    assert "app.kernel.clock" in graph.modules
    assert "db.vocabulary" in graph.modules
