//! The scheme by which the page fetches the tiles of the map: `tile://localhost/{set}/{z}/{x}/{y}`.
//!
//! Tiles are read and cut where it may block. They are never kept outside the encrypted files: the
//! web view is told to store none. A bad address answers 400, a tile with nothing on it 204, a laptop
//! on which nobody is enrolled 403; what went wrong inside is in the log and never in the answer.

use std::borrow::Cow;
use std::sync::Arc;

use tauri::UriSchemeResponder;
use tauri::http::{Response, StatusCode, header};
use trucban_contract::ipc::{CommandError, ErrorCode, TILE_SETS};
use trucban_geo::TileCoord;

use crate::console::{Console, Open};
use crate::failure::from_store;

/// The scheme. On Windows the page reaches it as `http://tile.localhost`.
pub const SCHEME: &str = "tile";

/// Where the page itself comes from.
const PAGE: &str = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };

/// A set of tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TileSet {
    /// The zoning map.
    Land,
    /// Open reports and cameras.
    Live,
}

/// Answers a request for `path`.
pub fn answer(console: Arc<Console>, path: &str, responder: UriSchemeResponder) {
    let Some((set, coord)) = asked(path) else {
        tracing::warn!(path, "no such tile");
        return responder.respond(response(StatusCode::BAD_REQUEST, Vec::new()));
    };
    tauri::async_runtime::spawn_blocking(move || {
        let tile = console.opened().and_then(|open| cut(open, set, coord));
        responder.respond(match tile {
            Ok(bytes) if bytes.is_empty() => response(StatusCode::NO_CONTENT, bytes),
            Ok(bytes) => response(StatusCode::OK, bytes),
            Err(error) if error.code == ErrorCode::SignedOut => {
                response(StatusCode::FORBIDDEN, Vec::new())
            }
            Err(_logged) => response(StatusCode::INTERNAL_SERVER_ERROR, Vec::new()),
        });
    });
}

fn asked(path: &str) -> Option<(TileSet, TileCoord)> {
    let (set, coord) = path.strip_prefix('/')?.split_once('/')?;
    let set = match TILE_SETS.iter().position(|known| *known == set)? {
        0 => TileSet::Land,
        _ => TileSet::Live,
    };
    Some((set, coord.parse().ok()?))
}

fn cut(open: &Open, set: TileSet, coord: TileCoord) -> Result<Vec<u8>, CommandError> {
    open.enrolled()?;
    let cut = match set {
        TileSet::Land => open.store.land_tile(coord, &open.ground()?.outlines),
        TileSet::Live => open.store.live_tile(coord, open.now()),
    };
    cut.map_err(|error| from_store(&error))
}

fn response(status: StatusCode, body: Vec<u8>) -> Response<Cow<'static, [u8]>> {
    let mut response = Response::new(Cow::Owned(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "application/vnd.mapbox-vector-tile"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, PAGE),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, header::HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_tile_names_a_set_and_a_tile_that_exists() {
        let coord = TileCoord::new(16, 52_352, 29_724).unwrap();
        assert_eq!(asked("/land/16/52352/29724"), Some((TileSet::Land, coord)));
        assert_eq!(asked("/live/16/52352/29724"), Some((TileSet::Live, coord)));
        for path in [
            "",
            "/",
            "/land",
            "/land/16",
            "/sea/16/52352/29724",
            "land/16/52352/29724",
            "/land/16/52352/29724/",
            "/land/16/52352/99999",
            "/land/../16/1/1",
            "/Land/0/0/0",
        ] {
            assert_eq!(asked(path), None, "{path}");
        }
    }

    #[test]
    fn an_answer_is_for_the_page_alone_and_stored_by_nobody() {
        let answer = response(StatusCode::OK, b"tile".to_vec());
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "no-store");
        assert_eq!(answer.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], PAGE);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/vnd.mapbox-vector-tile");
    }
}
