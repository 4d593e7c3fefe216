//! The core built for the browser, and its size. Nothing may come into the core that stops this.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::shell::{self, Result, TaskError};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's compiler builds the standard library for the target itself; no download of it is needed.
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src", "lld", "binaryen"];

/// What every browser of the last years knows, and the compiler uses. The compiled file no longer says so itself.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

pub(crate) fn run() -> Result {
    let home = shell::root().join("xtask/wasm-probe");
    let target = home.join("target");
    let mut build = if toolchain_has_target() { own_build() } else { debian_build()? };
    build.args(["build", "--release", "--target", TARGET, "--ignore-rust-version"]);
    shell::run(build.current_dir(&home).env("CARGO_TARGET_DIR", &target))?;
    let built = target.join(TARGET).join("release/wasm_probe.wasm");
    print_size("built", &built)?;
    let small = target.join("small.wasm");
    if shell::has_program("wasm-opt") {
        let mut optimise = shell::command("wasm-opt");
        shell::run(optimise.arg("-Oz").args(FEATURES).arg("-o").arg(&small).arg(&built))?;
        print_size("wasm-opt -Oz", &small)?;
    }
    Ok(())
}

fn toolchain_has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = shell::command(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}

fn own_build() -> Command {
    shell::cargo(&[])
}

fn debian_build() -> Result<Command> {
    eprintln!("the toolchain has no {TARGET} (`rustup target add {TARGET}`): Debian's is taken");
    let is_there = ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/wasm-ld", "/usr/bin/wasm-opt"];
    shell::need_packages(is_there.iter().all(|program| Path::new(program).exists()), DEBIAN_PACKAGES)?;
    let mut cargo = shell::command(DEBIAN_CARGO);
    cargo.arg("-Zbuild-std=std,panic_abort");
    // What the cargo that runs this task has set would lead to its own compiler and libraries.
    for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTDOC", "LD_LIBRARY_PATH"] {
        cargo.env_remove(name);
    }
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", DEBIAN_RUSTC);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld");
    Ok(cargo)
}

fn print_size(what: &str, wasm: &Path) -> Result {
    let raw = fs::metadata(wasm).map_err(|error| TaskError::file(wasm, &error))?.len();
    let packed = shell::command("gzip").args(["-9", "--stdout"]).arg(wasm).output();
    let packed = packed.map_err(|error| TaskError::new(format!("`gzip`: {error}")))?.stdout.len();
    println!("{what}: {raw} bytes, {packed} with gzip -9");
    Ok(())
}
