//! A folder of a test's own, gone with the value.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A temporary folder.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one, with its subject in its name.
    pub fn new(subject: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("relais_{subject}_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system: a test must not fail for it.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
