//! Model files from strangers: cut short, damaged, hostile or old. Each is refused by name, or a model that labels.

mod container;
mod damaged;
mod formats;
mod hostile;

use unpitch::{Error, Model, Page};

/// Reads a file; if it is a model, it labels, and is written as it was read.
fn read(file: &[u8]) -> Result<Model, Error> {
    let model = Model::read(file)?;
    let text = "About us\n\nFerries sail again from Monday\n\nSubscribe now for $1 a month\n\n\u{65E5}\u{672C}";
    let labels = model.predict(&Page::from_text(text));
    for prediction in &labels {
        let sum: f32 = prediction.probabilities().iter().sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }
    let mut written = Vec::new();
    model.write(&mut written).expect("what is read is written");
    assert!(Model::read(&written[..]).is_ok_and(|again| again == model));
    Ok(model)
}

/// What a file is refused for, as people see it.
#[track_caller]
fn refusal(file: &[u8]) -> String {
    match read(file) {
        Err(error @ Error::Model { .. }) => error.to_string(),
        other => panic!("{:?}", other.map(|_| "a model")),
    }
}
