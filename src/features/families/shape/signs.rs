//! Signs of punctuation and money, in any script.

use crate::features::bits::bit_set;

/// Signs whose presence is a feature.
const SIGNS: [char; 23] = [
    ',', '.', '?', '!', '"', '\'', '|', '©', '@', '–', '»', '…', ':', '/', '(', '&', '+', '€', '$',
    '£', '%', '“', '¥',
];

bit_set! {
    /// Some of the [`SIGNS`], by their numbers.
    Signs(u32)
}

/// The number of a sign.
pub(super) const fn number(sign: char) -> u8 {
    let mut number = 0;
    while SIGNS[number as usize] != sign {
        number += 1;
    }
    number
}

/// The sign of a number.
pub(in crate::features) fn sign(number: usize) -> Option<char> {
    SIGNS.get(number).copied()
}

/// The sign of Latin script that a sign of another one is read like.
#[inline]
pub(super) fn latin(sign: char) -> char {
    match sign {
        '\0'..='\x7F' => sign,
        // Full width, ideographic; Arabic; Devanagari and Bengali; Armenian and Ethiopic have theirs too, and are left out.
        '，' | '、' | '､' | '،' => ',',
        '；' | '؛' => ';',
        '。' | '．' | '｡' | '۔' | '।' | '॥' => '.',
        '？' | '؟' => '?',
        '！' => '!',
        '：' => ':',
        '（' | '【' | '〔' => '(',
        '）' | '】' | '〕' => ')',
        '「' | '『' | '《' | '〈' | '＂' => '“',
        '」' | '』' | '》' | '〉' => '”',
        '％' | '٪' => '%',
        '／' => '/',
        '｜' => '|',
        '＆' => '&',
        '＠' => '@',
        // All currencies but the euro, the dollar and the pound.
        '￥' | '₩' | '฿' | '\u{20A0}'..='\u{20AB}' | '\u{20AD}'..='\u{20CF}' => '¥',
        '⋯' => '…',
        other => other,
    }
}

/// The sign that an ASCII character is.
pub(super) const ASCII_SIGNS: [Signs; 256] = {
    let mut signs = [Signs::NONE; 256];
    let mut number = 0;
    while number < SIGNS.len() {
        if SIGNS[number].is_ascii() {
            signs[SIGNS[number] as usize] = Signs::one(number as u8);
        }
        number += 1;
    }
    signs
};

/// The sign that a character is, read like one of Latin script.
pub(super) fn sign_of(latin: char) -> Signs {
    let sign = SIGNS.iter().position(|sign| *sign == latin);
    sign.map_or(Signs::NONE, |sign| Signs::one(sign as u8))
}
