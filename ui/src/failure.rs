//! A failed command in words.

use trucban_contract::ipc::CommandError;
use trucban_domain::Refusal;
use trucban_text::{Lang, format, frame, names, refusal, sentence};

/// What went wrong, what is safe, what to do, and the reference for the log where there is one.
pub fn words(lang: Lang, failure: &CommandError) -> String {
    let CommandError { code: _, text, args, refusal, reference } = failure;
    let mut said = sentence(lang, text, args);
    if let Some(Refusal::AlreadyAcknowledged { by, at }) = refusal.as_deref() {
        let at = format!("{} {}", at.hour_minute(), format::day_month(lang, *at));
        let unit = names::unit(lang, &by.unit.0);
        said.push(' ');
        said.push_str(&refusal::ACKNOWLEDGED_BY.fill(lang, [&by.name, &unit, &at]));
    }
    if let Some(Refusal::AlreadyJudged { by, at, finding }) = refusal.as_deref() {
        let at = format!("{} {}", at.hour_minute(), format::day_month(lang, *at));
        let (unit, finding) = (names::unit(lang, &by.unit.0), names::finding(lang, finding));
        said.push(' ');
        said.push_str(&refusal::ALREADY_JUDGED_BY.fill(lang, [&by.name, &unit, &finding, &at]));
    }
    if let Some(Refusal::AlreadyTakenOver { by, at }) = refusal.as_deref() {
        let at = format!("{} {}", at.hour_minute(), format::day_month(lang, *at));
        let unit = names::unit(lang, &by.unit.0);
        said.push(' ');
        said.push_str(&refusal::ALREADY_TAKEN_OVER_BY.fill(lang, [&by.name, &unit, &at]));
    }
    if !reference.is_empty() {
        said.push(' ');
        said.push_str(&frame::REFERENCE.fill(lang, [reference]));
        said.push('.');
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use trucban_contract::ipc::ErrorCode;

    #[test]
    fn a_failure_names_its_reference_so_that_help_can_find_it() {
        let failure = CommandError {
            code: ErrorCode::Internal,
            text: "error.internal".to_owned(),
            args: Vec::new(),
            refusal: None,
            reference: "F-0031".to_owned(),
        };
        assert!(words(Lang::Vi, &failure).ends_with("Mã tra cứu F-0031."));
    }
}
