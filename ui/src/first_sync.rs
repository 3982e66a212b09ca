//! How far the first download is, in numbers and words: for the status bar, the first-run screen and
//! the sync screen alike. What is not known is not told.

use trucban_contract::ipc::{Connection, DataSize, FirstSync, GroupProgress};
use trucban_domain::DataGroup;
use trucban_text::{Lang, Text, download, format};

const MINUTE_MS: u64 = 60_000;

/// How far a group of data is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It is held.
    Done,
    /// It comes.
    Runs,
    /// Others come before.
    Later,
    /// All others come before.
    Last,
    /// Nothing comes: there is no network.
    Waits,
}

/// How far a group is.
pub const fn stage(it: &GroupProgress, offline: bool) -> Stage {
    match it {
        GroupProgress { whole: true, .. } => Stage::Done,
        _ if offline => Stage::Waits,
        GroupProgress { running: true, .. } => Stage::Runs,
        _ if it.group.is_closed() => Stage::Last,
        _ => Stage::Later,
    }
}

/// Whether nothing comes at the moment.
pub const fn is_offline(connection: &Connection) -> bool {
    matches!(connection, Connection::Offline { .. })
}

/// How much of everything is held, in per cent of the rows. It is not all before the last is in.
pub fn percent(progress: &FirstSync) -> u64 {
    let sum = |of: fn(&GroupProgress) -> u64| progress.groups.iter().map(of).sum();
    let whole = progress.groups.iter().all(|it| it.whole);
    share(sum(|it| it.rows), sum(|it| it.rows_total), whole)
}

/// `61%`
pub fn done(lang: Lang, progress: &FirstSync) -> String {
    download::PERCENT.fill(lang, [&percent(progress).to_string()])
}

/// How much of a group is held, in per cent of its rows.
pub fn percent_of(it: &GroupProgress) -> u64 {
    share(it.rows, it.rows_total, it.whole)
}

fn share(rows: u64, total: u64, whole: bool) -> u64 {
    if whole {
        return 100;
    }
    rows.saturating_mul(100).checked_div(total).unwrap_or_default().min(99)
}

/// `62.430 / 102.340 dòng`
pub fn rows(lang: Lang, progress: &FirstSync) -> String {
    let sum = |of: fn(&GroupProgress) -> u64| progress.groups.iter().map(of).sum::<u64>();
    let (rows, total) = (sum(|it| it.rows), sum(|it| it.rows_total));
    download::ROWS_OF.fill(lang, [&format::count(lang, rows), &format::count(lang, total)])
}

/// `298,4 / ≈ 489,6 MB`; only what was fetched while the whole is not known, and nothing where not
/// even that is.
pub fn bytes(lang: Lang, progress: &FirstSync) -> Option<String> {
    let fetched = progress.groups.iter().map(|it| it.bytes).sum::<Option<u64>>()?;
    let about = |size: DataSize, it: &GroupProgress| match (size, it.size) {
        (DataSize::Unknown, _) | (_, DataSize::Unknown) => DataSize::Unknown,
        (DataSize::Exact(so_far), DataSize::Exact(more)) => DataSize::Exact(so_far + more),
        (
            DataSize::About(so_far) | DataSize::Exact(so_far),
            DataSize::About(more) | DataSize::Exact(more),
        ) => DataSize::About(so_far + more),
    };
    let size = progress.groups.iter().fold(DataSize::Exact(0), about);
    Some(
        of_size(lang, fetched, size)
            .unwrap_or_else(|| download::BYTES_DONE.fill(lang, [&format::bytes(lang, fetched)])),
    )
}

/// The bytes of a group: `0,9 MB` where it is held, `141,2 / 212,0 MB` while it comes.
pub fn bytes_of(lang: Lang, it: &GroupProgress) -> Option<String> {
    let fetched = it.bytes?;
    if it.whole {
        return Some(format::bytes(lang, fetched));
    }
    of_size(lang, fetched, it.size)
}

fn of_size(lang: Lang, fetched: u64, size: DataSize) -> Option<String> {
    let (text, whole) = match size {
        DataSize::Unknown => return None,
        DataSize::About(whole) => (download::PART_OF_ABOUT, whole),
        DataSize::Exact(whole) => (download::PART_OF, whole),
    };
    let fetched = format::bytes_in_unit_of(lang, fetched, whole);
    Some(text.fill(lang, [&fetched, &format::bytes(lang, whole)]))
}

/// `còn khoảng 2 phút`
pub fn left(lang: Lang, left_ms: u64) -> String {
    match minutes(left_ms) {
        Some(span) => download::LEFT_ABOUT.fill(lang, [&format::span(lang, span)]),
        None => download::LEFT_LITTLE.say(lang).to_owned(),
    }
}

/// `sau khoảng 2 phút`
pub fn soon(lang: Lang, left_ms: Option<u64>, offline: bool) -> String {
    match left_ms.map(minutes) {
        _ if offline => download::SOON_ONLINE.say(lang).to_owned(),
        Some(Some(span)) => download::SOON_ABOUT.fill(lang, [&format::span(lang, span)]),
        Some(None) => download::SOON_LITTLE.say(lang).to_owned(),
        None => download::SOON_UNKNOWN.say(lang).to_owned(),
    }
}

