//! The steps of the workflow that the city desk takes on a whole report, and the parts of several
//! units.

use crate::template::texts;

texts! {
    SELECTED: "Đã chọn {0} việc", "{0} selected";
    SELECTED_ACCEPT: "Tiếp nhận cả {0}", "Accept all {0}";
    SELECTED_CLEAR: "Bỏ chọn", "Clear";
    SELECT_ROW: "Chọn {0}", "Select {0}";
    MANY_ACCEPTED: "Đã tiếp nhận {0} việc. Đã lưu trên máy này, chờ gửi.", "{0} {0:report|reports} accepted. Saved on this machine, to be sent.";
    VIEWS_OWN: "Lọc theo người, đơn vị và hạn", "Filter by person, unit and deadline";
    VIEW_MINE: "Của tôi", "Mine";
    VIEW_UNIT: "Của đơn vị", "My unit's";
    VIEW_UNASSIGNED: "Chưa phân công", "Unassigned";
    VIEW_REOPENED: "Mở lại", "Reopened";
    SCOPE: "Phạm vi", "Scope";
    SCOPE_ALL: "Mọi phường, xã", "All wards";
    SCOPE_OF: "Phạm vi: {0}", "Scope: {0}";
    SCOPE_MANY: "Phạm vi: {0} phường, xã", "Scope: {0} wards";
    SCOPE_DONE: "Xong", "Done";
    SCOPE_GO: "{0}: {1}", "{0}: {1}";
    SCOPE_IMMEDIATE: "{0} tức thời", "{0} immediate";
    VIEW_ON_MAP: "Trên bản đồ", "On the map";
    EMPTY_ON_MAP: "Khung bản đồ này không có việc nào còn mở.", "Nothing open lies in this piece of the map.";
    EMPTY_MINE: "Bạn chưa tiếp nhận việc nào còn mở.", "You accepted nothing that is open.";
    EMPTY_UNIT: "Đơn vị không còn việc nào phải làm.", "Your unit has nothing left to do.";
    EMPTY_UNASSIGNED: "Việc nào cũng đã có đơn vị.", "Every report has its unit.";
    EMPTY_OVERDUE: "Không có việc nào quá hạn.", "Nothing is overdue.";
    EMPTY_TODAY: "Không có việc nào đến hạn hôm nay.", "Nothing is due today.";
    EMPTY_REOPENED: "Không có việc nào mở lại.", "Nothing was reopened.";
    VIEW_SENDER_ASKED: "Chờ bổ sung", "Sender asked";
    VIEW_CONTESTED: "Chưa hài lòng", "Contested";
    EMPTY_SENDER_ASKED: "Không có phản ánh nào chờ người gửi bổ sung.", "No sender is waited for.";
    EMPTY_CONTESTED: "Không có người gửi nào chưa hài lòng.", "No sender contests a result.";
    STATE_SENDER_ASKED: "Chờ người gửi bổ sung", "Sender asked";
    STATE_CONTESTED: "Người gửi chưa hài lòng", "Result contested";
    ROW_SENDER_ASKED: "Chờ bổ sung", "Sender asked";
    ROW_CONTESTED: "Chưa hài lòng", "Contested";
    ROW_REOPENED: "Mở lại lần {0}", "Reopened ×{0}";
    ROW_UNITS: "{0} đơn vị", "{0} {0:unit|units}";
    ESCALATED: "Đã mở lại {0} lần: cần người phụ trách xem.", "Reopened {0} {0:time|times}: those who oversee it must look.";

    PART_WAITING: "chờ tiếp nhận", "to accept";
    PART_ACCEPTED: "đang xử lý", "at work";
    PART_RETURNED: "trả lại", "returned it";
    PART_EXTENSION_ASKED: "xin gia hạn", "asks for time";
    PART_RESULTED: "đã có kết quả", "gave its result";
    PARTS: "Các đơn vị xử lý", "Handling units";
    LEADS: "chủ trì", "leads";
    PART_CHOICE: "Phần của đơn vị", "Whose part";

    DRAFT_KEPT: "nháp được giữ trên máy này", "draft kept on this machine";
    DRAFT_BEING_KEPT: "đang giữ nháp…", "keeping the draft…";

    ASSIGN_LEAD: "Đơn vị chủ trì", "Leading unit";
    ASSIGN_WITH: "Đơn vị phối hợp", "Unit that works with it";
    ASSIGN_WITH_NONE: "Không có", "None";

    REFUSE: "Từ chối", "Refuse";
    REFUSE_TITLE: "Từ chối tiếp nhận", "Refuse the report";
    REFUSE_HINT: "Người gửi đọc được lý do. Phản ánh đóng.", "The sender reads why. The report is closed.";
    REFUSE_WORDS: "Lý do từ chối", "Why it is refused";
    REFUSE_DO: "Từ chối", "Refuse";
    REFUSE_SAVED: "Đã từ chối {0}. Đã lưu trên máy này, chờ gửi.", "Refused {0}. Saved on this machine, to be sent.";

    TELL: "Thông tin", "Tell";
    TELL_TITLE: "Thông tin cho người gửi", "Tell the sender";
    TELL_HINT: "Ai cũng đọc được ở cổng công khai; ghi chú nội bộ thì không.", "Everybody can read it at the public door; internal notes stay inside.";
    TELL_WORDS: "Nội dung công khai", "What is told";
    TELL_DO: "Gửi thông tin", "Tell";
    TELL_SAVED: "Đã ghi thông tin cho người gửi {0}. Đã lưu trên máy này, chờ gửi.", "The sender of {0} is told. Saved on this machine, to be sent.";
    ENTRY_TOLD: "Thông tin cho người gửi.", "Told the sender.";
    ASK_SENDER: "Yêu cầu bổ sung", "Ask the sender";
    ASK_SENDER_TITLE: "Yêu cầu người gửi bổ sung", "Ask the sender";
    ASK_SENDER_HINT: "Hạn dừng đến khi có bổ sung.", "The term stands still until it is there.";
    ASK_SENDER_WORDS: "Cần bổ sung gì", "What is missing";
    ASK_SENDER_DO: "Gửi yêu cầu", "Ask";
    ASK_SENDER_SAVED: "Đã yêu cầu bổ sung {0}. Đã lưu trên máy này, chờ gửi.", "The sender of {0} is asked. Saved on this machine, to be sent.";
    TAKE_ANSWER: "Nhận bổ sung", "Take the answer";
    TAKE_ANSWER_TITLE: "Người gửi đã bổ sung", "The sender answered";
    TAKE_ANSWER_HINT: "Ghi lại nội dung; hạn tính tiếp.", "Write it down; the term goes on.";
    TAKE_ANSWER_WORDS: "Nội dung bổ sung", "What the sender gave";
    TAKE_ANSWER_DO: "Ghi bổ sung", "Write it down";
    TAKE_ANSWER_SAVED: "Đã ghi bổ sung {0}. Đã lưu trên máy này, chờ gửi.", "The answer to {0} is written down. Saved on this machine, to be sent.";
    ASKED_SAYS: "Chờ người gửi bổ sung từ {0}: {1}", "The sender was asked at {0}: {1}";
    TERM_STANDS_STILL: "Hạn đang dừng, chờ người gửi bổ sung.", "The term stands still; the sender was asked.";

    DUPLICATE: "Trùng", "Duplicate";
    DUPLICATE_TITLE: "Phản ánh trùng", "Tells of the same";
    DUPLICATE_HINT: "Cùng lĩnh vực, trong {0} m và {1} giờ. Người gửi cả hai cùng nhận kết quả.",
        "Same field, within {0} m and {1} hours. Both senders hear of the result.";
    DUPLICATE_JOIN: "Phản ánh này đóng, đi theo phản ánh gốc.", "This report is closed and follows the other.";
    DUPLICATE_NONE: "Không có phản ánh đang mở nào gần đây, gửi trước, cùng lĩnh vực.",
        "No open report of this field was sent before it nearby.";
    DUPLICATE_LOOKED_FOR: "Đang tìm…", "Looking…";
    DUPLICATE_FACTS: "cách {0} m · trước {1} giờ · giống {2}%", "{0} m away · {1} h earlier · {2}% alike";
    DUPLICATE_THIS: "Phản ánh này", "This report";
    DUPLICATE_DO: "Gộp vào phản ánh đã chọn", "Join to the chosen one";
    DUPLICATE_SAVED: "Đã gộp {0}. Đã lưu trên máy này, chờ gửi.", "Joined {0}. Saved on this machine, to be sent.";
    NEEDS_ORIGINAL: "Chưa chọn phản ánh gốc.", "No report is chosen.";
    DUPLICATE_OF: "Trùng với {0}: {1}", "Told of already in {0}: {1}";
    DUPLICATES: "Phản ánh trùng đã gộp ({0})", "Joined duplicates ({0})";

    PUBLICATION: "Công khai", "Publication";
    PUBLIC: "Công khai", "Public";
    WITHOUT_NAME: "Công khai, không nêu người gửi", "Public, without what tells the sender";
    WITHHELD: "Không công khai", "Not public";
    PUBLIC_WORDS: "Nội dung công khai", "What the public reads";
    PUBLIC_MASKED: "Số di động và thư điện tử đã được che.", "Mobile numbers and e-mail addresses are hidden.";
    NEEDS_MASK: "Còn số di động hoặc thư điện tử: che trước khi công khai.",
        "A mobile number or an e-mail address is left: hide it before it is public.";
    MASK_NOW: "Che số di động, thư điện tử", "Hide numbers and addresses";
    CLOSED_PUBLIC: "công khai", "public";
    CLOSED_WITHOUT_NAME: "công khai, không nêu người gửi", "public without the sender";
    CLOSED_WITHHELD: "không công khai", "not public";

    REOPEN: "Mở lại", "Reopen";
    REOPEN_TITLE: "Xem xét mở lại", "Open again?";
    REOPEN_HINT: "Mở lại: các đơn vị tiếp nhận lại, hạn tính lại.", "Reopened: its units are asked again, the term begins anew.";
    REOPEN_DO_IT: "Mở lại", "Open it again";
    UPHOLD_IT: "Giữ kết quả", "Let the result stand";
    REOPEN_WORDS: "Lý do", "Why";
    REOPEN_DO: "Ghi quyết định", "Commit";
    REOPEN_SAVED: "Đã mở lại {0}. Đã lưu trên máy này, chờ gửi.", "Reopened {0}. Saved on this machine, to be sent.";
    UPHOLD_SAVED: "Đã giữ kết quả {0}. Đã lưu trên máy này, chờ gửi.", "The result of {0} stands. Saved on this machine, to be sent.";
    RATED_SATISFIED: "hài lòng", "satisfied";
    RATED_ACCEPTABLE: "chấp nhận", "acceptable";
    RATED_DISSATISFIED: "không hài lòng", "not satisfied";
    RATING_SAYS: "Người gửi đánh giá: {0}", "The sender's rating: {0}";
    OUTCOME_REFUSED: "Đã từ chối", "Refused";

    ENTRY_SENDER_ASKED: "Yêu cầu người gửi bổ sung.", "Asked the sender.";
    ENTRY_SENDER_ANSWERED: "Người gửi bổ sung.", "The sender answered.";
    ENTRY_REFUSED: "Từ chối tiếp nhận.", "Refused it.";
    ENTRY_DUPLICATE: "Gộp vào một phản ánh trước.", "Joined it to an earlier report.";
    ENTRY_RATED: "Người gửi đánh giá: {0}.", "The sender's rating: {0}.";
    ENTRY_REOPENED: "Mở lại lần {0}.", "Reopened, time {0}.";
    ENTRY_UPHELD: "Giữ kết quả.", "Let the result stand.";
    ENTRY_CLOSED_AS: "Đóng, {0}.", "Closed, {0}.";
}
