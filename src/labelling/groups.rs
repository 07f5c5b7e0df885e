//! Which paragraphs a person takes together: what stands in one list, in the same elements, or in a run of like lines.

use crate::page::Page;
use crate::structure::{Grouping, MarkedGroupings, Structure};

/// How paragraphs of a page belong together, each by the number of its group.
pub struct Groups {
    /// With marks the list in which a paragraph stands in a card, else those of the same path, else those of the same block.
    /// Without, the run of lines of one length.
    pub groups: Vec<u32>,
    /// Runs: with marks of one list, or of neighbours in one element; without, the same as groups.
    pub blocks: Vec<u32>,
}

/// The groups of a page.
pub fn groups(page: &Page) -> Groups {
    let structure = Structure::from_page(page);
    match structure.marked() {
        Some(marked) => Groups {
            groups: by_marks(marked),
            blocks: blocks(marked),
        },
        None => Groups {
            groups: structure.runs().group_of.clone(),
            blocks: structure.runs().group_of.clone(),
        },
    }
}

fn by_marks(marked: &MarkedGroupings) -> Vec<u32> {
    let all = [&marked.lists, &marked.whole_paths, &marked.blocks[1]];
    let sizes = all.map(sizes);
    let group = |index: usize| {
        let several = |kind: &usize| sizes[*kind][all[*kind].group_of[index] as usize] > 1;
        let kind = (0..all.len()).find(several).unwrap_or(all.len() - 1);
        let before: usize = all[..kind].iter().map(|grouping| grouping.n_groups).sum();
        before as u32 + all[kind].group_of[index]
    };
    (0..marked.lists.group_of.len()).map(group).collect()
}

fn blocks(marked: &MarkedGroupings) -> Vec<u32> {
    let is_with_the_one_above = |index: usize| {
        let all = [&marked.lists, &marked.blocks[1]];
        all.iter()
            .any(|grouping| grouping.group_of[index] == grouping.group_of[index - 1])
    };
    let mut block = 0;
    let numbers = (0..marked.lists.group_of.len()).map(|index| {
        block += u32::from(index > 0 && !is_with_the_one_above(index));
        block
    });
    numbers.collect()
}

/// Number of paragraphs of each group.
fn sizes(grouping: &Grouping) -> Vec<usize> {
    let mut sizes = vec![0; grouping.n_groups];
    for group in &grouping.group_of {
        sizes[*group as usize] += 1;
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_go_before_paths_and_paths_before_blocks() {
        let html = "<main><h1>Ferries</h1><p>One.<p>Two.<aside><h2>More</h2><ul><li><a>Tides</a><li><a>Boats</a>\
            <li><b>Piers</b></ul></aside></main>";
        let Groups { groups, blocks } = groups(&Page::from_html(html));
        let of = |index: usize| -> Vec<usize> {
            let same = |other: &usize| groups[*other] == groups[index];
            (0..groups.len()).filter(same).collect()
        };
        // h1, p, p, h2, li, li, li
        assert_eq!(of(1), [1, 2]);
        assert_eq!(of(4), [4, 5, 6]);
        assert!(of(0).contains(&0) && !of(0).contains(&1));
        assert_eq!(blocks, [0, 0, 0, 1, 2, 2, 2]);
    }

    #[test]
    fn of_text_runs_of_like_lines_are_groups() {
        let long = "Ferries sail again from the old harbour. ".repeat(9);
        let page = Page::from_text(&["News", "Tides", &long, "Boats"].join("\n\n"));
        assert_eq!(groups(&page).groups, [0, 0, 1, 2]);
    }
}
