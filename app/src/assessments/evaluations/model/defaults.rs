//! What is asked where no organiser has written anything else.

use super::occasion::Occasion;
use super::questionnaire::Questionnaire;

/// What is asked on an occasion unless an organiser writes otherwise.
#[must_use]
pub fn default_questionnaire(occasion: Occasion) -> Questionnaire {
    let (statements, numbers, words): (&[&str], &[&str], &[&str]) = match occasion {
        Occasion::Day => (&DAY, &[], &DAY_WORDS),
        Occasion::End => (&END, &[], &END_WORDS),
        Occasion::Month3 | Occasion::Month6 => (&AFTER, &AFTER_NUMBERS, &AFTER_WORDS),
    };
    Questionnaire { statements: statements.join("\n"), numbers: numbers.join("\n"), words: words.join("\n") }
}

const DAY: [&str; 6] = [
    "Les objectifs de la journée étaient clairs. | The aims of the day were clear.",
    "Les contenus me seront utiles dans mon travail. | The contents will be useful in my work.",
    "Les formateurs ont expliqué clairement et répondu aux questions. | The trainers explained clearly and answered questions.",
    "Les méthodes m’ont fait participer. | The methods made me take part.",
    "Le temps était bien réparti. | Time was well divided.",
    "Le lieu et l’organisation convenaient. | The place and the organisation were suitable.",
];

const DAY_WORDS: [&str; 3] = [
    "Qu’avez-vous appris de plus utile aujourd’hui ? | What was the most useful thing that you learned today?",
    "Qu’est-ce qui reste à éclaircir ? | What remains unclear?",
    "Que faut-il changer pour demain ? | What should change for tomorrow?",
];

const END: [&str; 10] = [
    "Les objectifs de l’atelier étaient clairs. | The aims of the workshop were clear.",
    "Les contenus sont utiles pour mon travail. | The contents are useful for my work.",
    "Les formateurs maîtrisaient leur sujet et l’ont bien transmis. | The trainers knew their subject and conveyed it well.",
    "Les méthodes (travaux de groupe, études de cas, simulations) m’ont aidé à apprendre. | The methods (group work, case studies, simulations) helped me to learn.",
    "Le temps donné à chaque module suffisait. | The time given to each module was sufficient.",
    "Les supports remis me serviront. | The materials handed out will serve me.",
    "Le lieu et la logistique convenaient. | The place and the logistics were suitable.",
    "Je me sens capable d’utiliser le mécanisme de référencement national (MRN). | I feel able to use the national referral mechanism (NRM).",
    "Je me sens capable de former d’autres personnes. | I feel able to train other people.",
    "Je recommanderais cet atelier à un collègue. | I would recommend this workshop to a colleague.",
];

const END_WORDS: [&str; 3] = [
    "Qu’est-ce qui a été le plus utile ? | What was most useful?",
    "Qu’est-ce qu’il faut améliorer ? | What should be improved?",
    "De quoi avez-vous besoin pour former à votre tour ? | What do you need in order to train others in turn?",
];

const AFTER: [&str; 7] = [
    "J’ai utilisé les fiches de référencement depuis l’atelier. | I have used the referral forms since the workshop.",
    "J’identifie mieux les victimes présumées qu’avant. | I identify presumed victims better than before.",
    "Je sais à qui référer une victime présumée dans ma région. | I know to whom to refer a presumed victim in my region.",
    "Ma hiérarchie soutient l’application de ce que j’ai appris. | My superiors support the application of what I learned.",
    "Les autres services coopèrent quand je réfère quelqu’un. | The other services cooperate when I refer someone.",
    "J’ai suivi le plan d’action écrit à la fin de l’atelier. | I have followed the action plan written at the end of the workshop.",
    "Je me sens capable de former d’autres personnes. | I feel able to train other people.",
];

const AFTER_NUMBERS: [&str; 5] = [
    "Séances de formation que j’ai données depuis l’atelier | Training sessions that I have given since the workshop",
    "Femmes que j’ai formées depuis l’atelier | Women whom I have trained since the workshop",
    "Hommes que j’ai formés depuis l’atelier | Men whom I have trained since the workshop",
    "Personnes que j’ai formées depuis l’atelier, en tout | People whom I have trained since the workshop, in all",
    "Victimes présumées référées par mon service depuis l’atelier (un nombre seulement, jamais de nom) | Presumed victims referred by my service since the workshop (a number only, never a name)",
];

const AFTER_WORDS: [&str; 2] = [
    "Qu’est-ce qui vous a aidé ? | What helped you?",
    "Qu’est-ce qui vous a empêché d’appliquer ou de transmettre ? | What kept you from applying it or passing it on?",
];
