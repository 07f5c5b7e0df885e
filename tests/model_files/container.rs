//! A model file taken apart, to be changed and put together again. Its checksum is made right: no change would get past a
//! wrong one. The fuzz targets use this too.

use safetensors::SafeTensors;
use safetensors::tensor::{Dtype, TensorView};
use serde_json::Value;

/// A small model of the format that is written today.
pub const SMALL: &[u8] = include_bytes!("../fixtures/models/format-5.unpitch");

/// The tensors, in the order in which the checksum takes them.
const TENSORS: [&str; 12] = [
    "vocabulary.families",
    "vocabulary.names",
    "vocabulary.templates",
    "vocabulary.templated",
    "vocabulary.index",
    "idf",
    "first_pass.weights",
    "first_pass.intercepts",
    "second_pass.plain.weights",
    "second_pass.plain.intercepts",
    "second_pass.marked.weights",
    "second_pass.marked.intercepts",
];

/// What a model file is made of.
#[derive(Clone, Debug)]
pub struct Container {
    /// The JSON object of the field `unpitch`.
    pub header: Value,
    pub tensors: Vec<Tensor>,
}

/// Numbers by row.
#[derive(Clone, Debug)]
pub struct Tensor {
    name: &'static str,
    pub dtype: Dtype,
    /// Numbers in a row.
    pub columns: usize,
    pub bytes: Vec<u8>,
}

impl Container {
    /// The parts of [`SMALL`].
    pub fn small() -> Container {
        let (_, metadata) = SafeTensors::read_metadata(SMALL).expect("a sound model");
        let fields = metadata.metadata().as_ref().expect("a header");
        let container = SafeTensors::deserialize(SMALL).expect("a sound model");
        Container {
            header: serde_json::from_str(&fields["unpitch"]).expect("JSON"),
            tensors: TENSORS.map(|name| Tensor::read(&container, name)).to_vec(),
        }
    }

    /// The file of these parts.
    pub fn file(mut self) -> Vec<u8> {
        self.header["checksum"] = self.checksum().into();
        let fields = [("unpitch".to_owned(), self.header.to_string())].into();
        let views = self.tensors.iter().map(Tensor::view);
        safetensors::serialize(views, Some(fields)).expect("names are our own")
    }

    /// As the reader counts it; where it would refuse the metadata, any number does.
    fn checksum(&self) -> u32 {
        let mut crc = crc32fast::Hasher::new();
        self.tensors
            .iter()
            .for_each(|tensor| crc.update(&tensor.bytes));
        if let Ok(model) = serde_json::from_value::<unpitch::Metadata>(self.header["model"].clone())
        {
            crc.update(&serde_json::to_vec(&model).expect("JSON"));
        }
        crc.finalize()
    }
}

impl Tensor {
    fn read(container: &SafeTensors<'_>, name: &'static str) -> Tensor {
        let view = container.tensor(name).expect("all are there");
        Tensor {
            name,
            dtype: view.dtype(),
            columns: view.shape().get(1).copied().unwrap_or(1),
            bytes: view.data().to_vec(),
        }
    }

    /// Bytes of a row.
    pub fn row(&self) -> usize {
        self.dtype.bitsize() / 8 * self.columns
    }

    fn view(&self) -> (&'static str, TensorView<'_>) {
        let rows = self.bytes.len() / self.row();
        let shape = match self.columns {
            1 => vec![rows],
            columns => vec![rows, columns],
        };
        let view = TensorView::new(self.dtype, shape, &self.bytes);
        (self.name, view.expect("whole rows"))
    }
}
