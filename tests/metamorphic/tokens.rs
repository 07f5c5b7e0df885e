//! HTML -> the tokens that it is made of -> HTML that says the same.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::TokenizerResult;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Doctype, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};

/// A part of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As it is written.
    Doctype(String),
    Start {
        name: String,
        attributes: Vec<(String, String)>,
        closes_itself: bool,
    },
    End(String),
    /// What is read, references resolved.
    Text(String),
    /// As it is written: scripts, styles.
    Raw(String),
    Comment(String),
}

impl Piece {
    /// Writes it as HTML.
    pub fn write(&self, html: &mut String) {
        match self {
            Piece::Doctype(written) | Piece::Raw(written) => html.push_str(written),
            Piece::Start {
                name,
                attributes,
                closes_itself,
            } => {
                *html += &format!("<{name}");
                for (name, value) in attributes {
                    *html += &format!(" {name}=\"{}\"", escaped(value).replace('"', "&quot;"));
                }
                html.push_str(if *closes_itself { "/>" } else { ">" });
            }
            Piece::End(name) => *html += &format!("</{name}>"),
            Piece::Text(text) => html.push_str(&escaped(text)),
            Piece::Comment(text) => *html += &format!("<!--{text}-->"),
        }
    }
}

/// The page that the pieces are.
pub fn written(pieces: &[Piece]) -> String {
    let mut html = String::new();
    pieces.iter().for_each(|piece| piece.write(&mut html));
    html
}

/// Text that is read as it was; a carriage return by itself would be read as a line feed.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('\r', "&#13;")
}

/// Splits a page.
pub fn pieces(html: &str) -> Vec<Piece> {
    let tokenizer = Tokenizer::new(Collected::default(), Default::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.pieces.take()
}

/// The pieces so far.
#[derive(Default)]
struct Collected {
    pieces: RefCell<Vec<Piece>>,
    /// Whether text is not looked into.
    is_raw: Cell<bool>,
}

impl TokenSink for Collected {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::DoctypeToken(doctype) => self.push(Piece::Doctype(of_doctype(&doctype))),
            Token::CommentToken(text) => self.push(Piece::Comment(text.to_string())),
            Token::CharacterTokens(text) => self.push_text(&text),
            Token::NullCharacterToken => self.push_text("\0"),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return self.start(&tag),
            Token::TagToken(tag) => {
                self.is_raw.set(false);
                self.push(Piece::End(tag.name.to_string()));
            }
            Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

impl Collected {
    fn push(&self, piece: Piece) {
        self.pieces.borrow_mut().push(piece);
    }

    /// Goes on with the piece before, if that is text too.
    fn push_text(&self, text: &str) {
        match (self.pieces.borrow_mut().last_mut(), self.is_raw.get()) {
            (Some(Piece::Raw(before)), true) | (Some(Piece::Text(before)), false) => {
                before.push_str(text);
                return;
            }
            _ => {}
        }
        self.push(if self.is_raw.get() {
            Piece::Raw(text.to_owned())
        } else {
            Piece::Text(text.to_owned())
        });
    }

    fn start(&self, tag: &Tag) -> TokenSinkResult<()> {
        let attributes = tag.attrs.iter();
        self.push(Piece::Start {
            name: tag.name.to_string(),
            attributes: attributes
                .map(|own| (own.name.local.to_string(), own.value.to_string()))
                .collect(),
            closes_itself: tag.self_closing,
        });
        let (result, is_raw) = match &*tag.name {
            "title" | "textarea" => (TokenSinkResult::RawData(RawKind::Rcdata), false),
            "script" => (TokenSinkResult::RawData(RawKind::ScriptData), true),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => {
                (TokenSinkResult::RawData(RawKind::Rawtext), true)
            }
            "plaintext" => (TokenSinkResult::Plaintext, true),
            _ => (TokenSinkResult::Continue, false),
        };
        self.is_raw.set(is_raw);
        result
    }
}

/// A doctype, written so that it is read as the same.
fn of_doctype(doctype: &Doctype) -> String {
    let mut written = format!("<!DOCTYPE {}", doctype.name.as_deref().unwrap_or_default());
    let id = |id: &str| format!(" \"{id}\"");
    match (&doctype.public_id, &doctype.system_id) {
        (Some(public), system) => {
            written += &format!(" PUBLIC{}", id(public));
            written += &system.as_deref().map(id).unwrap_or_default();
        }
        (None, Some(system)) => written += &format!(" SYSTEM{}", id(system)),
        (None, None) => {}
    }
    written + ">"
}

#[test]
fn what_is_written_is_split_into_the_same_pieces() {
    let html = "<!doctype html PUBLIC \"-//W3C//DTD HTML 4.01//EN\"><title>a &lt;b></title>\
        <p class='x \"y\"' id=z>Tides &amp; <br/>ferries<!-- x --><script>if (a < b) '&amp;'</script></P>";
    let split = pieces(html);
    assert_eq!(split.len(), 13, "{split:#?}");
    assert_eq!(pieces(&written(&split)), split);
    assert_eq!(split[2], Piece::Text("a <b>".to_owned()));
    assert_eq!(split[10], Piece::Raw("if (a < b) '&amp;'".to_owned()));
}
