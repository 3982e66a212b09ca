//! Whatever happens in whatever order, everybody ends up with the same rows and no act is lost.
//!
//! One central and four laptops in one process and one thread, without a network: every message is
//! carried by hand, so a row of steps has one outcome and a failing one can be cut down to the steps
//! that matter.

#[path = "convergence/city.rs"]
mod city;
#[path = "convergence/console.rs"]
mod console;
#[path = "convergence/step.rs"]
mod step;

use proptest::prelude::*;

use city::City;
use step::steps;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        max_shrink_iters: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn everybody_ends_up_with_the_same_rows_and_every_act_has_one_result(steps in steps(45)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let outcome: anyhow::Result<()> = runtime.block_on(async {
            let mut city = City::new().await?;
            for step in &steps {
                city.take(step).await?;
            }
            city.heal().await?;
            city.judge()
        });
        if let Err(broken) = outcome {
            return Err(TestCaseError::fail(format!("{broken:?}")));
        }
    }
}

#[test]
fn the_same_steps_have_the_same_outcome() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let drawn = steps(60).new_tree(&mut runner).unwrap().current();
    let outcome = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut city = City::new().await.unwrap();
            for step in &drawn {
                city.take(step).await.unwrap();
            }
            city.heal().await.unwrap();
            city.fingerprint().unwrap()
        })
    };
    assert_eq!(outcome(), outcome());
}
