//! Giao ca: what is left to the next shift, and who took it.

use crate::template::texts;

texts! {
    HANDOVER: "Giao ca", "Handover";
    UNREAD: "{0} lưu ý chưa đọc", "{0} unread {0:note|notes}";
    LIST: "Các lần giao ca", "Hand-overs";
    EMPTY: "Chưa có lần giao ca nào của đơn vị. Nhấn Q để viết.", "No hand-over of your unit yet. Press Q to write one.";
    CHOOSE: "Chọn một lần giao ca trong danh sách.", "Choose a hand-over of the list.";
    FAILED: "Không đọc được các lần giao ca. Nháp và việc đã lưu vẫn an toàn trên máy này.",
        "The hand-overs cannot be read. Drafts and saved acts are safe on this machine.";
    WAITS: "Chưa ai nhận", "Not taken yet";
    TAKEN_BY: "{0} nhận {1}", "{0} took it {1}";
    SELF: "Người giao tự nhận ca.", "Taken by the one who gave it.";
    SHEET: "PHIẾU GIAO CA", "SHIFT HAND-OVER";
    GIVER: "Người giao", "Given by";
    TAKER: "Người nhận", "Taken by";
    GIVEN_AT: "{0}, {1}", "{0}, {1}";
    ITEMS: "Việc bàn giao ({0})", "Reports handed over ({0})";
    NO_ITEMS: "Không còn việc nào đến hạn hay đang chờ.", "Nothing is due and nothing waits.";
    MORE: "Còn {0} việc khác không ghi hết vào phiếu; xem hộp việc.",
        "{0} more {0:report is|reports are} not named here; see the inbox.";
    NOTES: "Lưu ý cho ca sau", "Notes for the next shift";
    NO_NOTES: "Không có lưu ý.", "No notes.";
    OUTBOX_LEFT: "Hộp gửi của máy giao ca còn {0} việc chưa có hồi âm.",
        "The outbox of the giver's machine had {0} {0:act|acts} without an answer.";
    SAMPLE: "Dữ liệu mẫu", "Sample data";
    OPEN: "Còn mở", "Open";
    PROMISED: "Đã hứa", "Promised";
    WAITING: "Đang chờ", "Waiting";
    DUE: "hạn {0}", "due {0}";
    TAKE: "Nhận ca", "Take over";
    TOOK: "Đã nhận ca của {0}. Đã lưu trên máy này, chờ gửi.",
        "You took over from {0}. Saved on this machine, to be sent.";
    PRINT: "In phiếu", "Print";
    WRITE: "Viết giao ca", "Write a hand-over";
    GIVE: "Giao ca", "Hand over";
    GAVE: "Đã giao ca. Đã lưu trên máy này, chờ gửi.", "Handed over. Saved on this machine, to be sent.";
    CLOSE_FORM: "Để sau, giữ nháp", "Later, keep the draft";
    UNIT: "Ca của", "Shift of";
    NAME_IT: "Ghi việc {0} vào phiếu", "Name {0}";
    KIND: "Vì sao ghi việc {0}", "Why {0} is named";
    ITEM_NOTE_HINT: "Ca sau cần biết gì về việc này?", "What should the next shift know about it?";
    ITEM_NOTE: "Lưu ý về việc {0}", "A note about {0}";
    TOO_LONG: "Lưu ý dài quá {0} ký tự. Bớt đi rồi giao; nội dung bạn viết còn nguyên.",
        "The notes are {0} {0:character|characters} too long. Shorten them; what you wrote is kept.";
    MAY_NOT: "Vai trò của bạn chỉ xem giao ca.", "Your role only reads hand-overs.";
}
