//! What people call the city's things: wards, units, roles, fields, doors, states.

use trucban_domain::ward::WardKind;
use trucban_domain::{
    AlertKind, AlertKindCode, Category, CategoryCode, Conclusion, Dismissal, DismissalCode,
    Finding, HandlingState, IncidentState, LandUse, Protection, Publication, Rating, Role, Source,
    Ward, WardCode, ZoneKind,
};

use crate::template::texts;
use crate::{Lang, field, incidents, map, workflow};

texts! {
    WARD: "Phường {0}", "{0} ward";
    COMMUNE: "Xã {0}", "{0} commune";
    WARD_UNKNOWN: "Mã đơn vị hành chính {0}", "Ward code {0}";
    COMMITTEE_WARD: "UBND phường {0}", "{0} ward committee";
    COMMITTEE_COMMUNE: "UBND xã {0}", "{0} commune committee";
    CITY_CENTRE: "IOC Huế", "Huế IOC";
    HEPCO: "HEPCO", "HEPCO";
    POWER: "Công ty Điện lực Huế", "Huế Power Company";
    WATER: "HueWACO", "HueWACO";
    PARKS: "Trung tâm Công viên cây xanh", "Parks and Trees Centre";
    VNPT: "VNPT", "VNPT";
    VIETTEL: "Viettel", "Viettel";
    VTVCAB: "VTVcab", "VTVcab";
    POLICE: "Công an thành phố", "City Police";
    URBAN_ORDER: "Đội Quản lý đô thị", "Urban Order Team";
    HEALTH: "Sở Y tế", "Department of Health";
    TRADE: "Sở Công Thương", "Department of Industry and Trade";
    EDUCATION: "Sở Giáo dục và Đào tạo", "Department of Education and Training";
    ENVIRONMENT: "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment";
    MONUMENTS: "Trung tâm Bảo tồn Di tích Cố đô Huế", "Huế Monuments Conservation Centre";
    CIVIL_DEFENCE: "Ban Chỉ huy phòng thủ dân sự", "Civil Defence Command";
    PUBLIC_SERVICE: "Trung tâm Phục vụ hành chính công", "Public Service Centre";
    ROLE_CITY_DESK: "Trực ban tiếp nhận", "City desk";
    ROLE_WARD_OFFICIAL: "Cán bộ phường, xã", "Ward official";
    ROLE_HANDLING_UNIT: "Đơn vị xử lý", "Handling unit";
    ROLE_INSPECTOR: "Cán bộ hiện trường", "Field inspector";
    ROLE_SUPERVISOR: "Phụ trách nhiều phường, xã", "Supervisor";
    SOURCE_HUE_S: "Hue-S", "Hue-S";
    SOURCE_HOTLINE: "19001075", "19001075";
    SOURCE_OPEN311: "Open311", "Open311";
    SOURCE_CONSOLE: "Máy trực", "Console";
    SEEN_CAR: "Ô tô", "Car";
    SEEN_CROWD: "Đám đông", "Crowd";
    SEEN_GAUGE: "Thước nước", "Gauge";
    SEEN_LITTER: "Rác", "Litter";
    SEEN_MOTORBIKE: "Mô tô", "Motorbike";
    SEEN_PERSON: "Người", "Person";
    SEEN_QUEUE: "Dòng xe", "Queue";
    SEEN_SMOKE: "Khói", "Smoke";
    SEEN_STALL: "Quầy hàng", "Stall";
    SEEN_TRAFFIC_LIGHT: "Đèn tín hiệu", "Traffic light";
    SEEN_TRUCK: "Xe tải", "Truck";
    SEEN_WATER: "Nước", "Water";
    CONFIRMED: "Xác nhận", "Confirmed";
    DISMISSED: "Bác bỏ: {0}", "Rejected: {0}";
}

/// `Phường Vỹ Dạ` · `Vỹ Dạ ward`
pub fn ward(lang: Lang, code: WardCode) -> String {
    match Ward::find(code) {
        Some(ward) if ward.kind == WardKind::Xa => COMMUNE.fill(lang, [&ward.name]),
        Some(ward) => WARD.fill(lang, [&ward.name]),
        None => WARD_UNKNOWN.fill(lang, [&code.to_string()]),
    }
}

/// `Vỹ Dạ`: where it stands behind an address.
pub fn ward_short(code: WardCode) -> String {
    Ward::find(code).map_or_else(|| code.to_string(), |ward| ward.name.clone())
}

