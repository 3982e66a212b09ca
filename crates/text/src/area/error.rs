//! What went wrong with a command, looked up by key: `error.disk_full`. Each says what is safe and
//! what to do.

use crate::template::texts;

texts! {
    INTERNAL: "Có lỗi ngoài dự kiến. Việc đã lưu còn nguyên. Thử lại; nếu vẫn lỗi, báo mã tra cứu cho quản trị.",
        "Something unexpected went wrong. Everything saved is safe. Try again; if it stays, tell your administrator the reference.";
    DISK_FULL: "Chưa lưu được: ổ đĩa đầy. Nội dung còn trên màn hình, đừng tắt máy. Dọn bớt ổ đĩa rồi lưu lại.",
        "Not saved: the disk is full. The text is still on the screen, do not shut down. Free some space, then save again.";
    STORE_TOO_NEW: "Dữ liệu trên máy này thuộc phiên bản mới hơn. Dữ liệu còn nguyên; hãy mở bằng phiên bản mới.",
        "The data on this machine belongs to a newer version. It is safe; open it with the newer version.";
    LOCKED: "Một cửa sổ Trực Ban khác đang mở dữ liệu này. Dữ liệu còn nguyên; hãy dùng cửa sổ đó.",
        "Another Trực Ban window has this data open. The data is safe; use that window.";
    KEY_UNAVAILABLE: "Không lấy được khoá mã hoá. Dữ liệu còn nguyên nhưng chưa mở được; mở kho khoá của hệ điều hành rồi thử lại.",
        "The encryption key could not be had. The data is safe but closed; unlock the system keyring and try again.";
    STORE_UNREADABLE: "Không đọc được dữ liệu trên máy này. Bản đọc được đã giữ riêng; báo quản trị của đơn vị.",
        "The data on this machine cannot be read. What could be read is kept aside; tell your administrator.";
    NOT_FOUND: "Phản ánh này không còn trên máy này. Việc đã lưu còn nguyên; danh sách đang được đọc lại.",
        "This report is no longer on this machine. Everything saved is safe; the list is being read again.";
    ALERT_NOT_FOUND: "Cảnh báo này không còn trên máy này. Việc đã lưu còn nguyên; danh sách đang được đọc lại.",
        "This alert is no longer on this machine. Everything saved is safe; the list is being read again.";
    DISMISSAL_NEEDS_NOTE: "Lý do khác cần ghi thêm vài chữ. Ghi rồi chốt lại; chưa có gì thay đổi.",
        "Another reason needs a few words. Write them and commit again; nothing was changed.";
    NOT_ENROLLED: "Máy này chưa ghi danh. Dán hoặc chọn tệp ghi danh để bắt đầu.",
        "This machine is not enrolled. Paste or choose the enrolment file to begin.";
    NOT_PERMITTED: "Quyền của bạn không cho phép việc này ở đây. Chưa có gì thay đổi.",
        "Your role does not allow this here. Nothing was changed.";
    ALREADY_ACKNOWLEDGED: "Việc này đã được tiếp nhận. Chưa có gì thay đổi.",
        "It is accepted already. Nothing was changed.";
    ALREADY_JUDGED: "Cảnh báo này đã có kết luận. Chưa lưu gì thêm; xem kết luận trong chi tiết.",
        "This alert is judged already. Nothing was saved; see the verdict in the detail.";
    ALREADY_TAKEN_OVER: "Ca này đã có người nhận. Chưa lưu gì thêm; xem ai nhận trong phiếu.",
        "Somebody took this shift over already. Nothing was saved; the sheet says who.";
    MOVED_ON: "Việc này đã sang bước khác. Chưa lưu gì thêm; xem diễn biến trong chi tiết.",
        "It has moved on. Nothing was saved; see the history in the detail.";
    CLOSED: "Việc này đã đóng. Chưa có gì thay đổi.", "It is closed. Nothing was changed.";
    NO_SUCH_STEP: "Quy trình không có bước này. Chưa có gì thay đổi.",
        "The workflow has no such step. Nothing was changed.";
    INVALID: "Nội dung không hợp lệ ({0}). Sửa rồi lưu lại.",
        "The content is not valid ({0}). Correct it and save again.";
    NOTE_EMPTY: "Ghi chú còn trống. Viết nội dung rồi lưu.", "The note is empty. Write it, then save.";
    NOTE_TOO_LONG: "Ghi chú dài quá 4.000 ký tự. Bớt đi rồi lưu; nội dung bạn viết còn nguyên.",
        "The note is longer than 4,000 characters. Shorten it and save; what you wrote is kept.";
    REPORT_EMPTY: "Phản ánh chưa có nội dung. Viết điều bạn thấy rồi lưu.",
        "The report has no text. Write what you see, then save.";
    REPORT_TOO_LONG: "Nội dung dài quá 4.000 ký tự. Bớt đi rồi lưu; nội dung bạn viết còn nguyên.",
        "The text is longer than 4,000 characters. Shorten it and save; what you wrote is kept.";
    REASON_EMPTY: "Ghi lý do trước khi bỏ.", "Write a reason first.";
    REASON_TOO_LONG: "Lý do quá dài. Bớt đi rồi lưu.", "The reason is too long. Shorten it.";
    NOT_REFUSED: "Việc này không còn chờ bạn xử lý. Danh sách đang được đọc lại.",
        "This act no longer waits for you. The list is being read again.";
    CANNOT_RESEND: "Làm lại sẽ lại bị từ chối, nên chưa gửi. Xem bản mới hoặc bỏ việc này.",
        "Redoing it would be refused again, so nothing was sent. See the new version or discard it.";
    ENROLMENT_UNREADABLE: "Đây không phải tệp ghi danh. Chọn lại tệp .json do quản trị cấp; máy này chưa thay đổi gì.",
        "This is not an enrolment file. Choose the .json file from your administrator; nothing was changed.";
    ENROLMENT_INCOMPLETE: "Tệp ghi danh thiếu phần “{0}”. Xin quản trị cấp lại; máy này chưa thay đổi gì.",
        "The enrolment file lacks “{0}”. Ask for a new one; nothing was changed.";
    ENROLMENT_OTHER: "Máy này đã ghi danh cho người khác. Việc của người đó còn nguyên; dùng thư mục dữ liệu khác.",
        "This machine is enrolled for someone else. Their work is safe; use another data folder.";
    ENROLMENT_PLAIN_HTTP: "Địa chỉ trung tâm phải dùng https. Xin quản trị cấp lại tệp; máy này chưa thay đổi gì.",
        "The centre's address must use https. Ask for a new file; nothing was changed.";
    EXPORT_EXISTS: "Tệp tên này vừa có rồi và còn nguyên. Chưa ghi gì; xuất lại để lấy tên khác.",
        "A file of this name is there already, untouched. Nothing was written; export again for another name.";
    EXPORT_UNWRITABLE: "Chưa ghi được tệp: ổ đĩa đầy hoặc thư mục không cho ghi. Không có tệp dở dang; số liệu trên máy còn nguyên.",
        "The file could not be written: the disk is full or the folder takes none. Nothing half-written is left; the figures are safe.";
    PHOTO_UNKNOWN: "Tệp này không phải ảnh JPEG, PNG, WebP hay HEIC. Chưa gắn gì; tệp gốc còn nguyên.",
        "This file is no JPEG, PNG, WebP or HEIC photo. Nothing was attached; the file is untouched.";
    PHOTO_TOO_LARGE: "Ảnh lớn hơn 50 MB. Chưa gắn gì; giảm cỡ ảnh rồi chọn lại.",
        "The photo is larger than 50 MB. Nothing was attached; make it smaller and choose it again.";
    PHOTO_TOO_MANY_PIXELS: "Ảnh có hơn 100 triệu điểm ảnh. Chưa gắn gì; giảm cỡ ảnh rồi chọn lại.",
        "The photo has more than 100 million pixels. Nothing was attached; make it smaller and choose it again.";
    PHOTO_DAMAGED: "Ảnh bị hỏng hoặc bị cắt cụt. Chưa gắn gì; chép lại từ máy ảnh rồi chọn lại.",
        "The photo is damaged or cut short. Nothing was attached; copy it from the camera again.";
    PHOTO_NOT_CLEANED: "Không gỡ chắc được vị trí khỏi tệp HEIC này, nên chưa gắn. Xuất ảnh ra JPEG rồi chọn lại.",
        "The place cannot be taken out of this HEIC file for certain, so it was not attached. Export it as JPEG and choose that.";
    PHOTO_UNREAD: "Chưa đọc được tệp ảnh. Chưa gắn gì; chọn lại tệp.",
        "The file could not be read. Nothing was attached; choose it again.";
    PHONE_NO_NETWORK: "Máy này chưa vào mạng Wi-Fi hay mạng nội bộ nào, nên điện thoại chưa tới được. Nối Wi-Fi hoặc điểm phát của điện thoại rồi mở lại. Ảnh đã chọn còn nguyên.",
        "This machine is on no Wi-Fi or local network, so no phone can reach it. Join a Wi-Fi or the phone's hotspot and open this again. Chosen photos are untouched.";
    VISIT_LACKS: "Kết luận này còn thiếu ảnh, ngày, lý do hoặc chỗ đứng; nháp vẫn được giữ.",
        "The conclusion still lacks a photo, a day, a reason or a place; the draft is kept.";
    PHOTO_GONE: "Ảnh không còn trên máy này. Chọn lại ảnh rồi gắn.",
        "The photo is no longer on this machine. Choose it again.";
    SHELL_SILENT: "Cửa sổ không nói chuyện được với chương trình. Việc đã lưu còn nguyên. Đóng rồi mở lại Trực Ban.",
        "The window cannot talk to the program. Everything saved is safe. Close Trực Ban and open it again.";
}
