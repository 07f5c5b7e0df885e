//! The tour in the crate's documentation: which rooms there are, in their order.

/// What stands in the documentation before the list of rooms.
const BEFORE: &str = "A file imports only from rooms above its own:";

/// The rooms, top to bottom; each is a list of patterns of module paths, such as `page` and `page/*`.
pub struct Tour(Vec<Vec<String>>);

impl Tour {
    /// Reads the list out of the source of `lib.rs`; the command line's room is left out.
    pub fn read(lib: &str) -> Tour {
        let mut lines = lib
            .lines()
            .map(|line| line.trim_start_matches("//!").trim());
        let found = lines.by_ref().find(|line| *line == BEFORE);
        assert!(found.is_some(), "src/lib.rs: no line {BEFORE:?}");
        let rooms = lines.skip(1).take_while(|line| !line.starts_with("```"));
        let rooms = rooms.filter(|line| !line.starts_with("bin/"));
        Tour(rooms.map(patterns).collect())
    }

    /// The number of a file's room, from the top: that of the longest pattern.
    pub fn room(&self, file: &str) -> Option<usize> {
        let rooms = self.0.iter().enumerate();
        let patterns =
            rooms.flat_map(|(number, room)| room.iter().map(move |pattern| (number, pattern)));
        let fitting = patterns.filter(|(_, pattern)| fits(pattern, file));
        fitting
            .max_by_key(|(_, pattern)| pattern.len())
            .map(|(number, _)| number)
    }

    /// Files without a room, and patterns without a file.
    pub fn faults(&self, files: &[&str]) -> Vec<String> {
        let mut faults = Vec::new();
        for file in files
            .iter()
            .filter(|file| !file.is_empty() && self.room(file).is_none())
        {
            faults.push(format!(
                "src/{file}.rs is in no room of the tour in src/lib.rs"
            ));
        }
        for pattern in self.0.iter().flatten() {
            if !files.iter().any(|file| fits(pattern, file)) {
                faults.push(format!(
                    "the tour in src/lib.rs names {pattern}, but there is no such file"
                ));
            }
        }
        faults
    }
}

/// The patterns at the start of a line, which commas separate; what follows says what is in the room.
fn patterns(line: &str) -> Vec<String> {
    let mut patterns = Vec::new();
    for word in line.split_whitespace() {
        patterns.push(word.trim_end_matches(',').to_owned());
        if !word.ends_with(',') {
            break;
        }
    }
    patterns
}

fn fits(pattern: &str, file: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(folder) => file.starts_with(folder),
        None => pattern == file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pattern_is_a_files_room() {
        let tour = Tour::read(
            "//! A file imports only from rooms above its own:\n//! ```text\n\
             //! label, error   what all use\n//! page, page/* pages, each\n//! page/html, page/html/*  [html]\n\
             //! bin/x/*  the program\n//! ```\n",
        );
        assert_eq!(tour.room("error"), Some(0));
        assert_eq!(tour.room("page/text"), Some(1));
        assert_eq!(
            (tour.room("page/html"), tour.room("page/html/tree")),
            (Some(2), Some(2))
        );
        assert_eq!(tour.room("label/x"), None);
        let files = ["", "label", "page/a", "page", "page/html/b", "elsewhere"];
        assert_eq!(
            tour.faults(&files),
            [
                "src/elsewhere.rs is in no room of the tour in src/lib.rs",
                "the tour in src/lib.rs names error, but there is no such file",
                "the tour in src/lib.rs names page/html, but there is no such file",
            ]
        );
    }
}