/// The name of a unit by its code; a name that is no code comes back as it is, so names that were
/// written out elsewhere pass through.
pub fn unit(lang: Lang, code_or_name: &str) -> String {
    let committee = code_or_name
        .strip_prefix("ubnd-")
        .and_then(|code| code.parse().ok())
        .and_then(|code| Ward::find(WardCode(code)));
    if let Some(ward) = committee {
        let name = if ward.kind == WardKind::Xa { COMMITTEE_COMMUNE } else { COMMITTEE_WARD };
        return name.fill(lang, [&ward.name]);
    }
    let known = match code_or_name {
        "ioc" => CITY_CENTRE,
        "hepco" => HEPCO,
        "dien-luc" => POWER,
        "huewaco" => WATER,
        "cong-vien-cay-xanh" => PARKS,
        "vnpt" => VNPT,
        "viettel" => VIETTEL,
        "vtvcab" => VTVCAB,
        "cong-an" => POLICE,
        "doi-qldt" => URBAN_ORDER,
        "so-y-te" => HEALTH,
        "so-cong-thuong" => TRADE,
        "so-giao-duc" => EDUCATION,
        "so-nong-nghiep-moi-truong" => ENVIRONMENT,
        "bao-ton-di-tich" => MONUMENTS,
        "phong-thu-dan-su" => CIVIL_DEFENCE,
        "hanh-chinh-cong" => PUBLIC_SERVICE,
        other => return other.to_owned(),
    };
    known.say(lang).to_owned()
}

/// `Cán bộ phường, xã`
pub const fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::CityDesk => ROLE_CITY_DESK,
        Role::WardOfficial => ROLE_WARD_OFFICIAL,
        Role::HandlingUnit => ROLE_HANDLING_UNIT,
        Role::Inspector => ROLE_INSPECTOR,
        Role::Supervisor => ROLE_SUPERVISOR,
    }
    .say(lang)
}

/// `Hạ tầng đô thị`; a code that this build does not know is shown as it is.
pub fn category(lang: Lang, code: &CategoryCode) -> String {
    match (Category::find(&code.0), lang) {
        (Some(category), Lang::Vi) => category.vi.clone(),
        (Some(category), Lang::En) => category.en.clone(),
        (None, _) => code.to_string(),
    }
}

/// `Hue-S`
pub const fn source(lang: Lang, source: Source) -> &'static str {
    match source {
        Source::HueS => SOURCE_HUE_S,
        Source::Hotline => SOURCE_HOTLINE,
        Source::Open311 => SOURCE_OPEN311,
        Source::Console => SOURCE_CONSOLE,
    }
    .say(lang)
}

/// `Đã tiếp nhận`
pub const fn state(lang: Lang, state: IncidentState) -> &'static str {
    match state {
        IncidentState::New => incidents::STATE_NEW,
        IncidentState::Acknowledged => incidents::STATE_ACKNOWLEDGED,
        IncidentState::Returned => incidents::STATE_RETURNED,
        IncidentState::ExtensionAsked => incidents::STATE_EXTENSION_ASKED,
        IncidentState::SenderAsked => workflow::STATE_SENDER_ASKED,
        IncidentState::Resulted => incidents::STATE_RESULTED,
        IncidentState::Contested => workflow::STATE_CONTESTED,
        IncidentState::Closed => incidents::STATE_CLOSED,
    }
    .say(lang)
}

/// `đang xử lý`
pub const fn part(lang: Lang, state: HandlingState) -> &'static str {
    match state {
        HandlingState::Waiting => workflow::PART_WAITING,
        HandlingState::Accepted => workflow::PART_ACCEPTED,
        HandlingState::Returned => workflow::PART_RETURNED,
        HandlingState::ExtensionAsked => workflow::PART_EXTENSION_ASKED,
        HandlingState::Resulted => workflow::PART_RESULTED,
    }
    .say(lang)
}

/// `không hài lòng`
pub const fn rating(lang: Lang, rating: Rating) -> &'static str {
    match rating {
        Rating::Satisfied => workflow::RATED_SATISFIED,
        Rating::Acceptable => workflow::RATED_ACCEPTABLE,
        Rating::Dissatisfied => workflow::RATED_DISSATISFIED,
    }
    .say(lang)
}

/// `không công khai`
pub const fn publication(lang: Lang, publication: Publication) -> &'static str {
    match publication {
        Publication::Public => workflow::CLOSED_PUBLIC,
        Publication::WithoutName => workflow::CLOSED_WITHOUT_NAME,
        Publication::Withheld => workflow::CLOSED_WITHHELD,
    }
    .say(lang)
}

