"""Attachments come out of messages as mail programs write them, and hostile ones stop nothing."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.carriers.mime_stream import attachments, lines_of


def taken(message: bytes, step: int = 7) -> list[tuple[str, bytes]]:
    chunks = [message[start : start + step] for start in range(0, len(message), step)]
    return [(one.name, b"".join(one.content)) for one in attachments(lines_of(chunks))]


def message_with(*files: tuple[str, bytes], policy=SMTP) -> bytes:
    message = EmailMessage(policy=policy)
    message["Subject"] = "Gửi tỉnh"
    message.set_content("Kính gửi …")
    message.add_alternative("<p>Kính gửi …</p>", subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


@given(
    st.lists(st.tuples(st.sampled_from(["a.xaso", "Gói số 1 của xã.xaso", "b.xaso-phan"]), st.binary(max_size=400))),
    st.integers(1, 300),
    st.sampled_from([SMTP, default]),
)
def test_what_was_attached_comes_out(files, step, policy):
    assert taken(message_with(*files, policy=policy), step) == files


def test_other_attachments_are_passed_over():
    files = [("a.docx", b"a"), ("b.xaso", b"b"), ("xaso", b"c"), ("d.xaso.exe", b"d")]

    assert taken(message_with(*files)) == [("b.xaso", b"b")]


def test_a_forwarded_message_is_looked_into():
    inner = EmailMessage(policy=SMTP)
    inner["Subject"] = "gói"
    inner.add_attachment(b"bytes", maintype="application", subtype="octet-stream", filename="a.xaso")
    outer = EmailMessage(policy=SMTP)
    outer.set_content("Chuyển tiếp")
    outer.add_attachment(inner)
    outer.add_attachment(b"more", maintype="application", subtype="octet-stream", filename="b.xaso")

    assert taken(outer.as_bytes()) == [("a.xaso", b"bytes"), ("b.xaso", b"more")]


def part(head: str, body: bytes) -> bytes:
    begin = b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="g"\r\n\r\npreamble\r\n--g\r\n'
    return begin + head.encode() + b"\r\n\r\n" + body + b"\r\n--g--\r\nepilogue\r\n--g\r\nafter the end\r\n"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('Content-Type: application/octet-stream; name="a.xaso"', "a.xaso"),
        ("Content-Disposition: attachment; filename*=utf-8''%C4%91.xaso", "đ.xaso"),
        ('Content-Disposition: attachment; filename*0="a-b"; filename*1=".xaso"', "a-b.xaso"),
        ('Content-Disposition: attachment; filename="=?utf-8?B?xJEueGFzbw==?="', "đ.xaso"),
        ('Content-Disposition: attachment; filename="..\\\\..\\\\a.xaso"', "a.xaso"),
        ('Content-Disposition: attachment; filename="/etc/a.xaso"', "a.xaso"),
        ('Content-Disposition: attachment; filename="A.XASO"', "A.XASO"),
    ],
)
def test_names_are_read_however_they_are_written(head, name):
    assert taken(part(f"{head}\r\nContent-Transfer-Encoding: base64", b"YWJj")) == [(name, b"abc")]


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        ("base64", b"YW\r\n Jj\r\n", b"abc"),
        ("BASE64", b"YWJj!!!\r\nZA==", b"abcd"),
        ("base64", b"YWJjZ", b"abc"),
        ("base64", b"", b""),
        ("base64", b"====", b""),
        ("quoted-printable", b"a=3Db=\r\nc\r\nd", b"a=bc\r\nd"),
        ("8bit", b"a\r\n\r\n--h\r\nb", b"a\r\n\r\n--h\r\nb"),
        ("x-unknown", b"abc", b"abc"),
    ],
)
def test_every_encoding_is_read_and_damage_stops_nothing(encoding, body, content):
    head = f"Content-Disposition: attachment; filename=a.xaso\r\nContent-Transfer-Encoding: {encoding}"

    assert taken(part(head, body)) == [("a.xaso", content)]


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\r\n",
        b"no head at all",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b'Content-Type: multipart/mixed; boundary=""\r\n\r\n--\r\n',
        b"Content-Type: multipart/mixed; boundary=g\r\n\r\n" + b"--g\r\n" * 500,
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(300)),
        b"Content-Type: message/rfc822\r\n\r\n" * 300,
        b"Subject: " + b"x" * 600_000 + b"\r\n\r\nx",
        b"Content-Disposition: attachment; filename==?utf-8?B?%%%?=.xaso\r\n\r\nx",
        b"Content-Disposition: attachment; filename*=nonsense''%FF.xaso\r\n\r\nx",
    ],
)
def test_what_is_no_sound_message_ends_without_harm(message):
    assert all(name.endswith(".xaso") for name, _content in taken(message, 4096))


@given(st.binary(max_size=600))
def test_any_bytes_end_without_harm(noise):
    taken(b'Content-Type: multipart/mixed; boundary="g"\r\n\r\n--g\r\n' + noise)


def test_a_large_attachment_is_never_whole_in_memory():
    import tracemalloc

    line = b"QUJD" * 19 + b"\r\n"
    head = b"Content-Disposition: attachment; filename=a.xaso\r\nContent-Transfer-Encoding: base64\r\n\r\n"

    def chunks():
        yield head
        for _ in range(500):
            yield line * 300

    tracemalloc.start()
    try:
        size = sum(len(chunk) for one in attachments(lines_of(chunks())) for chunk in one.content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert size == 500 * 300 * 57
    assert peak < 1_000_000
