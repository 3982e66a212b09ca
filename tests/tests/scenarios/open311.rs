//! Citizens' applications that others wrote: clients from `PyPI` report, and hear what became of
//! it, while the city works as it does.

use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout};
use trucban_domain::{Category, OperationBody, Publication, Role, Step};
use trucban_tests::desktop::{Deadline, until};
use trucban_tests::laptop::Laptop;
use trucban_tests::proxy::{Fault, Proxy};
use trucban_tests::tools;
use trucban_tests::world::{VY_DA, World};

const RESULT: &str = "Đã thay nắp hố ga & lắp <đèn> lúc 15 giờ.";
const PATIENCE: Duration = Duration::from_mins(1);

/// An application that runs.
struct Application {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Application {
    fn start(url: &str, key: &str) -> Result<Self> {
        let mut process = tools::python()?
            .arg(tools::script("open311_client.py"))
            .env("OPEN311_URL", format!("{url}/open311/v2"))
            .env("OPEN311_KEY", key)
            .stdout(Stdio::piped())
            .spawn()?;
        let said = BufReader::new(process.stdout.take().context("its output")?).lines();
        Ok(Self { process, said })
    }

    /// The next thing it says.
    async fn says(&mut self) -> Result<Value> {
        let line = tokio::time::timeout(PATIENCE, self.said.next_line()).await??;
        let line = line.context("the application ended; what it said stands above")?;
        Ok(serde_json::from_str(&line)?)
    }

    async fn ends_well(mut self) -> Result<()> {
        let status = tokio::time::timeout(PATIENCE, self.process.wait()).await??;
        ensure!(status.success(), "the application ended with {status}");
        Ok(())
    }
}

fn close() -> Step {
    Step::Close { publication: Publication::Public, text: RESULT.to_owned() }
}

#[tokio::test]
async fn a_client_from_pypi_reports_once_though_an_answer_is_lost_and_hears_the_approved_result()
-> Result<()> {
    let world = World::started(311).await?;
    let ward = Laptop::new(world.enrol_official("Lê Văn A")?, 312)?;
    let desk = Laptop::new(world.enrol("Hoàng Thị D", Role::CityDesk, &[])?, 313)?;
    let proxy = Proxy::before(world.address()?).await?;
    proxy.will("/open311/v2/requests.json", Fault::LoseReply);
    let key = world.open()?.make_api_key("Hue-S")?;

    let mut application = Application::start(&proxy.url(), &key)?;
    let posted = application.says().await?;
    assert_eq!(posted["attempts"], 2, "the first answer was lost");
    assert_eq!(proxy.faults_left(), 0);
    assert_eq!(proxy.exchanges_of("POST /open311/v2/requests.json").len(), 2, "both arrived");
    assert_eq!(posted["services"], Category::all().len());
    let notice = posted["notice"].as_str().context("a notice")?;
    assert!(notice.contains("UBND phường Vỹ Dạ"), "{notice}");
    let number = posted["number"].as_str().context("a number")?;
    let id = world.numbered(number)?;

    let polled = format!("GET /open311/v2/requests/{number}.json");
    let hears = async |words: &str| {
        until(Deadline::default(), &format!("the application to hear {words}"), || async {
            let answers = proxy.exchanges_of(&polled);
            let heard = |body: &[u8]| String::from_utf8_lossy(body).contains(words);
            Ok(answers.iter().any(|answer| heard(&answer.body)).then_some(()))
        })
        .await
    };
    for (laptop, step, heard) in [
        (&ward, Step::Acknowledge, "Đã tiếp nhận"),
        (&ward, Step::GiveResult { text: RESULT.to_owned() }, "Đã tiếp nhận"),
        (&desk, close(), "closed"),
    ] {
        laptop.sync_to_rest().await?;
        laptop.act(id, OperationBody::Transition(step))?;
        laptop.sync_to_rest().await?;
        hears(heard).await?;
    }

    let end = application.says().await?;
    let notes: Vec<&str> = end["heard"]
        .as_array()
        .context("what it heard")?
        .iter()
        .filter_map(|heard| heard[1].as_str())
        .collect();
    assert_eq!(notes.last(), Some(&RESULT));
    assert_eq!(
        notes.iter().filter(|note| **note == RESULT).count(),
        1,
        "a result is told when it is approved, and not before: {notes:?}"
    );
    assert_eq!(end["closed_in_xml"]["status"], "closed");
    assert_eq!(end["closed_in_xml"]["status_notes"], RESULT, "markup stays text in XML");
    assert_eq!(end["all"], serde_json::json!([number]), "posted twice, it is one report");
    assert_eq!(ward.store().incident(id)?.map(|incident| incident.ward), Some(VY_DA));
    application.ends_well().await
}
