//! What `trucban-central` says at the command line and over Open311.

use crate::template::texts;

texts! {
    LISTENING: "Trung tâm nghe tại {0}", "The centre listens at {0}";
    STOPPED: "Trung tâm đã dừng.", "The centre has stopped.";
    ENROLLED: "Đã ghi danh {0}. Tệp ghi danh (giữ kín): {1}", "{0} is enrolled. Enrolment file (keep it secret): {1}";
    REVOKED: "Đã thu hồi quyền của máy {0}.", "The permission of device {0} was taken back.";
    API_KEY: "Khoá Open311 của {0}, chỉ hiện một lần:", "Open311 key of {0}, shown only once:";
    SAMPLE_DONE: "Đã nạp thành phố mẫu: {0} phản ánh, tính đến {1}.",
        "The sample city is in: {0} reports, as of {1}.";
    SAMPLE_THERE: "Thành phố mẫu đã có sẵn, không nạp lại.",
        "The sample city is there already; nothing was added.";

    SAME_AS: "Cùng nội dung với {0}. {1}", "Tells of the same as {0}. {1}";
    WITHHELD: "Kết quả không công khai.", "The result is not public.";

    HELP: "Máy chủ trung tâm của Trực Ban", "The central server of Trực Ban";
    HELP_LANG: "Ngôn ngữ: vi hoặc en", "Language: vi or en";
    HELP_DATA: "Thư mục dữ liệu", "Data folder";
    HELP_SERVE: "Chạy máy chủ", "Run the server";
    HELP_LISTEN: "Địa chỉ và cổng; cổng 0 chọn một cổng còn trống", "Address and port; port 0 takes a free one";
    HELP_TLS_CERT: "Chuỗi chứng thư, PEM", "Certificate chain, PEM";
    HELP_TLS_KEY: "Khoá riêng của chứng thư, PEM", "The certificate's private key, PEM";
    HELP_ENROLL: "Ghi danh một máy và viết tệp ghi danh", "Enrol a device and write its enrolment file";
    HELP_URL: "Địa chỉ mà máy trạm gọi", "Address that the console calls";
    HELP_CA: "Chứng thư gốc của địa chỉ đó, PEM", "Certificate authority of that address, PEM";
    HELP_OPERATOR: "Họ tên người dùng máy", "Name of the person";
    HELP_ROLE: "Vai trò: city-desk, ward-official, handling-unit, inspector, supervisor",
        "Role: city-desk, ward-official, handling-unit, inspector, supervisor";
    HELP_WARD: "Mã phường, xã; lặp lại được", "Ward code; may be repeated";
    HELP_UNIT: "Mã đơn vị xử lý; lặp lại được", "Handling unit; may be repeated";
    HELP_OUT: "Tệp ghi danh sẽ được viết", "Enrolment file to write";
    HELP_REVOKE: "Thu hồi quyền của một máy", "Take a device's permission back";
    HELP_CLIENT: "Mã máy, có trong tệp ghi danh", "Device key, as in its enrolment file";
    HELP_API_KEY: "Tạo khoá cho một ứng dụng Open311", "Make a key for an Open311 application";
    HELP_NAME: "Tên ứng dụng", "Name of the application";
    HELP_SAMPLE: "Nạp thành phố mẫu; bỏ qua nếu đã có", "Bring the sample city in, unless it is there";
    HELP_SAMPLE_STATE: "Cho biết thành phố mẫu nào đang có, dạng JSON", "Say which sample city is there, as JSON";
    HELP_REPORTS: "Số phản ánh", "Number of reports";
    HELP_SEED: "Số khởi đầu: cùng số thì cùng dữ liệu", "Seed: the same seed gives the same data";
    HELP_AS_OF: "Tính đến ngày (2026-11-20, tức 16:00 hôm đó) hoặc thời điểm ISO; bỏ trống là bây giờ",
        "As of this day (2026-11-20, meaning 16:00) or ISO time; now if left out";

    PLAIN_HTTP: "Không chạy HTTP thường tại {0}: máy khác vào được địa chỉ này. Dùng 127.0.0.1, hoặc thêm --tls-cert và --tls-key.",
        "No plain HTTP at {0}: others can reach that address. Use 127.0.0.1, or add --tls-cert and --tls-key.";
    CANNOT_LISTEN: "Không nghe được tại {0}. Cổng có thể đang được dùng; chọn cổng khác.",
        "Cannot listen at {0}. The port may be in use; choose another.";
    FILE_REFUSED: "Không đọc hoặc không ghi được {0}. Kiểm tra đường dẫn và quyền.",
        "{0} could not be read or written. Check the path and its permissions.";
    FILE_EXISTS: "{0} đã có; không ghi đè. Chọn tên khác hoặc xoá tệp cũ.",
        "{0} exists and is not overwritten. Choose another name or remove the old file.";
    DATA_TOO_NEW: "Dữ liệu này của một bản mới hơn. Dùng đúng bản đó; dữ liệu còn nguyên.",
        "This data is of a newer version. Use that version; the data is untouched.";
    BAD_CERTIFICATE: "Chứng thư hoặc khoá không dùng được. Cần tệp PEM và khoá đúng cặp.",
        "The certificate or key cannot be used. PEM files of one pair are needed.";
    NO_SUCH_DEVICE: "Không có máy nào mang mã {0}.", "No device has the key {0}.";
    BAD_ROLE: "Không có vai trò “{0}”.", "There is no role “{0}”.";
    BAD_WARD: "Không có phường, xã mang mã {0}.", "No ward has the code {0}.";
    BAD_UNIT: "Mã đơn vị “{0}” chỉ được có chữ thường, số và dấu gạch.",
        "The unit code “{0}” may hold lower-case letters, digits and hyphens only.";
    NEEDS_WARD: "Vai trò này cần ít nhất một --ward.", "This role needs at least one --ward.";
    NEEDS_UNIT: "Vai trò này cần ít nhất một --unit.", "This role needs at least one --unit.";
    BAD_AS_OF: "Không đọc được ngày “{0}”. Viết như 2026-11-20.", "The date “{0}” cannot be read. Write it like 2026-11-20.";
    BAD_NAME: "Tên không được để trống.", "The name must not be empty.";
    FAILED: "Trung tâm gặp lỗi ngoài dự kiến. Dữ liệu đã ghi còn nguyên; xem nhật ký.",
        "The centre met an unexpected fault. What was written is safe; see the log.";

    OPEN311_CONTACT: "Trung tâm Giám sát, điều hành đô thị thông minh Huế, điện thoại 19001075",
        "Huế smart city monitoring and operation centre, telephone 19001075";
    OPEN311_KEY_SERVICE: "Khoá do quản trị của trung tâm cấp (trucban-central api-key).",
        "Keys are given by the centre's administrator (trucban-central api-key).";
    OPEN311_SERVICE: "Phản ánh thuộc lĩnh vực {0}", "Reports about {0}";
    OPEN311_GROUP: "Phản ánh hiện trường", "Field reports";
    OPEN311_WARD: "Phường, xã nơi xảy ra; cần khi không gửi lat và long",
        "Ward or commune; needed where lat and long are not sent";
    OPEN311_WARD_TYPE: "Chọn một phường, xã", "Choose one";
    OPEN311_URGENT: "Cần xử lý tức thời (nguy hiểm đến người)", "Needs immediate action (people are in danger)";
    OPEN311_URGENT_TYPE: "true hoặc false", "true or false";
    OPEN311_YES: "Có", "Yes";
    OPEN311_NO: "Không", "No";
    OPEN311_TAKEN: "Đã ghi nhận, giao {0}. Hạn xử lý: hết ngày {1}.",
        "Taken, given to {0}. To be settled by the end of {1}.";
    OPEN311_TAKEN_URGENT: "Đã ghi nhận, giao {0} xử lý tức thời.",
        "Taken, given to {0} for immediate action.";
    OPEN311_MEDIA: "Liên kết kèm theo: {0}", "Attached link: {0}";

    BAD_KEY: "api_key: thiếu khoá hoặc khoá không đúng. Xin khoá ở quản trị của trung tâm.",
        "api_key: missing or unknown. Ask the centre's administrator for a key.";
    BAD_FORM: "Nội dung phải là application/x-www-form-urlencoded.",
        "The body must be application/x-www-form-urlencoded.";
    BAD_UTF8: "{0}: không phải UTF-8. Mã hoá chữ bằng UTF-8 rồi gửi lại.",
        "{0}: not UTF-8. Encode the text as UTF-8 and send it again.";
    TOO_LARGE: "Nội dung quá dài; nhiều nhất {0} KB.", "The body is too long; at most {0} KB.";
    GIVEN_TWICE: "{0}: gửi hai lần; chỉ gửi một lần.", "{0}: given twice; send it once.";
    TOO_LONG: "{0}: quá dài, nhiều nhất {1} ký tự.", "{0}: too long, at most {1} characters.";
    MISSING: "{0}: còn thiếu.", "{0}: missing.";
    NO_SUCH_SERVICE: "service_code: không có lĩnh vực “{0}”. Xem danh sách tại services.",
        "service_code: there is no service “{0}”. See the list at services.";
    NO_PLACE: "Thiếu vị trí: gửi lat và long, hoặc address_string cùng attribute[ward].",
        "The place is missing: send lat and long, or address_string with attribute[ward].";
    NO_WARD: "attribute[ward]: cần mã phường, xã vì không có lat và long. Danh sách ở services/{0}.",
        "attribute[ward]: needed, because lat and long are not sent. The list is at services/{0}.";
    UNKNOWN_WARD: "attribute[ward]: không có phường, xã mang mã “{0}”.",
        "attribute[ward]: no ward has the code “{0}”.";
    NOT_DEGREES: "{0}: không phải số độ. Viết như 16.47680, dấu chấm thập phân.",
        "{0}: not a number of degrees. Write it like 16.47680.";
    OUT_OF_RANGE: "{0}: ngoài khoảng từ -{1} đến {1} độ.", "{0}: not between -{1} and {1} degrees.";
    SWAPPED: "lat, long: hai số bị đổi chỗ; lat khoảng 16, long khoảng 107.",
        "lat, long: swapped; lat is about 16, long about 107.";
    OUT_OF_CITY: "lat, long: vị trí nằm ngoài thành phố Huế.", "lat, long: outside the city of Huế.";
    NOT_YES_OR_NO: "attribute[urgent]: chỉ nhận true hoặc false.", "attribute[urgent]: true or false only.";
    BAD_LINK: "media_url: phải bắt đầu bằng http:// hoặc https://.",
        "media_url: must begin with http:// or https://.";
    OTHER_REPORT: "Idempotency-Key: khoá này đã dùng cho một phản ánh khác.",
        "Idempotency-Key: already used for another report.";
    BAD_TIME: "{0}: không đọc được. Viết như 2026-11-20T00:00:00+07:00.",
        "{0}: cannot be read. Write it like 2026-11-20T00:00:00+07:00.";
    SPAN_TOO_LONG: "start_date, end_date: cách nhau nhiều nhất {0} ngày, start_date trước.",
        "start_date, end_date: at most {0} days apart, start_date first.";
    BAD_STATUS: "status: chỉ nhận open hoặc closed.", "status: open or closed only.";
    TOO_MANY: "service_request_id: nhiều nhất {0} mã một lần.", "service_request_id: at most {0} at once.";
    NO_SUCH_REQUEST: "Không có phản ánh mang mã “{0}”.", "There is no request “{0}”.";
    NO_SUCH_PAGE: "Địa chỉ này không có. Xem discovery.", "There is nothing at this address. See discovery.";
    WRONG_METHOD: "Địa chỉ này không nhận cách gọi đó.", "This address does not take that method.";
}
