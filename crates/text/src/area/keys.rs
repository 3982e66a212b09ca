//! The list of keys.

use crate::template::texts;

texts! {
    TITLE: "Phím tắt", "Keyboard";
    NOTE: "Chữ cái chỉ có tác dụng khi con trỏ không ở trong ô nhập. Trong ô nhập, dùng Alt cùng chữ cái.",
        "Letters act only outside text fields. Inside one, hold Alt with the letter.";
    GROUP_MOVE: "Di chuyển", "Move";
    GROUP_ACT: "Thao tác", "Act";
    GROUP_GO: "Đi tới", "Go to";
    NEXT: "Việc tiếp theo", "Next row";
    PREVIOUS: "Việc trước", "Previous row";
    OPEN: "Mở chi tiết", "Open";
    SEARCH: "Tìm, lọc màn hình này", "Search, narrow this screen";
    PALETTE: "Tìm và đi tới, gõ > để ra lệnh", "Find and go there, type > for commands";
    BACK: "Quay lại, xoá ô tìm", "Back, clear the search";
    ACCEPT: "Tiếp nhận", "Accept";
    RETURN: "Trả lại, đề nghị đơn vị khác; trung tâm: từ chối", "Return it, propose another unit; city desk: refuse";
    ASSIGN: "Phân công đơn vị", "Give it to a unit";
    EXTENSION: "Xin hoặc xét gia hạn", "Ask for or decide on more time";
    GIVE_RESULT: "Nộp kết quả", "Give the result";
    REVIEW: "Thẩm định kết quả, xem xét mở lại", "Review the result, open again";
    SELECT: "Chọn nhiều việc; T tiếp nhận tất cả việc đã chọn", "Select many; T accepts all that are selected";
    SELECT_NEXT: "Chọn thêm việc kế tiếp", "Select the next one too";
    UNDO: "Hoàn tác việc vừa làm, khi chưa gửi", "Undo what was done last, while it is not sent";
    SENDER: "Yêu cầu người gửi bổ sung, nhận bổ sung", "Ask the sender, take the answer";
    TELL: "Thông tin cho người gửi (công khai)", "Tell the sender (public)";
    DUPLICATE: "So phản ánh trùng", "Compare with earlier reports";
    NOTE_OPEN: "Viết ghi chú nội bộ", "Write an internal note";
    NEW_REPORT: "Ghi phản ánh mới tại chỗ", "Enter a new report on the spot";
    VERDICT: "Cảnh báo: xác nhận, bác bỏ", "Alert: confirm, reject";
    COMMIT: "Lưu ghi chú, chốt kết luận, chốt lý do", "Save the note, commit the verdict, confirm the reason";
    REDO: "Làm lại việc bị từ chối", "Redo a refused act";
    CONTEXT: "Ẩn, hiện khung bên phải", "Hide or show the right pane";
    GO_QUEUE: "Hộp việc, phản ánh", "Inbox, reports";
    GO_CAMERAS: "Camera", "Cameras";
    HAND_OVER: "Giao ca; nhấn lần nữa để viết", "Hand-over; press again to write one";
    TAKE_SHIFT: "Giao ca: nhận ca đang mở", "Hand-over: take the open one";
    PRINT: "In phiếu giao ca", "Print the hand-over";
    GO_FIELD: "Hiện trường", "Field";
    CONCLUDE: "Hiện trường: chọn kết luận", "Field: choose a conclusion";
    GO_SYNC: "Đồng bộ", "Sync";
    GO_MAP: "Bản đồ", "Map";
    GO_FIGURES: "Số liệu", "Figures";
    PERIOD: "Số liệu: kỳ trước, kỳ sau", "Figures: earlier, later";
    PERIOD_LENGTH: "Số liệu: kỳ dài hơn, ngắn hơn", "Figures: longer, shorter period";
    LAYERS: "Bản đồ: ẩn, hiện khung lớp", "Map: hide or show the layers";
    PAN: "Bản đồ: dời", "Map: move";
    TURN: "Ảnh lớn: ảnh kế trước, kế tiếp", "Large photo: previous, next";
    ZOOM: "Bản đồ: phóng to, thu nhỏ", "Map: zoom";
    FILTER: "Hàng đợi: chọn phạm vi; bản đồ: phản ánh trong khung ra hàng đợi",
        "Queue: choose wards; map: reports in view to the queue";
    SIZE: "Mọi thứ to hơn, nhỏ hơn, cỡ thường", "Everything larger, smaller, usual size";
    LIST: "Danh sách phím này", "This list";
}
