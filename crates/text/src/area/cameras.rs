//! The camera screen: alerts, their evidence, the verdict, silent cameras.

use crate::template::texts;

texts! {
    TITLE: "Cảnh báo camera", "Camera alerts";
    SUMMARY: "{0} chưa kết luận · {1} đã kết luận", "{0} to judge · {1} judged";
    AS_OF: "tính đến {0}", "as of {0}";
    VIEWS: "Lọc theo kết luận", "Filter by verdict";
    VIEW_TO_SEE: "Cần xem", "To see";
    VIEW_JUDGED: "Đã kết luận", "Judged";
    KIND: "Loại", "Kind";
    KIND_ALL: "Loại: tất cả", "Kind: all";
    WARD: "Phường, xã", "Ward";
    WARD_ALL: "Phường, xã: tất cả", "Ward: all";
    WITH_COUNT: "{0} ({1})", "{0} ({1})";
    OF_CAMERA: "Chỉ {0}", "{0} only";
    OF_CAMERA_CLEAR: "Bỏ lọc theo camera", "Clear the camera filter";
    AS_GRID: "Dạng lưới", "As a grid";
    AS_LIST: "Dạng danh sách", "As a list";
    LIST: "Danh sách cảnh báo", "List of alerts";
    LOADING: "Đang tải dữ liệu trên máy…", "Loading local data…";
    ARRIVED: "{0} cảnh báo mới, bấm để xem", "{0} new, press to see";
    PLACE_OF: "Cảnh báo {0} / {1}", "{0} of {1}";
    COUNT: "{0} cảnh báo", "{0} {0:alert|alerts}";
    KEY_MOVE: "sang thẻ", "move";
    KEY_VERDICT: "chọn kết luận", "choose a verdict";
    KEY_COMMIT: "chốt", "commit";

    URGENT_FOR: "Đã {0}", "{0} ago";
    URGENT_NOTE: "chưa ai kết luận · không tự công khai", "nobody judged it · never published by itself";
    NOT_SEEN: "chưa xem", "not seen";
    CONFIRMED: "đã xác nhận", "confirmed";
    DISMISSED: "đã bác bỏ", "rejected";
    CONFIDENCE: "độ tin cậy {0}", "confidence {0}";
    NO_CAMERA: "camera chưa có trên máy này", "camera not on this machine yet";
    NO_PICTURE: "chưa tải", "not fetched yet";
    NONE_TAKEN: "không có ảnh", "no picture";

    EMPTY_TO_SEE: "Không có cảnh báo chưa xem.", "No unseen alerts.";
    EMPTY_JUDGED: "Chưa có cảnh báo nào đã kết luận trên máy này.",
        "No judged alert on this machine.";
    EMPTY_FILTERED: "Không có cảnh báo nào khớp bộ lọc.", "No alert matches the filter.";
    EMPTY_SILENT: "{0} camera đang mất tín hiệu.", "{0} {0:camera is|cameras are} silent.";
    EMPTY_NEXT: "Cảnh báo mới sẽ tự hiện ở đây.", "New alerts show up here by themselves.";
    CLEAR_FILTER: "Bỏ lọc", "Clear the filter";
    FAILED: "Chưa đọc được danh sách.", "The list could not be read.";
    FAILED_DETAIL: "Chưa đọc được cảnh báo này.", "This alert could not be read.";
    FAILED_SAFE: "Việc đã lưu còn nguyên.", "Everything saved is safe.";
    GONE: "Cảnh báo này không còn trên máy này.", "This alert is no longer on this machine.";
    CHOOSE: "Chọn một cảnh báo bên trái để xem.", "Choose an alert on the left.";

    SILENT: "{0} camera mất tín hiệu, lâu nhất {1} từ {2}",
        "{0} {0:camera is|cameras are} silent, the longest {1} since {2}";
    SILENT_MEANS: "không suy ra “không có vi phạm”", "this does not mean “no violation”";
    SILENT_SHOW: "Xem danh sách", "See the list";
    SILENT_HIDE: "Đóng danh sách", "Close the list";
    SILENT_LIST: "Camera mất tín hiệu", "Silent cameras";
    SILENT_SINCE: "mất tín hiệu từ {0}", "silent since {0}";

    EVIDENCE: "Chứng cứ", "Evidence";
    FRAMES: "Các khung hình", "Frames";
    FRAME_AT: "{0} giây", "{0} s";
    FRAME_ALT: "Khung hình lúc {0}", "Frame taken at {0}";
    BOX: "{0} {1}", "{0} {1}";
    SAMPLE: "Dữ liệu mẫu", "Sample data";

    PLATE: "Biển số hai dòng, cán bộ đọc", "Two-line plate, read by officer";
    PLATE_FIRST: "dòng 1 · mã tỉnh và sê-ri", "line 1 · province and series";
    PLATE_SECOND: "dòng 2 · số thứ tự", "line 2 · number";
    PLATE_MACHINE: "Máy đọc, giữ nguyên", "Machine reading, kept";
    PLATE_NONE: "máy không đọc được biển số", "the machine read no plate";
    PLATE_SURE: "tin cậy {0}", "confidence {0}";
    PLATE_SAME: "khớp với máy", "same as the machine";
    PLATE_DIFFERS: "khác máy, lưu cả hai", "differs, both are kept";

    VERDICT: "Kết luận của bạn", "Your verdict";
    CONFIRM: "Xác nhận", "Confirm";
    DISMISS: "Bác bỏ…", "Reject…";
    CHOSEN_CONFIRM: "Bạn chọn xác nhận: {0}. Chốt rồi không sửa được.",
        "You chose to confirm: {0}. Once committed it cannot be changed.";
    CHOSEN_DISMISS: "Bạn chọn bác bỏ: {0}. Chốt rồi không sửa được.",
        "You chose to reject: {0}. Once committed it cannot be changed.";
    REASON: "Lý do bác bỏ", "Reason";
    REASON_MISSING: "Chọn một lý do để chốt.", "Choose a reason to commit.";
    NOTE: "Ghi thêm", "More about it";
    NOTE_REQUIRED: "Ghi thêm, bắt buộc với lý do khác", "More about it, required for another reason";
    COMMIT: "Chốt kết luận", "Commit verdict";
    CLEAR: "Bỏ chọn", "Clear";
    NO_FINE: "IOC chuyển chứng cứ, không xử phạt.", "The centre hands over evidence; it does not fine.";
    SAVED: "Đã chốt {0}. Đã lưu trên máy này, chờ gửi.", "{0} judged. Saved on this machine, queued.";
    JUDGED_BY: "{0}, {1}, {2}", "{0}, {1}, {2}";
    JUDGED_PLATE: "Biển số cán bộ đọc: {0}", "Plate read by the officer: {0}";

    FACTS: "Thông tin", "Facts";
    CAMERA: "Camera", "Camera";
    MODEL: "Mô hình", "Model";
    CALIBRATION: "Kiểm định", "Calibration";
    CALIBRATED_UNTIL: "còn hạn đến {0}", "valid until {0}";
    CALIBRATION_OVER: "hết hạn từ {0}", "expired on {0}";
    POSITION: "Vị trí", "Position";
    BEARING: "hướng {0}°", "bearing {0}°";
    HASH: "Băm BLAKE3", "BLAKE3 hash";
    HASH_HELD: "khớp bản gốc", "matches the original";
    NO_DATA: "không có dữ liệu", "no data";
    SAME_CAMERA: "Cảnh báo của camera này", "Alerts of this camera";

    HISTORY: "Diễn biến", "History";
    HISTORY_EMPTY: "Chưa ai làm gì với cảnh báo này.", "Nobody has acted on this alert.";
    ENTRY_JUDGED: "Kết luận: {0}.", "Concluded: {0}.";
    ENTRY_NOTE: "Ghi chú nội bộ.", "Internal note.";
}
