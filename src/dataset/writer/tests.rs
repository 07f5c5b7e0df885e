use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;
use crate::dataset::LabelledPage;
use crate::dataset::tests::read;
use crate::{About, Claim, Page, Source, Time};

/// What the text of a cell can have that is not plain.
const TEXT: &str = "[a\"',;=é\u{a0}\u{0} \r\n\t-]{0,12}[b\"]";

fn any_paragraph() -> impl Strategy<Value = Paragraph> {
    // Twice, because the span is that of the text before it was folded, and no column has it.
    let folded = |text: String| Paragraph::new(Paragraph::new(&text).text());
    let text = prop_oneof![
        9 => TEXT.prop_map(folded),
        1 => Just(Paragraph::new(INVISIBLE)),
    ];
    (text, option::of(any_marks())).prop_map(|(paragraph, marks)| {
        let Some((marks, links)) = marks else {
            return paragraph;
        };
        let links = links
            .iter()
            .map(|link| link_in(paragraph.text(), link))
            .collect();
        paragraph.with_marks(marks.with_links(links))
    })
}

/// Two places in a text, a target and a `rel`.
type AnyLink = (Index, Index, String, String);

fn link_in(text: &str, (a, b, target, rel): &AnyLink) -> Link {
    let place = |index: &Index| text.floor_char_boundary(index.index(text.len() + 1));
    let (a, b) = (place(a), place(b));
    Link::new(a.min(b)..a.max(b), target, rel)
}

fn any_marks() -> impl Strategy<Value = (Marks, Vec<AnyLink>)> {
    let elements = vec(("[a-z]{1,2}(\\.[a-zé\",\n]{0,3})?", any::<u32>()), 0..50);
    let words = || "([a-z:,\"\n ]{0,9})?";
    let raw = option::of("[a\"é, \t\r\n]{0,9}");
    let links = vec(
        (any::<Index>(), any::<Index>(), ".{0,9}", "[a-z ]{0,9}"),
        0..4,
    );
    let marks = (elements, any::<bool>(), "[a-z0-9]{0,3}", 0.0f32..=1.0);
    (marks, words(), words(), raw, links).prop_map(|(marks, form, beside, raw, links)| {
        let (elements, has_place, tag, link_density) = marks;
        let (path, mut place): (Vec<String>, Vec<u32>) = elements.into_iter().unzip();
        place.truncate(if has_place { place.len() } else { 0 });
        let marks = Marks::new(tag, link_density, path.join(" < ")).with_place(place);
        let marks = marks.with_form(form).with_beside(beside).with_raw(raw);
        (marks, links)
    })
}

fn any_language() -> impl Strategy<Value = Option<Language>> {
    option::of(select(vec!["en".parse().unwrap(), "yue".parse().unwrap()]))
}

fn time(datetime: String) -> Time {
    Time {
        datetime,
        itemprop: "datePublished".to_owned(),
    }
}

fn claim(text: String) -> Claim {
    Claim {
        about: About::Author,
        source: Source::Microdata,
        text,
    }
}

fn any_facts() -> impl Strategy<Value = PageFacts> {
    let texts = (
        vec(option::of(any::<String>()), 12),
        vec(vec(TEXT, 0..3), 7),
    );
    let flags = (any::<[bool; 3]>(), option::of(any::<bool>()));
    let numbers = (option::of(any::<u32>()), any::<[usize; 2]>());
    let facts = (texts, flags, numbers, any_language()).prop_map(
        |((texts, lists), (flags, is_free), (word_count, numbers), language)| {
            let (mut texts, mut lists) = (texts.into_iter(), lists.into_iter());
            let mut text = || texts.next().unwrap();
            let mut list = || lists.next().unwrap();
            PageFacts {
                title: text(),
                og_title: text(),
                description: text(),
                authors: list(),
                canonical: text(),
                host: text(),
                types: list(),
                published: text(),
                modified: text(),
                article_body: text(),
                word_count,
                paid_parts: list(),
                n_articles: numbers[0],
                feeds: list(),
                amp: text(),
                language,
                headline: text(),
                site_name: text(),
                image: text(),
                tags: list(),
                times: list().into_iter().map(time).collect(),
                claims: list().into_iter().map(claim).collect(),
                sources: [("image".to_owned(), Source::OpenGraph)].into(),
                is_accessible_for_free: is_free,
                is_truncated: flags[0],
                shown_hidden: flags[1],
                hidden_bytes: numbers[1],
                has_unread_text: flags[2],
            }
        },
    );
    prop_oneof![Just(PageFacts::default()), facts]
}

