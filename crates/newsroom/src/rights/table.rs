//! Words of limits. English ones stand in the special instructions of the big agencies' services and in the usage
//! terms of NewsML-G2 and ninjs items ("NO ARCHIVES", "NORWAY OUT", "not for use in"); the others are habits of
//! agencies of that language, of whom no guide is public.

/// A clause with one of these forbids what else it names.
pub(super) const FORBIDS: &[&str] = &[
    // English
    "not for use",
    "not for publication in",
    "not to be used",
    "not be used",
    "may not be used",
    "must not be used",
    "may not be published",
    "must not be published",
    "not permitted",
    "not allowed",
    "prohibited",
    "forbidden",
    "no use in",
    "no usage in",
    "not available",
    "not licensed",
    // French
    "interdit",
    "interdite",
    "interdits",
    "ne pas utiliser",
    "ne pas publier",
    "pas d'utilisation",
    "non autorise",
    "non autorisee",
    // German
    "nicht fur",
    "nicht in",
    "nicht gestattet",
    "nicht erlaubt",
    "untersagt",
    "verboten",
    "keine nutzung",
    "keine verwendung",
    // Spanish
    "prohibido",
    "prohibida",
    "no usar en",
    "no publicar en",
    "no autorizado",
    // Portuguese
    "proibido",
    "proibida",
    "nao usar em",
    "nao publicar em",
];

/// A clause with one of these allows what else it names, and nothing besides.
pub(super) const ONLY: &[&str] = &[
    "only",
    "exclusively",
    "uniquement",
    "seulement",
    "nur",
    "ausschliesslich",
    "solo",
    "solamente",
    "apenas",
    "somente",
];

/// Media, and how agencies call them.
pub(super) const MEDIA: &[(&str, &[&str])] = &[
    (
        "online",
        &[
            "online",
            "internet",
            "web",
            "website",
            "websites",
            "web sites",
            "digital",
            "en ligne",
            "sites web",
            "im netz",
            "onlinenutzung",
            "en linea",
        ],
    ),
    (
        "print",
        &[
            "print",
            "newspaper",
            "newspapers",
            "papier",
            "presse ecrite",
            "zeitungen",
            "printmedien",
            "impreso",
            "impresso",
        ],
    ),
    ("broadcast", &["broadcast", "tv", "television", "radio", "rundfunk", "fernsehen"]),
    (
        "archive",
        &["archive", "archives", "archiving", "archivage", "archiv", "archivierung", "archivo", "arquivo"],
    ),
    (
        "social",
        &[
            "social media",
            "reseaux sociaux",
            "soziale medien",
            "sozialen medien",
            "redes sociales",
            "redes sociais",
        ],
    ),
    ("mobile", &["mobile", "mobiles", "mobil", "moviles"]),
];
