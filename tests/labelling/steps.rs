//! Steps: what they change, and how they are undone.

use serde_json::{Value, json};

use super::{Desk, labels, shown};

/// The number of the paragraph of that text.
fn find(view: &Value, text: &str) -> usize {
    let paragraphs = view["page"]["paragraphs"].as_array().expect("paragraphs");
    let found = paragraphs
        .iter()
        .position(|paragraph| paragraph["text"] == text);
    found.expect(text)
}

/// The letter of a paragraph, and that of how it came by it.
fn letters(view: &Value, at: usize) -> (char, char) {
    let letter = |name: &str| {
        let all = view[name].as_str().expect("letters");
        all.chars().nth(at).expect("a letter")
    };
    (letter("labels"), letter("how"))
}

#[test]
fn every_step_is_undone_one_after_the_other_across_pages() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html", "mill.txt", "pier.txt"]);
    let mut before = vec![sitting.look()];
    let mut take = |act: Value| {
        let after = sitting.step(act);
        before.push(after);
    };
    take(json!({"do": "label", "at": [[0, 1], [2, 3]], "label": "subscription-pitch"}));
    take(json!({"do": "confirm", "at": [[1, 2]]}));
    take(json!({"do": "finish"}));
    take(json!({"do": "skip"}));
    take(json!({"do": "label", "at": [[0, 2]], "label": "related-content"}));
    take(json!({"do": "finish"}));
    let last = before.pop().expect("the last one");
    assert!(
        last["current"].is_null()
            && last["progress"]["finished"] == 2
            && last["progress"]["skipped"] == 1
    );
    for mut expected in before.into_iter().rev() {
        let mut view = sitting.step(json!({"do": "undo"}));
        for view in [&mut view, &mut expected] {
            view["taken"] = Value::Null;
            // Time went on.
            view["progress"]["seconds"] = Value::Null;
        }
        assert_eq!(view, expected);
    }
    assert_eq!(sitting.try_step(json!({"do": "undo"})).0, 400);
}

#[test]
fn a_text_that_comes_again_is_asked_once_until_a_person_says_otherwise() {
    let desk = Desk::new();
    let sitting = desk.sit(&["mill.txt", "pier.txt"]);
    let first = sitting.look();
    let (list, app) = (find(&first, "Our list"), find(&first, "The tide app"));
    sitting.label([list, list + 1], "related-content");
    sitting.label([app, app + 1], "subscription-pitch");
    let second = sitting.done();
    assert_ne!(shown(&first), shown(&second));
    assert_eq!(letters(&second, find(&second, "Our list")), ('r', 't'));
    assert_eq!(letters(&second, find(&second, "The tide app")), ('p', 't'));
    // What stands on a page that is done is known, too, whether it was in doubt or not.
    let imprint = find(&second, "Imprint of the mill");
    assert_eq!(letters(&second, imprint).1, 't');
    assert_eq!(letters(&second, 0).1, 'p');
    let own = sitting.label([imprint, imprint + 1], "article");
    assert_eq!(letters(&own, imprint), ('a', 'g'));
    for _ in 0..2 {
        sitting.step(json!({"do": "undo"}));
    }
    let view = sitting.step(json!({"do": "undo"}));
    assert_eq!(letters(&view, app).1, 'p', "{view}");
    assert_eq!(letters(&view, list), ('r', 'g'));
}

#[test]
fn a_page_that_was_begun_is_shown_before_new_ones() {
    let desk = Desk::new();
    let sitting = desk.sit(&["ferry.html", "mill.txt", "pier.txt"]);
    let view = sitting.label([0, 1], "navigation");
    assert!(labels(&view).starts_with('n'));
    let name = shown(&view).to_owned();
    let (code, said) = sitting.end("-TERM");
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("1 page begun and not finished") && said.contains("nothing is written"),
        "{said}"
    );
    assert!(desk.journal().exists() && !desk.output().exists());
    let view = desk.sit(&["ferry.html", "mill.txt", "pier.txt"]).look();
    assert_eq!((shown(&view), letters(&view, 0)), (&*name, ('n', 'g')));
}
