//! Which file imports from which, re-exports followed to where a name is defined.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Source, Use};

/// Longest chain of re-exports that is followed: one that leads in a circle ends here.
const MOST_STEPS: usize = 20;

/// The files of a crate, by module path (`page/html`, the root is empty), and their imports.
pub struct Graph {
    sources: BTreeMap<String, Source>,
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Reads files given by module path and text. The root may import what it likes: it is the table of contents.
    pub fn new(files: &[(String, String)]) -> Graph {
        let parsed = files
            .iter()
            .map(|(name, text)| (name.clone(), Source::parse(text)));
        let mut graph = Graph {
            sources: parsed.collect(),
            edges: BTreeMap::new(),
        };
        let names: Vec<String> = graph
            .sources
            .keys()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        for name in names {
            let edges = graph.imports(&name);
            graph.edges.insert(name, edges);
        }
        graph
    }

    /// Each file with each that it imports from, both by module path.
    pub fn edges(&self) -> impl Iterator<Item = (&str, &str)> {
        self.edges
            .iter()
            .flat_map(|(from, all)| all.iter().map(move |to| (from.as_str(), to.as_str())))
    }

    /// The files that a file imports from.
    fn imports(&self, file: &str) -> BTreeSet<String> {
        let source = &self.sources[file];
        let is_used = |name: &str| source.paths.iter().any(|path| path[0] == name);
        // A re-export is a line of the table of contents, unless the name is used here too.
        let uses = source
            .uses
            .iter()
            .filter(|u| !u.is_public || is_used(&u.name));
        let paths = uses.map(|u| &u.path).chain(&source.paths);
        let mut found: BTreeSet<String> = paths
            .filter_map(|path| self.resolve(file, path, MOST_STEPS))
            .collect();
        // A file and those of its folder are one thing, divided: they may use each other.
        found.retain(|other| !is_below(other, file) && !is_below(file, other));
        found
    }

    /// The file that defines what `path` names in `module`; `None` where it is of another crate.
    fn resolve(&self, module: &str, path: &[String], steps: usize) -> Option<String> {
        let (first, rest) = path.split_first()?;
        let steps = steps.checked_sub(1)?;
        match first.as_str() {
            "crate" => return self.walk("", rest, steps),
            "self" => return self.walk(module, rest, steps),
            "super" => return self.walk(parent(module), rest, steps),
            _ => {}
        }
        if self.sources.contains_key(&child(module, first))
            || self.find_use(module, first).is_some()
        {
            return self.walk(module, path, steps);
        }
        None
    }

    /// Follows `path` from inside `module`.
    fn walk(&self, module: &str, path: &[String], steps: usize) -> Option<String> {
        let Some((first, rest)) = path.split_first() else {
            return Some(module.to_owned());
        };
        if first == "super" {
            return self.walk(parent(module), rest, steps);
        }
        let inner = child(module, first);
        if self.sources.contains_key(&inner) {
            return self.walk(&inner, rest, steps);
        }
        match self.find_use(module, first) {
            Some(found) => {
                let found: Vec<String> = found
                    .path
                    .iter()
                    .filter(|part| *part != "self")
                    .cloned()
                    .collect();
                self.resolve(module, &[&found, rest].concat(), steps)
            }
            // Defined here, or a glob of what is here.
            None => Some(module.to_owned()),
        }
    }

    fn find_use(&self, module: &str, name: &str) -> Option<&Use> {
        let source = self.sources.get(module)?;
        // `use x::x` names something of another crate, or of a child of that name.
        source.uses.iter().find(|u| {
            u.name == name
                && u.path
                    .first()
                    .is_some_and(|first| first != name || u.path.len() > 1)
        })
    }

    /// The groups of files that import from each other, directly or through others, each sorted.
    pub fn cycles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<&str, BTreeSet<&str>> = self
            .edges
            .keys()
            .map(|file| (file.as_str(), self.reachable(file)))
            .collect();
        let mut cycles = BTreeSet::new();
        for (file, reached) in &reach {
            let back = |other: &&&str| reach.get(**other).is_some_and(|its| its.contains(file));
            let cycle: Vec<String> = reached
                .iter()
                .filter(back)
                .map(|other| (*other).to_owned())
                .collect();
            if reached.contains(file) {
                cycles.insert(cycle);
            }
        }
        cycles.into_iter().collect()
    }

    fn reachable(&self, file: &str) -> BTreeSet<&str> {
        let mut reached = BTreeSet::new();
        let mut open = vec![file];
        while let Some(file) = open.pop() {
            for next in self.edges.get(file).into_iter().flatten() {
                if reached.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        reached
    }
}

fn child(module: &str, name: &str) -> String {
    if module.is_empty() {
        name.to_owned()
    } else {
        format!("{module}/{name}")
    }
}

fn parent(module: &str) -> &str {
    module.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Whether a file is the same as another, or in its folder or below.
fn is_below(file: &str, other: &str) -> bool {
    let rest = file.strip_prefix(other);
    other.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(files: &[(&str, &str)]) -> Graph {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Graph::new(&files.iter().map(own).collect::<Vec<_>>())
    }

    fn edges(graph: &Graph) -> Vec<(&str, &str)> {
        graph.edges().collect()
    }

    #[test]
    fn re_exports_lead_to_the_file_that_defines_a_name() {
        let graph = graph(&[
            (
                "",
                "mod a; mod b; pub use b::Thing; pub use b::inner::Deep as Deeper;",
            ),
            (
                "a",
                "use crate::{Thing, Deeper}; use std::fmt; fn f(x: crate::b::Thing) {}",
            ),
            ("b", "mod inner; pub use inner::Deep; pub struct Thing;"),
            ("b/inner", "pub struct Deep; fn f() { super::other() }"),
        ]);
        assert_eq!(edges(&graph), [("a", "b"), ("a", "b/inner")]);
        assert_eq!(graph.cycles(), Vec::<Vec<String>>::new());
    }

    #[test]
    fn a_re_export_that_is_used_is_an_import() {
        let other = ("b", "use crate::a::Thing;");
        let contents = graph(&[("a", "pub use crate::b::Deep; pub struct Thing;"), other]);
        assert_eq!(edges(&contents), [("b", "a")]);
        let used = graph(&[
            ("a", "pub use crate::b::Deep; pub struct Thing(Deep);"),
            other,
        ]);
        assert_eq!(edges(&used), [("a", "b"), ("b", "a")]);
        assert_eq!(used.cycles(), [["a", "b"]]);
    }

    #[test]
    fn modules_may_be_imported_and_named_without_a_use() {
        let graph = graph(&[
            ("a", "use crate::b::inner; fn f() { inner::g() }"),
            ("b", "mod inner; fn f() { inner::g() }"),
            ("b/inner", "use crate::c::{self, d::*}; fn f() { c::g() }"),
            ("c", ""),
            ("c/d", "use super::super::a;"),
        ]);
        let expected = [
            ("a", "b/inner"),
            ("b/inner", "c"),
            ("b/inner", "c/d"),
            ("c/d", "a"),
        ];
        assert_eq!(edges(&graph), expected);
        assert_eq!(graph.cycles(), [["a", "b/inner", "c/d"]]);
    }
}
