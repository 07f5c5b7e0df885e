//! `examples/corpus` on made-up repositories: labels leave their pages and find them again.

#[path = "../examples/corpus/main.rs"]
#[allow(dead_code, reason = "the tests call what its main calls")]
mod corpus;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::align::{Align, AlignReport};
use corpus::files;
use corpus::rebuild::{Rebuild, RebuildReport};
use corpus::source::Gap;
use tempfile::TempDir;
use unpitch::dataset::{Dataset, DatasetReader};
use unpitch::{Label, Result};

const HARBOUR: &str = "<title>Quay</title><h1>Harbour reopens</h1><p>Ferries sail\nagain.<p>Subscribe<br>for 1 a month";
const BLOG: &str = "<div>Menu</div><p>Seagulls are back.";
/// Another segmenter's view: one paragraph where we see two, and one cut where we cut not.
const TRAIN: &str = "page,site,label,text\n\
    harbour,harbour.example,article,Harbour reopens\n\
    harbour,harbour.example,article,Ferries sail\n\
    harbour,harbour.example,article,again.\n\
    harbour,harbour.example,subscription-pitch,Subscribe for 1 a month\n";
const VALIDATION: &str =
    "page,site,label,text\nblog,gulls,navigation,Menu\nblog,gulls,article,Seagulls are back.\n";
const HARBOUR_FILE: &str = "adbar/trafilatura/tests/harbour – 1.html";
const BLOG_FILE: &str = "flairNLP/fundus/data/blog.html.gz";

/// Made-up clones, a flat folder of the same pages, labels and an index.
struct World(TempDir);

impl World {
    fn new() -> World {
        let world = World(TempDir::new().expect("a folder"));
        for file in [HARBOUR_FILE, "flat/harbour.html.gz"] {
            world.put(file, HARBOUR);
        }
        for file in [BLOG_FILE, "flat/blog.html.gz"] {
            world.put(file, BLOG);
        }
        world.put("train.csv", TRAIN);
        world.put("validation.csv", VALIDATION);
        let hash = |html: &str| files::sha256(html.as_bytes());
        world.put(
            "index.csv",
            &format!(
                "page,part,language,site,group,repository,file,html_sha256\n\
                 harbour,train,en,h,g,adbar/trafilatura,tests/harbour – 1.html,{}\n\
                 blog,validation,,b,g,flairNLP/fundus,data/blog.html.gz (in its history),{}\n",
                hash(HARBOUR),
                hash(BLOG)
            ),
        );
        world.put("corpus/corrections.csv", "page,position,from,to,why\n");
        world.leave_out("");
        world
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, content: &str) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        files::replace(&path, |to| to.write_all(content.as_bytes())).expect("written");
    }

    fn align(&self) -> Result<AlignReport> {
        let labels = ["train.csv", "validation.csv"].map(|file| self.at(file));
        Align {
            labels: labels.into_iter().filter(|file| file.exists()).collect(),
            index: self.at("index.csv"),
            html: self.at("flat"),
            left_out: self.at("corpus/left-out.csv"),
            out: self.at("corpus"),
        }
        .run()
    }

    fn leave_out(&self, row: &str) {
        self.put("corpus/left-out.csv", &format!("page,why\n{row}\n"));
    }

    /// One page of this HTML in place of both, whose labelled paragraphs are all navigation.
    fn of(html: &str, paragraphs: &[&str]) -> World {
        let world = World::new();
        world.put("flat/pier.html.gz", html);
        let hash = files::sha256(html.as_bytes());
        let row = format!("pier,train,en,adbar/trafilatura,pier.html,{hash}\n");
        let columns = "page,part,language,repository,file,html_sha256\n";
        world.put("index.csv", &[columns, &row].concat());
        let rows = paragraphs
            .iter()
            .map(|text| format!("pier,navigation,{text}\n"));
        world.put(
            "train.csv",
            &["page,label,text\n", &rows.collect::<String>()].concat(),
        );
        fs::remove_file(world.at("validation.csv")).expect("removed");
        world
    }

    fn rebuild(&self) -> Result<RebuildReport> {
        Rebuild {
            parts: Vec::new(),
            corpus: self.at("corpus"),
            clones: Some(self.at("")),
            pages: None,
            out: self.at("out"),
        }
        .run()
    }

    fn rebuilt(&self, part: &str) -> Dataset {
        let path = self.at("out").join(part).with_extension("csv.gz");
        DatasetReader::new().read_path(path).expect("CSV").0
    }

    fn correction(&self, row: &str) -> String {
        self.put(
            "corpus/corrections.csv",
            &format!("page,position,from,to,why\n{row}\n"),
        );
        self.rebuild().expect_err("refused").to_string()
    }

    fn text(&self, path: &str) -> String {
        String::from_utf8(files::read(&self.at(path)).expect("a file")).expect("UTF-8")
    }
}

