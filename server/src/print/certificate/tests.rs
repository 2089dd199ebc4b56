use super::*;
use crate::print::canvas::Canvas;
use crate::print::finish::{checks, finish};
use crate::print::text_of;
use app::certificates::templates::model::{Colour, Frame, Language, Logo, Orientation, Signatory, Spot};
use app::certificates::templates::wording::Wording;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date")
}

/// A certificate as the campaign of 2022 would have given it; the names are invented.
fn sample() -> Certificate {
    let mut design = Design::usual(Kind::Trainer);
    design.signatories[0].name = Wording::read("Moussa Traoré").expect("a name");
    Certificate {
        design,
        pictures: BTreeMap::new(),
        kind: Kind::Trainer,
        heading: Heading {
            state: "République du Mali".into(),
            motto: "Un Peuple – Un But – Une Foi".into(),
            ministry: vec!["Ministère de la Justice et des Droits de l’Homme".into()],
            partners: vec!["Organisation internationale pour les migrations".into()],
        },
        programme: "Dissémination du mécanisme national de référencement".into(),
        holder_name: "Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly".into(),
        workshop: "Formation de formateurs : protection des victimes".into(),
        city: "Bamako".into(),
        starts_on: on(9, 30),
        ends_on: on(10, 4),
        hours: 24,
        modules: vec!["Cadre juridique".into(), "Identification et entretien".into()],
        issued_on: on(11, 22),
        expires_on: None,
        lead_trainer: "Awa Keïta".into(),
        organiser: "Oumar Diarra".into(),
        serial: "ML-2022-000123-7".into(),
        verify_url: "https://relais.example/v/ML-2022-000123-7".into(),
        statement: Some("0123456789:/.-+*$ABCDEFGHIJKLMNOPQRSTUVWXYZ".repeat(5)),
    }
}

fn with(change: impl FnOnce(&mut Design)) -> Certificate {
    let mut certificate = sample();
    change(&mut certificate.design);
    certificate
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let first = render(&sample()).expect("a certificate");
    assert_eq!(first, render(&sample()).expect("again"));
    let other = render(&Certificate { holder_name: "Awa".into(), ..sample() }).expect("another");
    assert_ne!(first, other);
}

#[test]
fn it_says_what_it_should_and_can_be_searched() {
    let bytes = render(&sample()).expect("a certificate");
    let text = text_of(&bytes).replace(['\n', '\u{a0}'], " ");
    for expected in [
        "CERTIFICAT DE FORMATEUR",
        "Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly",
        "« Formation de formateurs",
        "du 30 septembre au 4 octobre 2022",
        "Délivré le 22 novembre 2022",
        "l’Homme",
        "N° ML-2022-000123-7",
        "https://relais.example/v/ML-2022-000123-7",
        "Moussa Traoré",
        "Awa Keïta",
        "Le formateur principal",
    ] {
        assert!(text.contains(expected), "{expected:?} in {text}");
    }
}

#[test]
fn both_languages_stand_on_it_and_what_is_for_the_reader_of_the_code_alone_does_not() {
    for orientation in [Orientation::Landscape, Orientation::Portrait] {
        let certificate = Certificate {
            expires_on: Some(on(12, 31)),
            verify_url: "https://relais.example/verify/ABC".into(),
            statement: Some("SECRET".into()),
            ..with(|design| (design.language, design.orientation) = (Language::Both, orientation))
        };
        let text = text_of(&render(&certificate).expect("a certificate")).replace(['\n', '\u{a0}'], " ");
        for expected in
            ["CERTIFICAT DE FORMATEUR", "TRAINER’S CERTIFICATE", "from 30 September", "Valid until", "Valable jusqu’au"]
        {
            // Capitals that are set apart are read apart.
            let apart: String = expected.chars().filter(|sign| *sign != ' ').collect();
            let read: String = text.chars().filter(|sign| *sign != ' ').collect();
            assert!(read.contains(&apart), "{expected:?} in {text}");
        }
        assert!(text.contains("verify/ABC") && !text.contains("SECRET"), "{text}");
    }
}

