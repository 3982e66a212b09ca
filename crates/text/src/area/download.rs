//! The first download: its groups of data, how far they are, and what can be done meanwhile.

use crate::template::texts;

texts! {
    TITLE: "2. Tải dữ liệu lần đầu", "2. First download";
    ASKING: "Đang hỏi trung tâm…", "Asking the centre…";
    WAITS: "Chờ mạng, có mạng sẽ tự tải tiếp", "Waiting for the network, goes on by itself";
    RESUMES: "Mất mạng giữa chừng: tải tiếp phần còn thiếu, không tải lại phần đã xong.",
        "If the network drops, it goes on with what is missing; what is done stays.";
    PERCENT: "{0}%", "{0}%";
    ROWS_OF: "{0} / {1} dòng", "{0} / {1} rows";
    PART_OF: "{0} / {1}", "{0} / {1}";
    PART_OF_ABOUT: "{0} / ≈ {1}", "{0} / ≈ {1}";
    BYTES_DONE: "đã tải {0}", "{0} fetched";
    LEFT_ABOUT: "còn khoảng {0}", "about {0} left";
    LEFT_LITTLE: "còn dưới một phút", "less than a minute left";
    NOW_FETCHED: "Đang tải: {0}", "Fetching: {0}";

    COLUMN_GROUP: "Nhóm dữ liệu, theo thứ tự cần dùng", "Data, in the order of need";
    COLUMN_ROWS: "Số dòng", "Rows";
    COLUMN_BYTES: "Dung lượng", "Size";
    COLUMN_DONE: "Tiến độ", "Progress";
    COLUMN_STATE: "Trạng thái", "State";
    NOT_KNOWN: "chưa rõ", "not known yet";
    STATE_DONE: "Xong", "Done";
    STATE_RUNS: "Đang tải", "Loading";
    STATE_LATER: "Tải sau", "Later";
    STATE_LAST: "Tải sau cùng", "Last";
    STATE_WAITS: "Chờ mạng", "Waiting";

    OPEN_REPORTS: "Phản ánh đang mở", "Open reports";
    OPEN_REPORTS_NOTE: "đủ phần này là vào việc được", "work can start with these";
    OPEN_ALERTS: "Cảnh báo chưa kết luận", "Alerts to judge";
    OPEN_ALERTS_NOTE: "chữ trước, ảnh tải riêng sau cùng", "text first, pictures apart and last";
    CAMERAS: "Camera", "Cameras";
    CAMERAS_NOTE: "vị trí trên bản đồ", "where they stand";
    OPEN_SENDERS: "Người gửi, việc đang mở", "Senders of open reports";
    SENDERS_NOTE: "chỉ bàn trực thành phố được giữ", "kept by the city desk alone";
    LAND: "Thửa đất và quy hoạch", "Lots and zoning";
    LAND_NOTE: "tra được cả khi mất mạng", "looked up without a network too";
    CLOSED_REPORTS: "Phản ánh đã đóng", "Closed reports";
    CLOSED_NOTE: "theo tháng, mới nhất trước", "by month, the newest first";
    CLOSED_ALERTS: "Cảnh báo đã kết luận", "Judged alerts";
    CLOSED_SENDERS: "Người gửi, việc đã đóng", "Senders of closed reports";

    READY: "Bạn đã làm việc được với phản ánh đang mở", "You can already work on open reports";
    READY_COUNTS: "{0}: {1} việc cần làm, {2} quá hạn.",
        "{0}: {1} {1:report|reports} to do, {2} overdue.";
    READY_NONE: "{0}: chưa có phản ánh nào đang mở.", "{0}: no report is open.";
    READY_REST: "Phần còn lại tự tải ở nền.", "The rest arrives in the background.";
    READY_ENTER: "Vào làm việc ngay", "Start work now";

    CAN_TITLE: "Lúc này làm được", "What you can do now";
    CAN_ACCEPT: "Tiếp nhận, ghi chú phản ánh", "Accept reports, write notes";
    CAN_NOTE: "Xem, ghi chú phản ánh", "Read reports, write notes";
    CAN_REPORTS_NOW: "cả khi mất mạng", "without a network too";
    CAN_JUDGE: "Kết luận cảnh báo camera", "Judge camera alerts";
    CAN_JUDGE_NOW: "ảnh hiện dần khi tải xong", "pictures show as they arrive";
    CAN_LOOK_UP: "Tra thửa đất, quy hoạch", "Look up lots and zoning";
    CAN_LOOK_UP_NOW: "toàn bộ dữ liệu được giao", "all that was given to you";
    CAN_CLOSED: "Tra việc cũ đã đóng", "Look up closed reports";
    CAN_CLOSED_NOW: "đủ các tháng", "every month";
    SOON_ABOUT: "sau khoảng {0}", "in about {0}";
    SOON_LITTLE: "sau chưa đầy một phút", "in less than a minute";
    SOON_UNKNOWN: "khi phần này về", "once this has arrived";
    SOON_ONLINE: "khi có mạng trở lại", "once the network is back";

    DISK: "Ổ đĩa còn trống {0}", "{0} free on the disk";
    DISK_NOTE: "nơi giữ dữ liệu của máy này", "where this machine's data lie";
}
