//! The program as an administrator runs it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use trucban_contract::wire::Enrolment;

fn program(folder: &Path, task: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_trucban-central"));
    command.arg(task).arg("--data").arg(folder).env_remove("RUST_LOG");
    command
}

fn run(command: &mut Command) -> (bool, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.success(), text(stdout), text(stderr))
}

/// A running `serve` and the address it told; ended with the test.
struct Serving(Child, String);

impl Serving {
    fn start(folder: &Path) -> Self {
        let mut child = program(folder, "serve")
            .args(["--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().last().unwrap().to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "{line}");
        Self(child, address)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn enroll(folder: &Path, out: &Path) -> Command {
    let mut command = program(folder, "enroll");
    command.args(["--url", "http://127.0.0.1:8480", "--operator", "Trần Thị B"]);
    command.args(["--role", "ward-official", "--ward", "19777"]).arg("--out").arg(out);
    command
}

#[tokio::test]
async fn a_device_is_enrolled_and_revoked_while_central_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let serving = Serving::start(&data);
    let out = folder.path().join("b.json");
    let (done, said, _) = run(&mut enroll(&data, &out));
    assert!(done && said.contains("Trần Thị B"), "{said}");
    let enrolment: Enrolment = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&out).unwrap());
        assert_eq!(mode & 0o777, 0o600, "nobody else may read the token");
    }
    let status = async || {
        let provider = rustls::crypto::ring::default_provider();
        let config = rustls::ClientConfig::builder_with_provider(provider.into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .no_proxy()
            .build()
            .unwrap();
        let url = format!("{}/sync/snapshot/w19777.incidents.open", serving.1);
        client.get(url).bearer_auth(&enrolment.token).send().await.unwrap().status().as_u16()
    };
    assert_eq!(status().await, 200);
    let client = enrolment.client.to_string();
    assert!(run(program(&data, "revoke").args(["--client", &client])).0);
    assert_eq!(status().await, 401);
}

#[test]
fn an_enrolment_is_never_written_over_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("b.json");
    std::fs::write(&out, "precious").unwrap();
    let (done, _, told) = run(&mut enroll(&folder.path().join("data"), &out));
    assert!(!done && told.contains("không ghi đè"), "{told}");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "precious");
}

#[test]
fn arguments_that_make_no_sense_are_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("b.json");
    let base = ["--url", "http://127.0.0.1:1", "--operator", "B"];
    for (more, part) in [
        (vec!["--role", "mayor"], "“mayor”"),
        (vec!["--role", "ward-official"], "--ward"),
        (vec!["--role", "handling-unit"], "--unit"),
        (vec!["--role", "ward-official", "--ward", "7"], "mã 7"),
        (vec!["--role", "handling-unit", "--unit", "HEPCO!"], "“HEPCO!”"),
    ] {
        let mut command = program(folder.path(), "enroll");
        let (done, _, told) = run(command.args(base).args(more).arg("--out").arg(&out));
        assert!(!done && told.contains(part), "{told}");
    }
    let listen = ["--listen", "0.0.0.0:0"];
    let (done, _, told) = run(program(folder.path(), "serve").args(listen));
    assert!(!done && told.contains("--tls-cert"), "{told}");
    let (_, _, told) = run(program(folder.path(), "serve").args(listen).args(["--lang", "en"]));
    assert!(told.contains("others can reach that address"), "{told}");
    let nobody = ["--client", "00000000-0000-7000-8000-000000000000"];
    assert!(!run(program(folder.path(), "revoke").args(nobody)).0);
}

#[test]
fn the_sample_is_brought_in_once() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(&mut program(folder.path(), "sample")).1.trim(), "null");
    let ask = ["--reports", "12", "--as-of", "2026-11-20"];
    let (done, said, _) = run(program(folder.path(), "import-sample").args(ask));
    assert!(done && said.contains("12 phản ánh, tính đến 16:00 20/11/2026"), "{said}");
    let (done, said, _) = run(program(folder.path(), "import-sample").args(ask));
    assert!(done && said.contains("đã có sẵn"), "{said}");
    let (done, said, _) = run(&mut program(folder.path(), "sample"));
    assert!(done && said.contains("\"reports\":12,"), "{said}");
    assert!(said.contains("\"as_of\":\"2026-11-20T16:00:00+07:00\""), "{said}");
    let (done, _, told) = run(program(folder.path(), "import-sample").args(["--as-of", "hôm qua"]));
    assert!(!done && told.contains("“hôm qua”"), "{told}");
}

#[test]
fn the_sample_is_brought_in_while_central_runs() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let ask = ["--reports", "12", "--as-of", "2026-11-20"];
    let (done, _, told) = run(program(folder.path(), "import-sample").args(ask));
    assert!(done, "{told}");
    let (_, said, _) = run(&mut program(folder.path(), "sample"));
    assert!(said.contains("\"reports\":12,"), "{said}");
    drop(serving);
    let (done, _, told) = run(program(folder.path(), "api-key").args(["--name", "Hue-S"]));
    assert!(done, "{told}");
}

#[test]
fn an_api_key_is_shown_on_the_last_line() {
    let folder = tempfile::tempdir().unwrap();
    let (done, said, _) = run(program(folder.path(), "api-key").args(["--name", "Hue-S"]));
    assert!(done && said.lines().last().unwrap().starts_with("o311_"), "{said}");
}
