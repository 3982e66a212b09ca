//! Reports and cameras that stand close together: one symbol with their number, far away.

use serde_json::{Value, json};
use trucban_contract::ipc::Theme;

use super::layer::{of, visible};
use super::{CAMERA_CLUSTERS, REPORT_CLUSTERS};
use crate::map::symbols::{self, EIGHTHS};

const INK: &str = "#14181d";
const WHITE: &str = "#ffffff";

/// `locale` groups the digits of large counts.
pub(super) fn report_clusters(theme: Theme, locale: &str, shown: bool) -> Value {
    let share = json!(["/", ["*", EIGHTHS, ["get", "overdue"]], ["get", "count"]]);
    // Whatever is overdue shows, however little of it there is.
    let eighths = json!(["case", [">", ["get", "overdue"], 0], ["max", 1, ["floor", share]], 0]);
    let picture = |eighths: u8| symbols::name(&format!("reports-{eighths}"), theme);
    let mut image = vec![json!("match"), eighths];
    for eighths in 1..=EIGHTHS {
        image.extend([json!(eighths), json!(picture(eighths))]);
    }
    image.push(json!(picture(0)));
    cluster("report_cluster", REPORT_CLUSTERS, &json!(image), locale, shown, INK)
}

pub(super) fn camera_clusters(theme: Theme, locale: &str, shown: bool) -> Value {
    let image = |what: &str| symbols::name(what, theme);
    let silent = json!([">", ["get", "silent"], 0]);
    let image = json!(["case", silent, image("cameras-silent"), image("cameras")]);
    cluster("camera_cluster", CAMERA_CLUSTERS, &image, locale, shown, WHITE)
}

fn cluster(
    source_layer: &str,
    id: &str,
    image: &Value,
    locale: &str,
    shown: bool,
    ink: &str,
) -> Value {
    let by_count = |sizes: [f64; 4]| {
        let [few, tens, hundreds, thousands] = sizes;
        json!(["step", ["get", "count"], few, 10, tens, 100, hundreds, 1_000, thousands])
    };
    of(
        source_layer,
        id,
        "symbol",
        &json!({
            "icon-image": image,
            "icon-size": by_count([0.8, 0.9, 1.04, 1.24]),
            "icon-allow-overlap": true,
            "icon-ignore-placement": true,
            "text-field": ["number-format", ["get", "count"], { "locale": locale }],
            "text-font": ["Noto Sans Medium"],
            "text-size": by_count([12.0, 12.5, 12.5, 12.5]),
            "text-allow-overlap": true,
            "text-ignore-placement": true,
            "symbol-sort-key": ["get", "count"],
            "visibility": visible(shown),
        }),
        &json!({ "text-color": ink, "icon-translate": aside(id), "text-translate": aside(id) }),
    )
}

/// How far a cluster is drawn from its place, pixels right and down. Cameras hang where reports come
/// from: without this the ones would hide the counts of the others.
pub(super) fn aside(id: &str) -> [f64; 2] {
    [0.0, if id == CAMERA_CLUSTERS { 10.0 } else { -10.0 }]
}