/// `Vượt đèn đỏ`; a code that this build does not know is shown as it is.
pub fn alert_kind(lang: Lang, code: &AlertKindCode) -> String {
    match (AlertKind::find(code), lang) {
        (Some(kind), Lang::Vi) => kind.vi.clone(),
        (Some(kind), Lang::En) => kind.en.clone(),
        (None, _) => code.to_string(),
    }
}

/// `Mô tô`: what a model marked in a frame; a label that this build does not know is shown as it is.
pub fn seen(lang: Lang, label: &str) -> &str {
    let known = match label {
        "car" => SEEN_CAR,
        "crowd" => SEEN_CROWD,
        "gauge" => SEEN_GAUGE,
        "litter" => SEEN_LITTER,
        "motorbike" => SEEN_MOTORBIKE,
        "person" => SEEN_PERSON,
        "queue" => SEEN_QUEUE,
        "smoke" => SEEN_SMOKE,
        "stall" => SEEN_STALL,
        "traffic_light" => SEEN_TRAFFIC_LIGHT,
        "truck" => SEEN_TRUCK,
        "water" => SEEN_WATER,
        other => return other,
    };
    known.say(lang)
}

/// `Nhận dạng sai`; a code that this build does not know is shown as it is.
pub fn dismissal(lang: Lang, code: &DismissalCode) -> String {
    match (Dismissal::find(code), lang) {
        (Some(dismissal), Lang::Vi) => dismissal.vi.clone(),
        (Some(dismissal), Lang::En) => dismissal.en.clone(),
        (None, _) => code.0.clone(),
    }
}

/// `Đúng, đã xử lý`
pub const fn conclusion(lang: Lang, conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::NotSo => field::NOT_SO.say(lang),
        Conclusion::Handled => field::HANDLED.say(lang),
        Conclusion::Planned => field::PLANNED.say(lang),
        Conclusion::NoAccess => field::NO_ACCESS.say(lang),
    }
}

/// `Bác bỏ: Nhận dạng sai`
pub fn finding(lang: Lang, finding: &Finding) -> String {
    match finding {
        Finding::Confirmed { .. } => CONFIRMED.say(lang).to_owned(),
        Finding::Dismissed { reason, .. } => DISMISSED.fill(lang, [&dismissal(lang, reason)]),
    }
}

/// `Đất ở tại đô thị`; a code that this build does not know is shown as it is.
pub fn land_use(lang: Lang, code: &str) -> String {
    match (LandUse::find(code), lang) {
        (Some(land_use), Lang::Vi) => land_use.vi.clone(),
        (Some(land_use), Lang::En) => land_use.en.clone(),
        (None, _) => code.to_owned(),
    }
}

/// What a zone of a plan says, in words.
pub fn zone(lang: Lang, kind: &ZoneKind) -> String {
    match kind {
        ZoneKind::LandUse(code) => land_use(lang, &code.0),
        ZoneKind::Heritage(level) => protection(lang, *level).to_owned(),
        ZoneKind::RoadReserve => map::ROAD_RESERVE.say(lang).to_owned(),
    }
}

/// How strictly a place is protected.
pub fn protection(lang: Lang, level: Protection) -> &'static str {
    let word = match level {
        Protection::One => map::ZONE_ONE,
        Protection::Two => map::ZONE_TWO,
        Protection::Buffer => map::BUFFER,
    };
    word.say(lang)
}

/// `TB` for `Trần Thị B`: the first letters of the first and the last word.
pub fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wards_and_their_committees_are_named_in_full() {
        assert_eq!(ward(Lang::Vi, WardCode(19777)), "Phường Vỹ Dạ");
        assert_eq!(unit(Lang::Vi, "ubnd-19777"), "UBND phường Vỹ Dạ");
        assert_eq!(unit(Lang::En, "ubnd-19777"), "Vỹ Dạ ward committee");
        assert_eq!(unit(Lang::Vi, "UBND phường Vỹ Dạ"), "UBND phường Vỹ Dạ");
        assert_eq!(ward(Lang::Vi, WardCode(7)), "Mã đơn vị hành chính 7");
    }

    #[test]
    fn what_a_model_marked_has_a_name_and_an_unknown_label_passes_through() {
        assert_eq!(seen(Lang::Vi, "motorbike"), "Mô tô");
        assert_eq!(seen(Lang::Vi, "boat"), "boat");
    }

    #[test]
    fn initials_are_those_of_the_outer_names() {
        assert_eq!(initials("Trần Thị B"), "TB");
        assert_eq!(initials("đặng"), "Đ");
        assert_eq!(initials(""), "");
    }
}
