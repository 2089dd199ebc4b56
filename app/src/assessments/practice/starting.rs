//! The rubric that is proposed where a curriculum has none: what trainers of trainers look
//! at when a trainee teaches for a quarter of an hour. It goes into the bank in both
//! languages, so its words stand here and not among those of the pages.

use questions::question::{Criterion, Kind, Level, Question, Text};

/// The French and the English.
type Both = [&'static str; 2];

/// Each criterion with its levels, least first: 0 to 3 points.
const CRITERIA: [(Both, [Both; 4]); 7] = [
    (
        ["Préparation et objectifs", "Preparation and objectives"],
        [
            ["Ni plan ni objectif", "Neither plan nor objective"],
            ["Un plan, mais des objectifs vagues ou non annoncés", "A plan, but objectives vague or not announced"],
            ["Objectifs clairs et annoncés ; le plan est suivi", "Clear objectives, announced; the plan is followed"],
            [
                "Objectifs adaptés au public, annoncés et vérifiés à la fin",
                "Objectives suited to the audience, announced and checked at the end",
            ],
        ],
    ),
    (
        ["Maîtrise du contenu", "Command of the content"],
        [
            ["Des erreurs graves qui ne sont pas reprises", "Serious errors that are not put right"],
            ["Des imprécisions ; dépend de ses notes", "Imprecise; depends on notes"],
            ["Contenu juste et complet", "Content right and complete"],
            [
                "Contenu juste, relié à la loi et au MRN, avec des exemples du terrain",
                "Content right, linked to the law and the NRM, with examples from the field",
            ],
        ],
    ),
    (
        ["Méthodes et participation", "Methods and participation"],
        [
            ["Parle seul tout le temps", "Speaks alone all the time"],
            ["Quelques questions, peu de réponses attendues", "A few questions, few answers waited for"],
            ["Une méthode active ; la plupart participent", "An active method; most take part"],
            [
                "Méthodes variées ; chacun participe, les plus discrets aussi",
                "Varied methods; everyone takes part, the quietest too",
            ],
        ],
    ),
    (
        ["Clarté de la langue et supports", "Clear language and aids"],
        [
            ["On ne comprend pas, ou on n’entend pas", "Cannot be understood, or heard"],
            [
                "Compréhensible par moments ; supports illisibles ou absents",
                "Clear at times; aids unreadable or absent",
            ],
            ["Clair ; supports lisibles et utiles", "Clear; aids readable and useful"],
            [
                "Clair pour tous, mots difficiles expliqués ; les supports font apprendre",
                "Clear to all, hard words explained; the aids help people learn",
            ],
        ],
    ),
    (
        ["Respect du temps", "Time"],
        [
            ["Interrompu avant l’essentiel", "Stopped before the essential part"],
            ["Dépasse nettement, ou finit bien trop tôt", "Runs well over, or ends far too early"],
            ["Finit à l’heure, quelques parties pressées", "Ends on time, some parts hurried"],
            ["Finit à l’heure, chaque partie a sa place", "Ends on time, each part has its place"],
        ],
    ),
    (
        [
            "Dignité et confidentialité des victimes dans les exemples",
            "Dignity and confidentiality of victims in examples",
        ],
        [
            [
                "Une victime pourrait être reconnue, ou est jugée ou moquée",
                "A victim could be recognised, or is judged or mocked",
            ],
            ["Des détails inutiles, ou des mots qui blessent", "Needless details, or words that hurt"],
            [
                "Exemples sans rien qui identifie, mots respectueux",
                "Examples without anything that identifies, respectful words",
            ],
            [
                "Exemples respectueux ; dit pourquoi et comment protéger les victimes",
                "Respectful examples; says why and how victims are protected",
            ],
        ],
    ),
    (
        ["Retour donné aux participants", "Feedback given"],
        [
            ["Aucun retour, ou un retour qui humilie", "None, or one that humiliates"],
            ["Un retour général : « bien », « pas bien »", "General only: “good”, “not good”"],
            ["Un retour précis à quelques-uns", "Precise, to some"],
            [
                "Un retour précis et bienveillant, avec une piste pour progresser",
                "Precise and kind, with a way to do better",
            ],
        ],
    ),
];

/// The rubric.
#[must_use]
pub fn rubric() -> Question {
    let text = |[fr, en]: Both| Text { fr: fr.to_owned(), en: en.to_owned() };
    let criteria: Vec<Criterion> = CRITERIA
        .iter()
        .map(|(name, levels)| Criterion {
            text: text(*name),
            levels: (0..).zip(levels).map(|(points, said)| Level { text: text(*said), points }).collect(),
        })
        .collect();
    Question {
        name: String::new(),
        text: text(["Grille d’observation de la restitution", "Observation of practical teaching"]),
        // Seven criteria of three points.
        points: 21,
        kind: Kind::Rubric { criteria },
        feedback: Text::default(),
        tags: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use questions::faults::faults;

    #[test]
    fn nothing_is_wrong_with_it_and_a_point_is_a_point() {
        let rubric = rubric();
        assert_eq!(faults(&rubric), []);
        let most: u16 = super::super::model::criteria(&rubric).iter().map(super::super::model::most).sum();
        assert_eq!(most, rubric.points);
    }

    #[test]
    fn french_is_set_as_french_is() {
        let said = CRITERIA.iter().flat_map(|(name, levels)| levels.iter().chain([name])).map(|both| both[0]);
        for text in said {
            assert!(!text.contains('\'') && !text.contains('|'), "{text}");
            for wrong in [" :", " ;", " !", " ?", "« ", " »"] {
                assert!(!text.contains(wrong), "{wrong} in {text}");
            }
        }
    }
}