fn git(clone: &Path, args: &[&str]) {
    let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"];
    let mut git = Command::new("git");
    git.arg("-C").arg(clone).args(identity).args(args);
    assert!(
        git.output().expect("git starts").status.success(),
        "git {args:?}"
    );
}

#[test]
fn labels_leave_their_pages_and_find_them_again() {
    let world = World::new();
    let aligned = world.align().expect("aligned");
    // Every letter of every page kept its label.
    let report = aligned.to_string();
    let whole = "2 labelled, 2 without a letter lost";
    assert!(report.contains(whole), "{report}");
    let report = world.rebuild().expect("rebuilt");
    assert!(report.is_whole(), "{report}");
    assert_eq!(
        report.parts,
        [("train".into(), 1, 4), ("validation".into(), 1, 2)]
    );
    let train = world.rebuilt("train");
    let page = &train.pages()[0];
    assert_eq!(
        (page.name(), page.site()),
        ("harbour", Some("harbour.example"))
    );
    assert_eq!(
        page.page().language().map(|l| l.code().to_owned()),
        Some("en".into())
    );
    let texts: Vec<_> = page.page().paragraphs().iter().map(|p| p.text()).collect();
    assert_eq!(
        texts,
        [
            "Harbour reopens",
            "Ferries sail again.",
            "Subscribe",
            "for 1 a month"
        ]
    );
    let (article, pitch) = (Label::Article, Label::SubscriptionPitch);
    assert_eq!(page.labels(), [article, article, pitch, pitch]);
    assert_eq!(
        page.page().paragraphs()[0].marks().expect("marks").tag(),
        "h1"
    );
    assert_eq!(page.page().facts().title.as_deref(), Some("Quay"));
}

#[test]
fn the_same_corpus_is_the_same_bytes() {
    let world = World::new();
    let mut runs = (0..2).map(|_| {
        world.align().expect("aligned");
        world.rebuild().expect("rebuilt");
        [
            "corpus/labels.csv.gz",
            "corpus/pages.csv",
            "out/train.csv.gz",
        ]
        .map(|file| fs::read(world.at(file)).expect("written"))
    });
    assert_eq!(runs.next(), runs.next());
}

#[test]
fn no_text_of_a_page_is_given_away() {
    let world = World::new();
    world.align().expect("aligned");
    let all = world.text("corpus/pages.csv") + &world.text("corpus/labels.csv.gz");
    for word in [
        "Ferries",
        "Subscribe",
        "Seagulls",
        &world.0.path().display().to_string(),
    ] {
        assert!(!all.contains(word), "{word} in {all}");
    }
}

#[test]
fn a_missing_page_is_named_and_the_others_are_written() {
    let world = World::new();
    world.align().expect("aligned");
    fs::remove_file(world.at(HARBOUR_FILE)).expect("removed");
    let report = world.rebuild().expect("rebuilt");
    assert!(
        matches!(&report.gaps[..], [(page, Gap::Missing(_))] if page == "harbour"),
        "{report}"
    );
    assert_eq!(world.rebuilt("validation").n_paragraphs(), 2);
}

