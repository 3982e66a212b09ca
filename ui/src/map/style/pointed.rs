//! The outline of what the pointer is over. Its tile says which it is: the drawing marks the feature,
//! and no other style is needed for it.

use serde_json::{Value, json};
use trucban_contract::ipc::LOTS_FROM_ZOOM;

use super::clusters::aside;
use super::layer::{Ground, from_zoom, of, visible};
use super::{CAMERA_CLUSTERS, Group, REPORT_CLUSTERS, Shown};

/// The mark of the feature under the pointer.
pub const POINTED: &str = "pointed";

fn only_pointed(shown: f64) -> Value {
    json!(["case", ["boolean", ["feature-state", POINTED], false], shown, 0])
}

pub(super) fn pointed_lot(ground: &Ground) -> Value {
    from_zoom(
        of(
            "lot",
            "pointed-lot",
            "line",
            &json!({ "line-join": "round" }),
            &json!({ "line-color": ground.ink, "line-width": 2, "line-opacity": only_pointed(1.0) }),
        ),
        LOTS_FROM_ZOOM,
    )
}

pub(super) fn pointed_marks(ground: &Ground, shown: Shown) -> [Value; 4] {
    let around = |source_layer: &str, radius_px: f64, aside: [f64; 2], group: Group| {
        of(
            source_layer,
            &format!("pointed-{source_layer}"),
            "circle",
            &json!({ "visibility": visible(shown.has(group)) }),
            &json!({
                "circle-radius": radius_px,
                "circle-translate": aside,
                "circle-color": ground.halo,
                "circle-opacity": only_pointed(0.7),
                "circle-stroke-color": ground.ink,
                "circle-stroke-width": 1.5,
                "circle-stroke-opacity": only_pointed(1.0),
            }),
        )
    };
    [
        around("camera_cluster", 24.0, aside(CAMERA_CLUSTERS), Group::Cameras),
        around("camera", 17.0, [0.0; 2], Group::Cameras),
        around("report_cluster", 24.0, aside(REPORT_CLUSTERS), Group::Reports),
        around("report", 17.0, [0.0; 2], Group::Reports),
    ]
}
