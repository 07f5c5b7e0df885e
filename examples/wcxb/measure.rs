//! The benchmark's measure: precision, recall and F1 over multisets of words.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// What Python's `\w+` finds in a `str`; the `\w` of [`Regex`] has marks and joiners besides.
static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("sound"));

/// How well a text agrees with the truth, each 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Overlap {
    /// Compares a text with the truth. Two texts without words agree; one alone without words scores 0.
    pub fn measure(text: &str, truth: &str) -> Overlap {
        let (found, n_found) = words(text);
        let (wanted, n_wanted) = words(truth);
        let overlap: usize = found
            .iter()
            .map(|(word, n)| wanted.get(word).map_or(0, |wanted| *n.min(wanted)))
            .sum();
        match (n_found, n_wanted, overlap) {
            (0, 0, _) => Overlap {
                precision: 1.0,
                recall: 1.0,
                f1: 1.0,
            },
            (_, _, 0) => Overlap::default(),
            _ => {
                let precision = overlap as f64 / n_found as f64;
                let recall = overlap as f64 / n_wanted as f64;
                Overlap {
                    precision,
                    recall,
                    f1: 2.0 * precision * recall / (precision + recall),
                }
            }
        }
    }

    /// The mean of each figure; F1 is the mean of the pages' F1, not that of the means.
    pub fn mean(all: &[Overlap]) -> Overlap {
        let mean = |figure: fn(&Overlap) -> f64| {
            all.iter().map(figure).sum::<f64>() / all.len().max(1) as f64
        };
        Overlap {
            precision: mean(|scores| scores.precision),
            recall: mean(|scores| scores.recall),
            f1: mean(|scores| scores.f1),
        }
    }
}

/// How often each word occurs, lower case, and the number of all.
fn words(text: &str) -> (HashMap<String, usize>, usize) {
    let lower = text.to_lowercase();
    let mut counts = HashMap::new();
    let mut n = 0;
    for word in WORD.find_iter(&lower) {
        *counts.entry(word.as_str().to_owned()).or_default() += 1;
        n += 1;
    }
    (counts, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_as_often_as_both_have_them() {
        // Found: the the ferry sails again. Wanted: the ferry the the. In common: the the ferry.
        let scores = Overlap::measure("The the ferry sails - again!", "the FERRY, the the");
        assert_eq!((scores.precision, scores.recall), (0.6, 0.75));
        assert!((scores.f1 - 2.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn empty_texts_follow_the_benchmark() {
        let f1 = |text, truth| Overlap::measure(text, truth).f1;
        assert_eq!((f1("", ""), f1("...", "")), (1.0, 1.0));
        assert_eq!((f1("a", ""), f1("", "a"), f1("a", "b")), (0.0, 0.0, 0.0));
    }

    #[test]
    fn words_are_those_of_python() {
        // As re.findall(r"\w+", text.lower()) has them.
        let (words, n) = words("It’s GRÖSSE_2 x² हिन्दी ⓐ №5 日本");
        let mut words: Vec<&str> = words.keys().map(String::as_str).collect();
        words.sort_unstable();
        let expected = ["5", "grösse_2", "it", "s", "x²", "द", "न", "ह", "日本"];
        assert_eq!((words, n), (expected.to_vec(), 9));
    }

    #[test]
    fn means_are_over_pages() {
        let mean = Overlap::mean(&[Overlap::measure("a b", "a"), Overlap::measure("a", "a b")]);
        assert_eq!((mean.precision, mean.recall), (0.75, 0.75));
        assert!((mean.f1 - 2.0 / 3.0).abs() < 1e-12);
    }
}
