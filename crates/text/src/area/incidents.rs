//! The queue of reports and one report.

use crate::template::texts;

texts! {
    TITLE_OF_WARD: "Hộp việc của phường", "Ward inbox";
    TITLE_OF_COMMUNE: "Hộp việc của xã", "Commune inbox";
    TITLE_OF_WARDS: "Hộp việc các phường, xã", "Inbox of the wards";
    TITLE_OF_UNIT: "Hộp việc của đơn vị", "Unit inbox";
    TITLE_OF_CITY: "Phản ánh hiện trường", "Field reports";
    AS_OF: "tính đến {0}", "as of {0}";
    VIEWS: "Lọc theo trạng thái", "Filter by state";
    VIEW_OPEN: "Cần làm", "To do";
    VIEW_NEW: "Chờ tiếp nhận", "To accept";
    VIEW_ACKNOWLEDGED: "Đã tiếp nhận", "Accepted";
    VIEW_RETURNED: "Trả lại", "Returned";
    VIEW_RESULTED: "Chờ thẩm định", "To review";
    VIEW_CLOSED: "Đã đóng", "Closed";
    GROUP_IMMEDIATE: "Xử lý tức thời", "Immediate process";
    GROUP_IMMEDIATE_NOTE: "đồng hồ tính theo phút", "counted in minutes";
    GROUP_OVERDUE: "Quá hạn", "Overdue";
    GROUP_OVERDUE_NOTE: "hiện đủ, không gộp", "all shown, never folded";
    GROUP_TODAY: "Hạn hôm nay", "Due today";
    GROUP_TODAY_NOTE: "đến hết ngày {0}", "until the end of {0}";
    GROUP_UPCOMING: "Sắp tới", "Upcoming";
    GROUP_UPCOMING_NOTE: "theo hạn", "by deadline";
    GROUP_CLOSED: "Đã đóng", "Closed";
    GROUP_CLOSED_NOTE: "mới đóng ở trên", "newest first";
    LIST: "Danh sách phản ánh", "List of reports";
    ARRIVED: "{0} việc mới, bấm để xem", "{0} new, press to see";
    KEY_MOVE: "di chuyển", "move";
    KEY_ACCEPT: "tiếp nhận", "accept";
    KEY_NOTE: "ghi chú", "note";
    PLACE_OF: "Việc {0} / {1}", "{0} of {1}";
    COUNT: "{0} việc", "{0} {0:report|reports}";

    EMPTY_OPEN: "Không còn việc nào cần làm.", "Nothing left to do.";
    EMPTY_NEW: "Không còn phản ánh nào chờ tiếp nhận.", "No report waits to be accepted.";
    EMPTY_ACKNOWLEDGED: "Chưa có phản ánh nào đã tiếp nhận còn mở.",
        "No accepted report is open.";
    EMPTY_RETURNED: "Không có phản ánh nào bị trả lại.", "No report was returned.";
    EMPTY_RESULTED: "Không có kết quả nào chờ thẩm định.", "No result waits for review.";
    EMPTY_CLOSED: "Chưa có phản ánh nào đã đóng trên máy này.",
        "No closed report on this machine.";
    EMPTY_NEXT: "Việc mới sẽ tự hiện ở đây.", "New reports show up here by themselves.";
    EMPTY_SEARCH: "Không có kết quả cho “{0}” trong mục {1}.", "Nothing for “{0}” in {1}.";
    SEARCH_ELSEWHERE: "Tìm trong {0}", "Search in {0}";
    CLEAR_SEARCH: "Xoá ô tìm", "Clear the search";
    FAILED: "Chưa đọc được danh sách.", "The list could not be read.";
    FAILED_DETAIL: "Chưa đọc được phản ánh này.", "This report could not be read.";
    GONE: "Phản ánh này không còn trên máy này.", "This report is no longer on this machine.";
    FAILED_SAFE: "Việc đã lưu còn nguyên.", "Everything saved is safe.";
    LOADING: "Đang tải dữ liệu trên máy…", "Loading local data…";
    CHOOSE: "Chọn một việc bên trái để xem.", "Choose a report on the left.";

    STATE_NEW: "Mới gửi", "New";
    STATE_ACKNOWLEDGED: "Đã tiếp nhận", "Accepted";
    STATE_RETURNED: "Đơn vị trả lại", "Returned by its unit";
    STATE_RESULTED: "Đã có kết quả", "Result given";
    STATE_CLOSED: "Đã đóng", "Closed";
    NOT_ACCEPTED: "chưa tiếp nhận", "not accepted yet";
    ACCEPTED: "đã tiếp nhận", "accepted";
    CLOSED: "đã đóng", "closed";
    SENT_AT: "Gửi {0}", "Sent {0}";
    STEPS: "Tiến trình", "Progress";
    STEP_SENT: "Mới gửi", "Sent in";
    STEP_ACCEPT: "Tiếp nhận", "Accepted";
    STEP_RESULT: "Kết quả", "Result";
    STEP_CLOSE: "Đóng", "Closed";
    ACCEPT: "Tiếp nhận", "Accept";
    NOTE: "Ghi chú", "Note";
    WAITS_FOR_UNIT: "Chờ {0} tiếp nhận", "Waits for {0} to accept";
    ACCEPTED_BY: "{0} · {1} tiếp nhận lúc {2}", "Accepted by {0} · {1} at {2}";
    ACCEPTED_SAVED: "Đã tiếp nhận {0}. Đã lưu trên máy này, chờ gửi.",
        "{0} accepted. Saved on this machine, queued.";
    NOTE_SAVED: "Đã lưu ghi chú cho {0} trên máy này, chờ gửi.",
        "Note on {0} saved on this machine, queued.";

    DUE: "Hạn: hết {0} {1}", "Due: end of {0} {1}";
    DUE_RULE: "Nhận {0} · {1} ngày LV tính từ {2}, bỏ T7–CN và ngày nghỉ · lịch nghỉ bản {3}",
        "Received {0} · {1} working days from {2}, weekends and days off skipped · calendar {3}";
    DUE_UNKNOWN: "Chưa có quy định hạn cho lĩnh vực này.", "No deadline rule for this field yet.";
    RULER: "Các ngày làm việc được tính", "Working days counted";
    DAY_PASSED: "đã qua", "passed";
    DAY_TODAY: "hôm nay", "today";
    DAY_LAST: "ngày cuối", "last day";
    DAY_AHEAD: "còn lại", "ahead";
    IMMEDIATE_RULE: "Quy trình tức thời: tính theo phút từ lúc gửi {0}.",
        "Immediate process: counted in minutes since {0}.";
    CLOSED_AT: "Đã đóng lúc {0}", "Closed at {0}";
    CITIZEN_TEXT: "Nội dung người dân gửi", "What the citizen wrote";
    PHOTOS: "Ảnh hiện trường ({0})", "Photos ({0})";
    PHOTOS_HERE: "{0} / {1} ảnh đã về máy này", "{0} of {1} on this machine";
    PHOTO_TITLE: "Ảnh {0} / {1}", "Photo {0} of {1}";
    PHOTO_PREVIOUS: "Ảnh kế trước", "Previous";
    PHOTO_NEXT: "Ảnh kế tiếp", "Next";
    PHOTO_BEFORE: "Trước", "Before";
    PHOTO_AFTER: "Sau", "After";
    PHOTO_BY_CITIZEN: "Công dân", "Citizen";
    PHOTO_BY_OFFICIAL: "Cán bộ", "Officer";
    PHOTO_TIME_UNKNOWN: "không rõ giờ chụp", "time unknown";
    PHOTO_ALT_BEFORE: "Ảnh {0}, trước khi xử lý: {1}, {2}", "Photo {0}, before the work: {1}, {2}";
    PHOTO_ALT_AFTER: "Ảnh {0}, sau khi xử lý: {1}, {2}", "Photo {0}, after the work: {1}, {2}";
    PHOTO_COMING: "đang tải", "loading";
    PHOTO_LATER: "chưa tải, sẽ tải khi có mạng", "not here yet, comes with the network";
    NO_TEXT: "Người gửi không viết nội dung.", "The sender wrote no text.";

    RETURN: "Trả lại", "Return";
    ASSIGN: "Phân công", "Assign";
    GIVE_RESULT: "Nộp kết quả", "Give result";
    REVIEW: "Thẩm định", "Review";
    RETURN_TITLE: "Trả lại phản ánh", "Return the report";
    RETURN_HINT: "Không thuộc thẩm quyền: phải đề nghị đơn vị khác.", "Not yours: another unit must be proposed.";
    RETURN_UNIT: "Đề nghị đơn vị", "Proposed unit";
    RETURN_WORDS: "Lý do trả lại", "Why it is returned";
    RETURN_DO: "Trả lại", "Return";
    RETURN_SAVED: "Đã trả lại {0}. Đã lưu trên máy này, chờ gửi.", "Returned {0}. Saved on this machine, to be sent.";
    ASSIGN_TITLE: "Phân công đơn vị phụ trách", "Give it to a unit";
    ASSIGN_HINT: "Đơn vị được chọn phải tiếp nhận lại.", "The unit must accept it anew.";
    ASSIGN_UNIT: "Đơn vị phụ trách", "Unit in charge";
    ASSIGN_DO: "Phân công", "Assign";
    ASSIGN_SAVED: "Đã phân công {0}. Đã lưu trên máy này, chờ gửi.", "Assigned {0}. Saved on this machine, to be sent.";
    GIVE_RESULT_TITLE: "Kết quả xử lý", "Result";
    GIVE_RESULT_HINT: "Công dân đọc được sau khi trung tâm thẩm định.", "Citizens read it once the city desk approved it.";
    GIVE_RESULT_WORDS: "Nội dung trả lời công dân", "What citizens are told";
    GIVE_RESULT_DO: "Nộp kết quả", "Give result";
    GIVE_RESULT_SAVED: "Đã nộp kết quả {0}. Đã lưu trên máy này, chờ gửi.", "Result of {0} given. Saved on this machine, to be sent.";
    REPLY_FRAME: "Kính gửi Quý Ông/Bà. Vấn đề Quý Ông/Bà phản ánh, {0} xin thông báo kết quả như sau: … Chân thành cảm ơn Quý Ông/Bà. Trân trọng.",
        "Kính gửi Quý Ông/Bà. Vấn đề Quý Ông/Bà phản ánh, {0} xin thông báo kết quả như sau: … Chân thành cảm ơn Quý Ông/Bà. Trân trọng.";
    REPLY_INSERT: "Chèn mẫu trả lời", "Insert the letter";
    REVIEW_TITLE: "Thẩm định kết quả", "Review the result";
    REVIEW_HINT: "Đạt: phản ánh đóng với kết quả này.", "Approved: the report is closed with this result.";
    REVIEW_APPROVE: "Đạt, đóng phản ánh", "Approve and close";
    REVIEW_SEND_BACK: "Chưa đạt, đơn vị làm tiếp", "Send back";
    REVIEW_WORDS: "Cần bổ sung gì", "What is missing";
    REVIEW_DO: "Ghi thẩm định", "Commit";
    APPROVE_SAVED: "Đã duyệt kết quả {0}. Đã lưu trên máy này, chờ gửi.", "Result of {0} approved. Saved on this machine, to be sent.";
    SEND_BACK_SAVED: "Đã trả kết quả {0}. Đã lưu trên máy này, chờ gửi.", "Result of {0} sent back. Saved on this machine, to be sent.";
    STEP_CHOOSE_UNIT: "Chọn đơn vị…", "Choose a unit…";
    STEP_NEEDS_UNIT: "Chưa chọn đơn vị.", "No unit is chosen.";
    STEP_NEEDS_WORDS: "Chưa ghi nội dung.", "Nothing is written.";
    STEP_NEEDS_VERDICT: "Chưa chọn đạt hay chưa đạt.", "Neither approved nor sent back.";
    STEP_FRAME_LEFT: "Còn chỗ “…” trong mẫu chưa điền.", "The “…” of the letter is still to be filled in.";
    RETURNED_SAYS: "Đơn vị trả lại, đề nghị {0}: {1}", "Returned, proposes {0}: {1}";
    RESULT_SAYS: "Kết quả chờ thẩm định", "Result that waits for review";
    ROW_RETURNED: "Trả lại", "Returned";
    ROW_RESULTED: "Chờ thẩm định", "To review";
    NOTE_TITLE: "Ghi chú nội bộ", "Internal note";
    NOTE_HINT: "Chỉ cán bộ đọc được, không công khai.", "For officers only, never public.";
    NOTE_PLACEHOLDER: "Ví dụ: đã gọi tổ dân phố, hẹn kiểm tra lúc 15 giờ.",
        "For example: called the block leader, inspection at 15:00.";
    NOTE_SAVE: "Lưu ghi chú", "Save note";
    NOTE_CLOSE: "Để sau", "Later";
    NOTE_DRAFT: "bản nháp được giữ", "draft kept";
    NOTE_COUNT: "{0} / {1} ký tự", "{0} / {1} characters";
    NOTE_OVER: "Dài quá {0} ký tự, cần bớt để lưu.", "{0} {0:character|characters} too long to save.";

    CONTEXT: "Thông tin thêm", "More";
    SENDER_HIDDEN: "ẩn với đơn vị", "hidden from the unit";
    SENDER_LABEL: "Người gửi: {0}", "Sender: {0}";
    SENDER_HIDDEN_WHY: "Đơn vị không thấy tên, số điện thoại.",
        "Units do not see the name or telephone.";
    SENDER_UNKNOWN: "không để lại tên", "left no name";
    SENDER_NOT_HERE: "chưa có trên máy này", "not on this machine yet";
    PHONE: "Điện thoại", "Telephone";
    EMAIL: "Thư điện tử", "E-mail";
    ADDRESS: "Địa chỉ", "Address";
    NO_ADDRESS: "không ghi", "not given";
    WARD: "Thuộc", "Ward";
    ZONING: "Quy hoạch", "Zoning";
    ZONING_LOOKED_UP: "đang tra…", "looking it up…";
    ZONING_PERCENT: "{0} ({1}%)", "{0} ({1}%)";
    POSITION: "Toạ độ", "Position";
    NO_POSITION: "không có dữ liệu", "no data";
    SOURCE: "Nguồn", "Source";
    UNIT: "Đơn vị xử lý", "Handling unit";
    CATEGORY: "Lĩnh vực", "Field";
    HISTORY: "Diễn biến", "History";
    HISTORY_NOTE: "gồm ghi chú nội bộ", "internal notes included";
    ENTRY_RECEIVED: "Công dân gửi qua {0}.", "A citizen sent it through {0}.";
    ENTRY_RECEIVED_CONSOLE: "Cán bộ ghi nhận tại máy trực.", "Entered by an officer at a console.";
    ENTRY_ACKNOWLEDGED: "{0} tiếp nhận.", "{0} accepted it.";
    ENTRY_RETURNED: "Trả lại, đề nghị {0}.", "Returned it and proposed {0}.";
    ENTRY_ASSIGNED: "Phân công {0}.", "Gave it to {0}.";
    ENTRY_RESULTED: "Nộp kết quả.", "Gave the result.";
    ENTRY_SENT_BACK: "Kết quả chưa đạt, đơn vị làm tiếp.", "The result was sent back.";
    ENTRY_NOTE: "Ghi chú nội bộ.", "Internal note.";
    ENTRY_CLOSED: "Đóng.", "Closed.";
    ENTRY_JUDGED: "Kết luận: {0}.", "Concluded: {0}.";

    RECEIPT_SAVED: "đã lưu, chờ gửi", "saved, queued";
    RECEIPT_SENT: "đã gửi, chưa hồi âm", "sent, no answer yet";
    RECEIPT_ACCEPTED: "trung tâm đã nhận", "accepted by the centre";
    RECEIPT_REFUSED: "bị từ chối", "refused";
    RECEIPT_HELD: "chờ việc trước", "waits for an earlier act";
    RECEIPT_DISCARDED: "đã bỏ", "discarded";
    RECEIPT_RESENT: "đã làm lại", "redone";
    RECEIPT_OPEN: "Xem ở màn hình Đồng bộ", "See it on the sync screen";
}
