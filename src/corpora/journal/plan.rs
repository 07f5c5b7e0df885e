//! What a run is: the same plan gives the same records.

use serde::{Deserialize, Serialize};

/// What a run's records depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The program's version.
    pub version: String,
    /// SHA-256 over the model's file, in hexadecimal digits.
    pub model: String,
    /// The program's arguments, without those that change no record.
    pub args: Vec<String>,
    /// The inputs, in their order.
    pub inputs: Vec<Pin>,
}

/// A file, a folder or a list as it was when the run began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Its path, as it was given.
    pub path: String,
    /// Number of files.
    pub files: u64,
    /// Bytes of all of them.
    pub bytes: u64,
    /// SHA-256 over the paths and sizes of the files, in hexadecimal digits.
    pub digest: String,
}

impl Plan {
    /// What a shell is told to go on with the run.
    #[must_use]
    pub fn command(&self) -> String {
        let mut words: Vec<String> = self.args.iter().map(|arg| quoted(arg)).collect();
        // Before the paths, and before a -- that may stand among them.
        words.insert(words.len().min(1), "--resume".to_owned());
        format!("unpitch {}", words.join(" "))
    }

    /// Refuses another plan.
    ///
    /// # Errors
    /// What is other, in words.
    pub(super) fn require_same(&self, now: &Plan) -> Result<(), String> {
        if self.version != now.version {
            return Err(format!(
                "of unpitch {}, and this is {}; go on with that version, or remove it to begin anew",
                self.version, now.version
            ));
        }
        if self.args != now.args {
            return Err(format!(
                "of another run, which goes on with `{}`",
                self.command()
            ));
        }
        if self.model != now.model {
            return Err("of a run with another model; give the one that it began with".to_owned());
        }
        let changed = self
            .inputs
            .iter()
            .zip(&now.inputs)
            .find(|(was, is)| was != is);
        match changed {
            Some((was, is)) => Err(format!(
                "of a run over other inputs: {} had {} files of {} bytes together, and has {} of {} now, or files changed; \
                 remove the journal to begin anew",
                was.path, was.files, was.bytes, is.files, is.bytes
            )),
            None if self.inputs.len() != now.inputs.len() => {
                Err("of a run over other inputs".to_owned())
            }
            None => Ok(()),
        }
    }
}

/// An argument as a POSIX shell reads it back.
fn quoted(arg: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=,:%+@".contains(c);
    if !arg.is_empty() && arg.chars().all(is_plain) {
        return arg.to_owned();
    }
    format!("'{}'", arg.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_can_be_pasted_into_a_shell() {
        let args = [
            "clean",
            "a b",
            "it's",
            "--glob",
            "*.html",
            "--max-loss=0.5%",
        ];
        let plan = Plan {
            args: args.map(str::to_owned).to_vec(),
            ..Plan::default()
        };
        assert_eq!(
            plan.command(),
            r"unpitch clean --resume 'a b' 'it'\''s' --glob '*.html' --max-loss=0.5%"
        );
    }

    #[test]
    fn what_is_other_is_said() {
        let plan = Plan {
            version: "1".to_owned(),
            inputs: vec![Pin {
                path: "pages".to_owned(),
                files: 2,
                ..Pin::default()
            }],
            ..Plan::default()
        };
        assert_eq!(plan.require_same(&plan), Ok(()));
        let said = |change: fn(&mut Plan)| {
            let mut other = plan.clone();
            change(&mut other);
            plan.require_same(&other).unwrap_err()
        };
        assert!(said(|plan| plan.version.push('0')).contains("this is 10"));
        assert!(said(|plan| plan.model.push('a')).contains("another model"));
        assert!(said(|plan| plan.inputs[0].files = 3).contains("pages had 2 files"));
        assert!(said(|plan| plan.inputs.clear()).contains("other inputs"));
        assert!(said(|plan| plan.args.push("-".to_owned())).contains("--resume"));
    }
}