#[test]
fn a_page_of_another_hash_is_named() {
    let world = World::new();
    world.align().expect("aligned");
    world.put(BLOG_FILE, "<p>Seagulls have left.");
    let report = world.rebuild().expect("rebuilt");
    assert!(
        matches!(&report.gaps[..], [(_, Gap::OtherHtml { .. })]),
        "{report}"
    );
    assert!(
        report.to_string().contains("page blog: another hash: "),
        "{report}"
    );
}

#[test]
fn a_damaged_archive_is_named() {
    let world = World::new();
    world.align().expect("aligned");
    fs::write(world.at(BLOG_FILE), [0x1f, 0x8b, 8, 0, 1]).expect("written");
    let report = world.rebuild().expect("rebuilt");
    assert!(
        matches!(&report.gaps[..], [(_, Gap::Unreadable(..))]),
        "{report}"
    );
}

#[test]
fn a_file_that_the_repository_has_replaced_is_found_in_its_history() {
    let world = World::new();
    world.align().expect("aligned");
    let clone = world.at("flairNLP/fundus");
    git(&clone, &["init", "-q"]);
    git(&clone, &["add", "."]);
    git(&clone, &["commit", "-qm", "a page"]);
    git(&clone, &["rm", "-q", "data/blog.html.gz"]);
    git(&clone, &["commit", "-qm", "no page"]);
    let report = world.rebuild().expect("rebuilt");
    assert!(report.is_whole(), "{report}");
}

#[test]
fn a_page_that_segments_otherwise_is_named() {
    let world = World::new();
    world.align().expect("aligned");
    let labels = world.text("corpus/labels.csv.gz");
    let (head, last) = labels.trim_end().rsplit_once('\n').expect("rows");
    assert!(last.starts_with("harbour,3,"), "{last}");
    world.put("corpus/labels.csv.gz", &format!("{head}\n"));
    let report = world.rebuild().expect("rebuilt");
    let expected = "page harbour: segments otherwise: 0 of 3 paragraphs are not what was labelled, 4 were found";
    assert!(report.to_string().contains(expected), "{report}");
    assert!(!report.is_whole());
}

#[test]
fn a_correction_is_applied() {
    let world = World::new();
    world.align().expect("aligned");
    let row = "harbour,2,subscription-pitch,navigation,a heading\n";
    world.put(
        "corpus/corrections.csv",
        &format!("page,position,from,to,why\n{row}"),
    );
    assert_eq!(world.rebuild().expect("rebuilt").n_corrections, 1);
    assert_eq!(
        world.rebuilt("train").pages()[0].labels()[2],
        Label::Navigation
    );
}

#[test]
fn a_wrong_correction_is_refused_with_its_place() {
    let world = World::new();
    world.align().expect("aligned");
    for (row, complaint) in [
        (
            "harbour,2,article,navigation,x",
            "column \"from\": found \"article\", expected \"subscription-pitch\"",
        ),
        (
            "harbour,4,article,navigation,x",
            "column \"position\": found 4, expected 0 to 3",
        ),
        (
            "pier,0,article,navigation,x",
            "column \"page\": found \"pier\", expected a page of labels.csv.gz",
        ),
        (
            "harbour,0,article,article,x",
            "column \"to\": found \"article\", expected another label",
        ),
        (
            "harbour,0,article,advert,x",
            "column \"to\": found \"advert\", expected one of article",
        ),
        (
            "harbour,0,article,navigation,",
            "column \"why\": found nothing, expected a reason",
        ),
    ] {
        let error = world.correction(row);
        assert!(
            error.contains("corrections.csv:2: ") && error.contains(complaint),
            "{error}"
        );
    }
    assert!(
        !world.at("out").exists(),
        "nothing is written beside a wrong correction"
    );
}

