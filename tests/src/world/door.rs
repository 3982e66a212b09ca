//! The doors by which things come in: a citizen's application at Open311, and the city's cameras.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use rusqlite::{Connection, OpenFlags};
use trucban_domain::{Alert, Clock as _, Incident, IncidentId, Ward, WardCode, encoding};
use uuid::Uuid;

use super::World;

/// A report that central took in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// Its key.
    pub id: IncidentId,
    /// The number that people read.
    pub number: String,
}

/// Posts a report of `ward` to the central at `url`; answers its number.
pub async fn post(
    citizen: &reqwest::Client,
    url: &str,
    key: &str,
    ward: WardCode,
    description: &str,
    more: &[(&str, &str)],
) -> Result<String> {
    let place = Ward::find(ward).context("the ward")?;
    let (lat, lon) = (place.lat.to_string(), place.lon.to_string());
    let mut fields = vec![
        ("api_key", key),
        ("service_code", "VSMT"),
        ("lat", &lat),
        ("long", &lon),
        ("description", description),
    ];
    fields.extend_from_slice(more);
    let form = reqwest::Url::parse_with_params("http://form/", &fields)?;
    let reply = citizen
        .post(format!("{url}/open311/v2/requests.json"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form.query().unwrap_or_default().to_owned())
        .send()
        .await?;
    let (status, body) = (reply.status(), reply.text().await?);
    ensure!(status.is_success(), "the door answered {status}: {body}");
    let answer: serde_json::Value = serde_json::from_str(&body)?;
    Ok(answer[0]["service_request_id"].as_str().context("a number")?.to_owned())
}

/// The key of the report with this number, of the central whose data lie in `data`.
pub fn numbered(data: &Path, number: &str) -> Result<IncidentId> {
    let path = data.join("central.db");
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let id: [u8; 16] =
        db.query_row("SELECT id FROM incident WHERE number = ?1", [number], |row| row.get(0))?;
    Ok(IncidentId::from_uuid(Uuid::from_bytes(id)))
}

/// The report with this number, as the central whose data lie in `data` has it.
pub fn stored(data: &Path, number: &str) -> Result<Incident> {
    let id = numbered(data, number)?;
    let path = data.join("central.db");
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let bytes: Vec<u8> = db.query_row(
        "SELECT data FROM record WHERE entity = 'incident' AND id = ?1",
        [id.as_bytes()],
        |row| row.get(0),
    )?;
    Ok(encoding::decode(&bytes)?)
}

impl World {
    /// Posts a report of `ward`, over HTTP, as a citizens' application does.
    pub async fn post(&mut self, ward: WardCode, description: &str) -> Result<Posted> {
        self.post_with(ward, description, &[]).await
    }

    /// Posts a report with more fields than it must have.
    pub async fn post_with(
        &mut self,
        ward: WardCode,
        description: &str,
        more: &[(&str, &str)],
    ) -> Result<Posted> {
        let key = self.api_key()?;
        let citizen = self.citizen()?;
        let number = post(&citizen, &self.url()?, &key, ward, description, more).await?;
        Ok(Posted { id: self.numbered(&number)?, number })
    }

    /// Lets the camera of `ward` see something, with these pictures.
    pub fn see(&self, ward: WardCode, n: u64, kind: &str, pictures: &[Vec<u8>]) -> Result<Alert> {
        let at = self.clock.now();
        crate::seen::take_in(&self.open()?, ward, n, kind, at, pictures)
    }

    /// The key of the report with this number.
    pub fn numbered(&self, number: &str) -> Result<IncidentId> {
        numbered(&self.data(), number)
    }

    fn api_key(&mut self) -> Result<String> {
        if let Some(key) = &self.key {
            return Ok(key.clone());
        }
        let key = self.open()?.make_api_key("Hue-S")?;
        self.key = Some(key.clone());
        Ok(key)
    }

    fn citizen(&self) -> Result<reqwest::Client> {
        let mut roots = Vec::new();
        if let Some(identity) = &self.identity {
            roots.push(reqwest::Certificate::from_pem(identity.authority().as_bytes())?);
        }
        crate::ring();
        Ok(reqwest::Client::builder().no_proxy().tls_certs_only(roots).build()?)
    }
}
