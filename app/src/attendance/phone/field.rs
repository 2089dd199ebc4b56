//! What this phone holds ready for the field: which workshops open without network,
//! and what of each is on this phone alone.

use super::bar::{last_exchange, numbered};
use super::elements::{all, enable, find, on, show, target, within, write};
use super::setup::Words;
use crate::attendance::telling::Word;
use crate::ids::WorkshopId;
use crate::offline::{self, Holding};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// The page: the workshops, each with what this phone holds of it.
struct Field {
    words: Words,
    prepare: Element,
    told: Element,
    cards: Vec<Card>,
}

struct Card {
    workshop: WorkshopId,
    told: Element,
    send: Element,
    file: Element,
    codes: Element,
}

/// Makes the page live.
pub fn begin(words: Words) -> Option<()> {
    let list = find("[data-part=workshops]")?;
    let cards = all(&list, ".card").iter().filter_map(Card::of).collect();
    let field = Rc::new(Field { words, prepare: find("[data-part=prepare]")?, told: find("[data-part=told]")?, cards });
    offline::install();
    let listening = field.clone();
    offline::listen(move |_| spawn_local(listening.clone().look()));
    let preparing = field.clone();
    on(&field.prepare, "click", move |_| spawn_local(preparing.clone().prepare()));
    let touched = field.clone();
    on(&list, "click", move |event| {
        if let Some(target) = target(&event) {
            touched.touch(&target);
        }
    });
    // Until here a touch would not have been heard.
    enable(&field.prepare, true);
    spawn_local(field.look());
    Some(())
}

impl Field {
    /// Tells what the phone holds.
    async fn look(self: Rc<Self>) {
        let Ok(holdings) = offline::holdings().await else { return };
        for card in &self.cards {
            card.draw(holdings.iter().find(|one| one.workshop == card.workshop), &self.words);
        }
    }

    /// Fetches everything.
    async fn prepare(self: Rc<Self>) {
        let workshops: Vec<WorkshopId> = self.cards.iter().map(|card| card.workshop).collect();
        enable(&self.prepare, false);
        write(&self.told, self.words.say(Word::Preparing));
        let word = match offline::prepare(&workshops).await {
            Ok(true) => Word::Ready,
            Ok(false) => Word::NotReady,
            Err(_) => Word::Unable,
        };
        enable(&self.prepare, true);
        write(&self.told, self.words.say(word));
        self.look().await;
    }

    fn touch(self: &Rc<Self>, target: &Element) {
        let field = self.clone();
        if let Some(card) = self.cards.iter().find(|card| card.send == *target) {
            let workshop = card.workshop;
            spawn_local(async move {
                offline::exchange(workshop).await;
                field.look().await;
            });
        } else if let Some(card) = self.cards.iter().find(|card| card.file == *target) {
            let workshop = card.workshop;
            spawn_local(async move {
                let _ = offline::save_file(workshop).await;
            });
        } else if let Some(card) = self.cards.iter().find(|card| card.codes == *target) {
            let workshop = card.workshop;
            spawn_local(async move {
                if offline::show_queue(workshop).await.is_err() {
                    write(&field.told, field.words.say(Word::CodesUnable));
                }
            });
        }
    }
}

impl Card {
    fn of(element: &Element) -> Option<Self> {
        Some(Self {
            workshop: element.get_attribute("data-workshop")?.parse().ok()?,
            told: within(element, "[role=status]")?,
            send: within(element, "[data-part=send]")?,
            file: within(element, "[data-part=file]")?,
            codes: within(element, "[data-part=codes]")?,
        })
    }

    fn draw(&self, holding: Option<&Holding>, words: &Words) {
        let (waiting, refused) = holding.map(|one| (one.waiting, one.refused)).unwrap_or_default();
        let mut parts = Vec::new();
        if waiting > 0 {
            parts.push(numbered(words.say(Word::Unsent), waiting));
        }
        if refused > 0 {
            parts.push(numbered(words.say(Word::Refused), refused));
        }
        parts.push(last_exchange(holding.and_then(|one| one.exchanged), words));
        write(&self.told, &parts.join(" · "));
        show(&self.send, waiting > 0);
        show(&self.file, waiting + refused > 0);
        show(&self.codes, waiting + refused > 0);
    }
}
