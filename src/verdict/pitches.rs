//! Kinds of offers, by what their words mean.

mod rule;
pub(super) mod words;

use super::names::named;
use super::survey::Survey;
use crate::Label;
use rule::{Rule, when};

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

/// The kinds and what paragraphs say that offer them.
const RULES: &[Rule] = &[
    when(PitchKind::Paywall, "left"),
    when(PitchKind::Paywall, "already-subscriber").unless_near("newsletter inbox email comments"),
    when(PitchKind::Paywall, "already-subscriber").near("unlimited price exclusive left").unless_near("comments"),
    when(PitchKind::Paywall, "read-on").near("subscribe sign-in already-subscriber exclusive unlimited").unless_near("newsletter inbox email comments event donate follow"),
    when(PitchKind::Paywall, "read-on").and("subscribe register sign-in").saying(words::READS),
    when(PitchKind::Paywall, "unlimited access").near("subscribe register sign-in already-subscriber price").with("article read-on journalism edition reader exclusive subscribe left").unless("member"),
    when(PitchKind::Paywall, "unlimited").and("article"),
    when(PitchKind::Paywall, "exclusive").near("subscribe register sign-in already-subscriber price").unless_near("newsletter inbox email comments event donate podcast support"),
    when(PitchKind::Paywall, "subscribe").and("price unlimited exclusive access").unless("newsletter inbox gift podcast network advert"),
    when(PitchKind::Paywall, "subscribe").unless("newsletter inbox email follow network podcast edition gift receive event comments advert").unless_near("newsletter inbox email follow podcast network edition gift"),
    when(PitchKind::Newsletter, "newsletter"),
    when(PitchKind::Newsletter, "inbox").near("email subscribe register receive day newsletter").unless("follow"),
    when(PitchKind::Newsletter, "subscribe register receive submit").near("email").unless_near("password price unlimited exclusive account comments read-on"),
    when(PitchKind::Newsletter, "email").and("receive subscribe"),
    when(PitchKind::Newsletter, "register").and("receive").with("article day most-read").unless("event"),
    when(PitchKind::Donation, "donate"),
    when(PitchKind::Donation, "support").unless_near("subscribe unlimited price"),
    when(PitchKind::Account, "register sign-in account").near("comments save forum").unless("newsletter inbox").unless_run("left"),
    when(PitchKind::Account, "register").near("password").unless("newsletter").unless_run("newsletter read-on unlimited left"),
    when(PitchKind::Account, "account").unless("newsletter inbox").unless_run("newsletter read-on unlimited left"),
    when(PitchKind::Account, "register").near("sign-in").unless_run("newsletter email read-on unlimited left exclusive price"),
    when(PitchKind::App, "app").saying(words::GETS),
    when(PitchKind::App, "app").unless_near("subscribe price unlimited exclusive month trial"),
    when(PitchKind::Follow, "follow").unless("email").unless_near("price"),
    when(PitchKind::Follow, "").short().saying(words::FOLLOWS).unless("read-on"),
    when(PitchKind::Follow, "network").unless("sign-in register account podcast").unless_near("password"),
    when(PitchKind::AdBlocker, "blocker").unless("submit"),
    when(PitchKind::AdBlocker, "cookie consent").and("subscribe price").near("advert advertise"),
    when(PitchKind::Membership, "member").unless("newsletter inbox email follow network comments event left reply forum subscribe reader sign-in app").unless_near("event"),
    when(PitchKind::Membership, "exclusive").and("support"),
    when(PitchKind::Trial, "trial").not_saying(words::DEMOS),
    when(PitchKind::Trial, "").short().saying(words::TESTS),
    when(PitchKind::Trial, "price month").short().saying(words::FIRST).near("price"),
    when(PitchKind::Trial, "free").and("month week").short().near("subscribe price cancel renew").unless("newsletter article"),
    when(PitchKind::Event, "event").near("register member sign-in").unless("newsletter unlimited subscribe exclusive").unless_near("unlimited exclusive"),
    when(PitchKind::Event, "").saying(words::EVENTS),
    when(PitchKind::Podcast, "podcast").and("subscribe follow"),
    when(PitchKind::Podcast, "subscribe").saying(words::CHANNELS),
    when(PitchKind::Notifications, "notifications").saying(words::PUSH).unless("newsletter email inbox").unless_near("newsletter price unlimited"),
    when(PitchKind::Other, "edition").and("subscribe shop gift price offer free").unless_near("unlimited"),
    when(PitchKind::Other, "gift").unless("receive"),
    when(PitchKind::Other, "shop").unless("newsletter subscribe"),
    when(PitchKind::Other, "").saying(words::PRINT).unless_near("unlimited newsletter"),
    when(PitchKind::Other, "").saying(words::DEMOS),
];

/// The kinds of a page's pitches, in order, each once.
pub(super) fn of(survey: &Survey<'_>) -> Vec<PitchKind> {
    let mut found = [false; PitchKind::ALL.len()];
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
