//! A file that is there as a whole or not at all.
//!
//! The bytes go to a temporary file with a unique name in the same folder, which then takes the place of the old file.
//! So a program that dies leaves the old file, two with the same output leave the file of one of them, and a reader never
//! sees half a file.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// More links in a row than any system follows.
const MOST_LINKS: usize = 40;

/// How the name of a temporary file ends.
const ENDING: &str = ".partial";

/// A file that is in its place once it is finished. Dropped before, it leaves nothing.
#[derive(Debug)]
pub struct WholeFile(Writing);

#[derive(Debug)]
enum Writing {
    Beside {
        file: NamedTempFile,
        path: PathBuf,
        replaced: Option<Box<Metadata>>,
    },
    Stream(File),
}

impl WholeFile {
    /// Begins a file that will be at the end of the links of `path`, with the permissions of the one that is there. A
    /// device or a pipe is written as it is.
    ///
    /// # Errors
    /// Where `path` is a folder or cannot be written, or no file can be made beside it.
    pub fn begin(path: &Path) -> io::Result<WholeFile> {
        Ok(WholeFile(match Target::find(path)? {
            Target::File { path, replaced } => Writing::Beside {
                file: beside(&path)?,
                path,
                replaced: replaced.map(Box::new),
            },
            Target::Stream => {
                let stream = OpenOptions::new().write(true).truncate(true).open(path)?;
                Writing::Stream(stream)
            }
        }))
    }

    /// Puts the file into its place, where it outlives the machine.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(self) -> io::Result<()> {
        // Else a crash soon after the rename could leave an empty file under the name.
        if let Writing::Beside { file, .. } = &self.0 {
            file.as_file().sync_all()?;
        }
        self.finish_soon()
    }

    /// Puts the file into its place, without waiting for the disk: for files by the thousand.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish_soon(self) -> io::Result<()> {
        match self.0 {
            Writing::Beside {
                file,
                path,
                replaced,
            } => place(file, &path, replaced.as_deref()),
            Writing::Stream(mut stream) => stream.flush(),
        }
    }

    /// Removes what programs that were killed left beside `path`.
    ///
    /// # Errors
    /// What the file system says.
    #[cfg(feature = "corpora")]
    pub fn remove_partial(path: &Path) -> io::Result<()> {
        let prefix = prefix(path);
        for entry in fs::read_dir(folder(path))? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.as_encoded_bytes();
            if name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(ENDING.as_bytes()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Writing::Beside { file, .. } => file.write(bytes),
            Writing::Stream(stream) => stream.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Writing::Beside { file, .. } => file.flush(),
            Writing::Stream(stream) => stream.flush(),
        }
    }
}

/// What a path names, once its links are followed.
enum Target {
    /// A regular file, there already or not.
    File {
        path: PathBuf,
        replaced: Option<Metadata>,
    },
    /// What cannot be replaced by another file: a device, a pipe, a file without a name.
    Stream,
}

impl Target {
    fn find(path: &Path) -> io::Result<Target> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(is_a_folder()),
            Ok(found) if found.is_file() => Target::file(path, found),
            Ok(_) => Ok(Target::Stream),
            Err(error) if error.kind() == ErrorKind::NotFound => Target::new_file(path),
            Err(error) => Err(error),
        }
    }

    fn file(path: &Path, found: Metadata) -> io::Result<Target> {
        // A rename would replace a write-protected file too. Its protection is meant to prevent that.
        OpenOptions::new().write(true).open(path)?;
        let real = fs::canonicalize(path).ok();
        let real = real.filter(|real| fs::metadata(real).is_ok_and(|at| is_same(&at, &found)));
        Ok(real.map_or(Target::Stream, |path| Target::File {
            path,
            replaced: Some(found),
        }))
    }

    fn new_file(path: &Path) -> io::Result<Target> {
        let text = path.as_os_str().as_encoded_bytes();
        if text
            .last()
            .is_some_and(|byte| std::path::is_separator(char::from(*byte)))
        {
            return Err(is_a_folder());
        }
        let path = end_of_links(path)?;
        if path.file_name().is_none() {
            return Err(io::Error::new(ErrorKind::NotFound, "names no file"));
        }
        Ok(Target::File {
            path,
            replaced: None,
        })
    }
}

fn is_a_folder() -> io::Error {
    let advice = "is a folder, expected a file; name a file in it";
    io::Error::new(ErrorKind::IsADirectory, advice)
}

