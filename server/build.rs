//! Makes the folder of what runs in browsers: a development build that was compiled before
//! the bundler first ran would else never find what it leaves there later.

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    std::fs::create_dir_all("../target/site/pkg")
}
