//! Photos that a person attaches.

use tauri::ipc::{InvokeBody, Request};
use trucban_contract::ipc::{
    AttachPhotos, ChosenPhoto, CommandError, ErrorCode, KeepPhoto, KeptPhoto, ListPhotos,
    LookAtPicture, PhotoStanding, ReportPhoto, Saved, WaitingPhoto, WaitingPhotos,
};
use trucban_domain::{
    Action, Incident, NewPhoto, Operation, OperationBody, Photo, PhotoShows, SubjectId,
};
use trucban_photos::{Prepared, Unfit, prepare};
use trucban_store::{OwnPicture, PhotoToKeep, PictureHash, WaitingPicture};

use super::Shared;
use super::incidents::act;
use super::outbox::subject;
use super::pictures::{look_at, pictures};
use crate::console::Open;
use crate::failure::{failure, from_store};

/// Handles [`KeepPhoto`].
#[tauri::command]
pub async fn keep_photo(
    shared: Shared<'_>,
    request: Request<'_>,
) -> Result<KeptPhoto, CommandError> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(failure(ErrorCode::Validation, "error.photo_unread"));
    };
    let bytes = bytes.clone();
    shared.run::<KeepPhoto>(move |open| keep(open, &bytes)).await
}

/// Handles [`AttachPhotos`].
#[tauri::command]
pub async fn attach_photos(shared: Shared<'_>, args: AttachPhotos) -> Result<Saved, CommandError> {
    shared
        .run_act::<AttachPhotos>(move |open, safe| {
            let AttachPhotos { id, photos } = args;
            let photos = kept(open, &photos)?;
            act(open, id, Action::Note, OperationBody::Attach { photos }, safe)
        })
        .await
}

/// The photos that were chosen, as an act names them.
pub(super) fn kept(open: &Open, chosen: &[ChosenPhoto]) -> Result<Vec<NewPhoto>, CommandError> {
    let one = |chosen: &ChosenPhoto| {
        let hash = PictureHash::parse(&chosen.hash);
        let kept = hash.map(|hash| open.store.kept_photo(hash, chosen.shows)).transpose();
        kept.map_err(|error| from_store(&error))?
            .flatten()
            .ok_or_else(|| failure(ErrorCode::NotFound, "error.photo_gone"))
    };
    chosen.iter().map(one).collect()
}

/// Handles [`ListPhotos`].
#[tauri::command]
pub async fn list_photos(
    shared: Shared<'_>,
    args: ListPhotos,
) -> Result<WaitingPhotos, CommandError> {
    let ListPhotos {} = args;
    shared.run::<ListPhotos>(waiting).await
}

/// Handles [`LookAtPicture`].
#[tauri::command]
pub async fn look_at_picture(shared: Shared<'_>, args: LookAtPicture) -> Result<(), CommandError> {
    shared
        .run::<LookAtPicture>(move |open| {
            look_at(open, &pictures(open, &[&args.hash])?);
            Ok(())
        })
        .await
}

/// Checks a photo, cleans it and puts it on disk.
pub(super) fn keep(open: &Open, bytes: &[u8]) -> Result<KeptPhoto, CommandError> {
    // One at a time: a decoded photo takes up to some hundred megabytes.
    let turn = open.decoding();
    let prepared = prepare(bytes, open.now()).map_err(unfit)?;
    drop(turn);
    let Prepared { format, bytes, small, taken_at } = prepared;
    let photo = PhotoToKeep { bytes: &bytes, format, small: small.as_deref(), taken_at };
    let kept = open.store.keep_photo(photo, open.clock.now());
    let hash = kept.map_err(|error| from_store(&error))?;
    let name = small.as_deref().map(|small| PictureHash::of(small).to_string());
    let small = pictures(open, &name.iter().map(String::as_str).collect::<Vec<_>>())?.pop();
    let byte_count = bytes.len() as u64;
    Ok(KeptPhoto { hash: hash.to_string(), small, format, byte_count, taken_at })
}

/// What is wrong with a photo, and what helps.
fn unfit(unfit: Unfit) -> CommandError {
    let text = match unfit {
        Unfit::Unknown => "error.photo_unknown",
        Unfit::TooLarge => "error.photo_too_large",
        Unfit::TooManyPixels => "error.photo_too_many_pixels",
        Unfit::Damaged => "error.photo_damaged",
        Unfit::NotCleaned => "error.photo_not_cleaned",
    };
    failure(ErrorCode::Validation, text)
}

