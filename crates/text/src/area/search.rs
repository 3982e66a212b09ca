//! The one search box: what is looked for, what was found, and the commands.

use crate::template::texts;

texts! {
    HINT: "Tìm mã, địa chỉ, tờ/thửa, đường…", "Find a number, address, sheet/lot, street…";
    HINT_CITY: "Tìm mã, địa chỉ, tờ/thửa, biển số…", "Find a number, address, sheet/lot, plate…";
    LABEL: "Tìm phản ánh, thửa, đường, phường, camera. Gõ > để ra lệnh.",
        "Find reports, lots, streets, wards, cameras. Type > for commands.";
    CLEAR: "Xoá ô tìm", "Clear the search";
    FOUND: "Kết quả trên máy này", "Found on this machine";
    NONE: "Không có kết quả trên máy này.", "Nothing found on this machine.";
    COUNT: "{0} kết quả", "{0} {0:result|results}";
    NOT_READ: "Tìm không được.", "The search did not work.";

    REPORTS: "Phản ánh", "Reports";
    LOTS: "Thửa đất", "Lots";
    POINTS: "Toạ độ", "Coordinates";
    STREETS: "Đường", "Streets";
    WARDS: "Phường, xã", "Wards";
    CAMERAS: "Camera", "Cameras";
    ALERTS: "Cảnh báo", "Alerts";

    SWAPPED: "X và Y bị đảo. Theo giấy, X (Bắc) đứng trước.",
        "X and Y are swapped. On paper X (north) comes first.";
    OTHER_ZONE: "Toạ độ thuộc múi chiếu {0} ({1}), không phải múi 107°00′ của Huế.",
        "These coordinates are of zone {0} ({1}), not of zone 107°00′ of Huế.";
    OTHER_ZONE_SWAPPED: "X và Y cũng bị đảo.", "X and Y are swapped too.";
    ZONE_DA_NANG: "Đà Nẵng", "Đà Nẵng";
    ZONE_QUANG_TRI: "Quảng Trị", "Quảng Trị";
    ZONE_OTHER: "tỉnh khác", "another province";
    OUTSIDE: "Toạ độ ngoài Huế. Kiểm tra lại từng số.", "Outside Huế. Check each number.";
    TAKE: "Lấy X {0} · Y {1}", "Take X {0} · Y {1}";

    NARROW_WARD: "Lọc hộp việc theo “{0}”", "Narrow the inbox to “{0}”";
    NARROW_CITY: "Lọc phản ánh theo “{0}”", "Narrow the reports to “{0}”";

    KEY_CHOOSE: "chọn", "choose";
    KEY_GO: "mở", "open";
    KEY_RUN: "làm", "run";
    KEY_CLOSE: "đóng", "close";
    KEY_COMMANDS: "ra lệnh", "commands";

    COMMANDS: "Lệnh", "Commands";
    COMMANDS_NONE: "Không có lệnh nào như vậy làm được ở đây.", "No such command can be done here.";
    GO_QUEUE: "Tới hộp việc, phản ánh", "Go to the inbox, the reports";
    GO_MAP: "Tới bản đồ", "Go to the map";
    GO_CAMERAS: "Tới camera", "Go to the cameras";
    FILTER: "Lọc hàng đợi: phạm vi, khung bản đồ", "Filter the queue: wards, what the map shows";
    HAND_OVER: "Giao ca, nhận ca", "Hand a shift over, take one over";
    PRINT: "In phiếu", "Print";
    GO_FIELD: "Tới hiện trường", "Go to the field";
    GO_SYNC: "Tới đồng bộ", "Go to sync";
    GO_FIGURES: "Tới số liệu", "Go to the figures";
    ACCEPT: "Tiếp nhận phản ánh đang mở", "Accept the open report";
    REDO: "Làm lại việc bị từ chối", "Redo the refused act";
    CONFIRM: "Xác nhận cảnh báo, chưa chốt", "Confirm the alert, not committed yet";
    DISMISS: "Bác bỏ cảnh báo, chưa chốt", "Reject the alert, not committed yet";
    RETURN: "Trả lại phản ánh đang mở", "Return the open report";
    ASSIGN: "Phân công phản ánh đang mở", "Give the open report to a unit";
    EXTENSION: "Gia hạn phản ánh đang mở", "More time for the open report";
    GIVE_RESULT: "Nộp kết quả phản ánh đang mở", "Give the result of the open report";
    REVIEW: "Thẩm định kết quả, xem xét mở lại", "Review the result, open again";
    SELECT: "Chọn việc đang mở cùng nhiều việc khác", "Select the open report with others";
    UNDO: "Hoàn tác việc vừa làm", "Undo what was done last";
    SENDER: "Yêu cầu hoặc nhận bổ sung của người gửi", "Ask the sender or take the answer";
    TELL: "Thông tin cho người gửi, công khai", "Tell the sender, publicly";
    DUPLICATE: "So với phản ánh trước, gộp trùng", "Compare with earlier reports, join";
    NOTE: "Viết ghi chú nội bộ", "Write an internal note";
    NEW_REPORT: "Ghi phản ánh mới tại chỗ", "Enter a new report on the spot";
    OPEN: "Mở chi tiết", "Open the details";
    NEXT: "Sang việc tiếp theo", "Move to the next row";
    PREVIOUS: "Về việc trước", "Move to the previous row";
    CONTEXT: "Ẩn, hiện khung bên phải", "Hide or show the right pane";
    LAYERS: "Ẩn, hiện khung lớp bản đồ", "Hide or show the map layers";
    NEARER: "Phóng to bản đồ", "Zoom in on the map";
    FARTHER: "Thu nhỏ bản đồ", "Zoom out of the map";
    LARGER: "Mọi thứ to hơn", "Everything larger";
    SMALLER: "Mọi thứ nhỏ hơn", "Everything smaller";
    USUAL_SIZE: "Cỡ hiển thị thường", "Everything in its usual size";
    SYNC_NOW: "Đồng bộ ngay", "Sync now";
    SPEAK_ENGLISH: "Chuyển sang tiếng Anh", "Switch to English";
    SPEAK_VIETNAMESE: "Chuyển sang tiếng Việt", "Switch to Vietnamese";
    DARK: "Chuyển sang nền tối", "Switch to the dark theme";
    LIGHT: "Chuyển sang nền sáng", "Switch to the light theme";
    KEYS: "Xem phím tắt", "Show the list of keys";
}
