//! What is seen in the tests: alerts of the city's cameras, and photos of reports, with their pictures.

use anyhow::{Result, ensure};
use trucban_central::Central;
use trucban_domain::{
    Alert, AlertId, AlertKindCode, Camera, CameraId, DetectedBox, Frame, IncidentId, Photo,
    PhotoShows, PlateReading, Position, Timestamp, Ward, WardCode,
};
use uuid::Uuid;

/// The camera of a ward.
pub fn camera(ward: WardCode, silent_since: Option<Timestamp>) -> Camera {
    let (lat, lon) = Ward::find(ward).map_or((16.46, 107.59), |ward| (ward.lat, ward.lon));
    Camera {
        id: CameraId::from_uuid(Uuid::from_u128(0xCA00_0000 + u128::from(ward.0))),
        number: format!("CAM-{}", ward.0),
        name: "Lê Lợi – Hùng Vương".to_owned(),
        ward,
        position: Position { lat, lon, accuracy_m: None },
        bearing_deg: Some(312),
        model: "traffic-v4.2".to_owned(),
        calibrated_until: Some(Timestamp::from_ms(1_800_000_000_000)),
        heard_at: None,
        silent_since,
        sample: true,
    }
}

/// An alert of the camera of `ward`, numbered `n`, with these pictures, half a second apart.
pub fn alert(ward: WardCode, n: u64, kind: &str, at: Timestamp, hashes: &[String]) -> Alert {
    let frame = |(offset_ms, hash): (i32, &String)| Frame { hash: hash.clone(), offset_ms };
    Alert {
        id: AlertId::from_uuid(Uuid::from_u128(0xA1E7_0000_0000 + u128::from(n))),
        number: format!("CA-261120-{n:04}"),
        camera: camera(ward, None).id,
        ward,
        kind: AlertKindCode(kind.to_owned()),
        at,
        confidence: 0.93,
        plate: Some(PlateReading { text: "75-F1 128.45".to_owned(), confidence: 0.71 }),
        frames: (0..).step_by(500).zip(hashes).map(frame).collect(),
        boxes: vec![DetectedBox {
            label: "Mô tô".to_owned(),
            confidence: 0.93,
            x: 0.42,
            y: 0.4,
            width: 0.16,
            height: 0.45,
        }],
        verdict: None,
        sample: true,
    }
}

/// Lets central take in an alert with its pictures, as a gateway does.
pub fn take_in(
    central: &Central,
    ward: WardCode,
    n: u64,
    kind: &str,
    at: Timestamp,
    pictures: &[Vec<u8>],
) -> Result<Alert> {
    let mut hashes = Vec::new();
    for picture in pictures {
        hashes.push(central.keep_blob(picture)?);
    }
    let alert = alert(ward, n, kind, at, &hashes);
    central.take_in_alert(alert.clone())?;
    Ok(alert)
}

/// Lets central take in a photo of a report, as a gateway does.
pub fn photograph(
    central: &Central,
    of: IncidentId,
    shows: PhotoShows,
    taken_at: Option<Timestamp>,
    picture: &[u8],
) -> Result<()> {
    let photo = Photo::received(central.keep_blob(picture)?, shows, taken_at);
    ensure!(central.take_in_photo(of, photo)?, "the photo is new");
    Ok(())
}
