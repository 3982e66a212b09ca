//! Why the centre cannot be reached where waiting will not help: the cause, then what is safe and
//! what to do.

use crate::template::texts;

texts! {
    NOT_CENTRAL: "Địa chỉ này không phải máy chủ trung tâm.",
        "The address answers, but it is not the centre.";
    NOT_CENTRAL_DO: "Việc đã lưu còn nguyên. Có thể mạng đòi đăng nhập; nếu không, hãy hỏi quản trị địa chỉ đúng.",
        "Everything saved is safe. The network may ask for a login; otherwise ask for the right address.";
    NO_SUCH_HOST: "Không tìm thấy địa chỉ máy chủ trung tâm.", "The centre's address was not found.";
    NO_SUCH_HOST_DO: "Việc đã lưu còn nguyên. Kiểm tra mạng; nếu mạng tốt, hãy hỏi quản trị địa chỉ đúng.",
        "Everything saved is safe. Check the network; if it works, ask for the right address.";
    WRONG_NAME: "Chứng thư của máy chủ mang tên khác nên không kết nối.",
        "The server's certificate is for another name, so no connection was made.";
    WRONG_NAME_DO: "Không có gì được gửi đi, việc đã lưu còn nguyên. Báo quản trị của đơn vị.",
        "Nothing was sent and everything saved is safe. Tell your administrator.";
    UNTRUSTED: "Chứng thư của máy chủ không đáng tin hoặc đã hết hạn.",
        "The server's certificate is not trusted or has run out.";
    UNTRUSTED_DO: "Không có gì được gửi đi, việc đã lưu còn nguyên. Xem lại đồng hồ máy, rồi báo quản trị của đơn vị.",
        "Nothing was sent and everything saved is safe. Check the clock, then tell your administrator.";
    UNKNOWN_TOKEN: "Trung tâm không nhận ra máy này.", "The centre does not know this machine.";
    UNKNOWN_TOKEN_DO: "Việc đã lưu còn nguyên. Xin quản trị của đơn vị cấp lại tệp ghi danh.",
        "Everything saved is safe. Ask your administrator for a new enrolment file.";
    REVOKED_TOKEN: "Quyền của máy này đã bị thu hồi.", "This machine's permission was taken back.";
    REVOKED_TOKEN_DO: "Việc chưa gửi còn nguyên trên máy. Liên hệ quản trị của đơn vị.",
        "Unsent work is kept on this machine. Contact your administrator.";
    FORKED: "Thư mục dữ liệu này đã được chép sang máy khác.",
        "This data folder was copied to another machine.";
    FORKED_DO: "Việc đã lưu còn nguyên. Chỉ dùng một máy và báo quản trị của đơn vị.",
        "Everything saved is safe. Use one machine only and tell your administrator.";
    PROTOCOL: "Phiên bản này quá cũ so với trung tâm.", "This version is too old for the centre.";
    PROTOCOL_DO: "Việc đã lưu còn nguyên và sẽ được gửi sau khi cập nhật phần mềm.",
        "Everything saved is safe and is sent once the console is updated.";
    GARBLED: "Trung tâm trả lời không đọc được.", "The centre's answer could not be read.";
    GARBLED_DO: "Việc đã lưu còn nguyên, máy sẽ hỏi lại. Nếu kéo dài, báo quản trị của đơn vị.",
        "Everything saved is safe and the question is asked again. If it lasts, tell your administrator.";
    CENTRAL_BROKEN: "Trung tâm đang có sự cố.", "Something broke at the centre.";
    CENTRAL_BROKEN_DO: "Việc đã lưu còn nguyên, máy sẽ tự gửi lại. Bạn cứ làm việc.",
        "Everything saved is safe and is sent again by itself. Keep working.";
    DISK_FULL: "Ổ đĩa sắp đầy, đã ngừng tải dữ liệu mới.", "The disk is nearly full; new data is not fetched.";
    DISK_FULL_DO: "Việc bạn làm vẫn lưu được trong phần dự trữ. Hãy dọn bớt ổ đĩa.",
        "Your work is still saved in the reserve. Please free some disk space.";
}