#[test]
fn it_is_one_page_however_long_the_name() {
    let long = "Fatoumata Bintou Aminata Coulibaly épouse Ould Mohamed Ag Alhousseini";
    for orientation in [Orientation::Landscape, Orientation::Portrait] {
        for holder_name in [long.to_owned(), "É".repeat(60), "W".repeat(120), "Y".to_owned()] {
            let certificate = Certificate { holder_name, ..with(|design| design.orientation = orientation) };
            let bytes = render(&certificate).expect("a certificate");
            assert_eq!(lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len(), 1);
        }
    }
}

#[test]
fn a_name_that_cannot_be_drawn_is_refused() {
    let refused = render(&Certificate { holder_name: "李 Awa".into(), ..sample() });
    assert_eq!(refused, Err(PrintError::MissingGlyph { character: '李', text: "李 ".trim().into() }));
}

#[test]
fn an_endless_name_or_text_is_refused_rather_than_cut() {
    let refused = render(&Certificate { holder_name: "Ag ".repeat(400), ..sample() });
    assert!(matches!(refused, Err(PrintError::TooLong { what: place::HOLDER, .. })), "{refused:?}");
    let endless = Wording::read(&"mots sans fin ".repeat(300)).expect("words");
    let refused = render(&with(|design| design.french.body = endless));
    assert!(matches!(refused, Err(PrintError::TooLong { what: place::TEXT, .. })), "{refused:?}");
}

#[test]
fn thirteen_modules_fit() {
    let modules = vec!["Évaluation des besoins et des risques".to_owned(); 13];
    render(&Certificate { modules, ..sample() }).expect("a certificate");
}

/// A disc with a hole, as PNG: half of it can be seen through.
fn disc(width: u32, height: u32) -> Arc<[u8]> {
    let picture = image::RgbaImage::from_fn(width, height, |x, y| {
        let along = |at: u32, of: u32| f64::from(at) / f64::from(of) - 0.5;
        let far = along(x, width).hypot(along(y, height));
        image::Rgba([26, 54, 104, if (0.25..0.5).contains(&far) { 255 } else { 0 }])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a PNG");
    png.into_inner().into()
}

fn with_pictures(mut certificate: Certificate) -> Certificate {
    let (logo, hand) = (Uuid::from_u128(1), Uuid::from_u128(2));
    certificate.pictures = [(logo, disc(90, 90)), (hand, disc(200, 60))].into();
    certificate.design.logos =
        vec![Logo { image: logo, spot: Spot::State }, Logo { image: logo, spot: Spot::Partners }];
    certificate.design.signatories[0].image = Some(hand);
    certificate
}

#[test]
fn pictures_are_packed_once_and_stand_in_the_file_once() {
    let certificate = with_pictures(sample());
    let bytes = render(&certificate).expect("a certificate");
    assert_eq!(bytes, render(&certificate).expect("again"));
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let pictures = file.objects.values().filter_map(|object| object.as_stream().ok());
    let of = |colours: &'static [u8]| {
        let of_these = |stream: &&lopdf::Stream| {
            stream.dict.get(b"ColorSpace").and_then(lopdf::Object::as_name).is_ok_and(|name| name == colours)
        };
        pictures.clone().filter(of_these).count()
    };
    assert_eq!((of(b"DeviceRGB"), of(b"DeviceGray")), (2, 2));
    let png = &certificate.pictures[&Uuid::from_u128(1)];
    assert!(Arc::ptr_eq(&Picture::of(png).expect("a picture"), &Picture::of(png).expect("a picture")));
}

#[test]
fn the_preview_is_the_page_as_a_drawing_without_a_word_that_runs() {
    let certificate = with_pictures(sample());
    let whole = preview(&certificate, None).expect("a drawing");
    assert!(whole.starts_with("<svg ") && whole.ends_with("</svg>"));
    assert_eq!(whole.matches("data:image/png;base64,").count(), 3);
    assert_eq!(whole.matches("<title>").count(), 1);
    let address = |image: Uuid| format!("/images/{image}");
    let linked = preview(&certificate, Some(&address)).expect("a drawing");
    assert!(linked.contains("href=\"/images/") && !linked.contains("data:"));
    // Each letter is drawn once and used wherever it stands.
    let letters = linked.matches("<path id=\"g").count();
    assert!((40..240).contains(&letters) && linked.matches("<use ").count() > 400, "{letters}");
    let hostile = Certificate { holder_name: "<script>alert(1)</script>".into(), ..sample() };
    let drawn = preview(&hostile, None).expect("a drawing");
    assert!(!drawn.contains("<script"), "names are glyphs, and the title is escaped");
}

fn words() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ÖØ-öø-ÿɛɔɲŋœ’ :;!?«»{}*\u{a0}-]{0,140}"
}

