//! Photos that people attach, and how far they are on their way.

use crate::template::texts;

texts! {
    ADD: "Thêm ảnh", "Add photos";
    ADD_HINT: "hoặc kéo thả, dán ảnh vào đây. Vị trí và thông tin máy ảnh được gỡ bỏ; JPEG, PNG, WebP, HEIC, tối đa 50 MB.",
        "or drop or paste them here. Place and camera details are taken out; JPEG, PNG, WebP, HEIC, at most 50 MB.";
    SHOWS: "Ảnh chụp", "Photos show the place";
    SHOWS_BEFORE: "Trước xử lý", "Before the work";
    SHOWS_AFTER: "Sau xử lý", "After the work";
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
