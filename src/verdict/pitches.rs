//! Kinds of offers, by what their words mean.
//!
//! `rules.rs` has the whole table. In short, a pitch is, by its own meanings and those near it in its run:
//! ```text
//! paywall        left; already-subscriber, exclusive, unlimited, access with subscribe, sign-in or a price; read-on with one
//!                of these; subscribe alone, where nothing near says for what else
//! newsletter     newsletter; inbox; email with subscribe, register or receive
//! donation       donate; support without subscribe
//! account        register, account near sign-in, password, comments or save, where its run lets not read on
//! app            app, where it is no item in a list of what a subscription has
//! follow         follow, network; links to networks
//! ad-blocker     blocker; cookie with a price
//! membership     member, where it does not join a newsletter, a discussion or readers
//! trial          trial; free with month or week; a price of the first months
//! event          event near register; words of webinars
//! podcast        podcast, or a channel, with subscribe or follow
//! notifications  notifications that a device shows
//! other          edition, gift, shop; words of print editions and demonstrations
//! ```
//! What a form asks for and where links lead counts as said: see `survey.rs`.

mod rule;
mod rules;
pub(super) mod words;

use super::names::named;
use super::survey::Survey;
use super::wall::Wall;
use crate::Label;
use rules::RULES;

named! {
    /// What a pitch offers.
    PitchKind {
        /// To pay, subscribe, register or sign in in order to read.
        Paywall = "paywall",
        /// A newsletter, briefings by mail.
        Newsletter = "newsletter",
        /// To donate, to support the work.
        Donation = "donation",
        /// An account or a profile, where it is not the way to read on.
        Account = "account",
        /// An app.
        App = "app",
        /// To follow on social networks, to follow an author or a topic.
        Follow = "follow",
        /// To switch off an ad blocker, to pay or accept tracking.
        AdBlocker = "ad-blocker",
        /// To become a member, to join.
        Membership = "membership",
        /// A free or cheap trial.
        Trial = "trial",
        /// An event, a webinar, a course.
        Event = "event",
        /// A podcast, a channel of audio or video.
        Podcast = "podcast",
        /// Push notifications.
        Notifications = "notifications",
        /// Another offer: a print edition, a gift, a demonstration.
        Other = "other",
    }
}

/// The kinds of a page's pitches, in order, each once.
///
/// Whatever lets read on is a paywall.
pub(super) fn offered(survey: &Survey<'_>, walls: &[Wall]) -> Vec<PitchKind> {
    let mut found = [false; PitchKind::ALL.len()];
    found[PitchKind::Paywall as usize] = walls.iter().any(Wall::lets_read_on);
    for at in survey.labelled(Label::SubscriptionPitch) {
        for rule in RULES.iter().filter(|rule| rule.holds(survey, at)) {
            found[rule.kind() as usize] = true;
        }
    }
    let all = PitchKind::ALL.iter().copied();
    all.filter(|kind| found[*kind as usize]).collect()
}

#[cfg(test)]
mod tests {
    use crate::verdict::sample::verdict;

    /// The kinds of a page of these pitches, by name.
    fn named(language: &str, lines: &[&str]) -> String {
        let names: Vec<&str> = verdict(language, lines)
            .pitches
            .iter()
            .map(|kind| kind.name())
            .collect();
        names.join(" ")
    }

    #[test]
    fn each_kind_in_english() {
        for (kinds, line) in [
            ("paywall", "P Subscribe to continue reading"),
            ("paywall", "P This is your last free article"),
            (
                "paywall",
                "P Unlimited access to all articles for subscribers",
            ),
            (
                "newsletter",
                "P Tides and ferries straight to your inbox. Enter your email",
            ),
            ("donation", "P Donate to the lifeboats"),
            ("account", "P Create an account to join the discussion"),
            ("app", "P Download the app"),
            ("follow", "P Follow us"),
            ("ad-blocker", "P Please disable your ad blocker"),
            ("membership", "P Become a member"),
            ("trial", "P Start your free trial"),
            ("event", "P Register for our webinar on tides"),
            ("podcast", "P Subscribe to our podcast"),
            ("notifications", "P Allow push notifications"),
            ("other", "P Give the gift of a ferry ticket"),
        ] {
            assert_eq!(named("en", &[line]), kinds, "{line}");
        }
    }

    #[test]
    fn the_same_in_other_languages() {
        for (language, kinds, line) in [
            ("de", "newsletter", "P Newsletter abonnieren"),
            ("de", "paywall", "P Jetzt abonnieren und weiterlesen"),
            ("fr", "paywall", "P Abonnez-vous pour lire la suite"),
            ("fr", "donation", "P Faire un don"),
            ("es", "paywall", "P Suscríbete para seguir leyendo"),
            ("es", "app", "P Descarga la app"),
            ("it", "follow", "P Seguici su Facebook"),
            ("nl", "newsletter", "P Meld je aan voor onze nieuwsbrief"),
            ("pt", "newsletter", "P Receba nossa newsletter"),
            ("ru", "newsletter", "P Подпишитесь на нашу рассылку"),
            ("ja", "newsletter", "P メールマガジンに登録"),
            ("ja", "paywall", "P ログインして続きを読む"),
        ] {
            assert_eq!(named(language, &[line]), kinds, "{language}: {line}");
        }
    }

    #[test]
    fn the_lines_around_tell_what_for() {
        assert_eq!(named("en", &["P Subscribe"]), "paywall");
        assert_eq!(
            named(
                "en",
                &["P The tide by mail", "P Your email address", "P Subscribe"]
            ),
            "newsletter"
        );
        // Only those of its own run do.
        assert_eq!(
            named("en", &["P Your email address", "N Home", "P Subscribe"]),
            "paywall"
        );
    }

    #[test]
    fn kinds_come_in_order_and_once() {
        let lines = [
            "P Follow us",
            "N Home",
            "P Newsletter",
            "N Home",
            "P Follow us",
        ];
        assert_eq!(named("en", &lines), "newsletter follow");
        assert_eq!(named("en", &["A Subscribe", "N Newsletter"]), "");
    }
}
