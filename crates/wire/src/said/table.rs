//! The words, each with who uses them so. In capitals and without accents; the first that fits counts, so that
//! longer ones stand before those that they begin with.

/// What words announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    Kill,
    Correction,
    Update,
    Embargo,
    /// They look as if they announced something, and do not.
    Nothing,
}

pub(super) struct Rule {
    pub words: &'static str,
    pub says: Says,
    /// Whose word it is: a guide that says so, or "habit" where agencies of that language write it and no guide of
    /// theirs is public.
    #[allow(dead_code, reason = "for whoever reads or mends the table")]
    pub by: &'static str,
}

const fn rule(words: &'static str, says: Says, by: &'static str) -> Rule {
    Rule { words, says, by }
}

/// AP's wires: the slug-line marks and advisories to editors that stand on them.
const AP: &str = "AP, slug lines and advisories of its wires";
/// Reuters Handbook of Journalism: "Corrections, Refiles, Kills, Repeats and Embargoes".
const REUTERS: &str = "Reuters Handbook of Journalism, Corrections, Refiles, Kills, Repeats and Embargoes";
/// IPTC NewsCodes "signal" and "pubstatusg2": the same things as codes.
const IPTC: &str = "IPTC NewsCodes, signal and pubstatusg2, written as words";
const EN: &str = "habit of agencies that write English";
const FR: &str = "habit of agencies that write French";
const DE: &str = "habit of agencies that write German";
const ES: &str = "habit of agencies that write Spanish";
const PT: &str = "habit of agencies that write Portuguese";

use Says::{Correction, Embargo, Kill, Nothing, Update};

pub(super) const RULES: &[Rule] = &[
    // Taken back and sent again at once: nothing is lost to readers.
    rule("ANNULE ET REMPLACE", Correction, FR),
    rule("ANNULE & REMPLACE", Correction, FR),
    rule("ANULA Y SUSTITUYE", Correction, ES),
    rule("ANULA Y REEMPLAZA", Correction, ES),
    rule("ANULA E SUBSTITUI", Correction, PT),
    // An embargo that is over, or that there is not.
    rule("EMBARGO LIFTED", Nothing, EN),
    rule("EMBARGO IS LIFTED", Nothing, EN),
    rule("EMBARGO HAS BEEN LIFTED", Nothing, EN),
    rule("EMBARGO OVER", Nothing, EN),
    rule("EMBARGO EXPIRED", Nothing, EN),
    rule("EMBARGO LEVE", Nothing, FR),
    rule("EMBARGO LEVANTADO", Nothing, ES),
    rule("EMBARGO AUFGEHOBEN", Nothing, DE),
    rule("SPERRFRIST AUFGEHOBEN", Nothing, DE),
    rule("SPERRFRIST ABGELAUFEN", Nothing, DE),
    // Kills.
    rule("MANDATORY KILL", Kill, AP),
    rule("MANDATORY WITHDRAWAL", Kill, AP),
    rule("BULLETIN KILL", Kill, AP),
    rule("MUST KILL", Kill, AP),
    rule("PLEASE KILL", Kill, AP),
    rule("KILLED", Kill, AP),
    rule("KILL", Kill, AP),
    rule("STORY WITHDRAWN", Kill, REUTERS),
    rule("STORY KILLED", Kill, REUTERS),
    rule("WITHDRAWN", Kill, REUTERS),
    rule("WITHDRAWAL", Kill, EN),
    rule("CANCELED", Kill, IPTC),
    rule("CANCELLED", Kill, IPTC),
    rule("DEPECHE ANNULEE", Kill, FR),
    rule("DEPECHE A ANNULER", Kill, FR),
    rule("PRIERE D'ANNULER", Kill, FR),
    rule("MERCI D'ANNULER", Kill, FR),
    rule("ANNULATION", Kill, FR),
    rule("ANNULEE", Kill, FR),
    rule("ANNULER", Kill, FR),
    rule("ANNULE", Kill, FR),
    rule("MELDUNG ZURUCKGEZOGEN", Kill, DE),
    rule("TEXT ZURUCKGEZOGEN", Kill, DE),
    rule("ZURUCKGEZOGEN", Kill, DE),
    rule("RUCKZUG", Kill, DE),
    rule("ANNULLIERUNG", Kill, DE),
    rule("STORNIERUNG", Kill, DE),
    rule("STORNO", Kill, DE),
    rule("NOTA ANULADA", Kill, ES),
    rule("NOTICIA ANULADA", Kill, ES),
    rule("INFORMACION ANULADA", Kill, ES),
    rule("ANULACION", Kill, ES),
    rule("ANULADA", Kill, ES),
    rule("ANULAR", Kill, ES),
    rule("ANULA", Kill, ES),
    rule("ANULACAO", Kill, PT),
    // Corrections.
    rule("CORRECTION", Correction, AP),
    rule("CORRECTIVE", Correction, AP),
    rule("CORRECTS", Correction, AP),
    rule("CORRECTED", Correction, REUTERS),
    rule("CORRECTING", Correction, EN),
    rule("ERRATUM", Correction, FR),
    rule("RECTIFICATIF", Correction, FR),
    rule("RECTIFICATION", Correction, FR),
    rule("RECTIFIEE", Correction, FR),
    rule("RECTIFIE", Correction, FR),
    rule("CORRECTIF", Correction, FR),
    rule("CORRIGEE", Correction, FR),
    rule("CORRIGE", Correction, FR),
    rule("BERICHTIGUNG", Correction, DE),
    rule("BERICHTIGT", Correction, DE),
    rule("KORREKTUR", Correction, DE),
    rule("KORRIGIERT", Correction, DE),
    rule("CORRECCION", Correction, ES),
    rule("CORREGIDA", Correction, ES),
    rule("RECTIFICACION", Correction, ES),
    rule("FE DE ERRORES", Correction, ES),
    rule("FE DE ERRATAS", Correction, ES),
    rule("CORRECAO", Correction, PT),
    rule("CORRIGIDA", Correction, PT),
    rule("RETIFICACAO", Correction, PT),
    rule("RETIFICA", Correction, PT),
    // Updates.
    rule("UPDATES", Update, AP),
    rule("UPDATED", Update, AP),
    rule("UPDATE", Update, REUTERS),
    rule("ACTUALISE", Update, FR),
    rule("ACTUALISATION", Update, FR),
    rule("AKTUALISIERT", Update, DE),
    rule("AKTUALISIERUNG", Update, DE),
    rule("ACTUALIZA", Update, ES),
    rule("ACTUALIZACION", Update, ES),
    rule("AMPLIACION", Update, ES),
    rule("ATUALIZA", Update, PT),
    rule("ATUALIZACAO", Update, PT),
    // Embargoes.
    rule("STRICTLY EMBARGOED", Embargo, EN),
    rule("UNDER EMBARGO", Embargo, EN),
    rule("EMBARGOED", Embargo, REUTERS),
    rule("EMBARGO", Embargo, REUTERS),
    rule("HOLD FOR RELEASE", Embargo, AP),
    rule("NOT FOR RELEASE", Embargo, AP),
    rule("NOT FOR PUBLICATION BEFORE", Embargo, EN),
    rule("NOT FOR PUBLICATION UNTIL", Embargo, EN),
    rule("FOR RELEASE", Embargo, AP),
    rule("SOUS EMBARGO", Embargo, FR),
    rule("SPERRFRIST", Embargo, DE),
    rule("SPERRVERMERK", Embargo, DE),
    rule("GESPERRT BIS", Embargo, DE),
    rule("BAJO EMBARGO", Embargo, ES),
    rule("EMBARGADA", Embargo, ES),
    rule("EMBARGADO", Embargo, ES),
    rule("SOB EMBARGO", Embargo, PT),
];

