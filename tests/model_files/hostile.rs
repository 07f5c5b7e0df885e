//! Files that somebody made to do harm.

use serde_json::{Value, json};

use super::container::{Container, SMALL};
use super::{read, refusal};

/// A container of this JSON and these bytes.
fn raw(length: u64, json: &str, data: &[u8]) -> Vec<u8> {
    [&length.to_le_bytes(), json.as_bytes(), data].concat()
}

/// A container of that JSON, its length rightly told.
fn container(json: &str, data: &[u8]) -> Vec<u8> {
    raw(json.len() as u64, json, data)
}

/// Containers whose headers claim what cannot be.
fn containers() -> Vec<(&'static str, Vec<u8>)> {
    let tensor = |dtype: &str, shape: &str, offsets: &str| {
        format!(r#"{{"idf":{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}}}"#)
    };
    let one = |shape, offsets| container(&tensor("F32", shape, offsets), &[0; 8]);
    let two = |second| {
        let first = r#""a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}"#;
        let json =
            format!(r#"{{{first},"b":{{"dtype":"U8","shape":[8],"data_offsets":{second}}}}}"#);
        container(&json, &[0; 16])
    };
    let huge = "18446744073709551615";
    vec![
        ("nothing", Vec::new()),
        ("no header", vec![0; 8]),
        ("the longest header", raw(u64::MAX, "{}", &[])),
        (
            "a header of 90 MB that is not there",
            raw(90_000_000, "{}", &[]),
        ),
        ("a header longer than the file", raw(3, "{}", &[])),
        ("a header of blanks", container(&" ".repeat(4_000), &[])),
        ("a header that is no text", raw(2, "", b"\xFF\xFE")),
        ("a list", container("[]", &[])),
        ("a deep list", container(&"[".repeat(9_000), &[])),
        ("no metadata", container("{}", &[])),
        (
            "metadata of another tool",
            container(r#"{"__metadata__":{"format":"pt"}}"#, &[]),
        ),
        (
            "metadata that are no text",
            container(r#"{"__metadata__":{"unpitch":5}}"#, &[]),
        ),
        (
            "the longest tensor",
            one(&format!("[{huge}]"), &format!("[0,{huge}]")),
        ),
        (
            "a shape that overflows",
            one(&format!("[{huge},{huge}]"), "[0,8]"),
        ),
        ("another shape than bytes", one("[3]", "[0,8]")),
        ("an end before its start", one("[2]", "[8,0]")),
        ("an end behind the file", one("[4]", "[0,16]")),
        ("a hole at the start", one("[1]", "[4,8]")),
        (
            "an unknown type",
            container(&tensor("F33", "[2]", "[0,8]"), &[0; 8]),
        ),
        ("an overlap", two("[4,12]")),
        ("the same bytes twice", two("[0,8]")),
        ("a hole between", two("[9,17]")),
        (
            "bytes that are nobody's",
            container(r#"{"__metadata__":{}}"#, &[0; 99]),
        ),
    ]
}

#[test]
fn containers_that_cannot_be_are_refused() {
    for (what, file) in containers() {
        let message = refusal(&file);
        let is_named = message.contains("container") || message.contains("header");
        assert!(is_named, "{what}: {message}");
    }
}

/// The small model with another value somewhere in its header.
fn with(pointer: &str, value: Value) -> Vec<u8> {
    let mut container = Container::small();
    *container.header.pointer_mut(pointer).expect(pointer) = value;
    container.file()
}

#[test]
fn unknown_formats_are_refused_by_number_and_with_what_to_do() {
    for number in [0_u32, 6, 4_294_967_295] {
        let message = refusal(&with("/format", number.into()));
        let expected = format!("format: {number}, this version reads 5");
        assert!(message.contains(&expected), "{message}");
        assert!(message.contains("retrain it"), "{message}");
    }
    for none in [
        json!(-1),
        json!(4.5),
        json!("5"),
        json!(null),
        json!([5]),
        json!(1_u64 << 32),
    ] {
        let message = refusal(&with("/format", none));
        assert!(message.contains("header"), "{message}");
    }
}

#[test]
fn headers_that_mean_something_else_are_refused_by_field() {
    for (pointer, value, named) in [
        ("/labels/0", json!("advert"), "labels"),
        ("/labels", json!([]), "labels"),
        ("/families/1/2", json!(9.5), "families"),
        ("/families/0/1", json!(4_000_000_000_u32), "families"),
        ("/templates/2", json!("tide"), "templates"),
        ("/cues", json!(vec!["a"; 3_000]), "cues"),
        ("/features", json!(""), "features"),
        ("/inputs", json!("0"), "inputs"),
        ("/model/training/pages", json!(-1), "header"),
        ("/model/training/labels", json!([1, 2, 3]), "header"),
        ("/model", json!({}), "header"),
    ] {
        let message = refusal(&with(pointer, value));
        assert!(message.contains(named), "{pointer}: {message}");
    }
}

/// The small model with other bytes in the tensor of that number.
fn changed(tensor: usize, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut container = Container::small();
    change(&mut container.tensors[tensor].bytes);
    container.file()
}

const FLOATS: [usize; 6] = [5, 7, 8, 9, 10, 11];
const INDEX: usize = 4;

#[test]
fn numbers_that_are_none_are_refused_wherever_they_stand() {
    for unsound in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30, -1e30] {
        for tensor in FLOATS {
            for at in [0, 1] {
                let put = |bytes: &mut Vec<u8>| {
                    bytes[4 * at..4 * at + 4].copy_from_slice(&unsound.to_le_bytes());
                };
                refusal(&changed(tensor, put));
            }
        }
        // Weights of the first pass are the upper halves of such numbers.
        let put = |bytes: &mut Vec<u8>| bytes[8..10].copy_from_slice(&unsound.to_le_bytes()[2..]);
        let message = refusal(&changed(6, put));
        assert!(message.contains("first_pass.weights"), "{message}");
    }
}

#[test]
fn tensors_of_other_lengths_are_refused() {
    let container = Container::small();
    for (number, tensor) in container.tensors.iter().enumerate() {
        let row = tensor.row();
        let longer = changed(number, |bytes| bytes.extend(vec![0; row]));
        let shorter = changed(number, |bytes| bytes.truncate(bytes.len() - row));
        // An index may have more free slots than it needs, or fewer: then it knows less.
        if number == INDEX {
            read(&longer).expect("a model that knows as much");
            read(&shorter).expect("a model that knows less");
        } else {
            refusal(&longer);
            refusal(&shorter);
            refusal(&changed(number, Vec::clear));
        }
    }
}

#[test]
fn tensors_of_other_types_are_refused() {
    for number in 0..Container::small().tensors.len() {
        let mut container = Container::small();
        let tensor = &mut container.tensors[number];
        // The same bytes, in rows of another width.
        (tensor.dtype, tensor.columns) = (safetensors::Dtype::U8, 2);
        tensor
            .bytes
            .resize(tensor.bytes.len().next_multiple_of(2), 0);
        refusal(&container.file());
    }
}

#[test]
fn a_vocabulary_that_is_twice_or_out_of_order_does_no_harm() {
    let names = |change: &dyn Fn(&mut Vec<&str>)| {
        changed(1, |bytes| {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            let mut lines: Vec<&str> = text.lines().collect();
            change(&mut lines);
            *bytes = (lines.join("\n") + "\n").into_bytes();
        })
    };
    // Names are for explanations: what is looked up is in the index.
    for file in [
        names(&|lines| lines.reverse()),
        names(&|lines| lines[1] = lines[0]),
        names(&|lines| lines.fill("")),
    ] {
        read(&file).expect("a model with odd names");
    }
    for file in [
        names(&|lines| lines.truncate(2)),
        names(&|lines| lines.push("one more")),
        changed(1, |bytes| bytes[0] = 0xFF),
        changed(1, |bytes| *bytes.last_mut().expect("a name") = b'x'),
    ] {
        refusal(&file);
    }
}

/// Slots that stand for a feature, all taken, none taken, and too few: looking something up in them must end.
#[test]
fn an_index_of_any_size_is_refused_or_answers() {
    for n_slots in 0..40 {
        for n_taken in 0..=n_slots {
            let index = (0..n_slots).map(|slot| [0, u32::from(slot < n_taken)]);
            let bytes: Vec<u8> = index.flatten().flat_map(u32::to_le_bytes).collect();
            let file = changed(INDEX, |index| *index = bytes);
            if let Err(error) = read(&file) {
                assert!(error.to_string().contains("vocabulary.index"), "{error}");
            }
        }
    }
}

#[test]
fn the_small_model_is_sound_when_put_together_again() {
    let file = Container::small().file();
    let sound = read(SMALL).expect("a model");
    assert!(read(&file).is_ok_and(|model| model == sound));
}
