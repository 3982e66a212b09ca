//! A posted form: its fields, cleaned and bounded, and everything that is wrong with them.

use trucban_domain::fold;
use trucban_text::{Lang, central as text};

/// What a caller must put right, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// HTTP status that fits it.
    pub(crate) status: u16,
    /// The sentence; names the field.
    pub(crate) sentence: String,
}

/// The fields of a form and the complaints about them so far.
#[derive(Debug)]
pub(crate) struct Form {
    lang: Lang,
    fields: Vec<(String, String)>,
    complaints: Vec<Complaint>,
}

impl Form {
    /// Reads a body. Fields without a visible character count as not given.
    pub(crate) fn read(body: &[u8], lang: Lang) -> Self {
        let mut form = Self { lang, fields: Vec::new(), complaints: Vec::new() };
        // This reading never fails; bytes that are no UTF-8 come out as replacement characters.
        let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(body).unwrap_or_default();
        let meant = occurrences(body, b"%EF%BF%BD") + occurrences(body, "\u{fffd}".as_bytes());
        let mut replaced = 0;
        for (name, value) in fields {
            replaced += value.matches('\u{fffd}').count();
            if replaced > meant {
                form.complain(text::BAD_UTF8.fill(lang, [&fold::clean(&name)]));
                replaced = 0;
            }
            if !fold::clean(&value).is_empty() {
                form.fields.push((name, value));
            }
        }
        form
    }

    /// The language of the complaints.
    pub(crate) const fn lang(&self) -> Lang {
        self.lang
    }

    /// Adds a complaint about the content of the form.
    pub(crate) fn complain(&mut self, sentence: String) {
        self.complaints.push(Complaint { status: 400, sentence });
    }

    /// Adds a complaint about something that is not there.
    pub(crate) fn complain_not_found(&mut self, sentence: String) {
        self.complaints.push(Complaint { status: 404, sentence });
    }

    /// Everything that is wrong; empty for a sound form.
    pub(crate) fn complaints(self) -> Vec<Complaint> {
        self.complaints
    }

    /// Whether nothing is wrong so far.
    pub(crate) const fn is_sound(&self) -> bool {
        self.complaints.is_empty()
    }

    /// A field of several lines, cleaned, of at most `most` characters.
    pub(crate) fn text(&mut self, name: &str, most: usize) -> Option<String> {
        let cleaned = fold::clean(self.one(name)?);
        if cleaned.chars().count() > most {
            self.complain(text::TOO_LONG.fill(self.lang, [name, &most.to_string()]));
            return None;
        }
        Some(cleaned)
    }

    /// A field of one line; line breaks and runs of spaces become one space.
    pub(crate) fn line(&mut self, name: &str, most: usize) -> Option<String> {
        let line = self.text(name, most)?;
        Some(line.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A field as it came.
    pub(crate) fn one(&mut self, name: &str) -> Option<&str> {
        let mut given = self.fields.iter().filter(|(field, _)| field == name);
        let first = given.next();
        if given.next().is_some() {
            let sentence = text::GIVEN_TWICE.fill(self.lang, [name]);
            if !self.complaints.iter().any(|known| known.sentence == sentence) {
                self.complaints.push(Complaint { status: 400, sentence });
            }
        }
        first.map(|(_, value)| value.as_str())
    }

    /// A hash of everything given but the key: equal for equal forms, whatever their order.
    pub(crate) fn content_hash(&self) -> [u8; 32] {
        let mut fields: Vec<_> = self.fields.iter().filter(|(name, _)| name != "api_key").collect();
        fields.sort();
        let mut hasher = blake3::Hasher::new();
        for part in fields.iter().flat_map(|(name, value)| [name, value]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

fn occurrences(body: &[u8], what: &[u8]) -> usize {
    body.windows(what.len()).filter(|part| part.eq_ignore_ascii_case(what)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_cleaned_and_bounded() {
        let mut form = Form::read(b"a=%20Hu%E1%BA%BF%00%07%0d%0ax+&b=12345&c=&d=1&d=2", Lang::En);
        assert_eq!(form.text("a", 10).as_deref(), Some("Huế\nx"));
        assert_eq!(form.line("a", 10).as_deref(), Some("Huế x"));
        assert_eq!(form.line("c", 10), None, "empty is not given");
        assert!(form.is_sound());
        assert_eq!(form.line("b", 4), None);
        assert_eq!(form.one("d"), Some("1"));
        let sentences: Vec<_> = form.complaints().into_iter().map(|c| c.sentence).collect();
        assert_eq!(
            sentences,
            ["b: too long, at most 4 characters.", "d: given twice; send it once."]
        );
    }

    #[test]
    fn bytes_that_are_no_utf8_are_refused_and_a_real_replacement_character_is_not() {
        assert!(!Form::read(b"description=Hu%E1%BA", Lang::Vi).is_sound());
        assert!(Form::read(b"description=%ef%bf%bd", Lang::Vi).is_sound());
    }

    #[test]
    fn the_order_of_fields_does_not_change_what_is_said() {
        let hash = |body: &[u8]| Form::read(body, Lang::Vi).content_hash();
        assert_eq!(hash(b"a=1&b=2&api_key=x"), hash(b"b=2&a=1&api_key=y"));
        assert_ne!(hash(b"a=1&b=2"), hash(b"a=1&b=3"));
        assert_ne!(hash(b"a=bc"), hash(b"ab=c"));
    }
}
