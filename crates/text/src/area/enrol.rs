//! The first start of a laptop: enrolment and the first download.

use crate::template::texts;

texts! {
    CONTEXT: "Cài đặt máy lần đầu", "First set-up";
    TITLE: "Chuẩn bị máy này", "Set up this machine";
    LEAD: "Làm một lần. Sau đó máy làm việc được cả khi mất mạng.",
        "Done once. After that the machine works without a network too.";
    STEP_ENROL: "Ghi danh máy", "Enrol the machine";
    STEP_ENROL_NOTE: "dán hoặc chọn tệp ghi danh", "paste or choose the enrolment file";
    STEP_ENROL_DONE: "{0} · {1}", "{0} · {1}";
    STEP_DOWNLOAD: "Tải dữ liệu lần đầu", "First download";
    STEP_DOWNLOAD_NOTE: "việc đang mở về trước", "open work comes first";
    STEP_DOWNLOAD_NOW: "{0} · {1}", "{0} · {1}";
    STEP_WORK: "Vào làm việc", "Start work";
    STEP_WORK_NOTE: "tự mở khi tải xong; vào sớm hơn bằng Ctrl ↵",
        "opens by itself when all is in; sooner with Ctrl ↵";
    ENCRYPTED: "Dữ liệu trên máy này được mã hoá.", "The data on this machine is encrypted.";

    ENROL_TITLE: "1. Tệp ghi danh", "1. Enrolment file";
    ENROL_LEAD: "Quản trị của đơn vị cấp cho mỗi cán bộ một tệp .json. Chọn tệp, hoặc dán nội dung vào ô dưới.",
        "Your administrator gives each officer a .json file. Choose it, or paste its text below.";
    CHOOSE_FILE: "Chọn tệp…", "Choose file…";
    CHOSEN: "Đã đọc {0}", "{0} was read";
    DOCUMENT: "Nội dung tệp ghi danh", "Text of the enrolment file";
    PLACEHOLDER: "Dán nội dung tệp vào đây", "Paste the file's text here";
    SUBMIT: "Ghi danh máy", "Enrol";
    SUBMITTING: "Đang ghi danh…", "Enrolling…";
    SECRET: "Tệp có chìa khoá riêng của bạn: đừng gửi cho người khác; xoá tệp sau khi ghi danh.",
        "The file holds your own key: do not pass it on; delete it once enrolled.";
    FILE_UNREADABLE: "Không đọc được tệp này. Chọn tệp khác hoặc dán nội dung.",
        "This file cannot be read. Choose another or paste the text.";
    DONE: "Đã ghi danh", "Enrolled";
    AGAIN: "Ghi danh lại…", "Enrol again…";
    AGAIN_TITLE: "Ghi danh lại máy này", "Enrol this machine again";
    AGAIN_LEAD: "Việc đã lưu và chưa gửi được giữ nguyên.", "What is saved and not yet sent is kept.";
    GO_BACK: "Quay lại làm việc", "Back to work";

    UNREACHED: "Chưa kết nối được trung tâm.", "The centre cannot be reached.";
    UNREACHED_DO: "Máy đã ghi danh xong, không mất gì. Kiểm tra mạng hoặc dây cáp; máy tự thử lại.",
        "The machine is enrolled and nothing is lost. Check the network; it tries again by itself.";

    THEN_TITLE: "Sau bước này bạn làm được", "After this you can";
    THEN_ACCEPT: "Tiếp nhận phản ánh", "Accept reports";
    THEN_ACCEPT_NOTE: "cả khi mất mạng", "without a network too";
    THEN_NOTE: "Viết ghi chú nội bộ", "Write internal notes";
    THEN_NOTE_NOTE: "lưu ngay trên máy, gửi khi có mạng", "saved at once, sent when online";
    THEN_SEARCH: "Tìm theo mã, tiêu đề, địa chỉ", "Search by number, title, address";
    THEN_SEARCH_NOTE: "gõ có dấu hay không dấu đều được", "with or without marks";
    SAFE_TITLE: "Trên máy này", "On this machine";
    SAFE_KEYRING: "Khoá mã hoá nằm trong kho khoá của hệ điều hành", "The key lies in the system keyring";
    SAFE_FILE: "Khoá mã hoá nằm trong tệp cạnh dữ liệu", "The key lies in a file beside the data";
    SAFE_KEY_NOTE: "không rời máy này", "it never leaves this machine";
    SAFE_SENDER: "Danh tính người gửi được giữ kín", "The sender's identity is protected";
    SAFE_SENDER_NOTE: "máy của đơn vị không nhận dữ liệu đó", "units' machines never receive it";
}