/// The photos of a report as the window shows them. What is missing is fetched before all others.
pub(super) fn of_report(
    open: &Open,
    incident: &Incident,
) -> Result<Vec<ReportPhoto>, CommandError> {
    let photos = &incident.photos;
    let hashes: Vec<&str> = photos.iter().map(|photo| photo.hash.as_str()).collect();
    let whole = pictures(open, &hashes)?;
    let small = |photo: &Photo| photo.attached.as_ref().and_then(|it| it.small.clone());
    let names: Vec<Option<String>> = photos.iter().map(small).collect();
    let mut smalls =
        pictures(open, &names.iter().flatten().map(String::as_str).collect::<Vec<_>>())?
            .into_iter();
    let parsed: Vec<_> = hashes.iter().map(|name| PictureHash::parse(name)).collect();
    let own = open.store.own_pictures(&parsed).map_err(|error| from_store(&error))?;
    let shown: Vec<ReportPhoto> = photos
        .iter()
        .zip(whole)
        .zip(names)
        .zip(own)
        .map(|(((photo, picture), small), own)| ReportPhoto {
            picture,
            small: small.and_then(|_| smalls.next()),
            shows: photo.shows,
            taken_at: photo.taken_at,
            by: photo.attached.as_ref().map(|it| it.by.clone()),
            format: photo.attached.as_ref().map(|it| it.format),
            standing: standing(photo, own),
        })
        .collect();
    let come = shown.iter().zip(photos);
    let smalls = come.clone().filter(|(_, photo)| photo.small().is_some());
    let smalls = smalls.filter_map(|(shown, _)| shown.small.clone());
    // What a person attached may be large: of it the small ones do, until somebody looks at it.
    let wholes = come.filter(|(_, photo)| photo.attached.is_none());
    let wholes = wholes.map(|(shown, _)| shown.picture.clone());
    look_at(open, &smalls.chain(wholes).collect::<Vec<_>>());
    Ok(shown)
}

fn standing(photo: &Photo, own: Option<OwnPicture>) -> PhotoStanding {
    if photo.attached.is_none() {
        return PhotoStanding::Received;
    }
    match own {
        _ if photo.came() => PhotoStanding::AtCentral,
        None => PhotoStanding::Elsewhere,
        Some(own) if own.at_central => PhotoStanding::AtCentral,
        Some(own) if own.sent_bytes == 0 => PhotoStanding::Kept,
        Some(own) => {
            let percent = own.sent_bytes.saturating_mul(100) / own.byte_count.max(1);
            PhotoStanding::Sending { percent: u8::try_from(percent.min(99)).unwrap_or(99) }
        }
    }
}

fn waiting(open: &Open) -> Result<WaitingPhotos, CommandError> {
    let all = open.store.waiting_pictures().map_err(|error| from_store(&error))?;
    let mut waiting = WaitingPhotos {
        photos: Vec::new(),
        byte_count: all.iter().map(|it| it.byte_count).sum(),
        sent_bytes: all.iter().map(|it| it.sent_bytes).sum(),
    };
    for picture in all.into_iter().filter(|it| !it.small) {
        waiting.photos.push(one(open, &picture)?);
    }
    Ok(waiting)
}

fn one(open: &Open, picture: &WaitingPicture) -> Result<WaitingPhoto, CommandError> {
    let store = &open.store;
    let entry = store.operation(picture.named_by).map_err(|error| from_store(&error))?;
    let operation = entry.as_ref().and_then(|entry| Operation::decode(&entry.bytes).ok());
    let id = operation.as_ref().map(|operation| operation.envelope.subject);
    let case = id.map(|id: SubjectId| store.case(id)).transpose();
    let case = case.map_err(|error| from_store(&error))?.flatten();
    // What it shows is not asked here.
    let known = store.kept_photo(picture.hash, PhotoShows::Result);
    let name = known.map_err(|error| from_store(&error))?.and_then(|photo| photo.small);
    let small = pictures(open, &name.iter().map(String::as_str).collect::<Vec<_>>())?.pop();
    Ok(WaitingPhoto {
        hash: picture.hash.to_string(),
        small,
        byte_count: picture.byte_count,
        sent_bytes: picture.sent_bytes,
        subject: operation.as_ref().map(|operation| subject(operation, case.as_ref())),
        client_seq: entry.map_or(0, |entry| entry.client_seq),
        ready: picture.ready,
    })
}
