//! Badges, table signs and the list of certificates: read back as people and cameras do.

use crate::cli::tool;
use crate::client::Reply;
use crate::folder::Folder;
use crate::world::{TRAINER_OF_OTHERS, World};
use app::attendance::badge::{badge_code, badge_payload};
use app::certificates::store::standing::{Standing, standings};
use app::ids::{EnrolmentId, WorkshopId};
use app::workshops::store::enrolment::{Participant, participants};
use std::collections::BTreeSet;
use std::path::Path;

async fn enrolled(world: &World, workshop: WorkshopId) -> Vec<Participant> {
    participants(&world.caller("organisateur.demo").await, workshop).await.expect("participants")
}

fn finished(world: &World) -> WorkshopId {
    world.demo().workshop_finished.parse().expect("an identifier")
}

/// A paper on the disk.
fn kept(reply: &Reply) -> (Folder, String) {
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{}", reply.text());
    let folder = Folder::new("papers");
    let file = folder.join("paper.pdf").display().to_string();
    std::fs::write(&file, &reply.body).expect("written");
    tool("qpdf", &["--check", &file]);
    (folder, file)
}

/// Its text, page by page, spaces made plain.
fn pages(reply: &Reply) -> Vec<String> {
    let (_folder, file) = kept(reply);
    let text = tool("pdftotext", &["-layout", &file, "-"]).replace(['\u{a0}', '\u{202f}'], " ");
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// Without spaces: between the letters of a code pdftotext sees some or none, as their shapes
/// leave room.
fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A page as a grey picture: its size and its pixels.
struct Picture {
    head: String,
    pixels: Vec<u8>,
}

impl Picture {
    fn of(file: &str, page: usize, dots: u32, to: &str) -> Self {
        let (page, dots) = (page.to_string(), dots.to_string());
        tool("pdftoppm", &["-r", &dots, "-f", &page, "-l", &page, "-singlefile", "-gray", file, to]);
        let bytes = std::fs::read(format!("{to}.pgm")).expect("a picture");
        // P5, the size, the most: three lines, then a byte for each pixel.
        let ends: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
        let (head, pixels) = bytes.split_at(ends[2] + 1);
        Self { head: String::from_utf8(head.to_vec()).expect("text"), pixels: pixels.to_vec() }
    }

    /// As a photocopy of a photocopy: grey where it was white, pale where it was black, and
    /// as much noise as that; the same each time.
    fn worn(mut self, noise: u32) -> Self {
        let mut chance = 0x2545_F491_u32;
        for pixel in &mut self.pixels {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let paled = 60 + u32::from(*pixel) * 150 / 255;
            let grey = (paled + (chance >> 16) % (2 * noise + 1)).saturating_sub(noise);
            *pixel = u8::try_from(grey.min(255)).expect("a byte");
        }
        self
    }

    fn codes(&self, to: &str) -> BTreeSet<String> {
        let file = format!("{to}-worn.pgm");
        std::fs::write(&file, [self.head.as_bytes(), &self.pixels].concat()).expect("written");
        let read = tool("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", &file]);
        read.lines().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_camera_reads_every_badge_of_a_sheet_worn_or_new() {
    let world = World::new().await;
    let people = enrolled(&world, finished(&world)).await;
    let reply = world.organiser().await.get(&format!("/workshops/{}/badges.pdf", finished(&world))).await;
    let (folder, file) = kept(&reply);
    let to = folder.join("page").display().to_string();
    let payloads: Vec<String> = people.iter().map(|one| badge_payload(one.enrolment)).collect();
    for (page, ten) in (1..).zip(payloads.chunks(10)) {
        let ten: BTreeSet<String> = ten.iter().cloned().collect();
        // Of many codes on one picture zbar misses one now and then: another picture has it.
        let read = |noise: Option<u32>, sizes: [u32; 3]| -> BTreeSet<String> {
            let picture = |dots| {
                let picture = Picture::of(&file, page, dots, &to);
                match noise {
                    Some(noise) => picture.worn(noise).codes(&to),
                    None => picture.codes(&to),
                }
            };
            sizes.into_iter().flat_map(picture).collect()
        };
        assert_eq!(read(None, [150, 200, 240]), ten, "new, page {page}");
        assert_eq!(read(Some(10), [100, 120, 150]), ten, "worn, page {page}");
    }
}

#[tokio::test]
async fn badges_bear_the_name_and_the_code_that_people_type() {
    let world = World::new().await;
    let people = enrolled(&world, finished(&world)).await;
    let mut organiser = world.organiser().await;
    let address = format!("/workshops/{}/badges.pdf", finished(&world));
    let text = pages(&organiser.get(&address).await).join("\n");
    let codes = unspaced(&text);
    for one in &people {
        let code = badge_code(one.enrolment);
        assert!(text.contains(&one.name.family) && codes.contains(&code), "{}: {code} in {text}", one.name);
    }
    // One who lost theirs.
    let lost = &people[3];
    let one = pages(&organiser.get(&format!("{address}?enrolment={}", lost.enrolment)).await);
    assert!(one.len() == 1 && one[0].contains(&lost.name.family), "{one:?}");
    assert!(!unspaced(&one[0]).contains(&badge_code(people[4].enrolment)));
    let page = organiser.get(&format!("/workshops/{}/participants", finished(&world))).await.text();
    assert!(page.contains(&format!("badges.pdf?enrolment={}", lost.enrolment)) && page.contains("table-signs.pdf"));
}

#[tokio::test]
async fn a_badge_of_nobody_there_is_not_found() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let workshop = finished(&world);
    let foreign = EnrolmentId(world.system().new_id());
    let elsewhere = enrolled(&world, world.demo().workshop_running.parse().expect("an identifier")).await[0].enrolment;
    for asked in [format!("?enrolment={foreign}"), format!("?enrolment={elsewhere}"), "?enrolment=x".to_owned()] {
        assert_eq!(organiser.get(&format!("/workshops/{workshop}/badges.pdf{asked}")).await.status, 404, "{asked}");
    }
    let unknown = WorkshopId(world.system().new_id());
    for paper in ["badges", "table-signs", "certificates-list", "report"] {
        assert_eq!(organiser.get(&format!("/workshops/{unknown}/{paper}.pdf")).await.status, 404, "{paper}");
    }
}

#[tokio::test]
async fn papers_are_for_those_who_may_see_the_people() {
    let world = World::new().await;
    let workshop = finished(&world);
    let mut other = world.signed_in_as(TRAINER_OF_OTHERS).await;
    let mut participant = world.participant().await;
    for paper in ["badges", "table-signs", "certificates-list", "report"] {
        let address = format!("/workshops/{workshop}/{paper}.pdf");
        assert_eq!(world.public().get(&address).await.status, 303, "{paper}: to the way in");
        assert_eq!(participant.get(&address).await.status, 403, "{paper}");
        assert_eq!(other.get(&address).await.status, 403, "{paper}");
        assert_eq!(world.administrator().await.get(&address).await.status, 200, "{paper}");
    }
}

#[tokio::test]
async fn everyone_has_a_table_sign_trainers_with_their_role() {
    let world = World::new().await;
    let workshop = finished(&world);
    let people = enrolled(&world, workshop).await;
    let pages = pages(&world.organiser().await.get(&format!("/workshops/{workshop}/table-signs.pdf")).await);
    assert!(pages[0].contains("Formateur principal") && pages[1].contains("Co-formateur"), "{}", pages[0]);
    assert_eq!(pages.len(), people.len() + 2);
    for (page, one) in pages[2..].iter().zip(&people) {
        assert!(
            page.matches(one.name.family.split(' ').next_back().expect("a name")).count() >= 2,
            "{} in {page}",
            one.name
        );
    }
}

#[tokio::test]
async fn the_list_to_sign_has_every_certificate_once() {
    let world = World::new().await;
    let workshop = finished(&world);
    let organiser = world.caller("organisateur.demo").await;
    let (_, standings) = standings(&organiser, workshop).await.expect("standings");
    let serials: Vec<String> = standings.iter().flat_map(Standing::to_sign).map(|one| one.serial.to_string()).collect();
    let mut client = world.organiser().await;
    let address = format!("/workshops/{workshop}/certificates-list.pdf");
    let text = pages(&client.get(&address).await).join("\n");
    for serial in &serials {
        assert_eq!(text.matches(serial.as_str()).count(), 1, "{serial} in {text}");
    }
    assert!(text.contains(&format!("au nombre total de {}.", serials.len())), "{text}");
    assert!(client.get(&format!("/workshops/{workshop}/certificates")).await.text().contains(&address));
    // Before anything was issued there is nothing to sign, and no link to it.
    let running = &world.demo().workshop_running;
    assert_eq!(client.get(&format!("/workshops/{running}/certificates-list.pdf")).await.status, 404);
    let page = client.get(&format!("/workshops/{running}/certificates")).await.text();
    assert!(!page.contains("certificates-list.pdf"));
}

/// The certificate bears its seal here. They are left for a validator: `scripts/papers.sh`.
#[tokio::test]
async fn papers_as_they_are_given_out_say_that_they_are_archives_and_can_be_heard() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let (workshop, demo) = (finished(&world), world.demo());
    let left = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers");
    std::fs::create_dir_all(&left).expect("a folder");
    for (name, address) in [
        ("certificate", format!("/certificates/{}.pdf", demo.certificate)),
        ("handout", format!("/curricula/{}/handout.pdf", demo.curriculum)),
        ("report", format!("/workshops/{workshop}/report.pdf")),
        ("badges", format!("/workshops/{workshop}/badges.pdf")),
        ("table-signs", format!("/workshops/{workshop}/table-signs.pdf")),
        ("certificates-list", format!("/workshops/{workshop}/certificates-list.pdf")),
        ("attendance-sheet", format!("/workshops/{workshop}/attendance-sheet.pdf")),
    ] {
        let paper = organiser.get(&address).await.body.to_vec();
        for claim in ["<pdfaid:part>2</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>"] {
            assert!(paper.windows(claim.len()).any(|bytes| bytes == claim.as_bytes()), "{claim} in {name}");
        }
        std::fs::write(left.join(format!("given-{name}.pdf")), paper).expect("written");
    }
}
