//! The command `heshu`.

use std::process::ExitCode;

fn main() -> ExitCode {
    heshu::cli::run(std::env::args_os())
}
