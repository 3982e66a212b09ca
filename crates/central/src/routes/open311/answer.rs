//! How an answer reads: XML or JSON, Vietnamese or English, content or a list of errors.
//!
//! Both forms are made from one value. XML follows the convention of the specification: an array
//! becomes an element that holds one element for each item, named in the singular.

use std::convert::Infallible;
use std::fmt::Write;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use quick_xml::escape::escape;
use serde::Serialize;
use serde_json::Value;
use trucban_text::{Lang, central as text};

use crate::error::CentralError;
use crate::intake::form::Complaint;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Xml,
    Json,
}

/// In which form and language to answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    format: Format,
    /// Language of the sentences.
    pub(super) lang: Lang,
}

/// A request that was refused: what to put right, in words.
#[derive(Debug)]
pub(super) struct Refusal {
    style: Style,
    complaints: Vec<Complaint>,
}

impl<S: Sync> FromRequestParts<S> for Style {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let told = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        // The endings are lower case in the specification, and addresses are exact.
        let ending = parts.uri.path().rsplit_once('.').map(|(_, ending)| ending);
        let accept = told(header::ACCEPT).unwrap_or_default();
        let json = match ending {
            Some("json") => true,
            Some("xml") => false,
            _ => accept.contains("json") && !accept.contains("xml"),
        };
        let languages = told(header::ACCEPT_LANGUAGE).unwrap_or_default();
        let lang = languages
            .split(',')
            .find_map(|tag| match tag.trim().get(..2) {
                Some("vi") => Some(Lang::Vi),
                Some("en") => Some(Lang::En),
                _ => None,
            })
            .unwrap_or_default();
        Ok(Self { format: if json { Format::Json } else { Format::Xml }, lang })
    }
}

impl Style {
    /// A list: a bare array in JSON, `<root>` with an element for each item in XML.
    pub(super) fn list<T: Serialize>(self, root: &str, item: &str, items: &[T]) -> Response {
        let items: Vec<Value> = items.iter().map(value).collect();
        self.render(StatusCode::OK, root, item, &Value::Array(items))
    }

    /// One thing: a bare object in JSON, `<root>` in XML.
    pub(super) fn object<T: Serialize>(self, root: &str, thing: &T) -> Response {
        self.render(StatusCode::OK, root, "", &value(thing))
    }

    /// A refusal with one sentence.
    pub(super) fn refuse(self, status: u16, sentence: String) -> Refusal {
        self.refuse_all(vec![Complaint { status, sentence }])
    }

    /// A refusal with everything that is to be put right.
    pub(super) const fn refuse_all(self, complaints: Vec<Complaint>) -> Refusal {
        Refusal { style: self, complaints }
    }

    /// What a caller reads when central itself failed; the cause goes to the log.
    pub(super) fn broken(self, cause: &CentralError) -> Refusal {
        tracing::error!(error = cause as &dyn std::error::Error, "central failed");
        self.refuse(500, text::FAILED.say(self.lang).to_owned())
    }

    fn render(self, status: StatusCode, root: &str, item: &str, content: &Value) -> Response {
        let (kind, body) = match self.format {
            Format::Json => ("application/json; charset=utf-8", content.to_string()),
            Format::Xml => ("text/xml; charset=utf-8", document(root, item, content)),
        };
        (status, [(header::CONTENT_TYPE, kind)], body).into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        // One status for all: that of the only complaint, or the general one.
        let mut codes = self.complaints.iter().map(|complaint| complaint.status);
        let code = codes.next().unwrap_or(500);
        let code = if codes.all(|other| other == code) { code } else { 400 };
        let errors = self.complaints.iter().map(|complaint| {
            serde_json::json!({ "code": complaint.status, "description": complaint.sentence })
        });
        let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.style.render(status, "errors", "error", &Value::Array(errors.collect()))
    }
}

fn value<T: Serialize>(thing: &T) -> Value {
    // Plain structs of texts and numbers always have a JSON form.
    serde_json::to_value(thing).unwrap_or_default()
}

fn document(root: &str, item: &str, content: &Value) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut xml, root, item, content);
    xml.push('\n');
    xml
}

fn element(xml: &mut String, name: &str, item: &str, content: &Value) {
    // Writing to a String cannot fail.
    let _ = write!(xml, "<{name}>");
    match content {
        Value::Null => {}
        Value::Bool(flag) => {
            let _ = write!(xml, "{flag}");
        }
        Value::Number(number) => {
            let _ = write!(xml, "{number}");
        }
        Value::String(text) => xml.push_str(&escape(printable(text))),
        Value::Array(items) => {
            for one in items {
                element(xml, item, "", one);
            }
        }
        Value::Object(members) => {
            for (member, content) in members {
                let singular = member.strip_suffix('s').unwrap_or(member);
                element(xml, member, singular, content);
            }
        }
    }
    let _ = write!(xml, "</{name}>");
}

/// `text` without the characters that XML 1.0 has no place for.
fn printable(text: &str) -> String {
    let allowed = |c: &char| {
        matches!(c, '\t' | '\n' | '\r') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'))
    };
    text.chars().filter(allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn markup_in_a_text_stays_text_and_forbidden_characters_are_left_out() {
        let content =
            json!([{ "description": "<b>&\u{1}\u{ffff}\"x\"", "lat": 16.5, "zip": null }]);
        assert_eq!(
            document("service_requests", "request", &content),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request>\
             <description>&lt;b&gt;&amp;&quot;x&quot;</description><lat>16.5</lat><zip></zip>\
             </request></service_requests>\n"
        );
    }

    #[test]
    fn an_array_within_becomes_elements_in_the_singular() {
        let content = json!({ "values": [{ "key": 1 }, { "key": 2 }] });
        let xml = document("attribute", "", &content);
        assert!(xml.contains("<values><value><key>1</key></value><value>"), "{xml}");
    }
}
