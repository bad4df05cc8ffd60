//! The shell around the commands: the window, the command line, dialogs, printers, the clock. It holds no
//! rules.

pub mod cli;
pub mod network;
pub(crate) mod opening;
pub mod printers;
pub mod system;
#[cfg(all(feature = "window", target_os = "linux"))]
pub mod system_lock;
#[cfg(all(feature = "window", target_os = "linux"))]
pub mod system_sleep;
#[cfg(feature = "window")]
pub mod window;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