fn name() -> impl Strategy<Value = String> {
    "[A-Za-zÀ-ÖØ-öø-ÿɛɔɲŋƐƆƝŊ’ -]{1,120}"
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn signatory() -> impl Strategy<Value = Signatory> {
    (name(), "[A-Za-zà-öø-ÿ ’]{0,80}", "[A-Za-z ]{0,80}", any::<bool>()).prop_map(
        |(name, office_fr, office_en, signed)| {
            let name = Wording::read(&name.chars().take(60).collect::<String>()).unwrap_or_default();
            Signatory { name, office_fr, office_en, image: signed.then(|| Uuid::from_u128(2)) }
        },
    )
}

/// Any design whose texts are in order.
fn design() -> impl Strategy<Value = Design> {
    let look = (one_of(Language::ALL), one_of(Orientation::ALL), one_of(Frame::ALL), one_of(Colour::ALL));
    let texts = proptest::collection::vec(words(), 8);
    let logos = proptest::collection::vec((one_of(Spot::ALL), 1..=2_u128), 0..6);
    let signatories = proptest::collection::vec(signatory(), 0..4);
    (look, texts, logos, signatories, any::<bool>()).prop_map(|(look, texts, logos, signatories, modules)| {
        let word = |index: usize, usual: &Wording| Wording::read(&texts[index]).unwrap_or_else(|_| usual.clone());
        let mut design = Design::usual(Kind::Attendance);
        (design.language, design.orientation, design.frame, design.colour) = look;
        for (place, own) in [&mut design.french, &mut design.english].into_iter().enumerate() {
            own.title = word(place * 4, &own.title);
            own.lead = word(place * 4 + 1, &own.lead);
            own.body = word(place * 4 + 2, &own.body);
            own.closing = word(place * 4 + 3, &own.closing);
        }
        design.logos = logos.into_iter().map(|(spot, image)| Logo { image: Uuid::from_u128(image), spot }).collect();
        (design.signatories, design.modules) = (signatories, modules);
        design
    })
}

/// Every text stands within the border, and no two on one another.
fn holds_its_text(certificate: &Certificate) {
    let page = match layout::page(certificate) {
        Ok(page) => page,
        // Refused before anything is issued: as good as printed.
        Err(PrintError::TooLong { .. }) => return,
        Err(error) => panic!("{error}: {certificate:?}"),
    };
    let (width, height) = page.size();
    let border =
        frame::draw(&mut Canvas::new(width, height), Frame::None, crate::print::canvas::Ink::BLACK).expect("a border");
    let boxes = page.drawn();
    for (index, text) in boxes.iter().enumerate() {
        let is_within = text.x >= border.x && text.right() <= border.right();
        assert!(is_within && text.y >= border.y && text.bottom() <= border.bottom(), "{text:?} of {certificate:?}");
        for other in &boxes[..index] {
            // Letters without what hangs below them or stands above capitals.
            let beside = text.x + 0.5 >= other.right() || other.x + 0.5 >= text.right();
            let apart = text.bottom() - 0.6 * text.height >= other.bottom()
                || other.bottom() - 0.6 * other.height >= text.bottom();
            assert!(beside || apart, "{text:?} on {other:?} of {certificate:?}");
        }
    }
}

fn random_designs(cases: u32) {
    let pictures: BTreeMap<Uuid, Arc<[u8]>> =
        [(Uuid::from_u128(1), disc(30, 30)), (Uuid::from_u128(2), disc(60, 20))].into();
    let modules = proptest::collection::vec("[A-Za-zà-öø-ÿ ’]{1,60}", 0..14);
    let given = (design(), name(), words(), "[A-Za-zà-öø-ÿ’ -]{1,60}", modules, any::<bool>());
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let ran = TestRunner::new(config).run(&given, |(design, holder_name, workshop, city, modules, expires)| {
        let expires_on = expires.then(|| on(12, 31));
        let pictures = pictures.clone();
        holds_its_text(&Certificate { design, pictures, holder_name, workshop, city, modules, expires_on, ..sample() });
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn any_design_name_and_text_stays_within_the_border_or_is_refused() {
    random_designs(120);
}

#[test]
#[ignore = "takes minutes: `make fuzz` runs it"]
fn ten_thousand_designs_names_and_texts_stay_within_the_border() {
    random_designs(10_000);
}

#[test]
fn the_border_of_many_is_in_the_file_once() {
    let three: Vec<Certificate> =
        ["Awa", "Bintou", "Cheick"].map(|name| Certificate { holder_name: name.into(), ..sample() }).into();
    let bytes = render_all(&three).expect("certificates");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let is_form = |object: &&lopdf::Object| {
        let subtype = object.as_stream().and_then(|stream| stream.dict.get(b"Subtype"));
        subtype.and_then(lopdf::Object::as_name).is_ok_and(|name| name == b"Form")
    };
    assert_eq!(file.objects.values().filter(is_form).count(), 2, "a row that lies and one that stands");
    let drawn = preview(&three[0], None).expect("a drawing");
    assert!(drawn.matches("fill=\"#104e3b\"").count() >= 5, "four rows, the corners, the divider");
}

#[test]
fn it_is_an_archive_that_can_be_heard_and_is_small() {
    for (name, language) in [("certificate-fr", Language::French), ("certificate-en", Language::English)] {
        let bytes = render(&with(|design| design.language = language)).expect("a certificate");
        checks::check(name, &bytes);
        assert!(bytes.len() < 45_000, "{}", bytes.len());
    }
    for (name, orientation) in
        [("certificate-both", Orientation::Landscape), ("certificate-both-upright", Orientation::Portrait)]
    {
        let certificate = with_pictures(with(|design| {
            (design.language, design.orientation) = (Language::Both, orientation);
        }));
        checks::check(name, &render(&certificate).expect("a certificate"));
    }
}

#[test]
fn many_in_one_file_share_what_they_can() {
    let pages: Vec<_> = (0..50)
        .map(|index| Certificate {
            holder_name: format!("Ŋana Ɲaɲɔ Coulibaly {index}"),
            verify_url: format!("https://relais.example/v/ML-2022-{index:06}-7"),
            ..sample()
        })
        .map(|certificate| layout::page(&certificate).expect("a page").into_page())
        .collect();
    let about = About { title: "Certificats".into(), subject: "", language: Locale::fr, dated: on(11, 22) };
    let bytes = finish(&about, pages, &[]).expect("a file");
    checks::check("certificates", &bytes);
    assert!(bytes.len() < 50 * 6_000, "{} each", bytes.len() / 50);
}

#[test]
fn many_are_in_one_file_in_their_order_and_small() {
    let certificates: Vec<Certificate> =
        (0..220).map(|number| Certificate { holder_name: format!("Awa Ɲɛlɛ Keïta {number}"), ..sample() }).collect();
    let bytes = render_all(&certificates).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(file.get_pages().len(), 220);
    for number in [1, 110, 220] {
        let text = file.extract_text(&[number]).expect("text");
        assert!(text.contains(&format!("Keïta {}", number - 1)), "{text}");
    }
    let each = bytes.len() / 220;
    assert!(each < 6_000, "{each} bytes each");
    assert_eq!(bytes, render_all(&certificates).expect("again"));
    assert_eq!(render_all(&[]), Err(PrintError::Nothing("no certificates")));
    let mut wrong = certificates;
    for (place, letter) in [(3, '中'), (4, '日'), (219, '本')] {
        wrong[place].holder_name.push(letter);
    }
    let told = render_all(&wrong).expect_err("no such letters");
    assert!(matches!(told, PrintError::MissingGlyph { character: '中', .. }), "the first is told: {told:?}");
}
