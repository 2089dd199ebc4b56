//! Turns what was compiled for the browser into what browsers load:
//! `bundle WASM FOLDER NAME`; and, for a release, packs what is in the folder:
//! `bundle --pack FOLDER`. Does nothing if the output is newer than the input.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--pack", folder] => pack_all(Path::new(folder)),
        [input, folder, name] => bundle(Path::new(input), Path::new(folder), name),
        _ => {
            eprintln!("usage: bundle WASM FOLDER NAME | bundle --pack FOLDER");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bundle: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bundle(input: &Path, folder: &Path, name: &str) -> Result<(), Box<dyn Error>> {
    let output = folder.join(format!("{name}_bg.wasm"));
    if is_newer(&output, input) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).web(true)?.typescript(false).omit_default_module_path(false);
    bindgen.generate(folder).map_err(|error| error.to_string())?;
    for packed in [output.with_added_extension("br"), folder.join(format!("{name}.js.br"))] {
        if packed.exists() {
            fs::remove_file(packed)?;
        }
    }
    println!("{}: {} bytes", output.display(), fs::metadata(&output)?.len());
    Ok(())
}

/// Packs each file as small as brotli can, beside it: a server does not have the time.
fn pack_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let file = entry?.path();
        let is_ours = file.extension().is_some_and(|kind| kind == "js" || kind == "wasm");
        let packed = file.with_added_extension("br");
        if is_ours && !is_newer(&packed, &file) {
            fs::write(&packed, pack(&fs::read(&file)?)?)?;
            println!("{}: {} bytes", packed.display(), fs::metadata(&packed)?.len());
        }
    }
    Ok(())
}

fn pack(bytes: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    let mut packed = Vec::new();
    let best = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &best)?;
    Ok(packed)
}

fn is_newer(output: &Path, input: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified());
    matches!((changed(output), changed(input)), (Ok(output), Ok(input)) if output > input)
}
