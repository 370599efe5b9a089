"""What a carrier can meet and a person can act on; no problem carries an address, a password or a server's text."""

from __future__ import annotations

from app.kernel.problems import refused, unavailable
from app.kernel.words import N_

_KEPT = N_("Không có gì bị mất: tệp vẫn nằm trong hộp chờ gửi và chương trình sẽ tự thử lại.")
_ASK_ADMIN = N_("Hãy kiểm tra phần cài đặt gửi nhận, hoặc hỏi người quản trị của “{place}”. Tệp vẫn nằm trong hộp chờ.")

# --- the network ------------------------------------------------------------------------------------------------------

NOT_REACHABLE = unavailable("CAR-01", N_("Không kết nối được tới “{place}”."), next_step=_KEPT)
CONNECTION_CUT = unavailable("CAR-02", N_("Mất kết nối với “{place}” giữa chừng."), next_step=_KEPT)
NO_ANSWER = unavailable("CAR-03", N_("“{place}” không trả lời trong {seconds} giây."), next_step=_KEPT)
ANSWER_LOST = unavailable(
    "CAR-04",
    N_("Đã gửi hết tới “{place}” nhưng không nhận được câu trả lời: chưa biết tệp đã tới hay chưa."),
    next_step=N_("Chương trình sẽ gửi lại; nơi nhận tự nhận ra bản trùng nên gửi hai lần không sao."),
)
BUSY = unavailable("CAR-05", N_("“{place}” đang bận hoặc tạm thời từ chối (mã {answer})."), next_step=_KEPT)
NOT_TRUSTED = unavailable(
    "CAR-06",
    N_("Không xác nhận được chứng thư của “{place}”: có thể không phải máy chủ thật. Chưa gửi mật khẩu và tệp nào."),
    next_step=N_("Hãy kiểm tra ngày giờ của máy và tên máy chủ; nếu vẫn vậy, hãy báo người quản trị. Đừng bỏ qua."),
)
STRANGE_ANSWER = unavailable(
    "CAR-07",
    N_("“{place}” trả lời không đúng quy cách nên chương trình dừng lại."),
    next_step=N_("Chương trình sẽ thử lại; nếu lặp lại, hãy kiểm tra tên máy chủ và cổng trong phần cài đặt."),
)
NO_ENCRYPTION = unavailable(
    "CAR-08",
    N_("Không lập được đường truyền mã hóa với “{place}”. Chưa gửi mật khẩu và tệp nào."),
    next_step=_ASK_ADMIN,
)

# --- the account ------------------------------------------------------------------------------------------------------

WRONG_PASSWORD = refused(
    "CAR-09",
    N_("“{place}” không chấp nhận tên đăng nhập hoặc mật khẩu."),
    next_step=N_("Hãy nhập lại mật khẩu; nhiều hộp thư cần mật khẩu ứng dụng riêng. Tệp vẫn nằm trong hộp chờ."),
)
PASSWORD_NEEDED = refused(
    "CAR-10",
    N_("Cần mật khẩu để kết nối “{place}”."),
    next_step=N_("Hãy nhập mật khẩu trong thẻ “Kết nối”, hoặc khi được hỏi. Tệp vẫn nằm trong hộp chờ."),
)
NOT_ALLOWED = unavailable("CAR-11", N_("“{place}” không cho phép việc này (mã {answer})."), next_step=_ASK_ADMIN)
REFUSED_THERE = unavailable("CAR-12", N_("“{place}” từ chối nhận tệp (mã {answer})."), next_step=_ASK_ADMIN)
ADDRESS_REFUSED = refused(
    "CAR-13",
    N_("“{place}” không nhận địa chỉ thư của nơi gửi hoặc nơi nhận (mã {answer})."),
    next_step=N_("Hãy kiểm tra lại từng chữ của địa chỉ thư trong phần cài đặt. Tệp vẫn nằm trong hộp chờ."),
)
MAILBOX_FULL = unavailable(
    "CAR-14",
    N_("Hộp thư của nơi nhận đã đầy (mã {answer})."),
    next_step=N_("Hãy gọi cho nơi nhận để họ dọn hộp thư, hoặc gửi bằng USB. Tệp vẫn nằm trong hộp chờ."),
)
TOO_LARGE = refused(
    "CAR-15",
    N_("Tệp “{name}” cần {needed} nhưng “{place}” chỉ nhận tới {limit}."),
    next_step=N_("Hãy chia gói thành nhiều phần nhỏ hơn, hoặc gửi bằng USB."),
)
TOO_LARGE_UNSAID = refused(
    "CAR-27",
    N_("“{place}” không nhận tệp lớn như “{name}” ({needed}), và không nói mức tối đa."),
    next_step=N_("Hãy chia gói thành nhiều phần nhỏ hơn, hoặc gửi bằng USB."),
)
NO_ROOM_THERE = unavailable(
    "CAR-28",
    N_("“{place}” đã hết chỗ chứa."),
    next_step=N_("Hãy báo người quản trị nơi đó dọn bớt, hoặc gửi bằng USB. Tệp vẫn nằm trong hộp chờ."),
)
NO_FOLDER_THERE = refused(
    "CAR-16",
    N_("Không có thư mục “{folder}” ở “{place}”."),
    next_step=N_("Hãy kiểm tra tên thư mục trong phần cài đặt gửi nhận."),
)

