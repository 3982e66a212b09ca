//! `GET services` and `GET services/{code}`: what can be reported, and what is asked for.

use axum::response::Response;
use serde::Serialize;
use trucban_domain::{Category, Ward};
use trucban_text::{Lang, central as text, names};

use super::answer::{Refusal, Style};
use super::named::Named;

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names of the specification")]
struct Service {
    service_code: &'static str,
    service_name: String,
    description: String,
    metadata: bool,
    r#type: &'static str,
    keywords: String,
    group: &'static str,
}

#[derive(Serialize)]
struct Definition {
    service_code: &'static str,
    attributes: [Attribute; 2],
}

#[derive(Serialize)]
struct Attribute {
    variable: bool,
    code: &'static str,
    datatype: &'static str,
    required: bool,
    datatype_description: &'static str,
    order: u8,
    description: &'static str,
    values: Vec<Choice>,
}

#[derive(Serialize)]
struct Choice {
    key: String,
    name: String,
}

pub(super) async fn list(style: Style) -> Response {
    let services: Vec<Service> =
        Category::all().iter().map(|category| service(style.lang, category)).collect();
    style.list("services", "service", &services)
}

fn service(lang: Lang, category: &'static Category) -> Service {
    let service_name = names::category(lang, &category.code);
    Service {
        service_code: &category.code.0,
        description: text::OPEN311_SERVICE.fill(lang, [&service_name]),
        service_name,
        metadata: true,
        r#type: "realtime",
        keywords: category.keywords.join(", "),
        group: text::OPEN311_GROUP.say(lang),
    }
}

pub(super) async fn describe(Named(code): Named, style: Style) -> Result<Response, Refusal> {
    let Some(category) = Category::find(&code) else {
        return Err(style.refuse(404, text::NO_SUCH_SERVICE.fill(style.lang, [&code])));
    };
    let definition = Definition {
        service_code: &category.code.0,
        attributes: [ward_attribute(style.lang), urgent_attribute(style.lang)],
    };
    Ok(style.object("service_definition", &definition))
}

fn ward_attribute(lang: Lang) -> Attribute {
    let wards = Ward::all().iter();
    Attribute {
        variable: true,
        code: "ward",
        datatype: "singlevaluelist",
        required: false,
        datatype_description: text::OPEN311_WARD_TYPE.say(lang),
        order: 1,
        description: text::OPEN311_WARD.say(lang),
        values: wards
            .map(|ward| Choice { key: ward.code.to_string(), name: names::ward(lang, ward.code) })
            .collect(),
    }
}

fn urgent_attribute(lang: Lang) -> Attribute {
    let choices = [("true", text::OPEN311_YES), ("false", text::OPEN311_NO)];
    Attribute {
        variable: true,
        code: "urgent",
        datatype: "singlevaluelist",
        required: false,
        datatype_description: text::OPEN311_URGENT_TYPE.say(lang),
        order: 2,
        description: text::OPEN311_URGENT.say(lang),
        values: choices
            .into_iter()
            .map(|(key, name)| Choice { key: key.to_owned(), name: name.say(lang).to_owned() })
            .collect(),
    }
}
