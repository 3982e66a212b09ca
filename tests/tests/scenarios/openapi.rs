//! What central says of its addresses is true: schemathesis calls every one of them by the document,
//! with what it asks for and with what it does not, and no answer is a failure or one that the
//! document does not tell of.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use trucban_contract::wire::{
    CONTENT_TYPE, Enrolment, HelloAsk, HelloReply, PROTOCOL, SnapshotManifest,
};
use trucban_domain::{Role, encoding};
use trucban_tests::office::{Office, citizen};
use trucban_tests::tools;
use uuid::Uuid;

/// Requests of each kind and address; the same ones in every run.
const REQUESTS: [&str; 6] =
    ["--max-examples", "25", "--seed", "46", "--generation-database", "none"];
/// It takes seconds; a run that hangs says so itself.
const WITHIN: Duration = Duration::from_mins(2);
const SCOPE: &str = "w19777.incidents.open";

#[tokio::test]
async fn no_call_that_the_document_allows_or_forbids_gets_an_answer_that_it_does_not_tell_of()
-> Result<()> {
    let folder = trucban_tests::folder()?;
    let mut office = Office::open().await?;
    office.fill(300).await?;
    let key = office.api_key().await?;
    let document = office.enrol_as("Nguyễn Văn A", Role::CityDesk, &[]).await?;
    let enrolment: Enrolment = serde_json::from_slice(&std::fs::read(document)?)?;
    let known = known(&office, &key, &enrolment).await?;

    let mut schemathesis = tools::python()?;
    schemathesis
        .args(["-m", "schemathesis.cli", "run"])
        .arg(format!("{}/openapi.json", office.url()?))
        .args(["--phases", "examples,coverage,fuzzing", "--no-color", "--request-timeout", "20"])
        .args(REQUESTS)
        // It never ends by itself; another test holds what it says.
        .args(["--exclude-path", "/sync/live"])
        // What may be sent there depends on the acts of a device; `attach` and central's own tests
        // send it, cut at every byte.
        .args(["--exclude-path-regex", "^/sync/uploads"])
        // A form can be of the right shape and name a place that is not in the city.
        .args(["--exclude-checks", "positive_data_acceptance"])
        .args(["--header", &format!("Authorization: Bearer {}", enrolment.token)])
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .env("TRUCBAN_KNOWN", known.to_string())
        .current_dir(folder.path());
    let done = tokio::time::timeout(WITHIN, schemathesis.output()).await??;
    let said = String::from_utf8_lossy(&done.stdout);
    let complained = String::from_utf8_lossy(&done.stderr);
    ensure!(done.status.success(), "schemathesis found something:\n{said}\n{complained}");
    // All but `live`, the uploads and the document's own.
    ensure!(said.contains("Tested: 27"), "every address is tried:\n{said}");
    ensure!(!said.contains("WARNINGS"), "what is sound is taken, everywhere:\n{said}");
    Ok(())
}

/// What exists at this central, for requests that are meant to be sound.
async fn known(office: &Office, key: &str, enrolment: &Enrolment) -> Result<serde_json::Value> {
    let incarnation = Uuid::from_u128(46);
    let citizen = citizen()?;
    let url = office.url()?;
    let ask = HelloAsk {
        protocol: PROTOCOL,
        build: "schemathesis".to_owned(),
        client: enrolment.client,
        incarnation,
        epoch: None,
        scopes: None,
    };
    let hello = citizen
        .post(format!("{url}/sync/hello"))
        .bearer_auth(&enrolment.token)
        .header("content-type", CONTENT_TYPE)
        .body(encoding::encode(&ask))
        .send()
        .await?
        .error_for_status()?;
    let hello: HelloReply = encoding::decode(&hello.bytes().await?)?;
    let manifest = citizen
        .get(format!("{url}/sync/snapshot/{SCOPE}"))
        .bearer_auth(&enrolment.token)
        .send()
        .await?
        .error_for_status()?;
    let manifest: SnapshotManifest = encoding::decode(&manifest.bytes().await?)?;
    let pack = &manifest.packs.first().context("the sample has open reports")?.hash;
    let reports = citizen.get(format!("{url}/open311/v2/requests.json")).send().await?;
    let reports: serde_json::Value = serde_json::from_str(&reports.text().await?)?;
    let number = format!("{}.json", reports[0]["service_request_id"].as_str().context("one")?);
    let picture = a_picture(office)?;

    let client = hex(enrolment.client.as_bytes());
    let epoch = hex(hello.epoch.as_bytes());
    let incarnation = hex(incarnation.as_bytes());
    let form = json!({
        "body": { "api_key": key, "service_code": "HTDT", "lat": "16.4767", "long": "107.6063" },
        "body_where_given": { "media_url": "https://example.invalid/a.jpg" },
    });
    let saying = |fields: serde_json::Value| {
        let mut body = fields;
        body["api_key"] = json!(key);
        json!({ "body": body, "path": { "id": number.trim_end_matches(".json") } })
    };
    let (answer, rating) = (saying(json!({})), saying(json!({})));
    Ok(json!({
        "/open311/v2/requests/{id}/answer": answer,
        "/open311/v2/requests/{id}/answer.json": answer,
        "/open311/v2/requests/{id}/answer.xml": answer,
        "/open311/v2/requests/{id}/rating": rating,
        "/open311/v2/requests/{id}/rating.json": rating,
        "/open311/v2/requests/{id}/rating.xml": rating,
        "/open311/v2/requests": form,
        "/open311/v2/requests.json": form,
        "/open311/v2/requests.xml": form,
        "/open311/v2/services/{code}": { "path": { "code": "HTDT.json" } },
        "/open311/v2/requests/{id}": { "path": { "id": number } },
        "/open311/v2/tokens/{id}": { "path": { "id": number } },
        "/sync/hello": { "body": { "protocol": 0, "client": client, "incarnation": incarnation } },
        "/sync/push": { "body": { "client": client, "incarnation": incarnation } },
        "/sync/pull": { "body": { "epoch": epoch, "scopes": { "each": { SCOPE: 0 } } } },
        "/sync/snapshot/{scope}": { "path": { "scope": SCOPE } },
        "/sync/packs/{hash}": { "path": { "hash": pack } },
        "/sync/blobs/{hash}": { "path": { "hash": picture } },
    }))
}

/// The name of a picture that some report of the sample has.
fn a_picture(office: &Office) -> Result<String> {
    let picture = std::fs::read_dir(office.data().join("blobs"))?.next();
    let picture = picture.context("the sample has no pictures")??;
    picture.file_name().into_string().ok().context("a picture is named by a hash")
}

fn hex(bytes: impl AsRef<[u8]>) -> String {
    use std::fmt::Write as _;
    bytes.as_ref().iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