/// Where a link leads, whose end may not exist yet; the path itself where it is not a link.
///
/// # Errors
/// Where links lead in a circle.
pub fn end_of_links(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = folder(&path).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many symbolic links"))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

fn place(file: NamedTempFile, path: &Path, replaced: Option<&Metadata>) -> io::Result<()> {
    if let Some(replaced) = replaced {
        keep_rights(file.as_file(), replaced)?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// How the names of temporary files of `path` begin: hidden, so that nobody takes them for output.
fn prefix(path: &Path) -> OsString {
    let mut prefix = OsString::from(".");
    prefix.push(path.file_name().unwrap_or_default());
    prefix.push("-");
    prefix
}

/// A new file in the folder of `path`.
fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let (folder, prefix) = (folder(path), prefix(path));
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(ENDING);
    with_usual_rights(&mut builder);
    builder.tempfile_in(folder).map_err(|error| {
        let (kind, folder) = (error.kind(), folder.display());
        // tempfile's own message names the temporary file, which tells the user nothing.
        let reason = match kind {
            ErrorKind::NotFound => format!("there is no folder {folder}"),
            _ => format!("no file can be made in the folder {folder}: {kind}"),
        };
        io::Error::new(kind, reason)
    })
}

/// tempfile makes files for their owner alone. What is written is no secret: the umask decides, as for any other file.
#[cfg(unix)]
fn with_usual_rights(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn with_usual_rights(_: &mut tempfile::Builder<'_, '_>) {}

/// Gives a file the permissions, and where the system allows it the owner and group, of the one it replaces.
#[cfg(unix)]
fn keep_rights(file: &File, replaced: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    let (owner, group) = (replaced.uid(), replaced.gid());
    if (new.uid(), new.gid()) != (owner, group) {
        // Only root may give files away. Otherwise the file belongs to the user who wrote it, as after any rename.
        let _ = fchown(file, Some(owner), Some(group));
    }
    file.set_permissions(replaced.permissions())
}

#[cfg(not(unix))]
fn keep_rights(file: &File, replaced: &Metadata) -> io::Result<()> {
    file.set_permissions(replaced.permissions())
}

/// Whether two names lead to one file.
#[cfg(unix)]
pub fn is_same(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Only Unix has paths that lead to a file by another way than its name.
#[cfg(not(unix))]
pub fn is_same(_: &Metadata, _: &Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use tempfile::TempDir;

    use super::*;

    fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = WholeFile::begin(path)?;
        file.write_all(bytes)?;
        file.finish()
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_has_the_rights_of_any_new_file() {
        let folder = TempDir::new().unwrap();
        let [ours, usual] = ["ours", "usual"].map(|name| folder.path().join(name));
        write(&ours, b"new").unwrap();
        fs::write(&usual, b"new").unwrap();
        assert_eq!(mode(&ours), mode(&usual));
        assert_eq!(names(&folder), ["ours", "usual"]);
    }

    #[test]
    fn a_replaced_file_keeps_its_rights() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("m");
        fs::write(&path, b"a long old file").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(
            (fs::read(&path).unwrap(), mode(&path)),
            (b"new".to_vec(), 0o640)
        );
    }

    #[test]
    fn links_stay_and_their_end_is_written() {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("deep")).unwrap();
        let at = |name: &str| folder.path().join(name);
        symlink("deep/second", at("first")).unwrap();
        symlink("end", at("deep/second")).unwrap();
        // The end does not exist the first time.
        for content in [b"one", b"two"] {
            write(&at("first"), content).unwrap();
            assert_eq!(fs::read(at("deep/end")).unwrap(), content);
            for link in ["first", "deep/second"] {
                assert!(at(link).is_symlink(), "{link}");
            }
        }
    }

    #[test]
    fn a_planted_link_is_not_followed() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("precious"), b"old").unwrap();
        symlink("precious", at("m.partial")).unwrap();
        write(&at("m"), b"new").unwrap();
        assert_eq!(fs::read(at("precious")).unwrap(), b"old");
    }

    #[test]
    fn devices_and_pipes_are_written_and_stay() {
        use std::io::Read;
        use std::os::unix::fs::FileTypeExt;
        write(Path::new("/dev/null"), b"new").unwrap();
        let is_device = |path: &str| fs::metadata(path).unwrap().file_type().is_char_device();
        assert!(is_device("/dev/null"));

        let folder = TempDir::new().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || {
                let mut read = Vec::new();
                File::open(pipe).unwrap().read_to_end(&mut read).unwrap();
                read
            }
        });
        write(&pipe, b"new").unwrap();
        assert_eq!(reader.join().unwrap(), b"new");
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_and_a_file_without_a_name_are_understood() {
        use std::os::fd::AsRawFd;
        let full = write(Path::new("/dev/full"), b"new").unwrap_err();
        assert_eq!(full.kind(), ErrorKind::StorageFull);

        let nameless = tempfile::tempfile().unwrap();
        let by_number = format!("/proc/self/fd/{}", nameless.as_raw_fd());
        write(Path::new(&by_number), b"new").unwrap();
        assert_eq!(nameless.metadata().unwrap().len(), 3);
    }

    #[test]
    fn what_names_no_file_is_refused_and_leaves_nothing() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        symlink("b", at("a")).unwrap();
        symlink("a", at("b")).unwrap();
        let cases = [
            (at(""), "is a folder"),
            (at("new/"), "is a folder"),
            (at("none/m"), "there is no folder"),
            (at("a"), ""),
            (PathBuf::new(), "names no file"),
        ];
        for (path, reason) in cases {
            let error = write(&path, b"new").unwrap_err().to_string();
            assert!(error.contains(reason), "{}: {error}", path.display());
        }
        assert_eq!(names(&folder), ["a", "b"]);
    }

    #[test]
    fn writers_of_one_name_leave_the_file_of_one() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("m");
        let contents: Vec<Vec<u8>> = (0..8u8).map(|i| vec![i; 100_000]).collect();
        std::thread::scope(|scope| {
            for content in &contents {
                scope.spawn(|| write(&path, content).unwrap());
            }
        });
        assert!(contents.contains(&fs::read(&path).unwrap()));
        assert_eq!(names(&folder), ["m"]);
    }

    #[cfg(feature = "corpora")]
    #[test]
    fn what_was_left_by_a_killed_program_is_removed_and_nothing_else() {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("m");
        let left = WholeFile::begin(&path).unwrap();
        for other in [".n-x.partial", ".m-x", "m-x.partial"] {
            fs::write(folder.path().join(other), b"").unwrap();
        }
        std::mem::forget(left);
        assert_eq!(names(&folder).len(), 4);
        WholeFile::remove_partial(&path).unwrap();
        assert_eq!(names(&folder), [".m-x", ".n-x.partial", "m-x.partial"]);
    }
}
