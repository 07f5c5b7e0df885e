//! Links: where in the text they stand, and where they lead.

use crate::Page;

/// The links of each paragraph: their text, `>` and where they lead.
fn links(html: &str) -> Vec<Vec<String>> {
    let page = Page::from_html(html);
    let paragraphs = page.paragraphs().iter();
    let links = |p: &crate::Paragraph| {
        let links = p.marks().unwrap().links().iter();
        links
            .map(|link| format!("{}>{}", &p.text()[link.range()], link.target()))
            .collect()
    };
    paragraphs.map(links).collect()
}

/// Where the links of a page of one paragraph lead.
fn targets(html: &str) -> Vec<String> {
    let page = Page::from_html(html);
    let links = page.paragraphs()[0].marks().unwrap().links();
    links.iter().map(|link| link.target().to_owned()).collect()
}

#[test]
fn ranges_are_those_of_the_folded_text() {
    let page = Page::from_html(
        "<p>The  <a href=/ferry>\n night <b>ferry</b> </a>sails <a href=/x>again</a>.",
    );
    let paragraph = &page.paragraphs()[0];
    assert_eq!(paragraph.text(), "The night ferry sails again.");
    let links = paragraph.marks().unwrap().links();
    let ranges: Vec<_> = links.iter().map(|link| link.range()).collect();
    assert_eq!(ranges, [4..15, 22..27]);
}

#[test]
fn white_space_at_the_ends_of_a_link_is_not_in_it() {
    for (html, expected) in [
        ("<p>a<a href=/b>\nb\n</a>c", "b>/b"),
        ("<p>a <a href=/b> b </a> c", "b>/b"),
        ("<p>&nbsp;x<a href=/y>&nbsp;y&shy;z&nbsp;</a>", "yz>/y"),
        ("<p>é<a href=/y>\té\t</a>", "é>/y"),
        ("<a href=/y>&#8205;y</a>", "\u{200D}y>/y"),
    ] {
        assert_eq!(links(html), [[expected]], "{html}");
    }
}

#[test]
fn links_in_a_line_are_apart_and_those_without_text_are_none() {
    let html = "<div><a href=/a>Fern</a><a href=/b>Moss</a><a href=/c><img></a> <a href=/d> </a>\
        <a href=/e>&shy;</a></div><p><a name=top></a>Lichen";
    assert_eq!(links(html), [vec!["Fern>/a", "Moss>/b"], vec![]]);
}

#[test]
fn all_paragraphs_in_a_link_have_it() {
    let html = "<a href=/ferry rel=bookmark><h3>Ferry</h3><p>Sails <b>again</b> today</p></a><p>None\
        <a href=/in><button>Go</button></a><button><a href=/out>Stop</a></button>\
        <map><area href=/area></map>Chart";
    let expected = [
        vec!["Ferry>/ferry"],
        vec!["Sails again today>/ferry"],
        vec![],
        vec!["Go>/in"],
        vec!["Stop>/out"],
        vec![],
    ];
    assert_eq!(links(html), expected);
}

#[test]
fn what_is_hidden_in_or_beside_a_link_is_not_seen() {
    let html = "<p><a href=/a>One <span hidden>no</span> two</a> <a href=/b hidden>gone</a> \
        <span hidden><a href=/c>gone</a></span> <a href=/d>three</a>";
    assert_eq!(links(html), [["One two>/a", "three>/d"]]);
}

#[test]
fn a_link_in_a_link_parts_it() {
    let html = "<p><a href=/a>out <object><a href=/b>in</a></object> again</a>";
    assert_eq!(links(html), [["out>/a", "in>/b", "again>/a"]]);
}

#[test]
fn sixty_four_links_are_kept() {
    let html: String = (0..99).map(|n| format!("<a href=/{n}>{n}</a> ")).collect();
    let links = &links(&html)[0];
    assert_eq!((links.len(), &*links[63]), (64, "63>/63"));
}

#[test]
fn targets_are_seen_from_the_host_that_the_page_names() {
    let line = "<p><a href=https://quay.example/ferry?d=2>a</a> <a href=//m.quay.example/a>b</a> \
        <a href='mailto:ada@quay.example'>c</a> <a href='java\nscript:go()'>d</a> <a href=#top>e</a> \
        <a href=' tides\n.html '>f</a> <a>g</a>";
    let on_page = |target: &str| {
        [
            target,
            "//m.quay.example/a",
            "mailto:",
            "javascript:",
            "#top",
            "tides.html",
            "",
        ]
        .map(str::to_owned)
    };
    for head in [
        "<link rel=canonical href=https://www.quay.example/x>",
        "<meta property=og:url content=https://quay.example/x>",
        "<base href=https://quay.example/sub/>",
        "<link rel=canonical href=/x><base href=//quay.example>",
        // Nothing: the first of the two hosts that links lead to.
        "",
    ] {
        assert_eq!(
            targets(&(head.to_owned() + line)),
            on_page("/ferry?d=2"),
            "{head}"
        );
    }
    let of_others = "<link rel=canonical href=https://mole.example/>".to_owned();
    assert_eq!(
        targets(&(of_others + line)),
        on_page("//quay.example/ferry?d=2")
    );
}

#[test]
fn targets_name_their_hosts_where_that_of_the_page_is_not_known() {
    let html = "<p><a href=http://a.example>a</a> <a href=//www.b.example/x>b</a> <a href=https://c.example?q>c</a>";
    assert_eq!(Page::from_html(html).facts().host, None);
    assert_eq!(
        targets(html),
        ["//a.example/", "//b.example/x", "//c.example/?q"]
    );
}

#[test]
fn only_forms_have_an_action() {
    let html = "<form href=/f action=/g>a</form><a href=/a action=/b>b</a>";
    let page = Page::from_html(html);
    assert_eq!(page.paragraphs()[0].marks().unwrap().form(), "/g");
    assert_eq!(links(html), [vec![], vec!["b>/a"]]);
}

#[test]
fn rel_is_kept_word_by_word() {
    let page = Page::from_html("<a href=/a rel=' nofollow\nugc,Sponsored '>a</a>");
    let link = &page.paragraphs()[0].marks().unwrap().links()[0];
    assert!(link.rel().eq(["nofollow", "ugc", "Sponsored"]));
    assert_eq!(link.to_string(), "0-1,nofollow,ugc,Sponsored:/a");
}