# --- the file ---------------------------------------------------------------------------------------------------------

BAD_NAME = refused(
    "CAR-17",
    N_("Tên tệp “{name}” không dùng để gửi được."),
    next_step=N_("Tên phải kết thúc bằng .xaso, .xaso-phan hoặc .xaso-khoa và không chứa đường dẫn hay ký tự lạ."),
)
DIFFERENT_THERE = refused(
    "CAR-18",
    N_("Ở “{place}” đã có tệp “{name}” nhưng nội dung khác; tệp đó được giữ nguyên."),
    next_step=N_("Hãy dùng USB hoặc thư mục khác, hoặc đổi tên tệp cũ sau khi đã xem lại."),
)
READ_BACK_DIFFERS = unavailable(
    "CAR-19",
    N_("Đã ghi “{name}” vào “{place}” nhưng đọc lại thấy khác: thiết bị hoặc đường truyền có lỗi. Tệp hỏng đã bị xóa."),
    next_step=N_("Hãy thử lại; nếu lặp lại, hãy dùng USB khác."),
)
SOURCE_CHANGED = unavailable(
    "CAR-20",
    N_("Không đọc được trọn vẹn tệp cần gửi “{name}”, hoặc tệp đã đổi trong lúc gửi."),
    next_step=N_("Hãy tạo lại gói rồi gửi lại."),
)
UNREADABLE_THERE = unavailable(
    "CAR-21",
    N_("Không đọc được tệp “{name}” ở “{place}”."),
    next_step=N_("Các tệp khác vẫn được nhận. Hãy đề nghị nơi gửi gửi lại tệp này, tốt nhất bằng USB khác."),
)
TOO_LARGE_THERE = refused(
    "CAR-22",
    N_("Tệp hoặc thư “{name}” ở “{place}” lớn {size}, quá mức {limit} nên không tải về."),
    next_step=N_("Các tệp khác vẫn được nhận. Hãy đề nghị nơi gửi chia nhỏ gói hoặc gửi bằng USB."),
)

# --- sticks and folders -----------------------------------------------------------------------------------------------

WRONG_STICK = refused(
    "CAR-23",
    N_("Đây không phải USB (hoặc thư mục) đã dùng lần trước."),
    next_step=N_("Hãy cắm đúng USB đã mang gói đi; biên nhận được mong đợi trên chính USB đó."),
)
STICK_FULL = unavailable(
    "CAR-24",
    N_("“{place}” còn {free}, cần {needed} cho tệp “{name}”."),
    next_step=N_("Hãy xóa bớt tệp hoặc dùng USB khác rồi thử lại. Chưa gửi gì."),
)
STICK_GONE = unavailable(
    "CAR-25",
    N_("“{place}” không trả lời: USB có thể đã bị rút ra hoặc bị lỗi, hoặc thư mục không còn."),
    next_step=N_("Hãy cắm lại USB hoặc chọn thư mục khác rồi thử lại. Tệp chưa được coi là đã gửi."),
)
NOT_WRITABLE = unavailable(
    "CAR-26",
    N_("Không ghi được vào “{place}”: chỉ cho đọc hoặc thiếu quyền."),
    next_step=N_("Hãy gạt nút khóa ghi trên USB (nếu có), hoặc chọn USB hay thư mục khác."),
)
