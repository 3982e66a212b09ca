//! Hiện trường: what lies near, and what a visit found.

use crate::template::texts;

texts! {
    FIELD: "Hiện trường", "Field";
    LIST: "Việc gần bạn", "Near you";
    LEFT: "{0} còn lại · {1} xong", "{0} left · {1} done";
    EMPTY: "Không có phản ánh nào đang mở có vị trí trong địa bàn.",
        "No open report of your wards has a place.";
    CHOOSE: "Chọn một việc trong danh sách.", "Choose one of the list.";
    FAILED: "Không đọc được danh sách. Nháp và ảnh vẫn an toàn trên máy này.",
        "The list cannot be read. Drafts and photos are safe on this machine.";
    AWAY: "{0}, {1}", "{0}, {1}";
    METRES: "{0} m", "{0} m";
    KILOMETRES: "{0} km", "{0} km";
    BEARING: "{0}° {1}", "{0}° {1}";
    STRAIGHT: "đường chim bay", "in a straight line";
    DONE_AT: "Xong {0}: {1}", "Done {0}: {1}";
    DUE: "hạn {0}", "due {0}";
    NORTH: "Bắc", "north";
    NORTH_EAST: "Đông Bắc", "north-east";
    EAST: "Đông", "east";
    SOUTH_EAST: "Đông Nam", "south-east";
    SOUTH: "Nam", "south";
    SOUTH_WEST: "Tây Nam", "south-west";
    WEST: "Tây", "west";
    NORTH_WEST: "Tây Bắc", "north-west";

    STAND: "Chỗ bạn đứng", "Where you stand";
    STAND_UNKNOWN: "Chưa đặt: khoảng cách tính từ giữa địa bàn.",
        "Not set: distances are from the middle of your wards.";
    STAND_BY_HAND: "Đặt bằng tay, ±{0} m", "Set by hand, ±{0} m";
    STAND_GPS: "GPS ±{0} m", "GPS ±{0} m";
    STAND_BY_GPS: "Lấy từ GPS", "From GPS";
    STAND_ASKING: "Đang hỏi máy thu vệ tinh…", "Asking the receiver…";
    STAND_NO_RECEIVER: "Máy này không có máy thu GPS nào trả lời. Cắm máy thu, hoặc đặt điểm bằng tay.",
        "No satellite receiver answers on this machine. Plug one in, or set the point by hand.";
    STAND_NO_FIX: "Máy thu chưa bắt đủ vệ tinh. Ra chỗ trống rồi bấm lại, hoặc đặt điểm bằng tay.",
        "The receiver sees too few satellites. Step into the open and press again, or set the point by hand.";
    STAND_HERE: "Tôi đang ở chỗ này", "I stand at this place";
    STAND_TYPE: "Đặt điểm bằng tay: tọa độ, đường, tờ thửa", "Set by hand: coordinates, street, lot";
    STAND_SET: "Đặt điểm", "Set";
    STAND_NOT_FOUND: "Không tìm thấy chỗ này trên máy. Gõ tọa độ, ví dụ 16.4771, 107.6032.",
        "No such place on this machine. Type coordinates, such as 16.4771, 107.6032.";

    PHOTOS: "Ảnh hiện trường", "Photos of the place";
    PHOTOS_COUNT: "{0} ảnh trước, {1} ảnh sau · đã lưu trên máy",
        "{0} before, {1} after · kept on this machine";
    CONCLUSION: "Kết luận tại chỗ", "Conclusion";
    NOT_SO: "Không đúng", "Not so";
    HANDLED: "Đúng, đã xử lý", "So, and handled";
    PLANNED: "Đúng, chờ kế hoạch", "So, waits for planned works";
    NO_ACCESS: "Không tiếp cận được", "No access";
    NEEDS_NOT_SO: "cần 1 ảnh", "needs a photo";
    NEEDS_HANDLED: "cần ảnh sau", "needs a photo from after";
    NEEDS_PLANNED: "cần ảnh, ngày", "needs a photo and a day";
    NEEDS_NO_ACCESS: "cần lý do", "needs a reason";
    FINDINGS: "Ghi nhận tại chỗ", "What was found";
    EXPECTED: "Dự kiến xong ngày (dd/MM/yyyy)", "Expected by (dd/MM/yyyy)";
    SIGNATURE: "Chữ ký người chứng kiến (nếu có)", "Signature of a witness (if any)";
    SIGNER: "Người ký: họ tên, là ai (tổ trưởng, chủ hộ…)", "Who signs: name, and who that is";
    SIGNATURE_PAD: "Ô ký: ký bằng bút, ngón tay hoặc chuột", "Pad: sign with a pen, a finger or the mouse";
    SIGNATURE_CLEAR: "Ký lại", "Sign again";
    LACKS_SIGNER: "Chưa hoàn tất được: có chữ ký mà chưa ghi họ tên người ký.",
        "Cannot be finished: there is a signature and nobody's name.";
    LACKS_SIGNATURE: "Chưa hoàn tất được: đã ghi người ký mà ô ký còn trống. Ký, hoặc xóa tên.",
        "Cannot be finished: somebody is named and the pad is empty. Sign, or clear the name.";
    ENTRY_SIGNED: "Người ký: {0}.", "Signed by {0}.";
    FINISH: "Hoàn tất", "Finish";
    LACKS_CONCLUSION: "Chưa hoàn tất được: chưa chọn kết luận.", "Cannot be finished: no conclusion is chosen.";
    LACKS: "Chưa hoàn tất được: kết luận “{0}” còn thiếu {1}.", "Cannot be finished: “{0}” still lacks {1}.";
    LACKS_PHOTO: "ít nhất 1 ảnh", "a photo";
    LACKS_PHOTO_AFTER: "ít nhất 1 ảnh sau", "a photo from after";
    LACKS_DAY: "ngày dự kiến", "the expected day";
    LACKS_REASON: "lý do", "the reason";
    LACKS_PLACE: "chỗ bạn đứng", "where you stand";
    SAVED: "Đã ghi kết quả kiểm tra {0}. Đã lưu trên máy này, chờ gửi.",
        "The visit to {0} is written down. Saved on this machine, to be sent.";
    MAY_NOT: "Việc này không thuộc địa bàn của bạn.", "This lies outside your wards.";

    NEW_REPORT: "Phản ánh mới", "New report";
    NEW_REPORT_GO_ON: "Viết tiếp phản ánh mới", "Go on with the new report";
    NEW_REPORT_TITLE: "Phản ánh mới tại chỗ", "New report on the spot";
    NEW_REPORT_WHAT: "Điều bạn thấy", "What you see";
    NEW_REPORT_CATEGORY: "Lĩnh vực", "Field";
    NEW_REPORT_WARD: "Phường, xã", "Ward";
    NEW_REPORT_ADDRESS: "Địa chỉ, mô tả chỗ (nếu có)", "Address, how to find it (if known)";
    NEW_REPORT_URGENT: "Xử lý tức thời: nguy hiểm ngay lúc này", "Immediate process: a danger right now";
    NEW_REPORT_CHOOSE: "Chọn…", "Choose…";
    NEW_REPORT_PLACE: "Chỗ của phản ánh", "Place of the report";
    NEW_REPORT_NO_PLACE: "Chưa có điểm trên bản đồ. Vẫn gửi được khi có địa chỉ.",
        "No point on the map. It can be sent with an address.";
    NEW_REPORT_ENTER: "Ghi nhận phản ánh", "Enter the report";
    NEW_REPORT_DROP: "Bỏ bản nháp", "Drop the draft";
    NEW_REPORT_CLOSE: "Để sau", "Later";
    NEW_REPORT_LACKS: "Chưa ghi nhận được: còn thiếu {0}.", "Cannot be entered: still lacks {0}.";
    NEW_REPORT_LACKS_WORDS: "điều bạn thấy", "what you see";
    NEW_REPORT_LACKS_CATEGORY: "lĩnh vực", "the field";
    NEW_REPORT_LACKS_WARD: "phường, xã", "the ward";
    NEW_REPORT_LACKS_PLACE: "điểm trên bản đồ hoặc địa chỉ", "a point on the map or an address";
    NEW_REPORT_SAVED: "Đã ghi nhận phản ánh {0}. Đã lưu trên máy này, chờ gửi.",
        "Report {0} is entered. Saved on this machine, to be sent.";

    ENTRY: "Kiểm tra hiện trường: {0}.", "Visited: {0}.";
    ENTRY_PHOTOS: "Ảnh: {0} trước, {1} sau.", "Photos: {0} before, {1} after.";
    ENTRY_EXPECTED: "Dự kiến xong {0}.", "Expected by {0}.";
    ENTRY_STOOD_GPS: "Đứng tại {0}, GPS ±{1} m.", "Stood at {0}, GPS ±{1} m.";
    ENTRY_STOOD_BY_HAND: "Đứng tại {0}, đặt bằng tay ±{1} m.", "Stood at {0}, set by hand ±{1} m.";
}
