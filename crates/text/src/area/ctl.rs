//! What `trucbanctl` says.

use crate::template::texts;

texts! {
    QUEUE_EMPTY: "Không còn việc nào cần làm.", "Nothing left to do.";
    QUEUE_MORE: "… và {0} việc nữa.", "… and {0} more.";
    SYNC_DONE: "Đã đồng bộ với trung tâm lúc {0}.", "Synced with the centre at {0}.";
    SYNC_LEFT: "Chờ gửi {0}, chưa hồi âm {1}, bị từ chối {2}.",
        "{0} queued, {1} without an answer, {2} refused.";
    SYNC_OFFLINE: "Không tới được trung tâm. Việc đã lưu còn nguyên trên máy này; lần sau sẽ gửi tiếp.",
        "The centre could not be reached. Everything saved is safe on this machine and is sent next time.";
    NOT_ENROLLED: "Thư mục này chưa ghi danh. Mở Trực Ban và nạp tệp ghi danh, hoặc chạy: trucbanctl enrol TỆP.",
        "This folder is not enrolled. Open Trực Ban and load the enrolment file, or run: trucbanctl enrol FILE.";
    ENROLLED: "Đã ghi danh: {0}.", "Enrolled: {0}.";
    RUNNING: "Trực Ban đang mở thư mục này, nên lệnh này chỉ xem được. Đóng cửa sổ rồi chạy lại.",
        "Trực Ban has this folder open, so this command may only look. Close the window and run it again.";
    LOOKUP_NOTHING: "Không tìm thấy gì có tên như vậy trên máy này.", "Nothing on this machine is called so.";
    LOOKUP_LOT: "Thửa {0}, tờ bản đồ {1}, {2}", "Lot {0}, sheet {1}, {2}";
    LOOKUP_POINT: "X (Bắc) {0} · Y (Đông) {1}", "X (north) {0} · Y (east) {1}";
    LOOKUP_FORMERLY: "{0} (cũ: {1})", "{0} (formerly {1})";
    LOOKUP_SWAPPED: "X và Y có vẻ bị đảo chỗ. Có phải: X (Bắc) {0} · Y (Đông) {1}?",
        "X and Y seem to be changed round. Is it: X (north) {0} · Y (east) {1}?";
    LOOKUP_OTHER_GRID: "Toạ độ thuộc múi chiếu của tỉnh bên cạnh. Trong lưới 107°00': X (Bắc) {0} · Y (Đông) {1}",
        "The coordinates are of a neighbouring zone. In the grid 107°00': X (north) {0} · Y (east) {1}";
    LOOKUP_OUTSIDE: "Toạ độ nằm ngoài thành phố Huế.", "The coordinates lie outside the city of Huế.";
    LOOKUP_HERITAGE_ONE: "Khu vực bảo vệ I", "Protection zone I";
    LOOKUP_HERITAGE_TWO: "Khu vực bảo vệ II", "Protection zone II";
    LOOKUP_HERITAGE_BUFFER: "Vùng đệm di sản", "Heritage buffer zone";
    LOOKUP_RESERVE: "Chỉ giới đường đỏ", "Road boundary line";
    LOOKUP_IN_FORCE: "Hiệu lực", "In force";
    LOOKUP_PENDING: "Đang trình", "Pending";
    LOOKUP_SUPERSEDED: "Hết hiệu lực", "Superseded";
    LOOKUP_BOUNDARY: "Ranh {0} chỉ cách {1} m, nhỏ hơn sai số bản đồ ±{2} m.",
        "The line of {0} is only {1} m off, less than the map's error of ±{2} m.";
    DUE: "Hạn: {0} {1}, {2}. Lịch phiên bản {3}.", "Due: {0} {1}, {2}. Calendar version {3}.";
    DUE_PAUSED: "Đang tạm dừng tính hạn: chưa biết ngày đến hạn.",
        "The time stands still: no due date is known yet.";
    DUE_BEYOND: "Lịch chỉ biết ngày nghỉ đến hết {0}: sau ngày đó chỉ trừ thứ Bảy và Chủ nhật.",
        "The calendar knows days off up to {0}: after it only Saturdays and Sundays are left out.";
    DUE_NO_RULE: "Chưa có quy định hạn cho ngày nhận này. Hãy ghi rõ số ngày, ví dụ --days 7.",
        "No rule is known for this day of receipt. Say how long, as in --days 7.";
    DUE_BAD_MOMENT: "\"{0}\" không phải thời điểm. Ví dụ: 2026-11-20T14:31:00+07:00.",
        "\"{0}\" is no moment. Example: 2026-11-20T14:31:00+07:00.";
    DUE_BAD_PAUSE: "\"{0}\" không phải khoảng tạm dừng. Viết TỪ/ĐẾN, hoặc TỪ/ nếu còn đang dừng.",
        "\"{0}\" is no pause. Write FROM/TO, or FROM/ while it lasts.";
    DUE_BAD_CALENDAR: "Không đọc được lịch {0}. Xem mẫu ở assets/reference/calendar.json.",
        "The calendar {0} cannot be read. See assets/reference/calendar.json for its form.";
    FIGURES_OF: "{0} · {1}", "{0} · {1}";
    FIGURES_RATE: "{0}: {1} ({2} / {3})", "{0}: {1} ({2} / {3})";
    FIGURES_NUMBER: "{0}: {1}", "{0}: {1}";
    FIGURES_BAD_DAY: "Không đọc được ngày “{0}”. Viết như 2026-11-20.",
        "The date “{0}” cannot be read. Write it like 2026-11-20.";
    FIGURES_BAD_DAYS: "Từ {0} đến {1} không phải một kỳ: ngày đầu không được sau ngày cuối, cách nhau không quá 20 năm.",
        "From {0} to {1} is no period: the first day may not be after the last, nor more than 20 years before it.";
    FIGURES_BAD_WARD: "Không có phường, xã nào mang mã {0}.", "No ward has the code {0}.";
    EXPORT_DONE: "Đã ghi {0} dòng vào {1}.", "{0} {0:line|lines} written to {1}.";
    EXPORT_THERE: "Đã có tệp {0}; tệp đó còn nguyên. Chọn tên khác.",
        "{0} is there already and stays as it is. Choose another name.";
    DOCTOR_FOLDER: "Thư mục dữ liệu: {0}", "Data folder: {0}";
    DOCTOR_KEY_KEYRING: "Khoá mã hoá: trong kho khoá của hệ điều hành", "Key: in the system's keyring";
    DOCTOR_KEY_FILE: "Khoá mã hoá: trong tệp cạnh dữ liệu, chỉ chủ máy đọc được",
        "Key: in a file beside the data that only its owner can read";
    DOCTOR_OPERATOR: "Người dùng: {0} · {1}", "Operator: {0} · {1}";
    DOCTOR_AS_OF: "Dữ liệu tính đến: {0}", "Data as of: {0}";
    DOCTOR_NEVER: "Dữ liệu: chưa đồng bộ lần nào", "Data: never synced";
    DOCTOR_ACTS: "Hộp gửi: {0} việc, chờ gửi {1}, chưa hồi âm {2}, bị từ chối {3}",
        "Outbox: {0} acts, {1} queued, {2} without an answer, {3} refused";
    DOCTOR_REBUILT: "Bản sao dữ liệu trung tâm bị hỏng và đang được tải lại; hộp gửi còn nguyên.",
        "The copy of the centre's data was damaged and is fetched again; the outbox is whole.";
    DOCTOR_PHOTOS: "Tệp ảnh bị hỏng: giữ lại được {0} ảnh, mất {1}. Tệp hỏng: {2}",
        "The photos were damaged: {0} saved, {1} lost. The damaged file: {2}";
    DOCTOR_RESCUED: "Hộp gửi bị hỏng: đọc được {0} việc, mất {1}. Bản xuất: {2}",
        "The outbox was damaged: {0} acts read, {1} lost. Export: {2}";
    DOCTOR_WRONG: "Bản sao dữ liệu có {0} chỗ không khớp. Hộp gửi còn nguyên; đóng Trực Ban, xoá cache.db rồi mở lại để tải lại.",
        "The copy of the data has {0} {0:place|places} that do not agree. The outbox is whole; close Trực Ban, delete cache.db and open it again to fetch it anew.";
    DOCTOR_WELL: "Mọi thứ đều ổn.", "All is well.";
    SAMPLE_REPORTS: "Đã viết {0} trong {1} phản ánh.", "{0} of {1} reports are written.";
    SAMPLE_FEED: "Đang xếp các dòng vào từng phạm vi.", "Placing the rows in their scopes.";
    SAMPLE_INDEXES: "Đang lập chỉ mục.", "Building the indexes.";
    SAMPLE_THERE: "Thư mục này đã có thành phố mẫu ({0} phản ánh, tính đến {1}); không thay đổi gì. Chọn thư mục khác.",
        "This folder holds a sample city already ({0} reports, as of {1}); nothing was changed. Choose another folder.";
    SAMPLE_BAD_AS_OF: "Không đọc được ngày “{0}”. Viết như 2026-11-20.",
        "The date “{0}” cannot be read. Write it like 2026-11-20.";
    SAMPLE_BAD_SCALE: "--scale phải lớn hơn 0 và không quá 10; 1 là đúng cỡ thật.",
        "--scale must be above 0 and at most 10; 1 is the real size.";
}
