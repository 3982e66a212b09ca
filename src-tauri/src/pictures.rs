//! Serves pictures of alerts and reports to the window: `picture://localhost/{hash}`.
//!
//! They come from the encrypted store and are never written anywhere else. Only the console's own
//! page is answered. A picture that is not on this laptop yet is "not found": the window shows an
//! empty frame and asks again when it has come.

use std::sync::Arc;

use tauri::UriSchemeResponder;
use tauri::http::{Response, StatusCode, header};
use trucban_domain::PhotoFormat;
use trucban_store::PictureHash;

use crate::console::Console;

/// Answers a request for the picture at `path`.
pub fn answer(console: Arc<Console>, path: &str, responder: UriSchemeResponder) {
    let hash = PictureHash::parse(path.trim_start_matches('/'));
    tauri::async_runtime::spawn_blocking(move || {
        let picture = hash.and_then(|hash| read(&console, hash));
        responder.respond(response(picture));
    });
}

fn read(console: &Console, hash: PictureHash) -> Option<Vec<u8>> {
    let open = console.opened().ok()?;
    open.store
        .picture(hash)
        .inspect_err(|error| tracing::error!(%error, %hash, "a picture could not be read"))
        .ok()
        .flatten()
}

fn response(picture: Option<Vec<u8>>) -> Response<Vec<u8>> {
    let kind = picture.as_deref().and_then(kind);
    let (status, kind, body) = match (picture, kind) {
        (Some(picture), Some(kind)) => (StatusCode::OK, kind, picture),
        _ => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    // The web view keeps no copy outside the encrypted store.
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// What a picture is, by its first bytes. Anything else is not shown, and HEIC cannot be.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    let format = PhotoFormat::of(bytes).filter(|format| *format != PhotoFormat::Heic);
    format.map(PhotoFormat::media_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_served_whatever_bytes_came() {
        assert_eq!(kind(&[0xFF, 0xD8, 0xFF, 0xE0]), Some("image/jpeg"));
        assert_eq!(kind(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(kind(b"<script>"), None);
        assert_eq!(response(Some(b"<html>".to_vec())).status(), StatusCode::NOT_FOUND);
        assert_eq!(response(None).status(), StatusCode::NOT_FOUND);
        let png = response(Some(b"\x89PNG\r\n\x1a\n".to_vec()));
        assert_eq!(png.status(), StatusCode::OK);
        assert_eq!(png.headers()[header::CACHE_CONTROL], "no-store");
    }
}
