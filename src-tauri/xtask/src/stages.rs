//! A run in named stages: the first failure stops it, and the last lines say what ran and for how long.

use std::time::{Duration, Instant};

use crate::process::Failure;

/// The stages that have run.
#[derive(Default)]
pub struct Stages {
    passed: Vec<(&'static str, Duration)>,
}

impl Stages {
    /// Runs one stage under a heading.
    pub fn stage(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        println!("\n── {name}");
        let start = Instant::now();
        match work() {
            Ok(()) => {
                self.passed.push((name, start.elapsed()));
                Ok(())
            }
            Err(failure) => {
                self.list();
                println!("  ✗ {name}  {}", seconds(start.elapsed()));
                println!("{} passed, 1 failed", self.passed.len());
                Err(Failure::new(format!("Stoppade vid ”{name}”: {failure}")))
            }
        }
    }

    /// The closing summary of a run in which every stage passed.
    pub fn finish(self) {
        self.list();
        println!("{} passed, 0 failed", self.passed.len());
    }

    fn list(&self) {
        let total: Duration = self.passed.iter().map(|(_, time)| *time).sum();
        println!("\n── Sammanfattning ({})", seconds(total));
        for (name, time) in &self.passed {
            println!("  ✓ {name}  {}", seconds(*time));
        }
    }
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64()).replace('.', ",")
}
