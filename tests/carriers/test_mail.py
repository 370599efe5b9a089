"""Mail: wrong passwords, full mailboxes, false servers, lines that cut, hang, turn bits and swallow answers."""

from __future__ import annotations

import socket
import threading
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from app.carriers.carrier import Reached, Since, Unread
from app.carriers.email_out import MailOut, MailServer, write_eml
from app.carriers.letter import Letter
from app.carriers.mailbox import Mailbox
from app.carriers.passwords import Passwords
from app.carriers.security import Security
from app.kernel.clock import FixedClock
from app.kernel.problems import Cancelled, Problem
from app.kernel.progress import Progress
from tests.carriers.conftest import (
    KNOWN,
    NAME,
    PATIENCE,
    QUIET,
    SHORT,
    arrivals,
    attached,
    fresh_user,
    mail_carrier,
    make_file,
    sha256,
)
from tests.carriers.mail_server import LIMIT, PostOffice
from tests.carriers.nuisance import Harm, Way, nuisance
from tests.carriers.servers import USER, Papers, free_port
from tests.carriers.test_conformance import cancelled_at
from tests.support.stores import START


def out_by(post: PostOffice, papers: Papers, *, security=Security.STARTTLS, port=0, **changes) -> MailOut:
    """Handing in by one way of encrypting."""
    server = MailServer(
        host=changes.pop("host", "localhost" if security is not Security.NONE else "127.0.0.1"),
        port=port or post.ports[security],
        user=changes.pop("user", USER if security is not Security.NONE else ""),
        security=security,
        authority=changes.pop("authority", papers.authority),
    )
    settings = {"sender": "xa@xa.example", "receiver": "hop@tinh.example", "clock": FixedClock(START)}
    settings |= {"passwords": KNOWN, "patience": PATIENCE, "answer_patience": PATIENCE}
    return MailOut(server=server, **{**settings, **changes})


def code_of(work) -> str:
    with pytest.raises(Problem) as problem:
        work()
    assert problem.value.next_step
    return problem.value.code


# ---------------------------------------------------------------- the message


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS, Security.NONE])
def test_a_message_goes_by_every_way_of_encrypting(post, papers, parcel, security):
    sent = out_by(post, papers, security=security).send(parcel, NAME, QUIET)

    message = message_from_bytes(post.came[-1], policy=policy.default)
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == NAME
    assert attachment.get_content() == parcel.read_bytes()
    assert message["Message-ID"] == sent.message_id


def test_the_text_of_a_message_is_vietnamese_and_names_nobody(post, papers, parcel):
    out_by(post, papers).send(parcel, NAME, QUIET)

    message = message_from_bytes(post.came[-1], policy=policy.default)
    text = message.get_body().get_content()
    assert "Hãy lưu tệp đính kèm" in text
    assert sha256(parcel) in text
    assert message["Subject"] == f"Xã Số: tệp {NAME}"
    assert sorted(key for key in message if not key.startswith("X-")) == sorted(
        ["From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Content-Type"]
    )


@pytest.mark.parametrize("size", [0, 1, 56, 57, 58, 114, 262_143, 262_144, 300_001])
def test_the_size_told_to_the_server_is_exact(post, papers, tmp_path, size):
    letter = out_by(post, papers).letter(make_file(tmp_path, size), NAME, QUIET)

    whole = b"".join(letter.chunks(QUIET))

    assert len(whole) == letter.size
    assert max(map(len, whole.split(b"\r\n"))) <= 998
    assert b"\n" not in whole.replace(b"\r\n", b"")


