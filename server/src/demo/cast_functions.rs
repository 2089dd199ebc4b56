//! What the cast does, by category of actors, and how many women each sends.

/// A function, in the masculine and the feminine.
pub(super) type Function = (&'static str, &'static str);

/// What people of that category do.
pub(super) fn functions(category: &str) -> &'static [Function] {
    match category {
        "police" => &[
            ("Inspecteur de police", "Inspectrice de police"),
            ("Agent de police", "Agente de police"),
            ("Officier de police judiciaire", "Officière de police judiciaire"),
            ("Sergent-chef de police", "Sergente-cheffe de police"),
        ],
        "gendarmerie" => &[
            ("Adjudant", "Adjudante"),
            ("Maréchal des logis", "Maréchale des logis"),
            ("Commandant de brigade", "Commandante de brigade"),
            ("Lieutenant", "Lieutenante"),
        ],
        "justice" => &[
            ("Substitut du procureur", "Substitute du procureur"),
            ("Juge d’instruction", "Juge d’instruction"),
            ("Juge des enfants", "Juge des enfants"),
            ("Greffier", "Greffière"),
            ("Secrétaire de parquet", "Secrétaire de parquet"),
        ],
        "social" => &[
            ("Assistant social", "Assistante sociale"),
            ("Technicien de développement social", "Technicienne de développement social"),
            ("Chargé de la protection de l’enfant", "Chargée de la protection de l’enfant"),
            ("Chef de service", "Cheffe de service"),
        ],
        "health" => &[
            ("Médecin", "Médecin"),
            ("Infirmier d’État", "Sage-femme"),
            ("Psychologue", "Psychologue"),
            ("Infirmier chef de poste", "Infirmière d’État"),
        ],
        "civil_protection" => &[("Sapeur-pompier", "Sapeuse-pompière"), ("Chef de secours", "Cheffe de secours")],
        "customs" => &[
            ("Contrôleur des douanes", "Contrôleuse des douanes"),
            ("Inspecteur des douanes", "Inspectrice des douanes"),
        ],
        "local_authority" => {
            &[("Conseiller municipal", "Conseillère municipale"), ("Adjoint au maire", "Adjointe au maire")]
        }
        "traditional" => &[
            ("Conseiller de chef de quartier", "Conseillère de chef de quartier"),
            ("Responsable religieux", "Prédicatrice"),
            ("Communicateur traditionnel", "Communicatrice traditionnelle"),
        ],
        "ngo" => &[
            ("Animateur", "Animatrice"),
            ("Chargé de protection", "Chargée de protection"),
            ("Coordinateur de projet", "Coordinatrice de projet"),
            ("Agent psychosocial", "Agente psychosociale"),
        ],
        "shelter" => {
            &[("Éducateur spécialisé", "Éducatrice spécialisée"), ("Responsable de centre", "Responsable de centre")]
        }
        "media" => &[("Journaliste", "Journaliste"), ("Animateur de radio", "Animatrice de radio")],
        "international" => {
            &[("Assistant de projet", "Assistante de projet"), ("Chargé de programme", "Chargée de programme")]
        }
        _ => &[("Agent", "Agente")],
    }
}

/// Percentage of women among those whom that category sends.
pub(super) fn women_percent(category: &str) -> u32 {
    match category {
        "gendarmerie" => 20,
        "police" | "customs" | "civil_protection" => 28,
        "justice" | "local_authority" | "traditional" => 34,
        "social" => 58,
        "health" | "shelter" => 54,
        _ => 48,
    }
}
