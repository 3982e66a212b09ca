//! Who sent a report never reaches those who may not know.

use trucban_contract::wire::SnapshotManifest;
use trucban_domain::{Class, Role, encoding};

use crate::harness::{Laptop, TestCentral, VY_DA, body};
use crate::sample::import;

/// Everything that a laptop can get hold of, as bytes; packs unpacked.
async fn everything(laptop: &Laptop) -> Vec<u8> {
    let hello = laptop.hello().await.unwrap();
    let mut bytes = encoding::encode(&hello);
    let mut asked = Vec::new();
    for scope in &laptop.scopes().await {
        let path = format!("/sync/snapshot/{scope}");
        let manifest: SnapshotManifest = laptop.get(&path).await.unwrap();
        for pack in &manifest.packs {
            let path = format!("/sync/packs/{}", pack.hash);
            let packed = body(laptop.send(&path, None, &[]).await).await;
            bytes.extend(zstd::decode_all(packed.as_ref()).unwrap());
        }
        asked.push((scope.to_string(), 0));
    }
    let asked: Vec<(&str, u64)> = asked.iter().map(|(name, seq)| (name.as_str(), *seq)).collect();
    for row in laptop.pull(&asked).await.unwrap().rows {
        bytes.extend(row.data);
    }
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn no_byte_that_a_ward_receives_tells_who_sent_a_report() {
    let test = TestCentral::new();
    import(&test, 300);
    let official = test.official();
    official.push(1, &[official.create(VY_DA)]).await.unwrap();
    let key = test.central.make_api_key("Hue-S").unwrap();
    let form = format!(
        "api_key={key}&service_code=HTDT&lat=16.4767&long=107.6063&description=x\
         &first_name=Kh%C3%B4ng&last_name=T%C3%AAn&phone=0911222333&email=khongten%40example.invalid"
    );
    let (status, _) = test.open311("requests.json", Some(&form)).await;
    assert_eq!(status, 200);

    let secrets = [
        "Công Tằng Tôn Nữ Thử",
        "0900 123 987",
        "thu@example.invalid",
        "Tên Không",
        "0911222333",
        "khongten@example.invalid",
        "0900 000 0",
        "@example.invalid",
    ];
    let inspector = test.enroll("Hồ Văn L", Role::Inspector, &[VY_DA]);
    let supervisor = test.enroll("Phan Thị G", Role::Supervisor, &[VY_DA]);
    for laptop in [&official, &inspector, &supervisor] {
        let received = everything(laptop).await;
        assert!(holds(&received, "Nắp hố ga vỡ mất nửa."), "the search finds what is there");
        for secret in secrets {
            assert!(!holds(&received, secret), "{secret} reached {:?}", laptop.enrolment.operator);
        }
    }
    let (_, public) = test.open311("requests.json", None).await;
    assert!(secrets.iter().all(|secret| !public.contains(secret)));

    let desk = test.enroll("Nguyễn Văn A", Role::CityDesk, &[]);
    let received = everything(&desk).await;
    for secret in secrets {
        assert!(holds(&received, secret), "the city desk may know {secret}");
    }
}

#[tokio::test]
async fn only_the_city_desk_is_offered_the_scopes_of_senders() {
    let test = TestCentral::new();
    import(&test, 50);
    for role in Role::ALL {
        let laptop = test.enroll("Lê Văn C", role, &[VY_DA]);
        let scopes = laptop.scopes().await;
        let offered = scopes.iter().any(|scope| scope.class == Class::Reporters);
        assert_eq!(offered, role == Role::CityDesk, "{role:?}");
    }
}
