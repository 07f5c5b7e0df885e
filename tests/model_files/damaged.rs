//! Files that were cut short, or whose bits were flipped, anywhere.

use unpitch::Model;

use super::container::SMALL;
use super::{read, refusal};

/// How many flips are tried.
const FLIPS: usize = 10_000;

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    for end in 0..SMALL.len() {
        refusal(&SMALL[..end]);
    }
}

#[test]
fn a_file_with_more_behind_it_is_refused() {
    for more in [&b"\0"[..], b"\n", SMALL] {
        refusal(&[SMALL, more].concat());
    }
}

/// Of a number and the next one, the same ones each time (an LCG of Knuth's).
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn flipped_bits_are_refused_or_change_nothing() {
    let sound = Model::read(SMALL).expect("a model");
    let (mut file, mut state, mut n_refused) = (SMALL.to_vec(), 24, 0);
    for _ in 0..FLIPS {
        // One to three at a time: more than one may hide each other.
        let flips: Vec<(usize, u8)> = (0..1 + next(&mut state) % 3)
            .map(|_| (next(&mut state) % file.len(), 1 << (next(&mut state) % 8)))
            .collect();
        flips.iter().for_each(|(at, bit)| file[*at] ^= bit);
        match read(&file) {
            Ok(model) => assert!(model == sound, "{flips:?}"),
            Err(_) => n_refused += 1,
        }
        flips.iter().for_each(|(at, bit)| file[*at] ^= bit);
    }
    assert!(file == SMALL && n_refused > FLIPS * 9 / 10, "{n_refused}");
}
