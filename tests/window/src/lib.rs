//! Steps for driving the real window through WebDriver, in the words of the person who uses it.
//!
//! A step names what is seen: a button by its words, a field by its label. Each step waits until the window
//! has caught up, so that no test sleeps; a step that fails says what there was instead.

mod answers;
mod driver;
mod look;
mod narvarolots;
mod pages;
mod program;
mod screen;
mod window;

pub use narvarolots::{Mentor, PASSPHRASE, forms, inspect, open_vault, sample};
pub use pages::serve;
pub use program::{Broken, Program};
pub use screen::{Frame, Screen};
pub use window::{Kind, Window};

/// What a step gives.
pub type Step<T = ()> = Result<T, Broken>;

/// A folder or file that xtask names in the environment.
///
/// # Errors
/// [`Broken::Environment`] where it is not named: the test was not started by xtask.
pub fn from_environment(name: &'static str) -> Step<std::path::PathBuf> {
    std::env::var_os(name)
        .map(Into::into)
        .ok_or(Broken::Environment(name))
}