def test_a_letter_is_made_without_holding_its_file(post, papers, tmp_path):
    import tracemalloc

    letter = out_by(post, papers).letter(make_file(tmp_path, 8_000_000), NAME, QUIET)
    tracemalloc.start()
    try:
        size = sum(map(len, letter.chunks(QUIET)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert size == letter.size
    assert peak < 3_000_000


def test_the_same_message_as_a_file_opens_in_any_mail_program(post, papers, parcel, tmp_path):
    out = out_by(post, papers)
    write_eml(out.letter(parcel, NAME, QUIET), tmp_path / "thu.eml", QUIET)

    message = message_from_bytes((tmp_path / "thu.eml").read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "hop@tinh.example"
    assert [part.get_content() for part in message.iter_attachments()] == [parcel.read_bytes()]
    assert (tmp_path / "thu.eml").stat().st_size < 1.4 * parcel.stat().st_size + 2000


def test_a_file_that_changes_while_it_is_sent_is_not_sent(post, papers, parcel):
    letter = out_by(post, papers).letter(parcel, NAME, QUIET)
    parcel.write_bytes(parcel.read_bytes()[::-1])

    assert code_of(lambda: list(letter.chunks(QUIET))) == "CAR-20"


@pytest.mark.parametrize("address", ["", "a", "a@b@c", "a@b.vn, c@d.vn", "a@b.vn\r\nBcc: c@d.vn", "<a@b.vn>", "ă@b.vn"])
def test_addresses_that_could_smuggle_are_refused(post, papers, parcel, address):
    assert code_of(lambda: out_by(post, papers, receiver=address).send(parcel, NAME, QUIET)) == "CAR-13"
    assert code_of(lambda: out_by(post, papers, sender=address).send(parcel, NAME, QUIET)) == "CAR-13"
    assert post.came == []


# ---------------------------------------------------------------- what the server says


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [
        ("DATA", "552 5.2.2 Mailbox full", "CAR-14"),
        ("RCPT", "452 4.2.2 Over quota", "CAR-14"),
        ("DATA", "552 storage exceeded", "CAR-14"),
        ("MAIL", "552 5.3.4 Message too big for system", "CAR-27"),
        ("RCPT", "550 5.1.1 nguyen.van.a@tinh.example unknown", "CAR-13"),
        ("MAIL", "553 5.1.8 sender refused", "CAR-13"),
        ("RCPT", "450 4.2.0 greylisted", "CAR-05"),
        ("DATA", "421 4.3.2 shutting down", "CAR-05"),
        ("DATA", "554 5.7.1 attachment type not allowed", "CAR-12"),
        ("DATA", "550 5.7.1 spam", "CAR-12"),
        ("MAIL", "530 5.7.0 authentication required", "CAR-09"),
    ],
)
def test_each_refusal_has_its_own_meaning_and_keeps_no_words_of_the_server(post, papers, parcel, command, answer, code):
    post.answers[command] = answer

    with pytest.raises(Problem) as problem:
        out_by(post, papers).send(parcel, NAME, QUIET)

    assert problem.value.code == code
    assert "nguyen.van.a" not in f"{problem.value} {problem.value.values}"
    assert post.came == []


def test_a_message_over_the_servers_limit_is_refused_before_it_is_sent(post, papers, tmp_path):
    large = make_file(tmp_path, LIMIT * 3 // 4)

    with pytest.raises(Problem) as problem:
        out_by(post, papers).send(large, NAME, QUIET)

    assert problem.value.code == "CAR-15"
    assert "12,0 MB" in problem.value.sentence
    assert out_by(post, papers).check(QUIET).largest == LIMIT


def test_a_message_over_the_offices_own_limit_is_refused(post, papers, parcel):
    assert code_of(lambda: out_by(post, papers, most=40_000).send(parcel, NAME, QUIET)) == "CAR-15"


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_wrong_password_is_told_beside_its_field(post, papers, parcel, security):
    wrong = Passwords(ask=lambda _account: "sai", safe=None)

    with pytest.raises(Problem) as problem:
        out_by(post, papers, security=security, passwords=wrong).send(parcel, NAME, QUIET)

    assert (problem.value.code, problem.value.field) == ("CAR-09", "password")
    assert "sai" not in str(problem.value.values)


def test_without_a_password_nothing_is_tried(post, papers, parcel):
    nobody = Passwords(ask=lambda _account: None, safe=None)

    assert code_of(lambda: out_by(post, papers, passwords=nobody).send(parcel, NAME, QUIET)) == "CAR-10"
    assert post.came == []


def test_a_password_that_smtp_cannot_carry_counts_as_wrong(post, papers, parcel):
    accented = Passwords(ask=lambda _account: "mật khẩu", safe=None)

    assert code_of(lambda: out_by(post, papers, passwords=accented).send(parcel, NAME, QUIET)) == "CAR-09"


# ---------------------------------------------------------------- whom to believe


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_ends_it_before_the_password(post, papers, parcel, security):
    asked = []
    curious = Passwords(ask=lambda account: asked.append(account) or "x", safe=None)

    for authority in (None, _other_authority(papers)):
        out = out_by(post, papers, security=security, authority=authority, passwords=curious)
        assert code_of(lambda out=out: out.send(parcel, NAME, QUIET)) == "CAR-06"
    assert asked == []
    assert post.came == []


def _other_authority(papers) -> Path:
    from tests.carriers.servers import make_papers

    other = papers.authority.parent / "khac"
    other.mkdir(exist_ok=True)
    return make_papers(other).authority


def test_a_certificate_for_another_name_is_not_believed(post, papers, parcel):
    out = out_by(post, papers, security=Security.TLS, host="127.0.0.2")

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) in {"CAR-01", "CAR-06"}


def test_a_server_that_hides_encryption_gets_no_password(post, papers, parcel):
    out = out_by(post, papers, port=post.ports["none"])  # STARTTLS asked of a server that does not offer it

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-08"


def test_words_slipped_in_before_the_encryption_end_it(papers, parcel):
    """A line in the middle answers STARTTLS and adds an answer of its own, to be taken for the server's later."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as line:
            for answer in (b"220 x\r\n", b"250-x\r\n250 STARTTLS\r\n", b"220 go\r\n250 slipped in\r\n"):
                line.sendall(answer)
                line.recv(1000)

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    out = out_by(None, papers, port=listener.getsockname()[1])

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-08"
    server.join(5)


def test_a_line_that_begins_with_a_dot_arrives_as_it_was(post, papers, parcel, monkeypatch):
    words = [b"Subject: x\r\n\r\n", b".\r\n.dot\r\n..two\r\n"]
    monkeypatch.setattr(Letter, "chunks", lambda _letter, _progress: iter(words))

    out_by(post, papers).send(parcel, NAME, QUIET)

    assert post.came[-1].endswith(words[1])


def test_nothing_leaves_this_computer_in_clear(post, papers, parcel):
    out = out_by(post, papers, security=Security.NONE, host="mail.tinh.example")

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-08"


def test_tls_asked_of_a_server_that_speaks_in_clear_ends_in_time(post, papers, parcel):
    out = out_by(post, papers, security=Security.TLS, port=post.ports["none"])

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-08"


# ---------------------------------------------------------------- lines


def test_a_server_that_is_not_there_is_told(post, papers, parcel):
    out = out_by(post, papers, port=free_port())

    assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-01"
    assert out.check(QUIET).reachable is False


@pytest.mark.parametrize("security", [Security.NONE, Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("at", [0, 8, 30, 200, 900, 3_000, 20_000, 60_000])
def test_a_line_cut_anywhere_on_the_way_up_is_never_a_success(post, papers, parcel, at, security):
    with nuisance(post.ports[security], Harm.CUT, at=at) as line:
        code = code_of(lambda: out_by(post, papers, security=security, port=line.port).send(parcel, NAME, QUIET))

    assert line.struck == 1
    assert code in {"CAR-02", "CAR-04"}
    assert post.came == []


@pytest.mark.parametrize("security", [Security.NONE, Security.STARTTLS, Security.TLS])
@pytest.mark.parametrize("at", [0, 5, 60, 120])
def test_a_line_cut_anywhere_on_the_way_down_is_never_a_success(post, papers, parcel, at, security):
    with nuisance(post.ports[security], Harm.CUT, way=Way.DOWN, at=at) as line:
        code = code_of(lambda: out_by(post, papers, security=security, port=line.port).send(parcel, NAME, QUIET))

    assert code in {"CAR-02", "CAR-04"}


@pytest.mark.parametrize(("way", "at"), [(Way.DOWN, 0), (Way.DOWN, 40), (Way.UP, 10), (Way.UP, 20_000)])
def test_a_hanging_line_is_given_up_in_time(post, papers, parcel, way, at):
    with nuisance(post.ports["none"], Harm.HANG, way=way, at=at) as line:
        started = time.monotonic()
        out = out_by(post, papers, security=Security.NONE, port=line.port, patience=SHORT, answer_patience=SHORT)
        code = code_of(lambda: out.send(parcel, NAME, QUIET))

    assert code in {"CAR-03", "CAR-04"}
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_a_hanging_line_can_be_cancelled(post, papers, parcel, security):
    with nuisance(post.ports[security], Harm.HANG, way=Way.DOWN, at=0) as line:
        out = out_by(post, papers, security=security, port=line.port, patience=60)
        started = time.monotonic()
        with pytest.raises(Cancelled):
            out.send(parcel, NAME, Progress(is_cancelled=lambda: time.monotonic() - started > 0.3))

    assert time.monotonic() - started < 10


@pytest.mark.parametrize("harm", [Harm.CUT, Harm.HANG])
def test_a_swallowed_answer_is_neither_success_nor_failure_and_sending_again_is_harmless(
    post, papers, parcel, harm, tmp_path
):
    user = fresh_user()
    with nuisance(post.ports["none"], harm, word=b"\r\n.\r\n") as line:
        out = out_by(post, papers, security=Security.NONE, port=line.port, receiver=f"{user}@tinh.example")
        out.answer_patience = SHORT
        assert code_of(lambda: out.send(parcel, NAME, QUIET)) == "CAR-04"
        out.answer_patience = PATIENCE
        again = out.send(parcel, NAME, QUIET)

    assert len(post.came) == 2  # it had arrived: only the answer was lost
    came = arrivals(mail_carrier(post, papers, user), tmp_path / "den")
    assert {one.path for one in came} == {came[0].path}
    assert came[0].sha256 == again.sha256


@pytest.mark.parametrize("at", [10, 500, 5_000, 40_000])
def test_a_bit_turned_on_an_encrypted_line_is_noticed(post, papers, parcel, at):
    with nuisance(post.ports["tls"], Harm.FLIP, at=at) as line:
        out = out_by(post, papers, security=Security.TLS, port=line.port, patience=SHORT, answer_patience=SHORT)
        code = code_of(lambda: out.send(parcel, NAME, QUIET))

    assert line.struck == 1
    assert code in {"CAR-02", "CAR-03", "CAR-04", "CAR-06", "CAR-08"}
    assert post.came == []


# ---------------------------------------------------------------- the mailbox


def box_of(post, papers, user, *, security=Security.TLS, port=0, **changes) -> Mailbox:
    server = MailServer(
        host="127.0.0.1" if security is Security.NONE else "localhost",
        port=port or (post.mailboxes.tls_port if security is Security.TLS else post.mailboxes.port),
        user=user,
        security=security,
        authority=changes.pop("authority", papers.authority),
    )
    return Mailbox(server=server, **{"passwords": KNOWN, "patience": PATIENCE, **changes})


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS, Security.NONE])
def test_a_mailbox_is_read_by_every_way_of_encrypting_and_left_as_it_was(post, papers, tmp_path, security):
    user = fresh_user()
    post.mailboxes.deliver(user, attached(NAME, b"bytes"))

    came = arrivals(box_of(post, papers, user, security=security), tmp_path)

    assert [one.path.read_bytes() for one in came] == [b"bytes"]
    (kept,) = [path for part in ("new", "cur") for path in (post.mailboxes.mail / user / part).iterdir()]
    assert "S" not in kept.name.partition(":2,")[2]  # not even marked as seen


def test_a_collection_goes_on_after_the_last_message_looked_at(post, papers, tmp_path):
    user = fresh_user()
    box = box_of(post, papers, user)
    for number in range(3):
        post.mailboxes.deliver(user, attached(f"a-{number}.xaso", b"%d" % number))
        post.mailboxes.deliver(user, b"Subject: hop\r\n\r\nnothing for us\r\n")

    *first, reached = box.collect(tmp_path, Since(), QUIET)
    assert isinstance(reached, Reached)
    assert [one.name for one in first] == ["a-0.xaso", "a-1.xaso", "a-2.xaso"]
    half = Since(position=first[1].position, marks=frozenset(one.mark for one in first[:2]))
    assert [one.name for one in arrivals(box, tmp_path, half)] == ["a-2.xaso"]
    assert list(box.collect(tmp_path, Since(position=reached.position), QUIET)) == [reached]

    renumbered = Since(position=f"1{reached.position}")
    assert len(arrivals(box, tmp_path, renumbered)) == 3


def test_several_attachments_of_one_message_all_come(post, papers, tmp_path):
    from email.message import EmailMessage

    message = EmailMessage()
    message.set_content("hai tệp")
    for name in ("a.xaso", "b.docx", "Gói số 1.xaso", "c.xaso-khoa"):
        message.add_attachment(name.encode(), maintype="application", subtype="octet-stream", filename=name)
    user = fresh_user()
    post.mailboxes.deliver(user, message.as_bytes())

    came = arrivals(box_of(post, papers, user), tmp_path)

    assert [one.name for one in came] == ["a.xaso", "Gói số 1.xaso", "c.xaso-khoa"]
    assert all(one.path.read_bytes() == one.name.encode() for one in came)


def test_a_message_too_large_is_told_and_the_others_come(post, papers, tmp_path):
    user = fresh_user()
    post.mailboxes.deliver(user, attached("lon.xaso", b"x" * 100_000))
    post.mailboxes.deliver(user, attached("nho.xaso", b"x"))

    found = list(box_of(post, papers, user, most=50_000).collect(tmp_path, Since(), QUIET))

    assert [one.problem.code for one in found if isinstance(one, Unread)] == ["CAR-22"]
    assert [one.name for one in found if not isinstance(one, Unread | Reached)] == ["nho.xaso"]


def test_a_wrong_password_for_the_mailbox_is_told(post, papers, tmp_path):
    for wrong in ("sai", "mật khẩu sai"):
        box = box_of(post, papers, "ai", passwords=Passwords(ask=lambda _account, w=wrong: w, safe=None))
        assert code_of(lambda box=box: arrivals(box, tmp_path)) == "CAR-09"
        assert [problem.code for problem in box.check(QUIET).problems] == ["CAR-09"]


def test_a_folder_of_the_mailbox_that_does_not_exist_is_told(post, papers, tmp_path):
    assert code_of(lambda: arrivals(box_of(post, papers, "ai", folder="Khong-co"), tmp_path)) == "CAR-16"


def test_a_mailbox_server_nobody_vouches_for_gets_no_password(post, papers, tmp_path):
    for security in (Security.TLS, Security.STARTTLS):
        box = box_of(post, papers, "ai", security=security, authority=None)
        assert code_of(lambda box=box: arrivals(box, tmp_path)) == "CAR-06"


@pytest.mark.parametrize("harm", [Harm.CUT, Harm.HANG])
@pytest.mark.parametrize("at", [0, 100, 400, 1_200, 30_000])
def test_a_mailbox_line_that_fails_anywhere_leaves_nothing_half(post, papers, tmp_path, harm, at):
    user = fresh_user()
    parcel = make_file(tmp_path, 60_000)
    post.mailboxes.deliver(user, attached(NAME, parcel.read_bytes()))
    into = tmp_path / "den"
    with nuisance(post.mailboxes.port, harm, way=Way.DOWN, at=at) as line:
        box = box_of(post, papers, user, security=Security.NONE, port=line.port, patience=SHORT)
        assert code_of(lambda: arrivals(box, into)) in {"CAR-02", "CAR-03"}
        assert line.struck == 1
        assert not into.exists() or list(into.iterdir()) == []
        box.patience = PATIENCE
        assert [one.sha256 for one in arrivals(box, into)] == [sha256(parcel)]


def test_a_hanging_mailbox_can_be_cancelled(post, papers, tmp_path):
    with nuisance(post.mailboxes.port, Harm.HANG, way=Way.DOWN, at=60) as line:
        box = box_of(post, papers, "ai", security=Security.NONE, port=line.port, patience=60)
        started = time.monotonic()
        with pytest.raises(Cancelled):
            list(box.collect(tmp_path, Since(), Progress(is_cancelled=lambda: time.monotonic() - started > 0.3)))

    assert time.monotonic() - started < 10


def test_cancelled_before_the_line_opens_nothing_is_tried(post, papers, parcel):
    with pytest.raises(Cancelled):
        out_by(post, papers, port=free_port()).send(parcel, NAME, cancelled_at(1))
