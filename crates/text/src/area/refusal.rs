//! Why central did not accept an act, in words: what happened meanwhile, why this laptop could not
//! know, what to do.

use crate::template::texts;

texts! {
    NOT_FOUND: "Trung tâm không có việc này trong phạm vi của bạn.",
        "The centre has no such case in your scope.";
    NOT_FOUND_DO: "Có thể việc đã chuyển đi nơi khác trong lúc bạn làm.",
        "It may have been moved elsewhere while you worked.";
    ALREADY_ACKNOWLEDGED: "Việc đã có người tiếp nhận trước.", "Somebody accepted it first.";
    ALREADY_ACKNOWLEDGED_BY: "{0}, {1}, tiếp nhận lúc {2}. Khi bạn bấm, máy này chưa nhận được tin đó.",
        "{0}, {1}, accepted it at {2}. When you pressed, this machine had not heard of it.";
    ACKNOWLEDGED_BY: "{0}, {1}, đã tiếp nhận lúc {2}.", "{0}, {1}, accepted it at {2}.";
    MOVED_ON: "Việc đã sang bước khác trong lúc bạn làm.", "It moved on while you worked.";
    MOVED_ON_BY: "{0}, {1}, đã làm bước khác lúc {2}; nay việc ở trạng thái “{3}”, đơn vị phụ trách: {4}. Khi bạn bấm, máy này chưa nhận được tin đó.",
        "{0}, {1}, took another step at {2}; it now stands at “{3}”, in charge: {4}. When you pressed, this machine had not heard of it.";
    ALREADY_JUDGED: "Cảnh báo đã có người kết luận trước.", "Somebody judged the alert first.";
    ALREADY_JUDGED_BY: "{0}, {1}, kết luận “{2}” lúc {3}. Khi bạn bấm, máy này chưa nhận được tin đó.",
        "{0}, {1}, concluded “{2}” at {3}. When you pressed, this machine had not heard of it.";
    ALREADY_TAKEN_OVER: "Ca này đã có người nhận trước.", "Somebody took this shift over first.";
    ALREADY_TAKEN_OVER_BY: "{0}, {1}, nhận ca lúc {2}. Khi bạn bấm, máy này chưa nhận được tin đó.",
        "{0}, {1}, took it over at {2}. When you pressed, this machine had not heard of it.";
    WRONG_KIND: "Việc này không dành cho loại hồ sơ đó.", "This act is not for that kind of case.";
    WRONG_KIND_DO: "Bản của bạn được giữ. Mở lại đúng việc rồi làm lại.",
        "Your entry is kept. Open the right case and do it again.";
    CLOSED: "Việc đã đóng trong lúc bạn làm.", "It was closed while you worked.";
    CLOSED_AT: "Đóng lúc {0}. Khi bạn bấm, máy này chưa nhận được tin đó.",
        "Closed at {0}. When you pressed, this machine had not heard of it.";
    NO_SUCH_STEP: "Quy trình không có bước này.", "The workflow has no such step.";
    NO_SUCH_STEP_STATE: "Ở trung tâm, việc đang ở trạng thái “{0}”.",
        "At the centre it stands at “{0}”.";
    EXISTS: "Trung tâm đã có phản ánh này.", "The centre has this report already.";
    EXISTS_DO: "Không cần gửi lại; xem bản mới rồi bỏ việc này.",
        "No need to send it again; see the new version, then discard this.";
    NOT_PERMITTED: "Quyền của bạn không cho phép việc này ở đây.",
        "Your role does not allow this here.";
    NOT_PERMITTED_DO: "Quyền có thể đã thay đổi sau lần đồng bộ trước. Hỏi quản trị của đơn vị.",
        "The permission may have changed since the last sync. Ask your administrator.";
    INVALID: "Nội dung không hợp lệ: {0}.", "The content is not valid: {0}.";
    INVALID_DO: "Làm lại với nội dung đã sửa.", "Do it again with the content corrected.";
    FIELD_TITLE: "tiêu đề", "title";
    FIELD_BODY: "nội dung", "text";
    FIELD_ADDRESS: "địa chỉ", "address";
    FIELD_PHOTOS: "ảnh", "photos";
    FIELD_WARD: "phường, xã", "ward";
    FIELD_CATEGORY: "không có lĩnh vực này", "there is no such category";
    FIELD_POSITION: "vị trí phải nằm trong thành phố Huế", "the place must lie in the city of Huế";
    FIELD_NOTE: "ghi chú", "note";
    FIELD_PLATE: "biển số", "number plate";
    FIELD_REASON: "lý do", "reason";
    FIELD_UNIT: "đơn vị", "unit";
    FIELD_UNTIL: "ngày gia hạn phải sau hạn hiện tại", "the day must lie after the deadline";
    FIELD_RESULT: "kết quả", "result";
    FIELD_QUESTION: "nội dung cần bổ sung", "what the sender is asked";
    FIELD_ANSWER: "nội dung bổ sung", "the sender's answer";
    FIELD_ORIGINAL: "phản ánh gốc phải gửi trước", "the other report must have come first";
    FIELD_FINDINGS: "ghi nhận tại chỗ", "what was found";
    FIELD_ITEMS: "danh sách việc bàn giao", "the list of reports";
    FIELD_CONCLUSION: "kết luận còn thiếu ảnh, ngày, lý do hoặc chỗ đứng",
        "the conclusion lacks a photo, a day, a reason or a place";
    FIELD_PUBLIC: "còn số di động hoặc thư điện tử trong nội dung công khai",
        "a mobile number or an e-mail address is left in what is public";
    UNKNOWN_KIND: "Trung tâm chưa hiểu loại việc này.", "The centre does not know this kind of act yet.";
    UNKNOWN_KIND_DO: "Bản của bạn được giữ; làm lại sau khi trung tâm cập nhật.",
        "Your entry is kept; redo it once the centre is updated.";
    UNREADABLE: "Trung tâm không đọc được việc này.", "The centre could not read this act.";
    UNREADABLE_DO: "Bản gửi được giữ ở cả hai nơi. Báo quản trị của đơn vị.",
        "The entry is kept on both sides. Tell your administrator.";
    OTHER: "Trung tâm từ chối vì một lý do mới mà phiên bản này chưa biết.",
        "The centre refused for a reason that this version does not know.";
    OTHER_DO: "Bản của bạn được giữ. Cập nhật phần mềm để đọc lý do.",
        "Your entry is kept. Update the console to read the reason.";
}
