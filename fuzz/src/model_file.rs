//! Model files that are sound but for what was changed in them.

#[path = "../../tests/model_files/container.rs"]
mod container;

use arbitrary::Arbitrary;
use serde_json::Value;

use container::{Container, Tensor};

/// Changes to a small model, whose checksum is then made right again: no change would get past a wrong one.
#[derive(Debug, Arbitrary)]
pub struct Changes {
    tensors: Vec<Change>,
    /// A piece of the header's JSON, by its number, and what stands there instead.
    header: Option<(u16, String)>,
}

/// A change to a tensor.
#[derive(Debug, Arbitrary)]
struct Change {
    tensor: u8,
    at: u32,
    what: What,
}

#[derive(Debug, Arbitrary)]
enum What {
    Number(u32),
    Float(f32),
    Bytes([u8; 3]),
    Cut(u16),
    Longer(u8),
    /// The number that stands there, and that one more.
    Add(i8),
}

impl Changes {
    /// The changed file.
    #[must_use]
    pub fn file(&self) -> Vec<u8> {
        let mut container = Container::small();
        let n = container.tensors.len();
        for change in &self.tensors {
            change.apply(&mut container.tensors[usize::from(change.tensor) % n]);
        }
        if let Some((at, text)) = &self.header {
            let mut leaves = Vec::new();
            collect(&mut container.header, &mut leaves);
            let at = usize::from(*at) % leaves.len();
            *leaves.swap_remove(at) =
                serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into());
        }
        container.file()
    }
}

/// All values that hold no others.
fn collect<'v>(value: &'v mut Value, leaves: &mut Vec<&'v mut Value>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| collect(value, leaves)),
        Value::Object(fields) => fields.values_mut().for_each(|value| collect(value, leaves)),
        leaf => leaves.push(leaf),
    }
}

impl Change {
    fn apply(&self, tensor: &mut Tensor) {
        let (row, bytes) = (tensor.row(), &mut tensor.bytes);
        let at = self.at as usize % bytes.len().max(1);
        match self.what {
            What::Number(number) => put(bytes, at / 4 * 4, &number.to_le_bytes()),
            What::Float(number) => put(bytes, at / 4 * 4, &number.to_le_bytes()),
            What::Bytes(new) => put(bytes, at, &new),
            What::Cut(n) => bytes.truncate(bytes.len().saturating_sub(row * usize::from(n))),
            What::Longer(n) => bytes.resize(bytes.len() + row * usize::from(n), 0),
            What::Add(more) => add(bytes, at / 4 * 4, more),
        }
    }
}

fn put(bytes: &mut [u8], at: usize, new: &[u8]) {
    bytes
        .iter_mut()
        .skip(at)
        .zip(new)
        .for_each(|(byte, new)| *byte = *new);
}

fn add(bytes: &mut [u8], at: usize, more: i8) {
    let Some(number) = bytes.get(at..).and_then(<[u8]>::first_chunk) else {
        return;
    };
    let number = u32::from_le_bytes(*number).wrapping_add_signed(more.into());
    put(bytes, at, &number.to_le_bytes());
}

/// Reads a file and, if it is a model, has it label pages and writes it again.
pub fn check(file: &[u8]) {
    let Ok(model) = unpitch::Model::read(file) else {
        return;
    };
    let html = "<h1>Ferries</h1><p>Ferries <a href=/1>sail</a> again.<p>Subscribe now for $1 a month<nav><li>News<li>Sport</nav>";
    let pages = [
        unpitch::Page::from_html(html),
        unpitch::Page::from_text("Ferries sail again\n\nSubscribe now"),
    ];
    super::pages::check_labels(&model, &pages);
    let mut written = Vec::new();
    model.write(&mut written).expect("what is read is written");
    assert!(unpitch::Model::read(&written[..]).expect("what was written is read") == model);
}
