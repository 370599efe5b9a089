"""Evidence: photos made anew, files judged by what they are, the same photo asked about, undo."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.evidence import photos
from app.evidence.camera import unused_photos
from app.evidence.commands import AttachFile, AttachFiles, AttachLink, DescribeEvidence, EvidenceKind, RemoveEvidence
from app.evidence.queries import evidence_of, how_many_of, same_elsewhere, used_sources
from app.evidence.rules import LARGEST
from app.evidence.taking_in import take_in
from app.kernel.problems import Refused
from tests.support.activities import hold
from tests.support.pictures import bomb, jpeg, png_claiming


@pytest.fixture
def activity(workspace) -> str:
    return hold(workspace, date(2022, 4, 4))


def of(workspace, uid):
    return workspace.read(evidence_of, "activity", [uid]).get(uid, ())


def refusal(call, *args, **kw) -> str:
    with pytest.raises(Refused) as caught:
        call(*args, **kw)
    assert caught.value.next_step
    return caught.value.code


def test_a_photo_is_kept_small_upright_and_without_the_place_it_was_taken(workspace, activity, tmp_path):
    source = tmp_path / "IMG_1.jpg"
    source.write_bytes(jpeg(4000, 3000, orientation=6, position=True, taken="2022:04:03 08:15:00"))

    workspace.do(AttachFile(about_noun="activity", about=activity, path=source))

    (view,) = of(workspace, activity)
    assert (view.kind, view.media_type, view.name) == (EvidenceKind.PHOTO, "image/jpeg", "IMG_1.jpg")
    assert (view.width, view.height) == (1200, 1600)
    assert view.taken_at == datetime(2022, 4, 3, 1, 15, tzinfo=UTC)
    assert not view.with_position
    with Image.open(io.BytesIO(workspace.files.get(view.sha256))) as kept:
        assert kept.size == (1200, 1600)
        assert not kept.getexif().get_ifd(0x8825)
        assert not {"comment", "icc_profile", "exif"} & set(kept.info)


def test_the_place_is_kept_only_on_purpose(workspace, activity, tmp_path):
    source = tmp_path / "IMG_2.jpg"
    source.write_bytes(jpeg(800, 600, position=True))

    workspace.do(AttachFile(about_noun="activity", about=activity, path=source, keep_position=True))

    (view,) = of(workspace, activity)
    assert view.with_position
    with Image.open(io.BytesIO(workspace.files.get(view.sha256))) as kept:
        assert kept.getexif().get_ifd(0x8825)


def test_a_small_photo_is_not_blown_up(workspace, activity):
    workspace.do(AttachFile(about_noun="activity", about=activity, data=jpeg(320, 200), name="nhỏ.jpg"))

    (view,) = of(workspace, activity)
    assert (view.width, view.height) == (320, 200)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "BMP", "GIF"])
def test_other_pictures_become_photos_too(workspace, form):
    out = io.BytesIO()
    Image.new("RGBA" if form in {"PNG", "WEBP"} else "RGB", (2000, 500)).save(out, form)

    stored = take_in(workspace.files, out.getvalue(), name=f"ảnh.{form.lower()}")

    assert (stored.media_type, stored.width, stored.height) == ("image/jpeg", 1600, 400)


def test_a_captured_screen_stays_without_loss(workspace):
    out = io.BytesIO()
    Image.new("RGB", (1000, 500)).save(out, "PNG")

    stored = take_in(workspace.files, out.getvalue(), name="màn hình.png", kind=EvidenceKind.CAPTURE)

    assert (stored.kind, stored.media_type) == (EvidenceKind.CAPTURE, "image/png")


def test_the_same_photo_for_two_events_is_asked(workspace, activity):
    other = hold(workspace, date(2022, 4, 5))
    content = jpeg(640, 480)
    workspace.do(AttachFile(about_noun="activity", about=activity, data=content, name="a.jpg"))

    with pytest.raises(Refused) as asked:
        workspace.do(AttachFile(about_noun="activity", about=other, data=content, name="b.jpg"))

    assert asked.value.code == "EVI-05"
    assert "hoạt động ngày 04/04/2022" in asked.value.sentence
    assert not of(workspace, other)
    workspace.do(AttachFile(about_noun="activity", about=other, data=content, name="b.jpg", same_photo_ok=True))
    assert len(of(workspace, other)) == 1
    assert len(workspace.read(same_elsewhere, workspace.read(all_sources))) == 2


def all_sources(session):
    from db.models import Evidence

    return [row.source_sha256 for row in session.query(Evidence)]


def test_the_same_photo_twice_for_one_event_is_put_once(workspace, activity):
    content = jpeg(640, 480)
    first = workspace.do(AttachFile(about_noun="activity", about=activity, data=content)).value
    second = workspace.do(AttachFile(about_noun="activity", about=activity, data=content)).value

    assert first == second
    assert len(of(workspace, activity)) == 1


def test_several_photos_are_one_step_to_undo(workspace, activity):
    files = tuple(take_in(workspace.files, jpeg(300 + step, 200), name=f"{step}.jpg") for step in range(3))

    workspace.do(AttachFiles(about_noun="activity", about=activity, files=files))
    assert workspace.read(how_many_of, "activity", [activity]) == {activity: 3}
    workspace.undo()

    assert of(workspace, activity) == ()


def test_a_file_taken_away_comes_back_by_undo(workspace, activity):
    uid = workspace.do(AttachFile(about_noun="activity", about=activity, data=jpeg(300, 200))).value
    workspace.do(DescribeEvidence(uid=uid, caption="Bà con xem hướng dẫn"))
    workspace.do(RemoveEvidence(uid=uid))
    assert of(workspace, activity) == ()

    workspace.undo()

    (view,) = of(workspace, activity)
    assert view.caption == "Bà con xem hướng dẫn"
    assert workspace.files.get(view.sha256)


def test_a_corrupt_photo_is_refused_and_nothing_is_kept(workspace, activity, tmp_path):
    content = jpeg(1200, 900)
    for name, bad in {"cụt.jpg": content[: len(content) // 3], "rác.jpg": b"\xff\xd8\xff" + bytes(5000)}.items():
        assert refusal(workspace.do, AttachFile(about_noun="activity", about=activity, data=bad, name=name)) == "EVI-03"
    assert of(workspace, activity) == ()


def test_a_bomb_is_refused_by_its_head_and_by_its_memory(workspace):
    assert refusal(take_in, workspace.files, png_claiming(50_000, 50_000), name="bom.png") == "EVI-04"
    assert refusal(take_in, workspace.files, bomb(), name="bom.png") in {"EVI-03", "EVI-04"}


def test_a_photo_that_takes_too_long_is_given_up(workspace, monkeypatch):
    monkeypatch.setattr(photos, "SECONDS", 0)
    assert refusal(take_in, workspace.files, jpeg(300, 200), name="a.jpg") == "EVI-09"


def test_a_video_of_500_megabytes_is_refused_without_being_read(workspace, tmp_path):
    video = tmp_path / "ra quân.mp4"
    with video.open("wb") as stream:
        stream.write(b"\0\0\0\x18ftypmp42")
        stream.truncate(500 * 1024 * 1024)

    with pytest.raises(Refused) as caught:
        take_in(workspace.files, video)

    assert caught.value.code == "EVI-02"
    assert "500,0 MB" in caught.value.sentence
    assert not list(workspace.files.root.rglob("*")) or not any(p.is_file() for p in workspace.files.root.rglob("*"))


def test_files_are_judged_by_what_they_are(workspace, tmp_path):
    assert refusal(take_in, workspace.files, b"MZ" + bytes(50), name="ảnh.jpg") == "EVI-10"
    assert refusal(take_in, workspace.files, b"", name="a.jpg") == "EVI-08"
    assert refusal(take_in, workspace.files, b"\0\0\0\x18ftypheic" + bytes(30), name="IMG.HEIC") == "EVI-06"
    large = tmp_path / "bản quét.pdf"
    with large.open("wb") as stream:
        stream.write(b"%PDF-1.7")
        stream.truncate(LARGEST + 1)
    assert refusal(take_in, workspace.files, large) == "EVI-01"
    scan = take_in(workspace.files, b"%PDF-1.7 ...", name="quyết định.pdf")
    assert (scan.kind, scan.media_type, scan.sha256) == (EvidenceKind.SCAN, "application/pdf", scan.source_sha256)
    assert take_in(workspace.files, b"ID3" + bytes(40), name="bài 1.mp3").kind is EvidenceKind.AUDIO
    assert take_in(workspace.files, b"abc", name="lời.txt").kind is EvidenceKind.TEXT


def test_an_address_is_evidence_too(workspace, activity):
    workspace.do(AttachLink(about_noun="activity", about=activity, url="mauson.hatrung.thanhhoa.gov.vn/tin/1"))
    (view,) = of(workspace, activity)
    assert view.url == "https://mauson.hatrung.thanhhoa.gov.vn/tin/1"
    for wrong in ("javascript:alert(1)", "không có", "file:///c:/a.txt", "https://[", ""):
        assert refusal(workspace.do, AttachLink(about_noun="activity", about=activity, url=wrong)) == "EVI-07"


def test_evidence_of_a_record_that_is_gone_is_refused(workspace):
    assert refusal(workspace.do, AttachLink(about_noun="activity", about="0" * 36, url="https://a.vn")) == "KER-01"


def test_the_camera_folder_shows_photos_not_used_yet_newest_first(workspace, activity, tmp_path):
    import os

    folder = tmp_path / "DCIM"
    folder.mkdir()
    for step in range(4):
        path = folder / f"IMG_{step}.jpg"
        path.write_bytes(jpeg(400 + step, 300))
        os.utime(path, (1_600_000_000 + step, 1_600_000_000 + step))
    (folder / "ghi chú.txt").write_text("x")
    (folder / "hỏng.jpg").write_bytes(b"\xff\xd8\xff")
    os.utime(folder / "hỏng.jpg", (1, 1))
    workspace.do(AttachFile(about_noun="activity", about=activity, path=folder / "IMG_2.jpg"))

    found = unused_photos(folder, lambda hashes: workspace.read(used_sources, hashes))

    assert [photo.path.name for photo in found] == ["IMG_3.jpg", "IMG_1.jpg", "IMG_0.jpg", "hỏng.jpg"]
    assert [bool(photo.thumbnail) for photo in found] == [True, True, True, False]
    assert len(unused_photos(folder, lambda hashes: workspace.read(used_sources, hashes), most=2)) == 2
    assert Path(found[0].path).exists()
