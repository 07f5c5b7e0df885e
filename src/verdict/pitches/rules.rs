//! The rules: which meanings of a paragraph, and of those near it, make which offer.

use super::PitchKind;
use super::rule::{Rule, when};
use super::words;

/// Longest line that says one thing, as a button does, in characters.
const LINE: usize = 60;
/// Longest text of a box; longer ones are running text, which mentions anything.
const BOX: usize = 300;

/// Every rule that holds adds its kind.
#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    when(PitchKind::Paywall, "left"),
    when(PitchKind::Paywall, "already-subscriber")
        .near("subscribe price read-on unlimited exclusive article access left")
        .unless_near("newsletter inbox email comments"),
    when(PitchKind::Paywall, "already-subscriber").near("unlimited price exclusive left").unless_near("comments"),
    when(PitchKind::Paywall, "read-on").near("subscribe sign-in already-subscriber exclusive unlimited")
        .unless_near("newsletter inbox email comments event donate follow"),
    when(PitchKind::Paywall, "read-on").and("subscribe register sign-in").saying(words::READS),
    when(PitchKind::Paywall, "unlimited access").near("subscribe register sign-in already-subscriber price")
        .with("article read-on journalism edition reader exclusive subscribe left").unless("member"),
    when(PitchKind::Paywall, "unlimited").and("article"),
    when(PitchKind::Paywall, "exclusive").near("subscribe register sign-in already-subscriber price")
        .unless_near("newsletter inbox email comments event donate podcast support"),
    when(PitchKind::Paywall, "subscribe").and("price unlimited exclusive access")
        .unless("newsletter inbox gift podcast network advert"),
    when(PitchKind::Paywall, "subscribe")
        .unless("newsletter inbox email follow network podcast edition gift receive event comments advert")
        .unless_near("newsletter inbox email follow podcast network edition gift"),
    when(PitchKind::Newsletter, "newsletter"),
    when(PitchKind::Newsletter, "inbox").near("email subscribe register receive day newsletter").unless("follow"),
    when(PitchKind::Newsletter, "subscribe register receive submit").near("email")
        .unless_near("password price unlimited exclusive account comments read-on"),
    when(PitchKind::Newsletter, "email").and("receive subscribe"),
    when(PitchKind::Newsletter, "register").and("receive").unless("event trial free account")
        .unless_near("password unlimited"),
    when(PitchKind::Donation, "donate"),
    when(PitchKind::Donation, "support").unless_near("subscribe unlimited price"),
    when(PitchKind::Account, "register sign-in account").near("comments save forum").unless("newsletter inbox")
        .unless_run("left"),
    when(PitchKind::Account, "register").near("password").unless("newsletter")
        .unless_run("newsletter read-on unlimited left"),
    when(PitchKind::Account, "account").unless("newsletter inbox").unless_run("newsletter read-on unlimited left"),
    when(PitchKind::Account, "register").near("sign-in")
        .unless_run("newsletter email read-on unlimited left exclusive price"),
    when(PitchKind::App, "app").saying(words::GETS),
    when(PitchKind::App, "app").unless_near("subscribe price unlimited exclusive month trial"),
    when(PitchKind::Follow, "follow").within(BOX).unless("receive").unless_near("price"),
    when(PitchKind::Follow, "").within(LINE).saying(words::FOLLOWS).unless("read-on"),
    when(PitchKind::Follow, "network").unless("sign-in register account podcast newsletter").unless_near("password"),
    when(PitchKind::AdBlocker, "blocker").unless("submit"),
    when(PitchKind::AdBlocker, "cookie consent").and("subscribe price").near("advert advertise"),
    when(PitchKind::Membership, "member")
        .unless("newsletter inbox email follow network comments event left reply forum subscribe reader sign-in app")
        .unless_near("event"),
    when(PitchKind::Membership, "exclusive").and("support"),
    when(PitchKind::Trial, "trial").not_saying(words::DEMOS),
    when(PitchKind::Trial, "").within(LINE).saying(words::TESTS),
    when(PitchKind::Trial, "price month").within(LINE).saying(words::FIRST).near("price"),
    when(PitchKind::Trial, "free").and("month week").within(LINE).near("subscribe price cancel renew")
        .unless("newsletter article"),
    when(PitchKind::Event, "event").near("register member sign-in").unless("newsletter unlimited subscribe exclusive")
        .unless_near("unlimited exclusive"),
    when(PitchKind::Event, "").saying(words::EVENTS),
    when(PitchKind::Podcast, "podcast").and("subscribe follow").within(BOX),
    when(PitchKind::Podcast, "subscribe").within(BOX).saying(words::CHANNELS),
    when(PitchKind::Notifications, "notifications").saying(words::PUSH).unless("newsletter email inbox")
        .unless_near("newsletter price unlimited"),
    when(PitchKind::Other, "edition").and("subscribe shop gift price offer free").unless_near("unlimited"),
    when(PitchKind::Other, "gift").unless("receive"),
    when(PitchKind::Other, "shop").unless("newsletter subscribe"),
    when(PitchKind::Other, "").saying(words::PRINT).unless_near("unlimited newsletter"),
    when(PitchKind::Other, "").saying(words::DEMOS),
];
