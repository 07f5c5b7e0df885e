//! A report's markup, by html5ever's tokenizer: whether every tag is closed in its place, and what there is of elements.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// Elements without an end tag.
const VOID: [&str; 2] = ["input", "meta"];

/// What was found in a file.
#[derive(Debug, Default)]
pub struct Markup {
    pub faults: Vec<String>,
    pub elements: Vec<Element>,
    /// All of its texts, also those of style and script.
    pub text: String,
    open: Vec<String>,
}

#[derive(Debug)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(own, _)| own == name);
        found.map(|(_, value)| &**value)
    }
}

struct Sink(RefCell<Markup>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut found = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return found.tag(tag, line),
            Token::CharacterTokens(text) => found.text += &text,
            Token::ParseError(fault) => found.faults.push(format!("line {line}: {fault}")),
            Token::NullCharacterToken => found.faults.push(format!("line {line}: NUL")),
            Token::CommentToken(comment) => found.faults.push(format!("comment {comment}")),
            Token::DoctypeToken(_) | Token::EOFToken => {}
        }
        TokenSinkResult::Continue
    }
}

impl Markup {
    /// Reads a file, which has to be well-formed and to hold nothing that runs or asks elsewhere.
    #[track_caller]
    pub fn read(html: &str) -> Markup {
        let tokenizer = Tokenizer::new(Sink(RefCell::default()), Default::default());
        let queue = BufferQueue::default();
        queue.push_back(html.into());
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        tokenizer.end();
        let mut found = tokenizer.sink.0.into_inner();
        let open = std::mem::take(&mut found.open);
        let unclosed = open.iter().map(|name| format!("{name} is not closed"));
        found.faults.extend(unclosed);
        let outward = found.elements.iter().flat_map(Element::outward);
        let outward: Vec<String> = outward.collect();
        found.faults.extend(outward);
        assert_eq!(found.faults, [""; 0]);
        assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
        found
    }

    fn tag(&mut self, tag: Tag, line: u64) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            if self.open.pop().as_ref() != Some(&name) {
                self.faults
                    .push(format!("line {line}: </{name}> closes another"));
            }
            return TokenSinkResult::Continue;
        }
        let attributes = tag.attrs.iter();
        let attributes = attributes.map(|own| (own.name.local.to_string(), own.value.to_string()));
        self.elements.push(Element {
            name: name.clone(),
            attributes: attributes.collect(),
        });
        if !VOID.contains(&&*name) {
            self.open.push(name.clone());
        }
        match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title"
                if self
                    .open
                    .ends_with(&["head".to_owned(), "title".to_owned()]) =>
            {
                TokenSinkResult::RawData(RawKind::Rcdata)
            }
            _ => TokenSinkResult::Continue,
        }
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements
            .iter()
            .filter(move |element| element.name == name)
    }

    /// How many elements have a class.
    pub fn n_of_class(&self, class: &str) -> usize {
        let classes = self
            .elements
            .iter()
            .filter_map(|element| element.attribute("class"));
        classes
            .filter(|classes| classes.split(' ').any(|own| own == class))
            .count()
    }

    /// The places that links lead to and that are not in the file.
    pub fn dead_links(&self) -> Vec<&str> {
        let is_there = |id: &str| {
            self.elements
                .iter()
                .any(|own| own.attribute("id") == Some(id))
        };
        let links = self.named("a").filter_map(|link| link.attribute("href"));
        links.filter(|link| !is_there(&link[1..])).collect()
    }
}

impl Element {
    /// What of it would run or ask elsewhere.
    fn outward(&self) -> Vec<String> {
        let refused = |(name, value): &&(String, String)| {
            let leads_out = name == "href" && !value.starts_with('#');
            let is_event = name.starts_with("on");
            is_event || leads_out || ["src", "style", "action", "xlink:href"].contains(&&**name)
        };
        let attributes = self.attributes.iter().filter(refused);
        attributes
            .map(|(name, value)| format!("<{} {name}={value:?}>", self.name))
            .collect()
    }
}

#[test]
fn faults_are_found() {
    for html in [
        "<p>a",
        "<p></b>",
        "<img src=a></img>",
        "<b onclick=a></b>",
        "<!-- a -->",
    ] {
        let whole = format!("<!DOCTYPE html><html>{html}</html>\n");
        let read = std::panic::catch_unwind(|| Markup::read(&whole));
        assert!(read.is_err(), "{html}");
    }
    Markup::read("<!DOCTYPE html><html><p>a</p></html>\n");
}
