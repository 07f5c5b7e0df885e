//! Landmarks: elements and roles that say what a part of a page is for.
//!
//! The roles are those of WAI-ARIA and the elements those that HTML gives such a role, and beside them the three that hold
//! what is not running text: `dialog`, `figure` and `table`.

use crate::page::path::Element;

/// What a part of a page is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Landmark {
    /// No landmark around.
    #[default]
    None,
    /// `main`
    Main,
    /// `article`
    Article,
    /// `nav`
    Navigation,
    /// `header`
    Header,
    /// `footer`
    Footer,
    /// `aside`
    Aside,
    /// `form`
    Form,
    /// `dialog`
    Dialog,
    /// `section`
    Section,
    /// `figure`
    Figure,
    /// `table`
    Table,
}

impl Landmark {
    /// The landmark that an element is, by its role or its tag.
    pub(super) fn of_element(element: Element<'_>) -> Option<Landmark> {
        let mut attributes = element.attributes();
        let role = attributes.find(|(name, _)| *name == "role");
        let by_role = match role.map_or("", |(_, role)| role) {
            "main" => Some(Landmark::Main),
            "article" => Some(Landmark::Article),
            "navigation" | "menu" | "menubar" => Some(Landmark::Navigation),
            "banner" => Some(Landmark::Header),
            "contentinfo" => Some(Landmark::Footer),
            "complementary" => Some(Landmark::Aside),
            "form" | "search" => Some(Landmark::Form),
            "dialog" | "alertdialog" => Some(Landmark::Dialog),
            "region" => Some(Landmark::Section),
            _ => None,
        };
        by_role.or_else(|| Landmark::of_tag(element.tag()))
    }

    fn of_tag(tag: &str) -> Option<Landmark> {
        Some(match tag {
            "main" => Landmark::Main,
            "article" => Landmark::Article,
            "nav" => Landmark::Navigation,
            "header" => Landmark::Header,
            "footer" => Landmark::Footer,
            "aside" => Landmark::Aside,
            "form" => Landmark::Form,
            "dialog" => Landmark::Dialog,
            "section" => Landmark::Section,
            "figure" => Landmark::Figure,
            "table" => Landmark::Table,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::path::Path;

    fn landmark(element: &str) -> Option<Landmark> {
        Path::parse(element).next().and_then(Landmark::of_element)
    }

    #[test]
    fn a_role_comes_before_a_tag() {
        for (element, expected) in [
            ("nav.main", Some(Landmark::Navigation)),
            ("div role=navigation", Some(Landmark::Navigation)),
            ("ul.a label=Tides role=menu", Some(Landmark::Navigation)),
            ("section role=complementary", Some(Landmark::Aside)),
            ("div role=search", Some(Landmark::Form)),
            // A role that is no landmark's leaves the tag its meaning.
            ("article role=presentation", Some(Landmark::Article)),
            ("div.nav", None),
            ("div role=tab", None),
            ("", None),
        ] {
            assert_eq!(landmark(element), expected, "{element}");
        }
    }
}
