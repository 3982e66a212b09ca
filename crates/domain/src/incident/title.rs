//! The title of a report, where nobody wrote one: the first sentence of its text.

/// Characters of a title that is cut out of a text.
const TITLE_CHARS: usize = 80;

/// The first sentence of a text, cut at a word where it is long; empty for an empty first line.
pub fn title_of(description: &str) -> String {
    let line = description.lines().next().unwrap_or_default().trim();
    let sentence = line
        .split_inclusive(['.', '!', '?'])
        .scan(String::new(), |whole, piece| {
            whole.push_str(piece);
            Some(whole.clone())
        })
        // A point inside a number or a link ends no sentence.
        .find(|whole| line[whole.len()..].is_empty() || line[whole.len()..].starts_with(' '))
        .unwrap_or_else(|| line.to_owned());
    let sentence = sentence.trim_end_matches('.');
    if sentence.chars().count() <= TITLE_CHARS {
        return if sentence.is_empty() { line.to_owned() } else { sentence.to_owned() };
    }
    let cut: String = sentence.chars().take(TITLE_CHARS - 1).collect();
    let at_word = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", at_word.trim_end_matches([',', ';', ':', '.']))
}

#[cfg(test)]
mod tests {
    use super::title_of;

    #[test]
    fn a_title_is_the_first_sentence_cut_at_a_word() {
        assert_eq!(title_of("Ổ gà to. Đã ba hôm."), "Ổ gà to");
        assert_eq!(title_of("Ổ gà to\nĐã ba hôm."), "Ổ gà to");
        assert_eq!(title_of("Hố sâu 1.5 m ở đây! Nhờ xem."), "Hố sâu 1.5 m ở đây!");
        assert_eq!(title_of("..."), "...");
        let long = "Nắp hố ga trước đầu kiệt vỡ mất nửa, miệng hố hở ra giữa lối đi, ban đêm rất tối và không có đèn";
        let title = title_of(long);
        assert!(title.ends_with('…') && title.chars().count() <= 80, "{title}");
        assert!(long.starts_with(title.trim_end_matches('…')));
        let unbroken = "á".repeat(5_000);
        assert_eq!(title_of(&unbroken).chars().count(), 80);
    }
}
