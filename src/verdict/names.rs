//! Names of the kinds of things, declared once: an enum whose members have a name each.

/// Declares an enum of members in order, with `ALL`, `name()`, `Display` and serde by name.
macro_rules! named {
    ($(#[$doc:meta])* $enum:ident { $($(#[$member_doc:meta])* $member:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
        #[non_exhaustive]
        pub enum $enum {
            $($(#[$member_doc])* #[serde(rename = $name)] $member,)*
        }

        impl $enum {
            /// All of them, in order.
            pub const ALL: &'static [$enum] = &[$($enum::$member),*];

            /// Its name, as JSON has it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $($enum::$member => $name,)*
                }
            }
        }

        impl std::fmt::Display for $enum {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(super) use named;

#[cfg(test)]
mod tests {
    named! {
        /// Tides.
        Tide {
            /// Low.
            Low = "low-tide",
            /// High.
            High = "high-tide",
        }
    }

    #[test]
    fn members_have_names_in_order() {
        assert_eq!(
            Tide::ALL.iter().map(|tide| tide.name()).collect::<Vec<_>>(),
            ["low-tide", "high-tide"]
        );
        assert_eq!(format!("{:>9}", Tide::Low), " low-tide");
        assert_eq!(serde_json::to_string(&Tide::High).unwrap(), "\"high-tide\"");
    }
}
