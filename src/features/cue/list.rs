//! The words of every cue. Adding one changes what features mean: models need retraining.

/// Number of cues; at most 64.
pub(crate) const COUNT: usize = 48;

/// Name of each cue and the beginnings of the words that stand for it; `=` before one means the whole word.
pub(super) const CUES: [(&str, &str); COUNT] = [
    (
        "subscribe",
        "subscri suscri suscrib souscri subskryb prenumer assinatur assinant =assine =assinar abonn abonez =abo =abos =abbo abbon jahresabo probeabo digitalabo monatsabo testabo aboangebot abovorteil aboservice =iscriviti bestell ordina",
    ),
    (
        "newsletter",
        "newsletter infolettre rundbrief boletin biuletyn briefing nieuwsbrief infobrief mailing",
    ),
    (
        "inbox",
        "inbox postfach posteingang mailbox boite bandeja buzon deliver",
    ),
    (
        "email",
        "=email =emails =mail mailadresse emailadresse courriel correo =mails",
    ),
    (
        "sign-in",
        "=login =logga =log =logged signin einlogg eingelogg anmeld angemeld connexion connect =inicia =iniciar =sesion zalogu =accedi =ingresa =ingresar =ingreso =entrar =sign identifi ausloggen abmeld =logout",
    ),
    (
        "register",
        "regist inscri zarejestr =konto =compte =cuenta =account =accounts iscriv kundenkonto benutzerkonto =crear =creer =create =passwort =password kennwort =contrasena passe",
    ),
    (
        "member",
        "member mitglied membre miembro socio =soci =socia adher adheren hazte hagase =join =beitreten club",
    ),
    (
        "trial",
        "trial probemonat =testen =probe =essai =prueba =prueb =prova probier schnupper",
    ),
    ("free", "=free kostenlos kostenfrei gratis gratuit bezpłatn"),
    (
        "month",
        "month monat =mois =mes =meses =mese miesiąc miesięc",
    ),
    (
        "year",
        "=year =years yearly annual =jahr jährlich =an =ans année =año =años anual annuel",
    ),
    (
        "week",
        "=week =weeks weekly =woche wöchentl semaine semana tydzień",
    ),
    (
        "day",
        "=day =days daily =tag =tage täglich jour quotidien =día diario",
    ),
    (
        "offer",
        "offer angebot offre =oferta =ofertas =deal =deals =save sparen =spare rabatt discount descuento réduction",
    ),
    (
        "cancel",
        "cancel kundig kundbar resili annul anytime jederzeit engagement desuscri desabonn unsubscri abbestell abmelden widerruf",
    ),
    (
        "donate",
        "donat spende =spenden =don =dons dona contribut beitrag",
    ),
    (
        "support",
        "support unterstütz souten soutien apoya wspier sostien",
    ),
    (
        "unlimited",
        "unlimited unbegrenzt uneingeschränkt illimit ilimitad unbeschränkt nieogranicz",
    ),
    (
        "premium",
        "premium exclusiv exklusiv =plus =pro =digital e-paper epaper",
    ),
    (
        "access",
        "access zugang zugriff =accès =acceso dostęp accesso =unlock freischalt",
    ),
    (
        "read-on",
        "continu weiterles =lire =lisez =leyendo =weiter =suite =read =lesen =leer =leyo sigue",
    ),
    (
        "article",
        "=article =articles artikel artículo artykuł =story =stories =beitrag =nota",
    ),
    (
        "reader",
        "reader leser =lecteur =lecteurs =lectrices =lector =lectores czytelni",
    ),
    (
        "journalism",
        "journalis journalist periodis dziennikar redaktion rédaction redacción newsroom",
    ),
    (
        "privacy",
        "privacy datenschutz confidentialit privacidad privacyrichtlinie prywatno einwillig consent consentement",
    ),
    (
        "terms",
        "=terms =agb nutzungsbedingung condition condicion geschäftsbedingung regulamin widerruf",
    ),
    ("cookie", "cookie tracking tracker"),
    (
        "imprint",
        "impressum imprint =mentions =aviso =about =über =kontakt =contact =contacto =contactez =faq =hilfe =help =aide =ayuda mediadaten =careers karriere",
    ),
    (
        "copyright",
        "copyright =rights =rechte vorbehalten droits réservé derechos reservad",
    ),
    (
        "share",
        "=share =shares =teilen partag compart udostępn condivid",
    ),
    (
        "comment",
        "comment komment comentari =reply =replies antworten répond responder",
    ),
    (
        "follow",
        "=follow =following =followed =folgen =folge =folgt =suivez =suivre =sigue =siguenos =seguinos =seguir =seguin obserwuj =seguici retrouvez",
    ),
    (
        "app",
        "=app =apps download herunterlad télécharg descarg =ios =android",
    ),
    (
        "network",
        "facebook twitter instagram whatsapp linkedin youtube telegram tiktok pinterest reddit =threads bluesky mastodon =rss =xing flipboard",
    ),
    (
        "related",
        "related recommended empfohlen empfehl verwandt relacionad =aussi =auch =also =también =liés =similaires",
    ),
    (
        "most",
        "=most meist =popular populär populaire trending =lus =leídas =leído =leídos beliebt",
    ),
    (
        "latest",
        "latest neueste neuste dernièr últim recent aktuell =more =mehr =más =recent",
    ),
    (
        "picture",
        "photo foto photograph getty reuters =afp =dpa =ap =epa =imago shutterstock =bild =image =images =imagen =illustration =crédit",
    ),
    (
        "advert",
        "advert anzeige werbung publicit publicid sponsor gesponsert werbepartner reklam",
    ),
    (
        "search",
        "search =suche =suchen recherch buscar szukaj cerca",
    ),
    (
        "menu",
        "=menu =menü =menú =skip =navigation =home =startseite =accueil =inicio =close =schließen =fermer =cerrar =zurück =back =top =nach =oben",
    ),
    (
        "section",
        "=sport =sports =politik =politics =politique =política =business =wirtschaft =économie =economía =culture =kultur =cultura =opinion =opinión =meinung =world =welt =monde =mundo =tech =technology =health =gesundheit =santé =salud =travel =reise =voyage =lifestyle =science =wissenschaft =panorama =société =sociedad =gesellschaft =entertainment =video =videos =podcast =podcasts",
    ),
    (
        "date",
        "=january =february =march =april =may =june =july =august =september =october =november =december =januar =februar =märz =mai =juni =juli =oktober =dezember =janvier =février =mars =avril =juin =juillet =août =septembre =octobre =novembre =décembre =enero =febrero =marzo =abril =mayo =junio =julio =agosto =septiembre =octubre =noviembre =diciembre =jan =feb =mar =apr =jun =jul =aug =sep =sept =oct =nov =dec =uhr =monday =tuesday =wednesday =thursday =friday =saturday =sunday =montag =dienstag =mittwoch =donnerstag =freitag =samstag =sonntag =lundi =mardi =mercredi =jeudi =vendredi =samedi =dimanche =lunes =martes =miércoles =jueves =viernes =sábado =domingo =hours =minutes =stunden =minuten =heures =horas =ago",
    ),
    (
        "receive",
        "=receive =recibe =recibir =recibi =recevez =recevoir =erhalten =erhalte =erhalt =get =stay =updates =alerts =alert =notification =notifications benachrichtig =alertas =alertes =alerte pushnachricht",
    ),
    (
        "blocker",
        "adblock =blocker =whitelist werbeblock =blocking deaktivier =disable =bloqueador",
    ),
    (
        "reader-benefit",
        "vorteil benefit avantage beneficio ventaja =inklusive =included =includes =inclus =incluye laufzeit =mindestlaufzeit verlanger renew renouvel renov billed abgerechnet automatisch",
    ),
    (
        "discuss",
        "=demo =quote =schedule consult beratung =request anfordern =form formular =submit =absenden =enviar =envoyer =senden =send",
    ),
    (
        "author",
        "=by =von =par =por =author =autor =auteur =editor =correspondent =korrespondent =staff =writer =redakteur =redakteurin",
    ),
];
