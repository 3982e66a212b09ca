//! The sync screen: the outbox with its receipts, and this machine.

use crate::template::texts;

texts! {
    TITLE: "Hộp gửi", "Outbox";
    AS_OF: "tính đến {0}", "as of {0}";
    COUNT_WAITING: "Chờ gửi", "Queued";
    COUNT_UNANSWERED: "Chưa hồi âm", "No answer yet";
    COUNT_REFUSED: "Bị từ chối", "Refused";
    COUNT_ACCEPTED: "Đã nhận", "Accepted";
    OLDEST: "lâu nhất {0}", "oldest {0}";
    NOTHING_WAITS: "không có việc chờ", "nothing waits";
    SAFE_TO_RESEND: "gửi lại không tạo bản trùng", "sending again makes no double";
    TO_SETTLE: "cần bạn xử lý", "for you to settle";
    NONE_UNANSWERED: "đã hồi âm hết", "all answered";
    NONE_REFUSED: "không có", "none";
    TODAY: "hôm nay", "today";

    GROUP_SETTLE: "Cần bạn xử lý", "For you to settle";
    GROUP_WAITING: "Chờ gửi", "Queued";
    GROUP_WAITING_NOTE: "gửi theo thứ tự", "sent in order";
    GROUP_UNANSWERED: "Đã gửi, chưa hồi âm", "Sent, no answer yet";
    GROUP_ACCEPTED: "Đã nhận", "Accepted";
    GROUP_SETTLED: "Bạn đã xử lý", "Settled by you";
    GROUP_SETTLED_NOTE: "được giữ lại, không gửi nữa", "kept, not sent again";
    EMPTY_DONE: "Hộp gửi trống. Trung tâm đã nhận tất cả lúc {0}.",
        "Outbox empty. The centre has everything as of {0}.";
    EMPTY_NEVER: "Hộp gửi trống. Việc bạn làm sẽ hiện ở đây với biên nhận.",
        "Outbox empty. What you do shows up here with its receipt.";
    FAILED: "Chưa đọc được hộp gửi.", "The outbox could not be read.";
    LIST: "Các việc trong hộp gửi", "Acts in the outbox";

    KIND_CREATE: "Ghi nhận phản ánh", "New report";
    KIND_ACKNOWLEDGE: "Tiếp nhận", "Acceptance";
    KIND_RETURN: "Trả lại", "Return";
    KIND_ASSIGN: "Phân công", "Assignment";
    KIND_ASK_EXTENSION: "Xin gia hạn", "Asking for time";
    KIND_GRANT_EXTENSION: "Đồng ý gia hạn", "Granting time";
    KIND_DENY_EXTENSION: "Từ chối gia hạn", "Denying time";
    KIND_GIVE_RESULT: "Nộp kết quả", "Result";
    KIND_APPROVE: "Duyệt kết quả", "Approval";
    KIND_ASK_SENDER: "Yêu cầu bổ sung", "Question to the sender";
    KIND_TAKE_ANSWER: "Nhận bổ sung", "The sender's answer";
    KIND_TELL: "Thông tin cho người gửi", "Word to the sender";
    KIND_REFUSE: "Từ chối", "Refusal";
    KIND_MARK_DUPLICATE: "Gộp trùng", "Joined duplicate";
    KIND_REOPEN: "Mở lại", "Opened again";
    KIND_UPHOLD: "Giữ kết quả", "Result let stand";
    KIND_SEND_BACK: "Trả kết quả", "Result sent back";
    KIND_APPEND: "Ghi chú", "Note";
    KIND_ATTACH: "Gắn ảnh", "Photos";
    KIND_VISIT: "Kiểm tra hiện trường", "Visit";
    KIND_HAND_OVER: "Giao ca", "Hand-over";
    KIND_TAKE_OVER: "Nhận ca", "Taking over";
    KIND_VERDICT: "Kết luận cảnh báo", "Verdict on an alert";
    KIND_UNKNOWN: "Việc của bản mới hơn", "Act of a newer version";
    ACT_ON: "{0}: {1}", "{0}: {1}";
    NOT_HERE: "phản ánh không còn trên máy này", "report no longer on this machine";
    STEP_SAVED: "Đã lưu {0}", "Saved {0}";
    STEP_WAITING: "Chờ gửi", "Queued";
    STEP_SENT: "Đã gửi {0}", "Sent {0}";
    STEP_CENTRE: "Trung tâm", "Centre";
    STEP_UNANSWERED: "Chưa hồi âm", "No answer yet";
    STEP_ACCEPTED: "Nhận {0}", "Accepted {0}";
    STEP_REFUSED: "Từ chối {0}", "Refused {0}";
    STEP_HELD: "Chờ việc trước", "Waits for another";
    STEP_DISCARDED: "Đã bỏ", "Discarded";
    STEP_RESENT: "Làm lại #{0}", "Redone #{0}";
    WHY_WAITING: "chờ vì chưa có mạng", "waits for the network";
    WHY_ORDER: "đang chờ lượt gửi", "waits for its turn";
    HELD: "Chờ một việc trước đó được xử lý. Bản của bạn được giữ nguyên.",
        "Waits until an earlier act is settled. Your entry is kept.";
    YOUR_NOTE: "Ghi chú của bạn", "Your note";
    RESEND: "Làm lại", "Redo";
    DISCARD: "Bỏ, ghi lý do…", "Discard, with a reason…";
    VIEW: "Xem bản mới", "See the new version";
    DISCARD_REASON: "Lý do bỏ, bắt buộc", "Reason, required";
    DISCARD_HINT: "Việc này và lý do được giữ lại, không bị xoá.",
        "The act and the reason are kept, not deleted.";
    DISCARD_COMMIT: "Bỏ việc này", "Discard";
    DISCARD_CANCEL: "Thôi", "Cancel";
    DISCARD_NEEDS: "Ghi lý do trước khi bỏ.", "Write a reason first.";
    DISCARD_BECAUSE: "Lý do: {0}", "Reason: {0}";
    RESENT_DONE: "Đã làm lại thành việc #{0}, chờ gửi.", "Redone as #{0}, queued.";
    DISCARDED_DONE: "Đã bỏ việc #{0}, lý do được giữ lại.", "#{0} discarded, the reason is kept.";
    CODE: "Mã {0}.", "Code {0}.";
    KEPT: "Bản gửi giữ nguyên.", "Your entry is kept.";

    MACHINE: "Máy này", "This machine";
    CONNECTION_ONLINE: "Trực tuyến, đồng bộ {0}", "Online, synced {0}";
    CONNECTION_CONNECTING: "Đang kết nối trung tâm…", "Connecting to the centre…";
    CONNECTION_OFFLINE: "Mất kết nối từ {0} ({1})", "Out of contact since {0} ({1})";
    CONNECTION_NEVER: "Chưa liên lạc được trung tâm", "The centre was never reached";
    NEXT_TRY: "tự thử lại sau {0}", "next try in {0}";
    SYNC_NOW: "Đồng bộ ngay", "Sync now";
    DATA_AGE: "Tuổi dữ liệu", "Age of data";
    DATA_AS_OF: "đến {0}, cách đây {1}", "as of {0}, {1} ago";
    DATA_NOW: "đến {0}, vừa xong", "as of {0}, just now";
    DATA_NONE: "chưa có", "none yet";
    PROGRESS: "Tải lần đầu", "First download";
    KEY: "Khoá mã hoá", "Encryption key";
    KEY_KEYRING: "trong kho khoá của hệ điều hành", "in the system keyring";
    KEY_FILE: "trong tệp cạnh dữ liệu, chỉ người dùng máy này đọc được",
        "in a file beside the data, readable by this user only";
    FOLDER: "Thư mục dữ liệu", "Data folder";
    CLOCK: "Đồng hồ máy", "Machine clock";
    CLOCK_UNKNOWN: "chưa so được với trung tâm", "not compared with the centre yet";
    CLOCK_RIGHT: "khớp với trung tâm", "agrees with the centre";
    CLOCK_AHEAD: "nhanh {0}; giờ hiển thị đã hiệu chỉnh, hãy chỉnh lại đồng hồ",
        "{0} ahead; shown times are corrected, please set the clock";
    CLOCK_BEHIND: "chậm {0}; giờ hiển thị đã hiệu chỉnh, hãy chỉnh lại đồng hồ",
        "{0} behind; shown times are corrected, please set the clock";
    BUILD: "Phiên bản", "Version";
    NOTICES: "Cần biết", "Please note";
    CACHE_REBUILT: "Bản sao dữ liệu trên máy này bị hỏng nên đang được tải lại. Việc bạn đã lưu còn nguyên.",
        "The local copy was damaged and is being fetched again. Everything you saved is safe.";
    OUTBOX_RESCUED: "Hộp gửi bị hỏng một phần: đọc lại được {0} việc, {1} việc chỉ còn số thứ tự. Bản đọc được đã xuất ra {2}.",
        "The outbox was partly damaged: {0} {0:act was|acts were} read, of {1} only the number is left. What was read is exported to {2}.";
    PHOTOS_RESCUED: "Tệp ảnh trên máy này bị hỏng một phần: giữ lại được {0} ảnh, mất {1}. Tệp hỏng còn ở {2}.",
        "The photos on this machine were partly damaged: {0} {0:picture|pictures} saved, {1} lost. The damaged file is kept at {2}.";
    PHOTOS_RESCUED_DO: "Gắn lại những ảnh còn thiếu.", "Attach again what is missing.";
    OUTBOX_RESCUED_DO: "Đối chiếu các việc đã làm hôm nay và báo quản trị của đơn vị.",
        "Check what you did today and tell your administrator.";
}
