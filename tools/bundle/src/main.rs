//! Turns what was compiled for the browser into what browsers load: `bundle WASM
//! FOLDER NAME` leaves NAME.js and NAME_bg.wasm. Does nothing if they are newer than
//! the input.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [input, folder, name] = arguments.as_slice() else {
        eprintln!("usage: bundle WASM FOLDER NAME");
        return ExitCode::from(2);
    };
    match bundle(input, folder, &name.display().to_string()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bundle(input: &Path, folder: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let output = folder.join(format!("{name}_bg.wasm"));
    let made = std::fs::metadata(&output).and_then(|file| file.modified());
    if made.is_ok_and(|made| std::fs::metadata(input).and_then(|file| file.modified()).is_ok_and(|input| input < made))
    {
        return Ok(());
    }
    std::fs::create_dir_all(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).web(true)?.typescript(false).omit_default_module_path(false);
    bindgen.generate(folder).map_err(|error| error.to_string())?;
    println!("{}: {} bytes", output.display(), std::fs::metadata(&output)?.len());
    Ok(())
}
