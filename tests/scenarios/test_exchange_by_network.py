"""The exchange over real servers on this computer: mailbox, WebDAV, and everything that can go wrong on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import quote

import pytest

from app.carriers import mailbox
from app.carriers.problems import CONNECTION_CUT
from app.connections import sending
from app.connections.accounts import Place, Way
from app.connections.commands import DropAccount, SaveDavAccount, SaveMailAccount, SavePlace
from app.connections.queries import dav_account, mail_account, to_send, waiting
from app.connections.sending import send_out, write_letters
from app.exchange.outbox import MarkHandedOver, PrepareBundle
from app.exchange.queries import outbox
from app.intake import arriving
from app.kernel.files import DISK_FULL
from app.kernel.progress import Progress
from app.people.commands import AddPerson, ChangePerson
from app.people.rules import PersonInput
from db.vocabulary import InboxState, OutboxState
from tests.carriers import conftest as servers_of_this_run
from tests.carriers.conftest import attached
from tests.carriers.nuisance import Harm, nuisance
from tests.carriers.servers import free_port
from tests.support.mail_between import KNOWN, NOBODY, WRONG, account, by_mail, by_webdav, collect, send
from tests.support.two_offices import two_offices

places, papers, imap = servers_of_this_run.places, servers_of_this_run.papers, servers_of_this_run.imap
post, dav = servers_of_this_run.post, servers_of_this_run.dav
office_of_mail = servers_of_this_run.office_of_mail


@pytest.fixture
def offices(empty_workspace, tmp_path, clock):
    with two_offices(empty_workspace, tmp_path, clock) as three:
        three[0].desk.do(AddPerson(person=PersonInput(full_name="Lê Thị Hạnh", phone="0912345678")))
        yield three[0], three[1]


@pytest.fixture
def mailed(offices, post, papers):
    """Two offices with a mailbox each, a bundle made."""
    boxes = by_mail(*offices, post, papers)
    prepare(offices[0])
    return *offices, boxes


def prepare(office):
    office.clock.move(timedelta(minutes=1))
    return office.desk.do(PrepareBundle()).value


def bundles(office):
    return [view for view in office.desk.read(outbox) if view.kind == "bundle" and view.state != "superseded"]


def only(found):
    (one,) = found
    return one


# ---------------------------------------------------------------- the whole way


@pytest.mark.parametrize("way", list(Way))
def test_a_bundle_goes_up_and_its_receipt_comes_back(offices, way, request):
    commune, superior = offices
    if way is Way.MAIL:
        by_mail(commune, superior, request.getfixturevalue("post"), request.getfixturevalue("papers"))
    else:
        by_webdav(commune, superior, request.getfixturevalue("dav"), request.getfixturevalue("papers"))
    prepare(commune)

    assert only(send(commune, way)).problem is None
    assert only(bundles(commune)).state is OutboxState.HANDED_OVER, "accepted by a server is not received"
    assert only(bundles(commune)).carrier == way

    assert only(collect(superior, way).taken.came).state is InboxState.TAKEN_IN
    assert only(send(superior, way)).problem is None
    assert only(collect(commune, way).taken.came).state is InboxState.TAKEN_IN
    assert only(bundles(commune)).state is OutboxState.CONFIRMED
    for office in offices:
        collect(office, way)  # in one folder for both, one's own files are met once
        again = collect(office, way)
        assert (again.fetched, again.taken.came) == (0, []), "what was looked at is not fetched twice"


def test_a_large_bundle_goes_in_letters_that_fit_and_a_broken_line_costs_one_of_them(mailed, post, papers, monkeypatch):
    commune, superior, boxes = mailed
    monkeypatch.setattr(sending, "MB", 4_500)
    kept = commune.desk.read(mail_account)
    commune.desk.do(SaveMailAccount(account=account(post, papers, boxes[0], kept.receiver, most_mb=1)))
    real, calls = sending.MailOut.send, []

    def breaks_once(out, path, name, progress):
        calls.append(name)
        if len(calls) == 2:
            raise sending.known_problems.CONNECTION_CUT(place="localhost")
        return real(out, path, name, progress)

    monkeypatch.setattr(sending.MailOut, "send", breaks_once)

    assert only(send(commune)).problem.code == "CAR-02"
    assert only(bundles(commune)).state is OutboxState.LEAVING
    letters = only(send(commune)).letters

    assert letters > 2
    assert len(calls) == letters + 1, "the first part went once, the second twice"
    assert only(bundles(commune)).state is OutboxState.HANDED_OVER
    assert only(collect(superior).taken.came).state is InboxState.TAKEN_IN
    assert max(map(len, post.came)) <= 4_500


def test_a_server_that_takes_less_than_the_office_believes_gets_smaller_letters(mailed, monkeypatch):
    commune, superior, _boxes = mailed
    monkeypatch.setattr(sending.MailOut, "_limit", lambda _out, _session: 4_500)

    assert only(send(commune)).letters > 1
    assert only(collect(superior).taken.came).state is InboxState.TAKEN_IN


# ---------------------------------------------------------------- what stops it


def test_without_a_connection_it_waits_and_the_waits_grow(mailed, post, papers, clock):
    commune, _superior, boxes = mailed
    kept = commune.desk.read(mail_account)
    off = account(post, papers, boxes[0], kept.receiver, smtp_port=free_port())
    commune.desk.do(SaveMailAccount(account=off))

    waits = []
    for _try in range(4):
        sent = only(send(commune))
        assert sent.problem.code == "CAR-01"
        waits.append(sent.next_try_at - clock.now())
        assert commune.desk.read(waiting, until=clock.now()) == []
        clock.set(sent.next_try_at)
        assert only(commune.desk.read(waiting, until=clock.now())).uid == sent.bundle

    assert waits == sorted(waits) and waits[-1] > 3 * waits[0]
    assert only(bundles(commune)).state is OutboxState.LEAVING
    assert only(bundles(commune)).problem == "CAR-01"

    commune.desk.do(SaveMailAccount(account=kept))
    sent = send_out(commune.desk, commune.desk.read(waiting, until=clock.now()), Way.MAIL, KNOWN, Progress())
    assert only(sent).is_handed_over
    assert commune.desk.read(waiting) == []
    assert only(bundles(commune)).problem == ""


@pytest.mark.parametrize(("passwords", "code"), [(WRONG, "CAR-09"), (NOBODY, "CAR-10")])
def test_a_wrong_or_missing_password_waits_for_a_person(mailed, post, clock, passwords, code):
    commune, superior, _boxes = mailed

    assert only(send(commune, passwords=passwords)).problem.code == code
    assert only(bundles(commune)).next_try_at is None
    assert commune.desk.read(waiting) == []
    assert collect(superior, passwords=passwords).problem.code == code
    assert post.came == []


def test_a_full_mailbox_of_one_commune_keeps_no_other_waiting(offices, post, papers):
    commune, superior = offices
    by_mail(commune, superior, post, papers)
    prepare(commune)
    send(commune)
    collect(superior)
    post.answers["RCPT"] = "452 4.2.2 Over quota"
    views = superior.desk.read(to_send)

    sent = send_out(superior.desk, [*views, *views], Way.MAIL, KNOWN, Progress())

    assert [each.problem.code for each in sent] == ["CAR-14", "CAR-14"], "each was tried"
    assert superior.desk.read(outbox)[0].attempts == 2
    assert superior.desk.read(outbox)[0].next_try_at is None


def test_a_swallowed_answer_is_sent_again_and_recognised(mailed, post, papers, clock):
    commune, superior, boxes = mailed
    kept = commune.desk.read(mail_account)
    with nuisance(post.ports["none"], Harm.CUT, word=b"\r\n.\r\n") as line:
        way = account(
            post, papers, boxes[0], kept.receiver, smtp_host="127.0.0.1", smtp_port=line.port, smtp_security="none"
        )
        commune.desk.do(SaveMailAccount(account=way))
        lost = commune_send_without_log_in(commune)
        assert lost.problem.code == "CAR-04"
        assert only(bundles(commune)).state is OutboxState.LEAVING, "nobody knows, so it does not count"
        clock.set(lost.next_try_at)
        assert commune_send_without_log_in(commune).is_handed_over

    assert len(post.came) == 2
    assert only(collect(superior).taken.came).state is InboxState.TAKEN_IN


def commune_send_without_log_in(commune, monkeypatch=pytest.MonkeyPatch):
    """The server in clear offers no log-in."""
    with monkeypatch.context() as patch:
        patch.setattr(sending.MailOut, "_log_in", lambda _out, _session: None)
        return only(send(commune))


def test_where_no_address_is_known_it_is_told_and_the_stick_stays_open(mailed):
    commune, superior, _boxes = mailed
    send(commune)
    collect(superior)
    superior.desk.do(SavePlace(office_uid=commune.uid, place=Place()))

    sent = only(send(superior))

    assert (sent.problem.code, sent.next_try_at) == ("ACC-09", None)
    assert superior.desk.read(outbox)[0].attempts == 0


def test_without_an_account_nothing_is_tried(offices):
    commune, _superior = offices
    prepare(commune)

    assert only(send(commune)).problem.code == "ACC-08"
    assert only(send(commune, Way.WEBDAV)).problem.code == "ACC-08"


def test_an_account_that_was_dropped_is_used_no_more(mailed, post):
    commune, _superior, _boxes = mailed
    commune.desk.do(DropAccount(way=Way.MAIL))

    assert only(send(commune)).problem.code == "ACC-08"
    assert post.came == []


# ---------------------------------------------------------------- what goes


def test_what_a_server_took_does_not_go_again_with_the_next_unless_it_is_all_there_is(mailed):
    commune, _superior, _boxes = mailed
    send(commune)
    assert [view.last for view in commune.desk.read(to_send)] == [only(bundles(commune)).last]

    commune.desk.do(AddPerson(person=PersonInput(full_name="Trần Văn Bình")))
    second = prepare(commune)

    assert [view.uid for view in commune.desk.read(to_send)] == [second]


def test_a_bundle_asked_for_again_goes_by_itself_to_where_it_went(mailed, clock):
    commune, superior, _boxes = mailed
    send(commune)
    collect(superior)
    send(superior)
    collect(commune)
    person = commune.desk.do(AddPerson(person=PersonInput(full_name="Trần Văn Bình"))).value
    lost = prepare(commune)
    commune.desk.do(MarkHandedOver(bundle=lost, carrier="mail"))  # the mailbox there lost the letter
    commune.desk.do(ChangePerson(uid=person, person=PersonInput(full_name="Trần Văn Bính")))
    prepare(commune)
    send(commune)
    collect(superior)
    send(superior)

    collect(commune)

    assert lost in [view.uid for view in commune.desk.read(waiting, until=clock.now())]
    send_out(commune.desk, commune.desk.read(waiting, until=clock.now()), Way.MAIL, KNOWN, Progress())
    collect(superior)
    send(superior)
    collect(commune)
    assert {view.state for view in bundles(commune)} == {OutboxState.CONFIRMED}


def test_the_letters_as_files_carry_the_same_and_count_as_nothing(mailed, tmp_path):
    commune, superior, _boxes = mailed

    (path,) = write_letters(commune.desk, commune.desk.read(to_send), tmp_path, Progress())

    assert only(bundles(commune)).state is OutboxState.LEAVING
    assert only(bundles(commune)).attempts == 0
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["To"] == commune.desk.read(mail_account).receiver
    whole = b"".join(part.get_content().encode() if part.get_content_type() == "text/plain" else part.get_content()
                     for part in message.walk() if not part.is_multipart())  # fmt: skip
    for canary in ("Lê Thị Hạnh", "Hạnh", "0912345678", "Mẫu Sơn"):
        assert canary.encode() not in whole and canary not in str(message["Subject"])
    (tmp_path / "goi.xaso").write_bytes(only(list(message.iter_attachments())).get_content())
    assert only(superior.take_in(tmp_path / "goi.xaso")).state is InboxState.TAKEN_IN


# ---------------------------------------------------------------- what comes


def test_a_line_that_breaks_in_an_old_mailbox_goes_on_where_it_broke(mailed, post, monkeypatch):
    commune, superior, (_low, high) = mailed
    monkeypatch.setattr(mailbox, "BETWEEN", 3)
    for number in range(7):
        post.mailboxes.deliver(high, attached(f"{number}.pdf", b"something else"))
    send(commune)
    looked: list[int] = []
    real = mailbox._Box.outline

    def breaks_at_the_last(box, uid):
        looked.append(uid)
        if len(looked) == 8:
            raise CONNECTION_CUT(place="localhost")
        return real(box, uid)

    monkeypatch.setattr(mailbox._Box, "outline", breaks_at_the_last)

    broken = collect(superior)
    assert (broken.problem.code, broken.taken.came) == ("CAR-02", [])
    assert only(collect(superior).taken.came).state is InboxState.TAKEN_IN
    assert looked[8:] == looked[6:8], "two of eight were looked at again"


def test_what_came_before_the_line_broke_is_taken_in_and_not_fetched_again(mailed, monkeypatch):
    commune, superior, _boxes = mailed
    send(commune)
    commune.desk.do(AddPerson(person=PersonInput(full_name="Trần Văn Bình")))
    prepare(commune)
    send(commune)
    real, calls = mailbox._Box.content, []

    def breaks_at_the_second(box, uid, size):
        calls.append(uid)
        if len(calls) == 2:
            raise CONNECTION_CUT(place="localhost")
        return real(box, uid, size)

    monkeypatch.setattr(mailbox._Box, "content", breaks_at_the_second)

    broken = collect(superior)
    assert (only(broken.taken.came).state, broken.problem.code) == (InboxState.TAKEN_IN, "CAR-02")
    again = collect(superior)
    assert (only(again.taken.came).state, again.fetched) == (InboxState.TAKEN_IN, 1)


def test_a_disk_that_is_full_leaves_it_in_the_mailbox(mailed, monkeypatch):
    commune, superior, _boxes = mailed
    send(commune)

    def full(_files, source):
        raise DISK_FULL(name=source.name, free="0", needed="1 KB")

    with monkeypatch.context() as patch:
        patch.setattr(arriving, "keep", full)
        found = collect(superior)
        assert [problem.code for _name, problem in found.taken.problems] == [DISK_FULL.code]

    assert only(collect(superior).taken.came).state is InboxState.TAKEN_IN
    assert list((superior.folder / "inbox" / "arriving").iterdir()) == []


def test_what_strangers_send_is_told_kept_apart_and_stops_nothing(mailed, post):
    commune, superior, (_low, high) = mailed
    post.mailboxes.deliver(high, attached("qua-tang.xaso", b"MZ not a bundle"))
    post.mailboxes.deliver(high, attached("khoa.xaso-khoa", b"not a key"))
    send(commune)

    found = collect(superior)

    assert sorted(came.state for came in found.taken.came) == [InboxState.QUARANTINED, InboxState.TAKEN_IN]
    assert [name for name, _problem in found.taken.problems] == ["khoa.xaso-khoa"]
    assert collect(superior).fetched == 0


def test_a_key_file_comes_by_mail_too(mailed, post):
    commune, superior, (low, _high) = mailed
    post.mailboxes.deliver(low, attached("khoa-huyen.xaso-khoa", superior.enrolment()))

    assert len(collect(commune).taken.keys) == 1


def test_each_commune_may_have_a_folder_of_its_own(offices, dav, papers):
    commune, superior = offices
    shared = by_webdav(commune, superior, dav, papers)
    own = dav.folder(f"rieng {shared.name[-8:]}")
    address = f"https://localhost:{dav.tls_port}/{quote(own.name)}"
    commune.desk.do(SaveDavAccount(account=replace(commune.desk.read(dav_account), address=address)))
    superior.desk.do(SavePlace(office_uid=commune.uid, place=Place(folder=address)))
    prepare(commune)

    send(commune, Way.WEBDAV)
    assert only(collect(superior, Way.WEBDAV).taken.came).state is InboxState.TAKEN_IN
    send(superior, Way.WEBDAV)

    assert list(shared.iterdir()) == []
    assert len(list(own.iterdir())) == 2
    collect(commune, Way.WEBDAV)
    assert only(bundles(commune)).state is OutboxState.CONFIRMED


def test_a_folder_that_is_full_or_closed_says_so_and_waits_for_a_person(offices, dav, papers):
    commune, superior = offices
    by_webdav(commune, superior, dav, papers)
    prepare(commune)
    kept = commune.desk.read(dav_account)
    for folder, code in (("day", "CAR-28"), ("cam", "CAR-11"), ("khong-co", "CAR-16")):
        there = kept.address.rpartition("/")[0] + f"/{folder}"
        commune.desk.do(SaveDavAccount(account=replace(kept, address=there)))
        sent = only(send(commune, Way.WEBDAV))
        assert (sent.problem.code, sent.next_try_at) == (code, None)
    busy = kept.address.rpartition("/")[0] + "/ban"
    commune.desk.do(SaveDavAccount(account=replace(kept, address=busy)))
    sent = only(send(commune, Way.WEBDAV))
    assert (sent.problem.code, sent.next_try_at is not None) == ("CAR-05", True)
