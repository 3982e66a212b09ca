//! The map: layers, what lies at a place, what was found and is shown.

use crate::template::texts;

texts! {
    TITLE: "Bản đồ quy hoạch", "Zoning map";
    MAP: "Bản đồ", "Map";
    DRAWING: "Bản đồ. Mũi tên để dời, + và - để phóng to, thu nhỏ.",
        "Map. Arrows move it, + and - zoom.";
    LAYERS: "Lớp", "Layers";
    IN_VIEW: "Trong khung", "In view";
    PANE_LAYERS: "Lớp bản đồ", "Map layers";
    PANE_CARD: "Quy hoạch tại chỗ đã chọn", "Zoning at the chosen place";

    LAND_USE: "Sử dụng đất", "Land use";
    OPACITY: "Độ đậm", "Opacity";
    PERCENT: "{0}%", "{0}%";
    SHARED_COLOURS: "Nhiều mã dùng chung màu theo bảng quy định, đọc mã chữ trên ô.",
        "Many codes share a colour in the official table; read the letters on the block.";
    DATA_AGE: "dữ liệu {0} · {1}", "data of {0} · {1}";
    DATA_OF: "dữ liệu {0}", "data of {0}";
    DATA_TODAY: "dữ liệu hôm nay", "data of today";
    SAMPLE: "Dữ liệu mẫu", "Sample data";
    HERITAGE: "Di sản", "Heritage";
    ZONE_ONE: "Khu vực bảo vệ I", "Protection zone I";
    ZONE_TWO: "Khu vực bảo vệ II", "Protection zone II";
    BUFFER: "Vùng đệm di sản", "Heritage buffer zone";
    WORK: "Sự việc đang mở", "Open work";
    REPORTS: "Phản ánh", "Reports";
    REPORTS_OPEN: "{0} đang mở có vị trí", "{0} open with a place";
    CAMERAS: "Camera", "Cameras";
    CAMERAS_SILENT: "{0} · {1} mất tín hiệu", "{0} · {1} silent";
    BASE: "Nền", "Base";
    WARDS: "Ranh giới phường, xã", "Ward boundaries";
    ROAD_RESERVE: "Chỉ giới đường đỏ", "Road boundary line";
    LOTS_FROM: "Thửa chỉ hiện từ 1:{0} trở vào.", "Lots show from 1:{0} and closer.";
    HIDE_LAYERS: "Ẩn, hiện khung lớp", "Hide or show the layers";
    ZOOM_IN: "Phóng to", "Zoom in";
    ZOOM_OUT: "Thu nhỏ", "Zoom out";
    WHOLE: "Xem toàn vùng dữ liệu", "Show all the data";
    LIST_AREA: "Xem phản ánh trong khung bản đồ ở hàng đợi", "List the reports in view in the queue";
    NORTH: "B", "N";

    RATIO: "1:{0}", "1:{0}";
    SCALE: "{0} m", "{0} m";
    SCALE_KM: "{0} km", "{0} km";
    X_NORTH: "X (Bắc) {0}", "X (north) {0}";
    Y_EAST: "Y (Đông) {0}", "Y (east) {0}";
    GRID: "VN-2000, 107°00′", "VN-2000, 107°00′";
    COPY: "Chép số gốc", "Copy X Y";
    COPIED: "Đã chép {0}", "Copied {0}";
    NOT_COPIED: "Không chép được. Số gốc là {0}", "Could not copy. The raw numbers are {0}";

    LOADING: "Đang tải bản đồ trên máy…", "Loading the map on this machine…";
    LOADING_CARD: "Đang tra thửa…", "Looking up the place…";
    NO_DATA: "Máy này chưa có dữ liệu quy hoạch.", "This machine has no zoning data yet.";
    NO_DATA_NOTE: "Phản ánh và ranh giới vẫn hiện. Dữ liệu quy hoạch về cùng lần đồng bộ tới.",
        "Reports and boundaries still show. Zoning data come with the next sync.";
    FAILED: "Không mở được bản đồ.", "The map could not be opened.";
    FAILED_DRAWING: "Máy này không vẽ được bản đồ: thiếu WebGL 2. Tra thửa bằng ô tìm vẫn dùng được.",
        "This machine cannot draw the map: WebGL 2 is missing. Looking up lots in the search box still works.";
    TILES_FAILED: "Một phần bản đồ không đọc được. Chỗ trống không có nghĩa là không có quy hoạch.",
        "A part of the map could not be read. A blank place does not mean that nothing is planned there.";
    CARD_FAILED: "Không tra được chỗ này.", "This place could not be looked up.";
    CHOOSE: "Bấm vào một thửa, hoặc gõ tờ/thửa, toạ độ, tên đường ở ô tìm.",
        "Click a lot, or type sheet/lot, coordinates or a street in the search box.";
    CHOOSE_NOTE: "22/80 là tờ 22, thửa 80. Toạ độ viết theo giấy: X trước, Y sau.",
        "22/80 is sheet 22, lot 80. Coordinates as on paper: X first, then Y.";

    LOT: "Thửa {0}, tờ bản đồ {1}", "Lot {0}, sheet {1}";
    LOT_CALLOUT: "Thửa {0} · Tờ {1}", "Lot {0} · Sheet {1}";
    LOT_LINE: "Thửa {0}", "Lot {0}";
    POINT: "Điểm ngoài thửa", "A point outside any lot";
    OUTSIDE_CITY: "Ngoài địa phận thành phố Huế", "Outside the city of Huế";
    WARD_CODE: "Mã xã {0}", "Ward code {0}";
    FORMERLY: "cũ: {0}, tờ {1}, thửa {2}", "formerly {0}, sheet {1}, lot {2}";
    AREA: "Diện tích bản đồ", "Area on the map";
    SQUARE_METRES: "{0} m²", "{0} m²";
    CERTIFICATE: "Trên giấy chứng nhận", "On the certificate";
    NOT_COMPARED: "chưa đối chiếu", "not compared yet";
    LOT_DATA: "Dữ liệu thửa", "Lot data";
    SKETCH: "Sơ đồ thửa, {0} cạnh, hướng Bắc ở trên", "Sketch of the lot, {0} edges, north up";
    NOTICE: "{0}, {1}", "{0}, {1}";
    CONSULT: "Phải xin ý kiến Trung tâm Bảo tồn Di tích Cố đô Huế trước khi cấp phép.",
        "Consult the Huế Monuments Conservation Centre before permitting.";
    CONSULT_BUFFER: "Trong vùng đệm: đối chiếu hồ sơ di sản trước khi trả lời.",
        "In the buffer zone: check the heritage dossier before answering.";
    SHARES: "Đồ án, vùng cắt qua thửa", "Plans and zones crossing the lot";
    SHARES_POINT: "Đồ án, vùng tại điểm này", "Plans and zones at this point";
    SHARES_NONE: "Không đồ án nào trên máy này phủ chỗ này.",
        "No plan on this machine covers this place.";
    SHARE_AREA: "m²", "m²";
    SHARE_PERCENT: "% thửa", "% of lot";
    SOURCE: "[{0}]", "[{0}]";
    NEAR: "{0} cách {1} m, nhỏ hơn sai số bản đồ ±{2} m.",
        "{0}: {1} m away, less than the map's error of ±{2} m.";
    BOUNDARY: "Ranh {0}", "Boundary of {0}";
    SURVEY: "Đo thực địa trước khi trả lời.", "Survey on site before answering.";
    LIMITS: "Chỉ tiêu", "Limits";
    VALUE: "Giá trị", "Value";
    COVERAGE: "Mật độ xây dựng tối đa", "Maximum site coverage";
    FLOOR_RATIO: "Hệ số sử dụng đất", "Floor area ratio";
    STOREYS: "Tầng cao tối đa", "Maximum storeys";
    HEIGHT: "Chiều cao tối đa", "Maximum height";
    ROAD_WIDTH: "Lộ giới", "Width between road boundaries";
    SETBACK: "Chỉ giới xây dựng", "Building line";
    GROUND_LEVEL: "Cốt xây dựng", "Ground level";
    TIMES: "{0} lần", "{0} times";
    AT_MOST_STOREYS: "≤ {0} tầng", "≤ {0} {0:storey|storeys}";
    AT_MOST_METRES: "≤ {0} m", "≤ {0} m";
    SET_BACK: "lùi {0} m", "{0} m back";
    METRES: "{0} m", "{0} m";
    NO_VALUE: "không có dữ liệu", "no data";
    PLANS: "Văn bản", "Decisions";
    PLAN_SCALE: "1:{0}", "1:{0}";
    DECIDED: "{0}, {1}", "{0}, {1}";
    IN_FORCE: "Hiệu lực", "In force";
    PENDING: "Đang trình", "Pending";
    SUPERSEDED: "Hết hiệu lực", "Superseded";
    DISCLAIMER: "Chỉ để tham khảo, không thay văn bản có thẩm quyền.",
        "For reference only; does not replace an official document.";

    OPEN_REPORT: "Mở phản ánh", "Open the report";
    SHOWN_PLACE: "Đang xem", "Shown";
    REPORT_SELECTED: "Phản ánh đang chọn", "Chosen report";
    ON_MAP: "Xem trên bản đồ", "Show on the map";
    LIST: "Đối tượng trong khung nhìn", "Features in view";
    LIST_NONE: "Không có đối tượng nào trong khung nhìn.", "There is nothing in view.";
    LIST_CUT: "Còn nữa. Phóng to để xem đủ.", "There are more. Zoom in to see all.";
    FORMER_WARD: "cũ: {0}", "formerly {0}";
    SILENT_SINCE: "mất tín hiệu từ {0}", "silent since {0}";
    CAMERA_LINE: "Camera {0}", "Camera {0}";
    CAMERA_SILENT: "mất tín hiệu", "silent";
    LOOK_IMMEDIATE: "xử lý tức thời", "immediate";
    LOOK_OVERDUE: "quá hạn", "overdue";
    LOOK_SOON: "sắp hết hạn", "due soon";
    LOOK_OPEN: "còn hạn", "in time";
    REPORTS_HERE: "{0} phản ánh", "{0} {0:report|reports}";
    OVERDUE_HERE: "{0} quá hạn", "{0} overdue";
    CAMERAS_HERE: "{0} camera", "{0} {0:camera|cameras}";
    SILENT_HERE: "{0} mất tín hiệu", "{0} silent";
    USE_LINE: "{0} · {1}", "{0} · {1}";
    BLOCKS: "{0} ô", "{0} {0:block|blocks}";
}
