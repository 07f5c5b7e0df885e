//! Words of lines that name an author, folded.

use std::sync::LazyLock;

use rapidhash::RapidHashSet;

/// A list of words.
pub(super) struct Words(LazyLock<RapidHashSet<&'static str>>);

impl Words {
    pub fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Declares lists of words, which have spaces between.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $words:literal;)*) => {
        $($(#[$doc])*
        pub(super) static $name: Words = Words(LazyLock::new(|| $words.split(' ').collect()));)*
    };
}

words! {
/// Words before *by* and the like, in the middle of a line.
BEFORE_BY: "written posted published authored reported article story words text created reviewed rezept kolumne \
     gepostet artikel kommentar beitrag gastbeitrag interview analyse essay geschrieben veroffentlicht \
     bericht publicado escrito ecrit publie scritto pubblicato opublikowano skrevet geschreven prepared \
     erstellt compiled eingestellt";

/// Words of lines about pictures, whose authors are others.
PICTURES: "photo photos foto fotos fotografia photograph photography photographer fotograf bild bilder image images \
     imagem immagine zdjecie picture getty shutterstock courtesy illustration illustrations video credit \
     copyright fotografie kuva fot снимка фото";

/// Words of jobs and of what else stands behind a name: all from them on is none.
JOBS: "editor editors reporter correspondent writer journalist columnist contributor contributing producer \
     director manager managing senior staff chief associate assistant professor lecturer freelance guest \
     political science technology business sports founder ceo cto president vice head redakteur redakteurin \
     reporterin korrespondent korrespondentin chefredakteur chefredakteurin volontar journalistin autorin \
     autor redactor redactora periodista corresponsal enviado journaliste redacteur redactrice correspondant \
     envoye jornalista reporteur giornalista inviato redattore redaktor dziennikarz dziennikarka muhabir \
     muhabiri 기자 gepruft 記者 记者 特派員 編集部 编辑 updated published posted aktualisiert zuletzt stand erstellt \
     veroffentlicht publicado actualizado atualizado publie mis pubblicato aggiornato opublikowano \
     gepubliceerd share follow min read photo photos foto fotos comments gardener special";

/// Words between two names.
AND: "and und et y e en och og i ja ve dan και";

/// Small words inside of names.
PARTICLES: "de da do dos das del della di du des der den van von zu zur vom la le el al bin ibn ter ten af av st y e \
     med phil rer nat habil";

/// Words of names of papers, schools and companies, which stand behind a person's name.
ORGANISATIONS: "university universitat universite universidad universidade universita college school institute institut \
     instituto istituto news press agency agentur agencia agence magazine magazin times post herald journal \
     media tv radio inc llc ltd gmbh group foundation dpa";

/// What stands where a name could, and is none: accounts, and buttons beside a name.
NO_NAMES: "admin administrator webmaster editor author user guest anonymous unknown null none home contact about \
     twitter facebook whatsapp instagram linkedin telegram pinterest email e-mail print";

/// Words that begin a line as *a report by*.
ARTICLES: "a an the ein eine un une una um uma";
}

/// Words of classes, and of paths of links, that say whose name it is.
pub(super) const CLASSES: [&str; 9] = [
    "byline",
    "author",
    "autor",
    "authors",
    "auteur",
    "autore",
    "verfasser",
    "redakteur",
    "writer",
];
