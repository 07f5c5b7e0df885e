//! What is inserted far away reaches a paragraph by three ways alone: the mean of the page, the memory of what stands above or
//! below, which fades, and the groups that both stand in.

use std::collections::BTreeSet;

use super::Surrounding;
use super::inputs::{DECAYS, GROUPS, REACH, StackedInputs};
use crate::page::Page;
use crate::scores::Scores;
use crate::structure::{Grouping, Structure};

const PARAGRAPHS: usize = 80;

/// Where a pitch is put in.
const AT: usize = 70;

/// Single paragraphs count as far as this, and so does the line beside a run, where a run is one or two lines.
const FAR: usize = REACH + 2;

/// A text for each paragraph, each of its own, long ones among them so that stretches and runs end.
fn texts() -> Vec<String> {
    let text = |n: usize| match n % 3 {
        0 => format!("Ferry {n} {}", "sails to the quay of the island ".repeat(8)),
        _ => format!("{n} ferries"),
    };
    (0..PARAGRAPHS).map(text).collect()
}

/// What the first pass said, of each paragraph something else.
fn first() -> Vec<Scores> {
    let of = |n: usize| {
        let share = (n % 10) as f32 / 20.0;
        [share, 0.5 - share, 0.3, 0.2]
    };
    (0..PARAGRAPHS).map(of).collect()
}

/// The page, and what the first pass said of it.
fn page(is_pitched: bool) -> (Structure, Vec<Scores>) {
    let (mut texts, mut first) = (texts(), first());
    if is_pitched {
        texts.insert(AT, "Subscribe now".to_owned());
        first.insert(AT, [0.0, 1.0, 0.0, 0.0]);
    }
    let page = Page::from_text(&texts.join("\n\n"));
    assert_eq!(page.paragraphs().len(), texts.len());
    (Structure::from_page(&page), first)
}

/// A paragraph's inputs.
fn inputs((structure, first): &(Structure, Vec<Scores>), index: usize) -> Vec<Scores> {
    let mut groups = Vec::new();
    StackedInputs::new(first, structure).groups_of(index, &mut |values| groups.push(values));
    groups
}

/// The members of a paragraph's group in each grouping, numbered as they are without the pitch, which is [`PARAGRAPHS`].
fn members(structure: &Structure, index: usize, is_pitched: bool) -> Vec<BTreeSet<usize>> {
    let number = |at: usize| match is_pitched {
        true if at == AT => PARAGRAPHS,
        true if at > AT => at - 1,
        _ => at,
    };
    let of = |grouping: &Grouping| {
        let own = grouping.group_of[index];
        let all = grouping.group_of.iter().enumerate();
        let members = all.filter(|(_, group)| **group == own);
        members.map(|(at, _)| number(at)).collect()
    };
    structure.groupings().map(of).collect()
}

/// The most by which each of a paragraph's inputs may change: by groups, the share of members that are others.
fn most(before: &Structure, after: &Structure, index: usize) -> Vec<f32> {
    let (mut below, distance) = (DECAYS.iter(), (AT - index) as i32);
    let surroundings = Surrounding::of_groups(false).into_iter();
    let own = surroundings
        .take(GROUPS)
        .map(|surrounding| match surrounding {
            // The memory of the pitch, and of all below it, which moved by one.
            Surrounding::Below => below.next().expect("one each").powi(distance - 1),
            Surrounding::Page => 1.0 / PARAGRAPHS as f32,
            _ => 0.0,
        });
    let (before, after) = (members(before, index, false), members(after, index, true));
    let of_groups = before.iter().zip(&after).flat_map(|(before, after)| {
        let others = before.symmetric_difference(after).count();
        [others as f32 / before.len().max(after.len()) as f32; 2]
    });
    own.chain(of_groups).collect()
}

#[test]
fn far_away_only_means_and_fading_memory_change() {
    let (before, after) = (page(false), page(true));
    let mut unchanged = 0;
    for index in 0..AT - FAR {
        let inputs = inputs(&before, index)
            .into_iter()
            .zip(inputs(&after, index));
        for (at, ((before, after), most)) in
            inputs.zip(most(&before.0, &after.0, index)).enumerate()
        {
            for (before, after) in before.iter().zip(after) {
                let difference = (before - after).abs();
                assert!(
                    difference <= most + 1e-6,
                    "input {at} of {index}: {difference} > {most}"
                );
            }
            unchanged += usize::from(most == 0.0);
        }
    }
    // All but the page's mean, three memories, and those groups that the pitch joins or divides.
    assert!(unchanged >= (AT - FAR) * (GROUPS - 4), "{unchanged}");
}
