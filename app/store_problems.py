"""The edge where errors of the database become problems a person can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.kernel.problems import unavailable
from app.kernel.words import N_
from db.engine import DriverError, StoreDamaged
from db.migrations.runner import MigrationFailed, StoreTooNew

DAMAGED = unavailable(
    "STO-01",
    N_("Không đọc được kho dữ liệu: tệp đã bị hỏng hoặc không phải của Xã Số."),
    next_step=N_("Dùng “Khôi phục từ bản sao lưu”. Tệp hiện tại được giữ nguyên, không bị ghi đè."),
)
TOO_NEW = unavailable(
    "STO-02",
    N_("Kho dữ liệu được tạo bởi phiên bản Xã Số mới hơn phiên bản trên máy này."),
    next_step=N_("Cài phiên bản mới rồi mở lại. Dữ liệu chưa bị thay đổi gì."),
)
BUSY = unavailable(
    "STO-03",
    N_("Kho dữ liệu đang bận vì cửa sổ khác đang ghi."),
    next_step=N_("Chờ một lát rồi chọn Thử lại. Bước này chưa được ghi."),
)
FULL = unavailable(
    "STO-04",
    N_("Ổ đĩa đã đầy nên chưa ghi được."),
    next_step=N_("Giải phóng ít nhất 200 MB rồi chọn Thử lại. Bước này chưa được ghi."),
)
READ_ONLY = unavailable(
    "STO-05",
    N_("Thư mục dữ liệu chỉ cho đọc nên chưa ghi được."),
    next_step=N_("Cấp quyền ghi cho thư mục rồi chọn Thử lại."),
)
DISK = unavailable(
    "STO-06",
    N_("Ổ đĩa báo lỗi khi ghi hoặc đọc kho dữ liệu."),
    next_step=N_("Kiểm tra ổ đĩa, sao lưu ra nơi khác rồi chọn Thử lại. Bước này chưa được ghi."),
)
UPGRADE_FAILED = unavailable(
    "STO-07",
    N_("Nâng cấp kho dữ liệu không qua được bước kiểm tra."),
    next_step=N_("Bản trước khi nâng cấp nằm trong thư mục backups; dùng “Khôi phục từ bản sao lưu”."),
)

_BY_TEXT = (
    ("locked", BUSY),
    ("busy", BUSY),
    ("full", FULL),
    ("readonly", READ_ONLY),
    ("read-only", READ_ONLY),
    ("unable to open", READ_ONLY),
    ("disk i/o", DISK),
    ("malformed", DAMAGED),
    ("not a database", DAMAGED),
)


@contextmanager
def store_problems(_path: Path) -> Iterator[None]:
    """Translates what the database raises; anything it does not know stays our defect."""
    try:
        yield
    except StoreDamaged as error:
        raise DAMAGED() from error
    except StoreTooNew as error:
        raise TOO_NEW() from error
    except MigrationFailed as error:
        raise UPGRADE_FAILED() from error
    except PoolTimeout as error:
        raise BUSY() from error
    except (DBAPIError, DriverError) as error:
        text = str(getattr(error, "orig", error)).lower()
        for words, kind in _BY_TEXT:
            if words in text:
                raise kind() from error
        raise
