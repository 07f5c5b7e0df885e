//! Marks as they were stored -> marks that keep what [`Marks`] promises.

use serde::Deserialize;

use super::{Link, Marks};

/// The fields of marks, not checked yet. What is beyond them is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct StoredMarks {
    tag: String,
    link_density: f32,
    path: String,
    place: Vec<u32>,
    links: Vec<Link>,
    form: String,
    beside: String,
    raw: Option<String>,
}

impl TryFrom<StoredMarks> for Marks {
    type Error = String;

    fn try_from(stored: StoredMarks) -> Result<Marks, String> {
        let share = stored.link_density;
        if !(0.0..=1.0).contains(&share) {
            return Err(format!(
                "link_density: found {share}, expected a share, 0 to 1"
            ));
        }
        let (n_numbers, most) = (stored.place.len(), Marks::MAX_ELEMENTS);
        if n_numbers > most {
            return Err(format!(
                "place: found {n_numbers} numbers, expected at most {most}"
            ));
        }
        Ok(Marks::new(stored.tag, share, stored.path)
            .with_place(stored.place)
            .with_links(stored.links)
            .with_form(stored.form)
            .with_beside(stored.beside)
            .with_raw(stored.raw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Marks, String> {
        serde_json::from_str(json).map_err(|error| error.to_string())
    }

    #[test]
    fn marks_read_back_and_leave_out_what_is_empty() {
        let few = Marks::new("p", 0.1, "p < body");
        let json = serde_json::to_string(&few).unwrap();
        assert_eq!(json, r#"{"tag":"p","link_density":0.1,"path":"p < body"}"#);
        let all = few
            .clone()
            .with_place(vec![3, 0])
            .with_links(vec![Link::new(0..4, "/tides", "nofollow")])
            .with_form("/search text:q")
            .with_beside("img time")
            .with_raw(Some("  tides\n".to_owned()));
        for marks in [few, all] {
            let json = serde_json::to_string(&marks).unwrap();
            assert_eq!(read(&json), Ok(marks), "{json}");
        }
    }

    #[test]
    fn what_no_marks_can_be_is_named() {
        for (json, named) in [
            (r#"{"link_density": 1.5}"#, "link_density: found 1.5"),
            (
                r#"{"links": ["4-2:/tides"]}"#,
                "\"4-2:/tides\" is not a link",
            ),
            (
                &format!(r#"{{"place": {:?}}}"#, [0; 41]),
                "place: found 41 numbers, expected at most 40",
            ),
        ] {
            let error = read(json).unwrap_err();
            assert!(error.starts_with(named), "{error}");
        }
    }
}