#[test]
fn labels_of_a_page_that_the_index_lacks_are_refused() {
    let world = World::new();
    world.put(
        "index.csv",
        "page,part,language,repository,file,html_sha256\n",
    );
    let error = world.align().expect_err("refused").to_string();
    assert!(error.contains("no page \"blog\", nor 1 others"), "{error}");
}

#[test]
fn a_page_is_left_out_openly() {
    let world = World::new();
    world.leave_out("harbour,its labels are of another page");
    let line = "page harbour: left out on purpose: its labels are of another page\n";
    let aligned = world.align().expect("aligned").to_string();
    assert!(aligned.contains(line), "{aligned}");
    assert!(!world.text("corpus/pages.csv").contains("harbour"));
    assert!(!world.text("corpus/labels.csv.gz").contains("harbour"));
    let report = world.rebuild().expect("rebuilt");
    assert!(
        report.is_whole() && report.to_string().contains(line),
        "{report}"
    );
    assert_eq!(world.rebuilt("validation").n_paragraphs(), 2);
}

#[test]
fn a_page_that_is_left_out_later_is_not_rebuilt() {
    let world = World::new();
    world.align().expect("aligned");
    world.leave_out("harbour,its labels are of another page");
    let report = world.rebuild().expect("rebuilt");
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.parts[0], ("train".into(), 0, 0));
}

#[test]
fn what_is_left_out_needs_a_reason_and_a_page() {
    let world = World::new();
    for (rows, complaint) in [
        ("harbour,", "left-out.csv:2: column \"why\": found nothing"),
        (
            "pier,x",
            "column \"page\": found \"pier\", expected pages of the index",
        ),
        (
            "blog,x\nblog,y",
            "left-out.csv:3: column \"page\": found \"blog\", named before",
        ),
    ] {
        world.leave_out(rows);
        let error = world.align().expect_err("refused").to_string();
        assert!(error.contains(complaint), "{error}");
    }
}

#[test]
fn what_a_page_hides_is_counted_apart() {
    for hiding in [
        "<p hidden>Secret menu</p>",
        "<p HIDDEN=''>Secret menu</p>",
        "<p style='color:red; display : none'>Secret menu</p>",
        "<p style=visibility:hidden>Secret menu</p>",
        "<p class=far>Secret menu</p>",
        "<style>.menu{display:none}</style><div class=menu><b>Secret menu</b></div>",
        "<video>Secret menu</video>",
        "<select><option>Secret menu</select>",
        "<title>Secret menu</title>",
    ] {
        let sheet = "<style>.far{position:absolute;left:-9999px}</style>";
        let shown = "Ferries sail again, and seagulls are back on the pier of the harbour.";
        let html = format!("{sheet}<p>{shown}{hiding}<p>Twice a day.");
        let world = World::of(
            &html,
            &[&format!("\"{shown}\""), "Secret menu", "Twice a day."],
        );
        let report = world.align().expect("aligned");
        let page = &report.pages["pier"];
        assert_eq!(
            (page.hidden, page.lost(), page.outvoted),
            (10, 0, 0),
            "{hiding}"
        );
        let line = "10 hidden here on purpose (12.99 %)";
        assert!(report.to_string().contains(line), "{report}");
    }
}

#[test]
fn what_a_page_has_not_is_lost_and_the_page_named() {
    let world = World::of(
        "<p>Ferries sail again.",
        &["Ferries sail again.", "Xylophones"],
    );
    let report = world.align().expect("aligned");
    assert_eq!(
        (report.pages["pier"].hidden, report.pages["pier"].lost()),
        (0, 10)
    );
    let line =
        "page pier: 62.96 % of letters kept their label, 0.00 % hidden, 37.04 % lost; 0 of 1";
    assert!(report.to_string().contains(line), "{report}");
}