/// Words behind those of a rule that make it say something else.
pub(super) struct Unless {
    pub says: Says,
    /// Among so many words behind it.
    pub within: usize,
    pub words: &'static [&'static str],
    pub then: Says,
}

pub(super) const UNLESS: &[Unless] = &[
    // A part of the story goes, and the rest stays.
    Unless {
        says: Kill,
        within: 4,
        words: &[
            "PARAGRAPH",
            "PARAGRAPHS",
            "PARA",
            "PARAS",
            "GRAF",
            "GRAFS",
            "GRAPH",
            "LINE",
            "LINES",
            "SENTENCE",
            "PHOTO",
            "PHOTOS",
            "PICTURE",
            "PICTURES",
            "GRAPHIC",
            "HEADLINE",
            "PARAGRAPHE",
            "PHRASE",
            "ABSATZ",
            "SATZ",
            "PARRAFO",
            "FRASE",
            "FOTO",
        ],
        then: Correction,
    },
    // What is announced is still to come.
    Unless {
        says: Correction,
        within: 8,
        words: &["FOLLOW", "FOLLOWS", "COMING", "SUIT", "SUIVRE", "FOLGT", "SIGUE", "SEGUE"],
        then: Nothing,
    },
    Unless {
        says: Embargo,
        within: 2,
        words: &["NONE", "NO", "NIL", "AUCUN", "KEINE", "NINGUNO", "NENHUM", "IMMEDIATE", "IMMEDIATELY"],
        then: Nothing,
    },
];

/// How newsrooms call each other, before what they have to say.
pub(super) const LABELS: &[&str] = &[
    // English
    "ATTENTION EDITORS",
    "ATTENTION",
    "ATTN EDITORS",
    "ATTN",
    "EDITORS' NOTE",
    "EDITOR'S NOTE",
    "NOTE TO EDITORS",
    "EDITORS",
    "EDS",
    "ADVISORY",
    "ALERT",
    "URGENT",
    "IMPORTANT",
    // French
    "ATTENTION EDITEURS",
    "ATTENTION REDACTEURS",
    "NOTE AUX REDACTIONS",
    "NOTE A LA REDACTION",
    "AVIS AUX REDACTIONS",
    "REDACTIONS",
    "EDITEURS",
    "ALERTE",
    "AVERTISSEMENT",
    // German
    "ACHTUNG REDAKTIONEN",
    "ACHTUNG",
    "REDAKTIONELLER HINWEIS",
    "HINWEIS AN DIE REDAKTIONEN",
    "REDAKTIONEN",
    "HINWEIS",
    "EIL",
    // Spanish
    "ATENCION EDITORES",
    "ATENCION",
    "NOTA A LOS EDITORES",
    "NOTA A LA REDACCION",
    "ALERTA",
    "URGENTE",
    "AVISO",
    // Portuguese
    "ATENCAO EDITORES",
    "ATENCAO",
    "NOTA AOS EDITORES",
    "NOTA A REDACAO",
];
