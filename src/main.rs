//! The command line of planwacht.

fn main() -> std::process::ExitCode {
    planwacht::cli::main()
}
