use super::*;
use proptest::prelude::*;

/// Gives its bytes in pieces of a few.
struct Slowly<'a>(&'a [u8], usize);

impl Read for Slowly<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

/// Line and text of each value, a fault as `!` and what was found.
fn found_in_pieces(text: &str, piece: usize) -> Vec<(u64, String)> {
    let mut values = Values::new(Slowly(text.as_bytes(), piece), 1_000);
    let mut all = Vec::new();
    while let Some(found) = values.next().unwrap() {
        let text = match found.json {
            Ok(json) => String::from_utf8(json).unwrap(),
            Err(fault) => format!("!{}", fault.found),
        };
        all.push((found.line, text));
    }
    all
}

/// As above, and the same whatever the pieces.
fn found(text: &str) -> Vec<(u64, String)> {
    let whole = found_in_pieces(text, usize::MAX);
    for piece in [1, 2, 7] {
        assert_eq!(found_in_pieces(text, piece), whole, "{text}");
    }
    whole
}

fn is(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
    let owned = expected
        .iter()
        .map(|(line, text)| (*line, (*text).to_owned()));
    owned.collect()
}

#[test]
fn objects_come_on_lines_one_after_the_other_and_in_arrays() {
    let two = is(&[(1, "{\"a\":1}"), (2, "{\"b\":2}")]);
    for text in [
        "{\"a\":1}\n{\"b\":2}",
        "\u{feff}{\"a\":1}\r\n\u{feff}{\"b\":2}\r\n",
        "[{\"a\":1},\n {\"b\":2}]",
        "[ {\"a\":1}\n\t, {\"b\":2}, ]",
        "[{\"a\":1}]\n[{\"b\":2}][]",
        "{\"a\":1},\n{\"b\":2},",
    ] {
        assert_eq!(found(text), two, "{text}");
    }
    let pretty = "[\n  {\n    \"a\": 1\n  },\n\n  {\n    \"b\": 2\n  }\n]\n";
    let expected = [(2, "{\n    \"a\": 1\n  }"), (6, "{\n    \"b\": 2\n  }")];
    assert_eq!(found(pretty), is(&expected));
    assert_eq!(found(" \n\u{feff}\n"), is(&[]));
}

#[test]
fn items_that_are_no_objects_are_handed_on() {
    let expected = [(1, "1"), (1, "\"a\""), (2, "[2]"), (2, "null")];
    assert_eq!(found("[1,\"a\",\n[2],null]"), is(&expected));
}

#[test]
fn a_faulty_line_costs_no_other() {
    let cut_off = [
        "{\"a\":\"x",
        "{\"a\":\"x\\",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":",
        "{\"a\":[",
        "{\"a\":[1",
        "{\"a\":{\"b\":[{\"c\"",
        "{",
    ];
    for line in cut_off {
        let text = format!("{line}\n{{\"b\":2}}\n{{\"c\":3}}\n");
        let found = found(&text);
        assert_eq!(found.len(), 3, "{line}: {found:?}");
        assert!(found[0].0 == 1 && found[0].1.starts_with('!'), "{found:?}");
        assert_eq!(found[1..], is(&[(2, "{\"b\":2}"), (3, "{\"c\":3}")]));
    }
    let lines = "not json\n{\"a\":1} x\n'a'\n[{\"a\":}\n{\"b\":2}]\n";
    let expected = [
        (1, "!\"not json\""),
        (2, "{\"a\":1}"),
        (2, "!\"x\""),
        (3, "!\"'a'\""),
        (4, "!'}'"),
        (5, "{\"b\":2}"),
    ];
    assert_eq!(found(lines), is(&expected));
}

#[test]
fn a_faulty_object_on_many_lines_is_one_fault() {
    let text = "[\n  {\n    \"a\": [\n      {\n        \"b\": 1,\n      }\n    ]\n  },\n  {\n    \"c\": 2\n  }\n]\n";
    let expected = [
        (2, "!'}' 4 lines further down"),
        (9, "{\n    \"c\": 2\n  }"),
    ];
    assert_eq!(found(text), is(&expected));
}

#[test]
fn an_input_that_breaks_off_is_said() {
    let end = "!the end of the input";
    assert_eq!(
        found("{\"a\":1}\n{\"b\""),
        is(&[(1, "{\"a\":1}"), (2, end)])
    );
    let unclosed = "!an array without its end";
    let expected = [(2, "{\"a\":1}"), (1, unclosed)];
    assert_eq!(found("[\n{\"a\":1},\n"), is(&expected));
    assert_eq!(found("[\n{\"a\"\n"), is(&[(2, end)]));
}

#[test]
fn a_value_that_is_too_long_is_left_out() {
    let text = format!("{{\"a\":\"{}\"}}\n{{\"b\":2}}\n", "x".repeat(70_000));
    let expected = [(1, "!an object of more than 1000 bytes"), (2, "{\"b\":2}")];
    assert_eq!(found_in_pieces(&text, 999), is(&expected));
}

/// An array that goes on and on, made as it is read.
struct Endless {
    item: Vec<u8>,
    given: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = self.given % self.item.len();
        let n = (&self.item[at..]).read(buffer)?;
        self.given += n;
        Ok(n)
    }
}

#[test]
fn of_a_long_array_only_one_item_is_held() {
    let item = format!("{{\"a\":\"{}\"}},\n", "x".repeat(100_000)).into_bytes();
    let opened = io::Cursor::new(b"[");
    let mut values = Values::new(opened.chain(Endless { item, given: 0 }), 1 << 20);
    for _ in 0..500 {
        assert!(values.next().unwrap().unwrap().json.is_ok());
        assert!(values.buffer.capacity() < 1_000_000);
    }
}

#[test]
fn brackets_without_end_cost_little_time() {
    let text = "{\"a\":[\n".repeat(3_000);
    let found = found_in_pieces(&text, usize::MAX);
    assert!(found.len() <= 3_000 && found.iter().all(|(_, text)| text.starts_with('!')));
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_their_end(text in "[\\[\\]{}\",:\\\\1a \n]{0,30}", piece in 1_usize..5) {
        prop_assert_eq!(found_in_pieces(&text, piece), found_in_pieces(&text, usize::MAX));
    }

    #[test]
    fn sound_lines_come_back_whatever_lies_between(
        lines in prop::collection::vec(("[^\n]{0,20}", any::<bool>()), 0..8),
    ) {
        let sound = |i: usize| format!("{{\"n\":{i},\"t\":[{{}}]}}");
        let mut text = String::new();
        let mut expected = Vec::new();
        for (i, (rubbish, is_sound)) in lines.iter().enumerate() {
            if *is_sound {
                expected.push(sound(i));
                text += &sound(i);
            } else {
                // A bracket would open an array or object that the lines after it belong to.
                text += &rubbish.replace(['{', '[', '"'], "x");
            }
            text += "\n";
        }
        let found = found_in_pieces(&text, usize::MAX).into_iter().map(|(_, text)| text);
        let found: Vec<String> = found.filter(|text| !text.starts_with('!')).collect();
        prop_assert_eq!(found, expected);
    }
}
