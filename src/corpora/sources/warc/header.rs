//! Headers as WARC and HTTP have them: a name, a colon and a value a line.

use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

/// The lines of a header, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header(Vec<(String, String)>);

impl Header {
    /// Reads lines up to the first empty one. Lines that begin with white space go on with the value before; lines
    /// without a colon are left out.
    pub fn read(bytes: &[u8]) -> Header {
        let mut lines: Vec<(String, String)> = Vec::new();
        for line in bytes.split(|byte| *byte == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                break;
            }
            let text = String::from_utf8_lossy(line);
            match (lines.last_mut(), text.split_once(':')) {
                (Some((_, value)), _) if text.starts_with([' ', '\t']) => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                (_, Some((name, value))) => {
                    lines.push((name.trim().to_owned(), value.trim().to_owned()));
                }
                _ => {}
            }
        }
        Header(lines)
    }

    /// The value of that name; of several the first.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut lines = self.0.iter();
        let found = lines.find(|(line, _)| line.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The media type in lower case, without its parameters.
    pub fn media_type(&self) -> Option<String> {
        let value = self.get("Content-Type")?;
        let bare = value.split(';').next().unwrap_or_default().trim();
        (!bare.is_empty()).then(|| bare.to_ascii_lowercase())
    }

    /// The encoding that the content type names, unless bytes tell it better: UTF-8 by what they are, UTF-16 by its mark.
    pub fn charset(&self) -> Option<&'static Encoding> {
        let mut parameters = self.get("Content-Type")?.split(';').skip(1);
        let label = parameters.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches(['"', '\'']))
        })?;
        let known = Encoding::for_label(label.as_bytes())?;
        (![UTF_8, UTF_16LE, UTF_16BE, REPLACEMENT].contains(&known)).then_some(known)
    }

    /// The address of what a WARC record holds; some tools put it between angle brackets.
    pub fn target(&self) -> Option<&str> {
        let target = self.get("WARC-Target-URI")?;
        let bare = target
            .strip_prefix('<')
            .and_then(|bare| bare.strip_suffix('>'));
        Some(bare.unwrap_or(target)).filter(|target| !target.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_case_and_values_may_go_on() {
        let header = Header::read(b"A: 1\r\nb :2:3\r\n folded\nnone\nA: 4\n\nc: 5");
        assert_eq!(header.get("a"), Some("1"));
        assert_eq!(header.get("B"), Some("2:3 folded"));
        assert_eq!(header.get("c"), None);
    }

    #[test]
    fn a_content_type_has_a_media_type_and_may_name_an_encoding() {
        let of_type = |value: &str| Header::read(format!("content-type: {value}").as_bytes());
        let header = of_type("Text/HTML; x=1; Charset=\"ISO-8859-1\"");
        assert_eq!(header.media_type().as_deref(), Some("text/html"));
        assert_eq!(header.charset(), Some(encoding_rs::WINDOWS_1252));
        for none in [
            "text/html",
            "text/html; charset=klingon",
            "text/html; charset=utf-8",
            "text/html; charset=utf-16",
            ";",
        ] {
            assert_eq!(of_type(none).charset(), None, "{none}");
        }
        assert_eq!(of_type(";").media_type(), None);
    }

    #[test]
    fn an_address_is_given_without_angle_brackets() {
        let header = |value: &str| Header::read(format!("WARC-Target-URI: {value}").as_bytes());
        assert_eq!(
            header("<https://a.example/>").target(),
            Some("https://a.example/")
        );
        assert_eq!(
            header("https://a.example/").target(),
            Some("https://a.example/")
        );
        assert_eq!(header("").target(), None);
    }
}
