//! Turns the texts of `locales/` into a module of typed keys: a missing or
//! misspelt key, or a missing argument, is a build error. For the server alone: pages
//! bring their words to the browser's half, which is built without all this.

#[cfg(feature = "ssr")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    texts::generate()
}

#[cfg(not(feature = "ssr"))]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}

#[cfg(feature = "ssr")]
mod texts {
    use leptos_i18n_build::options::CodegenOptions;
    use leptos_i18n_build::{Config, ParseOptions, TranslationsInfos};
    use std::error::Error;
    use std::path::PathBuf;

    const NAMESPACES: [&str; 27] = [
        "shell",
        "fields",
        "people",
        "imports",
        "campaigns",
        "scheduling",
        "workshops",
        "plans",
        "nominations",
        "messages",
        "attendance",
        "assessments",
        "findings",
        "bank",
        "tests",
        "sheets",
        "rescoring",
        "practice",
        "evaluations",
        "certificates",
        "verifying",
        "qualification",
        "templates",
        "badges",
        "indicators",
        "reports",
        "rights",
    ];

    pub fn generate() -> Result<(), Box<dyn Error>> {
        println!("cargo::rerun-if-changed=build.rs");
        println!("cargo::rerun-if-changed=Cargo.toml");
        let config = Config::new("fr")?
            .add_locale("en")?
            .add_namespaces(NAMESPACES)?
            .parse_options(ParseOptions::new().interpolate_display(true));
        let texts = TranslationsInfos::parse(config)?;
        texts.emit_diagnostics();
        texts.rerun_if_locales_changed();
        let mut options = CodegenOptions::new();
        options.gen_docs = false;
        options.top_level_attributes =
            Some("#![allow(missing_docs, clippy::pedantic, unused_qualifications)]".parse()?);
        let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?).join("i18n");
        texts.generate_i18n_module_with_options(folder, options)?;
        Ok(())
    }
}
