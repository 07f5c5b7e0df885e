//! The document type, which decides whether a table ends the paragraph it stands in.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::{Doctype, Token, TokenSink, TokenSinkResult, Tokenizer};

/// Reads a document type, `<!doctype` and all; html5ever's tokenizer does.
pub(super) fn read(source: &str) -> Option<Token> {
    let tokenizer = Tokenizer::new(Found::default(), Default::default());
    let queue = BufferQueue::default();
    queue.push_back(source.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.sink.0.take().map(Token::DoctypeToken)
}

#[derive(Default)]
struct Found(RefCell<Option<Doctype>>);

impl TokenSink for Found {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::DoctypeToken(doctype) = token {
            self.0.replace(Some(doctype));
        }
        TokenSinkResult::Continue
    }
}
