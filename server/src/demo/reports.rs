//! What lead trainers of the demonstration write in the reports on workshops that are over.

use super::DemoError;
use app::ids::WorkshopId;
use app::people::caller::Caller;
use app::reports::model::Texts;
use app::reports::store::{sign, write};

const CONTEXT: &str = "\
Le mécanisme national de référencement (MRN) a été validé les 29 et 30 septembre 2021. Il donne aux autorités \
administratives et traditionnelles, à la société civile et aux organisations internationales un cadre commun pour \
référer les victimes de la traite identifiées à qui peut les assister.

Le présent atelier fait partie de la campagne de dissémination : il forme des formateurs, qui transmettront à leur \
tour le mécanisme dans leurs structures.";

const AIMS: &str = "\
À la fin de l’atelier, les participants devaient pouvoir :

- distinguer la traite des personnes du trafic illicite de migrants, au sens de la loi n° 2012-023 ;
- reconnaître les indicateurs de la traite et mener un premier entretien sans nuire ;
- remplir et transmettre une fiche de référencement ;
- animer une séance devant leurs pairs et préparer un **plan de formation en cascade**.";

const METHOD: &str = "\
Les séances plénières sont restées courtes. L’essentiel du temps est allé aux travaux de groupe, aux études de cas et \
aux simulations d’entretien. Chaque matin, un rapporteur a résumé la veille ; chaque participant a animé quinze minutes \
devant ses pairs.";

const DIFFICULTIES: &str = "\
- Coupures de courant l’après-midi : les modules prévus avec projection ont été donnés sur papier.
- Arrivées tardives le premier jour, à cause de l’état des routes.
- Peu de structures connaissent les services d’hébergement de leur région.";

const RECOMMENDATIONS: &str = "\
1. Tenir à jour, par région, un annuaire des services d’assistance et le remettre à chaque structure.
2. Prévoir un jour de plus pour le micro-enseignement.
3. Suivre les formations en cascade à trois et à six mois.";

/// Writes the texts of a workshop's report.
pub(super) async fn report(trainer: &Caller, id: WorkshopId) -> Result<(), DemoError> {
    let nothing = Texts::of(|_| Ok(sign(""))).unwrap_or_default();
    let texts = Texts {
        context: CONTEXT.to_owned(),
        aims: AIMS.to_owned(),
        method: METHOD.to_owned(),
        difficulties: DIFFICULTIES.to_owned(),
        recommendations: RECOMMENDATIONS.to_owned(),
    };
    Ok(write(trainer, id, &nothing, &texts).await?)
}
