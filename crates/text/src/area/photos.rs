//! Photos that people attach, and how far they are on their way.

use crate::template::texts;

texts! {
    ADD: "Thêm ảnh", "Add photos";
    ADD_HINT: "hoặc kéo thả, dán ảnh vào đây. Vị trí và thông tin máy ảnh được gỡ bỏ; JPEG, PNG, WebP, HEIC, tối đa 50 MB.",
        "or drop or paste them here. Place and camera details are taken out; JPEG, PNG, WebP, HEIC, at most 50 MB.";
    SHOWS: "Ảnh chụp", "Photos show the place";
    SHOWS_BEFORE: "Trước xử lý", "Before the work";
    SHOWS_AFTER: "Sau xử lý", "After the work";
    PHONE: "Từ điện thoại", "From a phone";
    PHONE_TITLE: "Gửi ảnh sang máy trực ban", "Send photos to the console";
    PHONE_HOW: "Điện thoại và máy này phải cùng một mạng Wi-Fi (có thể là điểm phát của điện thoại). Quét mã bằng máy ảnh của điện thoại rồi chọn ảnh.",
        "The phone and this machine must be on one Wi-Fi (the phone's own hotspot will do). Scan the code with the phone's camera and choose photos.";
    PHONE_CODE: "Mã QR của đường gửi ảnh", "QR code of the link";
    PHONE_ENDS: "Đường gửi tự đóng lúc {0}, hoặc khi bạn đóng khung này.", "The link ends at {0}, or when you close this.";
    PHONE_ENDED: "Đường gửi đã đóng. Đóng khung này rồi mở lại để lấy mã mới.", "The link has ended. Close this and open it again for a new code.";
    PHONE_NONE: "Chưa có ảnh nào.", "No photo yet.";
    PHONE_CAME: "Đã nhận {0} ảnh.", "{0} {0:photo|photos} came.";
    PHONE_SAFE: "Ảnh được mã hóa trên điện thoại trước khi gửi. Không ai ngoài mạng này mở được đường gửi.",
        "Photos are sealed on the phone before they are sent. Nobody outside this network can open the link.";
    PHONE_CHOOSE: "Chọn ảnh", "Choose photos";
    PHONE_SENDING: "đang gửi…", "sending…";
    PHONE_SENT: "máy trực ban đã lưu", "kept on the console";
    PHONE_NOT_TAKEN: "máy trực ban không nhận: chỉ JPEG, PNG, WebP, HEIC, tối đa 50 MB", "not taken: only JPEG, PNG, WebP, HEIC, at most 50 MB";
    PHONE_NOT_SENT: "chưa gửi được. Xem lại Wi-Fi, hoặc quét mã mới rồi chọn lại.", "not sent. Check the Wi-Fi, or scan a new code and choose again.";
    PHONE_NO_KEY: "Địa chỉ thiếu khóa. Hãy quét lại mã trên máy trực ban.", "The address lacks its key. Scan the code on the console again.";
    REMOVE: "Bỏ ảnh", "Take out";
    DROP_HERE: "Thả ảnh vào đây", "Drop them here";
    KEEPING: "đang lưu ảnh {0} / {1}…", "saving photo {0} of {1}…";
    SAVED: "Đã gắn {0} ảnh vào {1}. Đã lưu trên máy này, chờ gửi.",
        "{0} {0:photo|photos} attached to {1}. Saved on this machine, to be sent.";
    NOT_TAKEN: "{0}: {1}", "{0}: {1}";
    TOO_MANY: "Mỗi lần gắn tối đa {0} ảnh; các ảnh còn lại chưa được gắn.",
        "At most {0} photos at a time; the others were not attached.";
    TITLE_NONE: "Ảnh hiện trường", "Photos";
    STANDING_KEPT: "trên máy này, chờ gửi", "on this machine, queued";
    STANDING_SENDING: "đang gửi {0}%", "sending {0}%";
    STANDING_ELSEWHERE: "người gắn chưa gửi xong", "not sent by its owner yet";
    STANDING_RECEIVED: "Đã nhận", "Accepted";
    NOT_SHOWN: "Ảnh HEIC: đã lưu và gửi nguyên bản, không xem được ở đây",
        "HEIC photo: kept and sent as it is, cannot be shown here";
    ENTRY_BOTH: "Gắn {0} ảnh trước, {1} ảnh sau xử lý.",
        "Attached {0} {0:photo|photos} from before and {1} from after the work.";
    ENTRY_BEFORE: "Gắn {0} ảnh trước xử lý.", "Attached {0} {0:photo|photos} from before the work.";
    ENTRY_AFTER: "Gắn {0} ảnh sau xử lý.", "Attached {0} {0:photo|photos} from after the work.";

    WAITING_TITLE: "Ảnh chờ gửi", "Photos on their way";
    WAITING_NOTE: "gửi sau chữ, ảnh nhỏ trước", "after the text, small ones first";
    WAITING_BYTES: "{0} / {1}", "{0} of {1}";
    WAITING_ON: "Ảnh: {0}", "Photo: {0}";
    WHY_TEXT_FIRST: "chờ việc #{0} được trung tâm nhận", "waits until the centre accepts #{0}";
    WHY_OFFLINE: "chờ vì chưa có mạng", "waits for the network";
    WHY_TURN: "đang chờ lượt gửi", "waits for its turn";
    OPEN: "Xem phản ánh", "See the report";
}