/// Whole minutes, rounded; `None` where it is less than one.
fn minutes(ms: u64) -> Option<i64> {
    if ms < MINUTE_MS {
        return None;
    }
    i64::try_from((ms + MINUTE_MS / 2) / MINUTE_MS * MINUTE_MS).ok()
}

/// What a group is called.
pub const fn name(group: DataGroup) -> Text<0> {
    match group {
        DataGroup::OpenReports => download::OPEN_REPORTS,
        DataGroup::OpenAlerts => download::OPEN_ALERTS,
        DataGroup::Cameras => download::CAMERAS,
        DataGroup::OpenSenders => download::OPEN_SENDERS,
        DataGroup::Land => download::LAND,
        DataGroup::ClosedReports => download::CLOSED_REPORTS,
        DataGroup::ClosedAlerts => download::CLOSED_ALERTS,
        DataGroup::ClosedSenders => download::CLOSED_SENDERS,
    }
}

/// The names of the groups that come now.
pub fn now_fetched(lang: Lang, progress: &FirstSync) -> Option<String> {
    let running = progress.groups.iter().filter(|it| it.running && !it.whole);
    let names: Vec<_> = running.map(|it| name(it.group).say(lang)).collect();
    (!names.is_empty()).then(|| download::NOW_FETCHED.fill(lang, [&names.join(", ")]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn group(
        group: DataGroup,
        rows: u64,
        bytes: Option<u64>,
        size: DataSize,
    ) -> GroupProgress {
        let (rows_total, left_ms) = (100, None);
        GroupProgress {
            group,
            rows,
            rows_total,
            bytes,
            size,
            whole: rows == 100,
            running: false,
            left_ms,
        }
    }

    fn progress(groups: &[GroupProgress]) -> FirstSync {
        FirstSync { groups: groups.to_vec(), left_ms: None, open_ready: false }
    }

    const HELD: GroupProgress =
        group(DataGroup::OpenReports, 100, Some(1_600_000), DataSize::Exact(1_600_000));
    const COMES: GroupProgress = GroupProgress {
        running: true,
        ..group(DataGroup::Land, 40, Some(800_000), DataSize::About(2_000_000))
    };
    const LAST: GroupProgress = group(DataGroup::ClosedReports, 0, Some(0), DataSize::Unknown);

    #[test]
    fn a_group_runs_only_while_there_is_a_network_and_closed_work_is_last() {
        let all = [HELD, COMES, group(DataGroup::Land, 0, Some(0), DataSize::Unknown), LAST];
        let online = all.map(|it| stage(&it, false));
        assert_eq!(online, [Stage::Done, Stage::Runs, Stage::Later, Stage::Last]);
        let offline = all.map(|it| stage(&it, true));
        assert_eq!(offline, [Stage::Done, Stage::Waits, Stage::Waits, Stage::Waits]);
    }

    #[test]
    fn it_is_not_all_before_the_last_is_in() {
        assert_eq!(percent(&progress(&[HELD, COMES, LAST])), 46);
        assert_eq!(percent(&progress(&[HELD])), 100);
        let rows_in = GroupProgress { rows: 100, whole: false, ..COMES };
        assert_eq!(percent_of(&rows_in), 99);
        let nothing = GroupProgress { rows: 0, rows_total: 0, whole: true, ..HELD };
        assert_eq!(percent_of(&nothing), 100, "a group without rows can be held");
    }

    #[test]
    fn bytes_to_fetch_are_told_only_when_every_group_is_known() {
        let vi = Lang::Vi;
        assert_eq!(bytes(vi, &progress(&[HELD, COMES, LAST])).unwrap(), "đã tải 2,4 MB");
        assert_eq!(bytes(vi, &progress(&[HELD, COMES])).unwrap(), "2,4 / ≈ 3,6 MB");
        assert_eq!(bytes(vi, &progress(&[HELD])).unwrap(), "1,6 / 1,6 MB");
        let earlier = GroupProgress { bytes: None, ..HELD };
        assert_eq!(bytes(vi, &progress(&[earlier, COMES])), None);
        assert_eq!(bytes_of(vi, &earlier), None);
        assert_eq!(bytes_of(vi, &LAST), None);
        assert_eq!(bytes_of(vi, &HELD).unwrap(), "1,6 MB");
    }

    #[test]
    fn the_time_left_is_about_minutes_and_at_the_end_less_than_one() {
        assert_eq!(left(Lang::Vi, 110_000), "còn khoảng 2 phút");
        assert_eq!(left(Lang::Vi, 80_000), "còn khoảng 1 phút");
        assert_eq!(left(Lang::Vi, 59_999), "còn dưới một phút");
        assert_eq!(left(Lang::En, 5_400_000), "about 1 h 30 min left");
        assert_eq!(soon(Lang::Vi, Some(110_000), true), "khi có mạng trở lại");
        assert_eq!(soon(Lang::Vi, None, false), "khi phần này về");
    }

    #[test]
    fn every_group_has_a_name_of_its_own() {
        let mut names = DataGroup::ALL.map(|group| name(group).say(Lang::Vi)).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), DataGroup::ALL.len());
    }
}
