//! A few words that no meaning covers, a line a group of languages, as beginnings of lower-case words. In scripts without
//! spaces they may stand anywhere.

/// To download, install or open.
#[rustfmt::skip]
pub(super) const GETS: &[&str] = &[
    "download", "install", "open in", "get the app", "get our", "scan", "discover", "herunterlad", "laden", "hol dir",
    "holen", "öffnen", "installier", "télécharge", "découvre", "ouvrir", "descarga", "descárga", "instala", "abrir",
    "abre", "baixe", "baixar", "scarica", "apri", "pobierz", "zainstaluj", "stáhn", "stiahn", "ladda ner", "last ned",
    "hent", "lataa", "letölt", "indir", "descărc", "скача", "установ", "завантаж", "изтегл", "preuzm", "κατεβ",
    "डाउनलोड", "unduh", "tải", "下载", "下載", "ダウンロード", "다운로드", "ดาวน์โหลด", "تحميل", "حمل", "הורד",
];

/// To read.
#[rustfmt::skip]
pub(in crate::verdict) const READS: &[&str] = &[
    "read", "unlock", "view the full", "rest of", "lesen", "weiterles", "weiter les", "lees", "lire", "lisez",
    "lecture", "leer", "lee", "leyendo", "lectura", "ler", "leia", "leitura", "lendo", "legg", "lettura", "czyta",
    "čt", "čít", "läs", "læs", "les", "lukea", "lukemista", "lue", "olvas", "oku", "citi", "чита", "διάβ", "διαβ",
    "読", "読み", "読む", "读", "讀", "阅读", "閱讀", "읽", "อ่าน", "पढ़", "পড়", "قراءة", "اقرأ", "לקרוא", "קרא", "baca", "đọc",
    "خواندن",
];

/// To comment.
#[rustfmt::skip]
pub(in crate::verdict) const COMMENTS: &[&str] = &[
    "comment", "kommentier", "kommentar", "kommenter", "komment", "comenta", "comentá", "reageren", "reactie", "koment", "yorum",
    "комментир", "коммент", "коментар", "σχολι", "コメント", "评论", "評論", "댓글", "टिप्पणी", "bình luận", "تعليق",
];

/// To follow, where it is all that a button says.
#[rustfmt::skip]
pub(super) const FOLLOWS: &[&str] = &[
    "follow", "folgen", "suivre", "seguir", "volg", "google news", "google discover", "obserwuj", "следить",
    "подпишитесь на нас", "フォロー", "关注", "關注", "팔로우",
];

/// To try.
#[rustfmt::skip]
pub(super) const TESTS: &[&str] = &[
    "testen", "try ", "probier", "essai", "essayez", "prueba", "probar", "prova gratis", "prova ora", "prova på",
    "prøv", "wypróbuj", "попробуй", "vyzkouš",
];

/// The first months, and what is due then.
#[rustfmt::skip]
pub(super) const FIRST: &[&str] = &[
    "first", "then ", "ersten", "danach", "dann", "premier", "puis", "primer", "luego", "después", "primeir",
    "depois", "prim", "poi ", "eerste", "daarna", "första", "sedan", "første", "derefter", "pierwsz", "potem", "перв",
    "затем",
];

/// Messages that a device shows.
#[rustfmt::skip]
pub(super) const PUSH: &[&str] = &[
    "notif", "push", "benachrichtig", "powiadom", "уведомл", "сповіщ", "bildirim", "upozorn", "melding", "varsl",
    "notis", "értesít", "ειδοπο", "通知", "알림", "แจ้งเตือน", "إشعار", "اشعار", "התראות", "सूचना",
    "thông báo", "notifik",
];

/// Webinars, congresses, courses.
#[rustfmt::skip]
pub(super) const EVENTS: &[&str] = &[
    "webinar", "webcast", "masterclass", "seminar", "séminaire", "seminario", "вебинар", "вебінар", "セミナー", "ウェビナー",
    "웨비나", "研讨会", "påmelding", "tickets for", "register for the", "interactive event",
];

/// Channels of audio and video.
#[rustfmt::skip]
pub(super) const CHANNELS: &[&str] = &[
    "youtube", "podcast", "channel", "twitch", "kanal", "canal", "canale", "канал", "チャンネル", "频道", "채널",
];

/// Paper, and its likeness.
#[rustfmt::skip]
pub(super) const PRINT: &[&str] = &[
    "print edition", "digital edition", "current issue", "magazine", "home delivery", "printausgabe", "probelesen",
    "heft", "ausgabe", "magazin", "édition papier", "edición en papel", "edición impresa", "edizione", "revista",
    "impress",
];

/// Demonstrations, consultations, quotes, deals.
#[rustfmt::skip]
pub(super) const DEMOS: &[&str] = &[
    "demo", "consultation", "free quote", "get a quote", "lifetime", "whitepaper", "white paper", "beratung", "démo",
    "consulta gratis", "consulenza",
];

/// So many bytes of a text are looked at, at most.
const LONGEST_READ: usize = 2000;

/// Whether a word of a text, or what stands anywhere in a script without spaces, begins with one of these.
pub(in crate::verdict) fn begins(text: &str, words: &[&str]) -> bool {
    let start = text.floor_char_boundary(LONGEST_READ);
    let text = text[..start].to_lowercase();
    words.iter().any(|word| {
        let mut places = text.match_indices(word);
        places.any(|(at, _)| !is_spaced(word) || !text[..at].ends_with(char::is_alphanumeric))
    })
}

/// Whether a word is of a script that has spaces between words: neither Thai nor Han, Kana, Hangul.
fn is_spaced(word: &str) -> bool {
    word.starts_with(|c| matches!(c, '\0'..'\u{E00}' | '\u{1100}'..'\u{2E80}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_and_signs_stand_anywhere() {
        assert!(begins("Jetzt WEITERLESEN", READS));
        assert!(!begins("A widespread tide", &["read"]));
        assert!(begins("全文を読む", READS) && begins("点击阅读全文", READS));
        assert!(!begins("", READS));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd(text in ".{0,60}") {
            let _ = begins(&text, READS);
        }
    }
}
