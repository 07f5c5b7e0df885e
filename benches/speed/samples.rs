//! What is measured on: pages of three sizes, as text and as HTML, and labelled pages.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};
use unpitch::Page;
use unpitch::dataset::{Dataset, DatasetReader};

/// A page's source and how to read it.
pub struct Source {
    pub name: &'static str,
    pub text: String,
    pub read: fn(&str) -> Page,
}

impl Source {
    fn text(name: &'static str, text: String) -> Source {
        let read = Page::from_text;
        Source { name, text, read }
    }

    fn html(name: &'static str, text: String) -> Source {
        let read = Page::from_html;
        Source { name, text, read }
    }

    pub fn page(&self) -> Page {
        (self.read)(&self.text)
    }
}

pub fn sample(name: &str) -> Dataset {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/");
    let read = DatasetReader::new().read_path(format!("{folder}{name}"));
    read.expect("part of the project").0
}

pub fn sources() -> Vec<Source> {
    let validation = sample("validation.csv");
    let paragraphs = validation.pages()[0].page().paragraphs().iter();
    let texts: Vec<&str> = paragraphs.map(|p| p.text()).collect();
    let typical = texts.join("\n");
    let tiny = "<p>Already a member? <a href=/>Sign in</a>";
    let html = include_str!("../../data/html/faehre.html");
    vec![
        Source::text("text/tiny", texts[0].to_owned()),
        Source::text("text/typical", typical.clone()),
        Source::text("text/long", vec![&*typical; 20].join("\n")),
        Source::html("html/tiny", tiny.to_owned()),
        Source::html("html/typical", html.to_owned()),
        Source::html("html/long", html.repeat(20)),
    ]
}

/// A group of benches, one for each source, in the units that `size` gives.
pub fn of_each_source(
    c: &mut Criterion,
    group: &str,
    size: impl Fn(&Source) -> Throughput,
    mut bench: impl FnMut(&mut BenchmarkGroup<'_, WallTime>, BenchmarkId, &Source),
) {
    let mut group = c.benchmark_group(group);
    for source in sources() {
        group.throughput(size(&source));
        bench(
            &mut group,
            BenchmarkId::from_parameter(source.name),
            &source,
        );
    }
    group.finish();
}

pub fn bytes(source: &Source) -> Throughput {
    Throughput::Bytes(source.text.len() as u64)
}

pub fn paragraphs(source: &Source) -> Throughput {
    Throughput::Elements(source.page().paragraphs().len() as u64)
}