/// A page and labels of its paragraphs, its site, and (modulo its rows) the row that tells its facts.
type AnyPage = (Page, Vec<Label>, Option<String>, usize);

fn any_page() -> impl Strategy<Value = AnyPage> {
    let label = select(&Label::ALL[..]);
    let rows = vec((any_paragraph(), label), 1..5);
    let site = option::of("[a-z,\".]{1,8}");
    (rows, any_language(), any_facts(), site, any::<usize>()).prop_map(
        |(rows, language, facts, site, row)| {
            let (paragraphs, labels) = rows.into_iter().unzip();
            let page = Page::new(paragraphs).with_language(language);
            (page.with_facts(facts), labels, site, row)
        },
    )
}

fn write(pages: &[AnyPage]) -> Vec<u8> {
    let mut writer = DatasetWriter::new(Vec::new()).unwrap();
    for (i, (page, labels, site, row)) in pages.iter().enumerate() {
        let told = row % labels.len();
        for (position, paragraph) in page.paragraphs().iter().enumerate() {
            let name = format!("\"p\",\n{i}");
            let row = DatasetRow::new(&name, position, labels[position], paragraph)
                .site(site.as_deref())
                .language(page.language())
                .probability(Some(0.5))
                .facts((position == told).then(|| page.facts()));
            writer.write(row).unwrap();
        }
    }
    writer.finish().unwrap()
}

#[test]
fn every_column_is_written() {
    let marks = Marks::new("pre", 0.25, "pre < body < html")
        .with_place(vec![0, 1, 4])
        .with_links(vec![
            Link::new(0..4, "/fares", ""),
            Link::new(5..8, "#top", "nofollow"),
        ])
        .with_form("/search text:q")
        .with_beside("img time")
        .with_raw(Some(" Pier  12,\r\n \"new\"\n".to_owned()));
    let page = Page::new(vec![Paragraph::new("Pier 12, \"new\"").with_marks(marks)]);
    let page = page.with_facts(PageFacts {
        title: Some("Piers".to_owned()),
        authors: vec!["A. Reed".to_owned()],
        language: "en".parse().ok(),
        hidden_bytes: 3,
        ..PageFacts::default()
    });
    let csv = String::from_utf8(write(&[(page.clone(), vec![Label::Article], None, 0)]));
    let expected = r#"page,site,language,position,label,probability,text,tag,link_density,path,place,links,form,beside,raw,facts
"""p"",
0",,,0,article,0.5000,"Pier 12, ""new""",pre,0.25,pre < body < html,0.1.4,"0-4:/fares 5-8,nofollow:#top",/search text:q,img time," Pier  12,
 ""new""
","{""title"":""Piers"",""authors"":[""A. Reed""],""language"":""en"",""hidden_bytes"":3}"
"#;
    assert_eq!(csv.unwrap().replace('\r', ""), expected);
}

#[test]
fn a_name_keeps_its_byte_order_mark() {
    let paragraph = Paragraph::new("Ferries sail again.");
    let mut writer = DatasetWriter::new(Vec::new()).unwrap();
    for name in ["\u{FEFF}ferries", "ferries"] {
        let row = DatasetRow::new(name, 0, Label::Article, &paragraph);
        writer.write(row).unwrap();
    }
    let (data, _) = read(writer.finish().unwrap()).unwrap();
    let names: Vec<&str> = data.pages().iter().map(LabelledPage::name).collect();
    assert_eq!(names, ["\u{FEFF}ferries", "ferries"]);
}

#[test]
fn facts_are_written_once_and_not_at_all_where_there_are_none() {
    let paragraphs = || vec![Paragraph::new("a"), Paragraph::new("b")];
    let none = (Page::new(paragraphs()), vec![Label::Article; 2], None, 0);
    let csv = String::from_utf8(write(&[none])).unwrap();
    assert!(csv.lines().skip(1).all(|line| !line.contains('{')), "{csv}");
}

proptest! {
    #[test]
    fn what_is_written_reads_back(pages in vec(any_page(), 1..4)) {
        let (data, report) = read(write(&pages)).unwrap();
        prop_assert_eq!(report.ignored_columns, Vec::<String>::new());
        prop_assert_eq!(data.pages().len(), pages.len());
        for (read, (page, labels, site, _)) in data.pages().iter().zip(&pages) {
            prop_assert_eq!(read.site(), site.as_deref());
            prop_assert_eq!(read.page(), page);
            prop_assert_eq!(read.labels(), labels);
        }
    }
}
