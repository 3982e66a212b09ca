//! The frame: bars, banner, rail, and what stands in them on every screen.

use crate::template::texts;

texts! {
    UNDO: "Hoàn tác (Ctrl Z)", "Undo (Ctrl Z)";
    UNDONE: "Đã hoàn tác {0} việc.", "{0} {0:act|acts} undone.";
    UNDO_TOO_LATE: "Đã gửi tới trung tâm, không hoàn tác được nữa.", "Sent to the centre already, too late to undo.";
    PRODUCT: "Trực Ban", "Trực Ban";
    QUEUE_OF_WARD: "Hộp việc", "Inbox";
    QUEUE_OF_CITY: "Phản ánh", "Reports";
    CAMERAS: "Camera", "Cameras";
    SYNC: "Đồng bộ", "Sync";
    FIGURES: "Số liệu", "Figures";
    KEYS: "Phím tắt", "Keys";
    NAVIGATION: "Màn hình", "Screens";
    OPEN_COUNT: "{0} việc đang mở", "{0} open {0:report|reports}";
    ALERT_COUNT: "{0} cảnh báo chưa kết luận", "{0} {0:alert|alerts} to judge";
    REFUSED_COUNT: "{0} việc cần bạn xử lý", "{0} {0:act needs|acts need} you";

    LANGUAGE: "Ngôn ngữ", "Language";
    VIETNAMESE: "Tiếng Việt", "Vietnamese";
    ENGLISH: "Tiếng Anh", "English";
    THEME_TO_DARK: "Chuyển sang nền tối", "Switch to dark";
    THEME_TO_LIGHT: "Chuyển sang nền sáng", "Switch to light";
    SIZE: "Cỡ hiển thị {0} %", "Everything in {0} %";
    CLOSE: "Đóng", "Close";

    ONLINE: "Trực tuyến", "Online";
    ONLINE_SYNCED: "đồng bộ {0}", "synced {0}";
    CONNECTING: "Đang kết nối", "Connecting";
    OFFLINE: "Ngoại tuyến", "Offline";
    OFFLINE_SINCE: "từ {0} · {1}", "since {0} · {1}";
    OFFLINE_NEVER: "chưa liên lạc được lần nào", "never reached yet";
    WAITING: "Chờ gửi", "Queued";
    REFUSED: "Bị từ chối", "Refused";
    UNANSWERED: "Chưa hồi âm", "No answer yet";
    DATA_AS_OF: "Số liệu đến {0}", "Data as of {0}";
    DATA_OLD: "Số liệu cũ {0}", "Data {0} old";
    DATA_OLD_WHY: "Có thể đã thay đổi ở trung tâm", "It may have changed at the centre";
    DATA_NONE: "Chưa có số liệu", "No data yet";
    FIRST_SYNC: "Đang tải lần đầu {0}%", "First download {0}%";
    FIRST_SYNC_WAITS: "Tải lần đầu {0}%, chờ mạng", "First download {0}%, waiting";
    CLOCK_AHEAD: "Đồng hồ nhanh {0}", "PC clock {0} ahead";
    CLOCK_BEHIND: "Đồng hồ chậm {0}", "PC clock {0} behind";
    SAMPLE: "Dữ liệu mẫu", "Sample data";
    CHORD: "G… chờ phím thứ hai", "G… waiting for the second key";
    STATUS: "Trạng thái", "Status";

    LOST_SINCE: "Mất kết nối trung tâm từ {0} ({1}).", "Lost contact with the centre at {0} ({1}).";
    LOST_NEVER: "Chưa kết nối được trung tâm.", "The centre has not been reached yet.";
    KEEP_WORKING: "Bạn vẫn làm việc bình thường, mọi thao tác được lưu trên máy này.",
        "Keep working; everything is saved on this machine.";
    RETRY: "Thử lại", "Try again";
    RETRY_IN: "Thử lại, tự thử sau {0}", "Try again, or wait {0}";
    RETRYING: "Đang thử lại…", "Trying…";
    REFUSED_BANNER: "{0} thao tác bị trung tâm từ chối.",
        "The centre refused {0} {0:act|acts}.";
    REFUSED_SAFE: "Bản của bạn còn nguyên trên máy này, chờ bạn xử lý.",
        "Your entries are kept on this machine until you settle them.";
    REFUSED_OPEN: "Xem và xử lý", "Look and settle";

    URGENT_ONE: "Có phản ánh tức thời mới.", "A new immediate report has come in.";
    URGENT_MANY: "Có {0} phản ánh tức thời mới.", "{0} new immediate {0:report|reports} came in.";
    SCREEN_NOT_HERE: "Không mở được màn hình này. Việc đã lưu vẫn an toàn.", "This screen could not be opened. What was saved is safe.";
    RETRY_READ: "Đọc lại", "Read again";
    REFERENCE: "Mã tra cứu {0}", "Reference {0}";
}
