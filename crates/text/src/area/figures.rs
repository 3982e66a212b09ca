//! The figures: the screen, its definitions, and the files that are made of it.

use crate::template::texts;

texts! {
    TITLE: "Số liệu phản ánh", "Figures of reports";
    AS_OF: "dữ liệu trên máy này, tính đến {0}", "data of this machine, as of {0}";
    LIST_NEVER: "chưa đồng bộ lần nào", "never synced";
    HELD_FROM: "Máy này giữ phản ánh từ {0}; trước đó không có số liệu.",
        "This machine holds reports from {0} on; before that there are no figures.";
    READING: "Đang đọc số liệu", "Reading the figures";
    FAILED: "Chưa đọc được số liệu", "The figures could not be read";
    EMPTY: "Không có phản ánh nào gửi trong kỳ này.", "No report came in during this period.";

    PERIOD: "Kỳ", "Period";
    WEEK: "Tuần", "Week";
    MONTH: "Tháng", "Month";
    QUARTER: "Quý", "Quarter";
    YEAR: "Năm", "Year";
    FREE: "Từ ngày đến ngày", "From–to";
    WEEK_NAME: "Tuần {0}/{1} ({2} – {3})", "Week {0}/{1} ({2} – {3})";
    MONTH_NAME: "Tháng {0}/{1}", "{0}/{1}";
    QUARTER_NAME: "Quý {0}/{1}", "Q{0} {1}";
    YEAR_NAME: "Năm {0}", "{0}";
    FREE_NAME: "{0} – {1}", "{0} – {1}";
    EARLIER: "Kỳ trước", "Earlier";
    LATER: "Kỳ sau", "Later";
    FROM: "Từ ngày", "From";
    TO: "Đến ngày", "To";
    DAY_FORM: "ngày/tháng/năm", "day/month/year";
    SHOW: "Xem", "Show";
    DAYS_WRONG: "Hai ngày chưa đúng: viết ngày/tháng/năm, ngày đầu không sau ngày cuối, cách nhau không quá 20 năm.",
        "These days are no period: write day/month/year, the first no later than the last, at most 20 years apart.";
    WARD_FILTER: "Phường, xã", "Ward";
    WHOLE_CITY: "Toàn thành phố", "The whole city";
    ALL_HELD: "Tất cả trên máy này", "All on this machine";

    RATES: "Tỷ lệ", "Rates";
    OF: "{0} / {1}", "{0} / {1}";
    HANDLED_RATE: "Tỷ lệ xử lý", "Handled rate";
    HANDLED_RATE_IS: "Đã đóng, trên số đã tiếp nhận.", "Closed, of those that were accepted.";
    ON_TIME_RATE: "Tỷ lệ đúng hạn", "On-time rate";
    ON_TIME_RATE_IS: "Đóng trong hạn, không cần gia hạn, trên số đã đóng có hạn.",
        "Closed in time without an extension, of the closed ones that had a term.";
    EXTENDED_RATE: "Trễ, có gia hạn", "Late, extended";
    EXTENDED_RATE_IS: "Đóng trong hạn đã được gia hạn, trên số đã đóng có hạn.",
        "Closed within a granted extension, of the closed ones that had a term.";
    LATE_RATE: "Trễ, không gia hạn", "Late, not extended";
    LATE_RATE_IS: "Đóng sau khi hết hạn, kể cả hạn đã gia hạn, trên số đã đóng có hạn.",
        "Closed after the term, the extended one where there is one, of the closed ones that had a term.";
    OVERDUE: "Đang mở, quá hạn", "Open and late";
    OVERDUE_IS: "Đang mở và hạn trước hôm nay, gửi lúc nào cũng tính. Trong đó {0} đã gia hạn.",
        "Open and due before today, whenever they came in. {0} of them were extended.";
    COHORT_IS: "Phản ánh được tính vào kỳ mà nó được gửi. Chưa tiếp nhận: mới gửi hoặc bị trả lại. Từ chối và trùng: không nằm trong số đã tiếp nhận.",
        "A report counts in the period in which it came in. Not accepted: new, or returned. What was refused or is a duplicate is not among the accepted ones.";
    NO_RATE: "không có", "none";
    PERCENT: "{0}%", "{0}%";

    RECEIVED: "Đã gửi", "Received";
    WAITING: "Chưa tiếp nhận", "Not accepted";
    ACCEPTED: "Đã tiếp nhận", "Accepted";
    IN_WORK: "Đang xử lý", "In work";
    HANDLED: "Đã xử lý", "Handled";
    IN_TIME: "Đúng hạn", "On time";
    IN_EXTENDED_TIME: "Trễ, có gia hạn", "Late, extended";
    LATE: "Trễ, không gia hạn", "Late, not extended";
    WITHOUT_TERM: "Không có hạn", "No term";
    NOT_TAKEN: "Từ chối, trùng", "Refused, duplicate";
    OVERDUE_EXTENDED: "Quá hạn, đã gia hạn", "Open and late, extended";

    BREAKDOWN: "Chia theo", "Breakdown";
    BY_WARD: "Phường, xã", "Ward";
    BY_UNIT: "Đơn vị", "Unit";
    BY_CATEGORY: "Lĩnh vực", "Field";
    TOTAL: "Tổng", "Total";
    SORT: "Xếp theo {0}", "Sort by {0}";
    OPEN_LATE: "Mở danh sách quá hạn của {0}", "Open the late ones of {0}";
    OPEN_QUEUE: "Mở danh sách việc", "Open the queue";

    TREND: "Diễn biến", "Trend";
    TREND_BY_DAY: "theo ngày gửi", "by day of receipt";
    TREND_BY_WEEK: "theo tuần gửi", "by week of receipt";
    TREND_BY_MONTH: "theo tháng gửi", "by month of receipt";
    TREND_SAYS: "Nhiều nhất {0} phản ánh, gửi từ {1}; cả kỳ {2}.",
        "At most {0} {0:report|reports}, from {1} on; {2} in all.";
    AS_TABLE: "Xem dạng bảng", "Show as a table";
    ARRIVALS: "Giờ gửi trong tuần", "Hours of arrival";
    ARRIVALS_SAY: "Nhiều nhất vào {0}, lúc {1} giờ: {2} phản ánh.",
        "Most on {0} at {1}:00: {2} {2:report|reports}.";
    ARRIVALS_CELL: "{0} {1} giờ: {2}", "{0} {1}:00: {2}";
    FEW: "ít", "few";
    MANY: "nhiều", "many";
    MAP: "Bản đồ phường, xã", "Map of the wards";
    MAP_SHOWS: "Tô theo", "Coloured by";
    MAP_NOTHING: "không có số liệu", "no figures";
    MAP_UP_TO: "{0} – {1}", "{0} – {1}";

    EXPORT: "Xuất tệp", "Export";
    EXPORT_FIGURES: "Số liệu", "Figures";
    EXPORT_REPORTS: "Danh sách phản ánh", "List of reports";
    EXPORT_CSV: "CSV", "CSV";
    EXPORT_XLSX: "Excel", "Excel";
    EXPORT_HIDES: "Danh sách không có người gửi; số điện thoại, e-mail, biển số trong lời phản ánh được che.",
        "The list names no sender; phone numbers, e-mail addresses and plates in the texts are hidden.";
    EXPORTING: "Đang ghi tệp…", "Writing the file…";
    EXPORTED: "Đã ghi {0} dòng vào {1}", "{0} {0:line|lines} written to {1}";

    FILE_FIGURES: "so-lieu", "figures";
    FILE_REPORTS: "phan-anh", "reports";
    FILE_CITY: "toan-bo", "all";
    SHEET_FIGURES: "Số liệu", "Figures";
    SHEET_REPORTS: "Phản ánh", "Reports";
    SHEET_ABOUT: "Giải thích", "About";
    COLUMN_BY: "Chia theo", "By";
    COLUMN_CODE: "Mã", "Code";
    COLUMN_NAME: "Tên", "Name";
    COLUMN_FROM: "Từ ngày", "From";
    COLUMN_TO: "Đến ngày", "To";
    COLUMN_HANDLED_RATE: "Tỷ lệ xử lý, %", "Handled, %";
    COLUMN_ON_TIME_RATE: "Tỷ lệ đúng hạn, %", "On time, %";
    COLUMN_TIMED: "Đã xử lý có hạn", "Handled with a term";
    BY_TIME: "Thời gian", "Time";
    BY_HOUR: "Giờ gửi", "Hour of arrival";
    HOUR: "{0}, {1} giờ", "{0}, {1}:00";
    REPORT_NUMBER: "Số", "Number";
    REPORT_RECEIVED: "Gửi lúc", "Received";
    REPORT_SOURCE: "Nguồn", "Source";
    REPORT_URGENT: "Xử lý tức thời", "Immediate";
    REPORT_STATE: "Trạng thái", "State";
    REPORT_OUTCOME: "Kết quả theo hạn", "Outcome";
    REPORT_DUE: "Hạn", "Due";
    REPORT_EXTENDED: "Gia hạn tới", "Extended to";
    REPORT_CLOSED: "Đóng lúc", "Closed";
    REPORT_TITLE: "Tiêu đề", "Title";
    REPORT_ADDRESS: "Địa chỉ", "Address";
    REPORT_BODY: "Nội dung", "Text";
    YES: "có", "yes";
    NO: "không", "no";
    ABOUT_PERIOD: "Kỳ", "Period";
    ABOUT_SCOPE: "Phạm vi", "Scope";
    ABOUT_AS_OF: "Dữ liệu tính đến", "Data as of";
    ABOUT_MADE: "Xuất lúc", "Exported";
    ABOUT_BY: "Người xuất", "Exported by";
    ABOUT_SAMPLE: "Dữ liệu mẫu", "Sample data";
    ABOUT_HIDDEN: "Đã che", "Hidden";
    MASK_PHONE: "[số điện thoại]", "[phone]";
    MASK_EMAIL: "[e-mail]", "[e-mail]";
    MASK_PLATE: "[biển số]", "[plate]";
    MASK_PAPER: "[số giấy tờ]", "[ID number]";
}
