//! Bodies that are far too long: who sends one is told so, in words, and nobody else notices.

use anyhow::Result;
use trucban_contract::wire::{Fault, FaultCode};
use trucban_domain::encoding;
use trucban_tests::laptop::Laptop;
use trucban_tests::office::citizen;
use trucban_tests::world::{VY_DA, World};

const FIFTY_MB: usize = 50 << 20;

#[tokio::test]
async fn fifty_megabytes_are_refused_in_words_at_every_door_and_the_work_goes_on() -> Result<()> {
    let mut world = World::started(350).await?;
    let laptop = Laptop::new(world.enrol_official("Lê Văn A")?, 351)?;
    laptop.sync_to_rest().await?;
    let (citizen, url) = (citizen()?, world.url()?);
    let form = "application/x-www-form-urlencoded";
    for told in [true, false] {
        let photo = vec![b'x'; FIFTY_MB];
        // Without its length a body comes in pieces, and central learns of it as it comes.
        let body = |photo: Vec<u8>| {
            if told {
                return reqwest::Body::from(photo);
            }
            reqwest::Body::wrap_stream(axum::body::Body::from(photo).into_data_stream())
        };
        let reply = citizen
            .post(format!("{url}/open311/v2/requests.json"))
            .header("content-type", form)
            .body(body(photo.clone()))
            .send()
            .await?;
        assert_eq!(reply.status(), 413, "length told: {told}");
        let said = reply.text().await?;
        assert!(said.contains("Nội dung quá dài; nhiều nhất 256 KB."), "{said}");
        for call in ["hello", "pull", "push"] {
            let reply = citizen
                .post(format!("{url}/sync/{call}"))
                .bearer_auth(&laptop.enrolment.token)
                .body(body(photo.clone()))
                .send()
                .await?;
            assert_eq!(reply.status(), 413, "{call}, length told: {told}");
            let fault: Fault = encoding::decode(&reply.bytes().await?)?;
            assert_eq!(fault.code, FaultCode::TooLarge, "{call}");
        }
    }
    let posted = world.post(VY_DA, "Rác ở chợ Vỹ Dạ.").await?;
    laptop.sync_to_rest().await?;
    assert!(laptop.store().incident(posted.id)?.is_some());
    Ok(())
}
