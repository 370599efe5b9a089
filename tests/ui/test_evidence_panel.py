"""The strip of evidence: attached at once to a stored record, collected for a new one, the same photo asked about."""

import os
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage

from app.evidence.commands import AttachFile
from app.evidence.queries import evidence_of
from tests.support.activities import hold
from tests.support.pictures import jpeg
from ui.core.changes import Changes
from ui.core.context import Context, SettingsInMemory
from ui.core.notices import Notices
from ui.core.tasks import Tasks
from ui.widgets.camera_dialog import FOLDER_KEY, CameraDialog
from ui.widgets.evidence_panel import EvidencePanel


@pytest.fixture
def panel(qtbot, workspace):
    changes, notices = Changes(), Notices()
    tasks = Tasks(workspace, changes, notices, inline=True)
    context = Context(workspace, tasks, changes, notices, workspace.clock, lambda *_where: None, SettingsInMemory())
    panel = EvidencePanel(context, "activity")
    qtbot.addWidget(panel)
    panel.resize(640, 300)
    panel.show()
    return panel


@pytest.fixture
def activity(workspace):
    return hold(workspace, date(2022, 4, 4))


def views(workspace, uid):
    return workspace.read(evidence_of, "activity", [uid]).get(uid, ())


def dropped(panel, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, no_keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, no_keys))


def photo(folder, name, width=400, height=300):
    path = folder / name
    path.write_bytes(jpeg(width, height))
    return path


def test_what_is_dropped_on_a_stored_record_is_attached_at_once(panel, workspace, activity, tmp_path):
    panel.show_record(activity, ())

    dropped(panel, photo(tmp_path, "a.jpg"), photo(tmp_path, "b.jpg", 401))

    assert [view.name for view in views(workspace, activity)] == ["a.jpg", "b.jpg"]
    panel.show_record(activity, views(workspace, activity))
    assert panel.strip.count() == 2
    assert panel.heading.text() == "Minh chứng (2)"


def test_what_is_pasted_for_a_new_record_is_collected_until_it_is_saved(panel):
    panel.begin_new()
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)

    panel.paste_button.click()

    (stored,) = panel.pending()
    assert (stored.width, stored.height) == (300, 200)
    assert panel.strip.count() == 1
    panel.begin_new()
    assert panel.pending() == ()


def test_the_same_photo_for_another_record_is_asked_in_place(panel, workspace, activity, tmp_path):
    other = hold(workspace, date(2022, 4, 5))
    path = photo(tmp_path, "a.jpg")
    workspace.do(AttachFile(about_noun="activity", about=activity, path=path))
    panel.show_record(other, ())

    dropped(panel, path)
    assert views(workspace, other) == ()
    assert panel.question.isVisible()
    assert "đã được gắn cho mục khác" in panel.question.words.text()

    panel.question.yes.click()
    assert len(views(workspace, other)) == 1


def test_a_corrupt_photo_is_named_and_the_others_are_taken(panel, workspace, activity, tmp_path):
    bad = tmp_path / "hỏng.jpg"
    bad.write_bytes(b"\xff\xd8\xff" + bytes(100))
    panel.show_record(activity, ())

    dropped(panel, bad, photo(tmp_path, "a.jpg"))

    assert "hỏng.jpg" in panel.question.words.text()
    assert [view.name for view in views(workspace, activity)] == ["a.jpg"]


def test_delete_takes_away_and_undo_brings_back(panel, workspace, activity, qtbot):
    workspace.do(AttachFile(about_noun="activity", about=activity, data=jpeg(300, 200), name="a.jpg"))
    panel.show_record(activity, views(workspace, activity))
    panel.strip.setCurrentRow(0)

    qtbot.keyClick(panel.strip, Qt.Key.Key_Delete)

    assert views(workspace, activity) == ()
    workspace.undo()
    assert len(views(workspace, activity)) == 1


def test_the_cameras_folder_offers_new_photos_newest_first(panel, workspace, activity, tmp_path, qtbot):
    for step in range(3):
        path = photo(tmp_path, f"IMG_{step}.jpg", 400 + step)
        os.utime(path, (1_600_000_000 + step, 1_600_000_000 + step))
    workspace.do(AttachFile(about_noun="activity", about=activity, path=tmp_path / "IMG_2.jpg"))
    panel.context.settings.set(FOLDER_KEY, str(tmp_path))
    panel.begin_new()

    panel.camera_button.click()
    dialog = panel.findChild(CameraDialog)
    assert [dialog.photos.item(row).text() for row in range(dialog.photos.count())] == ["IMG_1.jpg", "IMG_0.jpg"]
    dialog.take_button.click()

    assert [stored.name for stored in panel.pending()] == ["IMG_1.jpg"]
