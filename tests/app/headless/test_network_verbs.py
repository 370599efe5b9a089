"""A night without a window: what is due is sent, what came is taken in, and the exit code says how it went."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from app.__main__ import main
from app.connections.queries import connections, mail_account
from app.exchange.outbox import PrepareBundle
from app.exchange.splitting import split
from app.people.commands import AddPerson
from app.people.rules import PersonInput
from tests.carriers import conftest as servers_of_this_run
from tests.carriers.servers import PLAIN_PASSWORD, free_port
from tests.support.mail_between import account, by_mail, by_webdav
from tests.support.stores import PASSWORD
from tests.support.two_offices import two_offices

places, papers, imap = servers_of_this_run.places, servers_of_this_run.papers, servers_of_this_run.imap
post, dav = servers_of_this_run.post, servers_of_this_run.dav
office_of_mail = servers_of_this_run.office_of_mail


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    """Two offices that know each other, a bundle made; their stores are closed whenever the tool runs."""
    with two_offices(empty_workspace, tmp_path, clock) as (commune, superior, _stick):
        commune.desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
        clock.move(timedelta(minutes=1))
        commune.desk.do(PrepareBundle())
        yield commune, superior


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("XASO_PASSWORD", PASSWORD)
    monkeypatch.setenv("XASO_ACCOUNT_PASSWORD", PLAIN_PASSWORD)

    def tool(office, *words, code=0):
        office.desk.close()
        try:
            answered = main([*map(str, words), "--workspace", str(office.folder), "--json"])
        finally:
            office.open()
        out = capsys.readouterr().out
        assert answered == code, out
        return json.loads(out)

    return tool


@pytest.mark.parametrize("by", ["mail", "webdav"])
def test_a_night_up_and_down(offices, run, by, request):
    commune, superior = offices
    enter = by_mail if by == "mail" else by_webdav
    server = request.getfixturevalue("post" if by == "mail" else "dav")
    enter(commune, superior, server, request.getfixturevalue("papers"))

    (sent,) = run(commune, "outbox", "--send", "--by", by)["sent"]
    assert sent["problem"] is None and sent["letters"] == 1
    assert run(commune, "outbox", "--send")["sent"] == [], "it does not go every night"
    found = run(superior, "bundle", "collect")
    assert [came["state"] for came in found["came"]] == ["taken_in"]
    assert found["problem"] is None
    assert [each["problem"] for each in run(superior, "outbox", "--send")["sent"]] == [None]
    assert [came["kind"] for came in run(commune, "bundle", "collect")["came"]] == ["receipt"]

    states = {view["kind"]: view["state"] for view in run(commune, "outbox")["outbox"]}
    assert states["bundle"] == "confirmed"


def test_without_a_connection_the_code_is_3_and_the_time_of_the_next_try_is_kept(offices, run, post, papers):
    commune, superior = offices
    low, _high = by_mail(commune, superior, post, papers)
    kept = commune.desk.read(mail_account)
    off = account(post, papers, low, kept.receiver, smtp_port=free_port(), imap_port=free_port())
    entered = commune.folder.parent / "ket-noi.json"
    entered.write_text(json.dumps({"mail": asdict(off)}), encoding="utf-8")
    run(commune, "connection", "set", entered)

    (sent,) = run(commune, "outbox", "--send", code=3)["sent"]

    assert sent["problem"]["code"] == "CAR-01" and sent["problem"]["next_step"]
    assert sent["next_try_at"]
    assert run(commune, "outbox", "--send")["sent"] == [], "its time has not come"
    assert run(commune, "bundle", "collect", code=3)["problem"]["code"] == "CAR-01"
    assert {each["problem"]["code"] for each in run(commune, "connection", "test", code=3)["tried"]} == {"CAR-01"}


def test_a_wrong_password_is_for_a_person_to_mend(offices, run, post, papers, tmp_path):
    commune, superior = offices
    by_mail(commune, superior, post, papers)
    (tmp_path / "mk.txt").write_text("sai\n", encoding="utf-8-sig")
    wrong = ("--account-password-file", tmp_path / "mk.txt")

    assert run(commune, "outbox", "--send", *wrong, code=2)["sent"][0]["problem"]["code"] == "CAR-09"
    assert run(commune, "bundle", "collect", *wrong, code=2)["problem"]["code"] == "CAR-09"
    told = run(commune, "connection", "test", *wrong, code=2)["tried"]
    assert [each["problem"]["code"] for each in told] == ["CAR-09", "CAR-09"]
    assert [each["problem"] for each in run(commune, "connection", "test")["tried"]] == [None, None]
    (tmp_path / "mk.txt").write_bytes(b"\xff\xfe\x00")
    assert run(commune, "outbox", "--send", *wrong, code=2)["problem"]["code"] == "TOO-05"


def test_without_an_account_it_is_refused(offices, run):
    for words in (("outbox", "--send"), ("bundle", "collect"), ("connection", "test")):
        assert run(offices[0], *words, code=2)["problem"]["code"] == "ACC-08"


def test_what_is_no_bundle_is_a_finding(offices, run, post, papers):
    commune, superior = offices
    low, _high = by_mail(commune, superior, post, papers)
    post.mailboxes.deliver(low, servers_of_this_run.attached("la.xaso", b"PK not a bundle"))

    assert [came["state"] for came in run(commune, "bundle", "collect", code=1)["came"]] == ["quarantined"]


def test_accounts_are_shown_in_the_form_they_are_entered_and_without_passwords(offices, run, post, papers, tmp_path):
    commune, superior = offices
    by_mail(commune, superior, post, papers)
    shown = run(superior, "connection", "show")
    assert "password" not in json.dumps(shown)
    (code,) = shown["places"]

    again = tmp_path / "ket-noi.json"
    shown["places"][code]["mail"] = "khac@xa.example"
    again.write_text(json.dumps({name: part for name, part in shown.items() if name != "webdav"}), encoding="utf-8")
    assert run(superior, "connection", "set", again)["entered"] == ["mail", "places"]

    (partner,) = superior.desk.read(connections, superior.uid).partners
    assert partner.place.mail == "khac@xa.example"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("[]", "ACC-12"),
        ("{}", "ACC-12"),
        ("nothing", "ACC-12"),
        ('{"mail": []}', "ACC-12"),
        ('{"pop3": {}}', "ACC-12"),
        ('{"mail": {"password": "x"}}', "ACC-12"),
        ('{"mail": {"smtp_port": "465"}}', "ACC-12"),
        ('{"mail": {"smtp_port": true}}', "ACC-12"),
        ('{"mail": {"smtp_security": "ssl"}}', "ACC-12"),
        ('{"places": {"X": "a@b.vn"}}', "ACC-12"),
        ('{"places": {"KHONG-CO": {"mail": "a@b.vn"}}}', "ACC-12"),
        ('{"mail": {"address": "xa"}}', "ACC-01"),
        ('{"webdav": {"address": "ftp://x"}}', "ACC-05"),
    ],
)
def test_a_file_that_holds_no_accounts_is_refused(offices, run, tmp_path, content, code):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")

    problem = run(offices[0], "connection", "set", tmp_path / "x.json", code=2)["problem"]

    assert problem["code"] == code and problem["next_step"]


def test_parts_in_a_folder_are_joined_the_night_they_are_all_there(offices, run, tmp_path):
    commune, superior = offices
    stick, night = tmp_path / "USB", tmp_path / "dem"
    stick.mkdir()
    night.mkdir()
    (path,) = run(commune, "outbox", "--to", stick)["files"]
    parts = split(Path(path), stick, message_limit=4_500)
    parts[0].replace(night / parts[0].name)

    told = run(superior, "bundle", "take-in", night, code=1)
    assert told["came"] == [] and "EXC-28" in told["unread"][0]
    for part in parts[1:]:
        part.replace(night / part.name)

    assert [came["state"] for came in run(superior, "bundle", "take-in", night)["came"]] == ["taken_in"]
