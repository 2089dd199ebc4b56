//! What the file says of itself to archives (PDF/A-2b): the same as to readers, in XMP,
//! and what its colours mean.

use super::{About, icc, midnight};
use crate::print::PrintError;
use chrono::DateTime;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Declares what the file is. `is_read`: every text of it belongs to an element.
///
/// # Errors
///
/// [`PrintError::Writing`] if there is no catalog.
pub fn declare(file: &mut Document, about: &About<'_>, is_read: bool) -> Result<(), PrintError> {
    let profile = Stream::new(dictionary! { "N" => 3, "Filter" => "FlateDecode" }, icc::srgb_packed()?.to_vec());
    let profile = file.add_object(profile);
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB IEC61966-2-1"),
        "Info" => Object::string_literal("sRGB IEC61966-2-1"),
        "DestOutputProfile" => profile,
    };
    let entries = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    // Not compressed: programs that know nothing of PDF look for it.
    let metadata = Stream::new(entries, packet(about, is_read).into_bytes()).with_compression(false);
    let metadata = file.add_object(metadata);
    let catalog: &mut Dictionary = file.catalog_mut().map_err(PrintError::writing)?;
    catalog.set("OutputIntents", vec![intent.into()]);
    catalog.set("Metadata", metadata);
    Ok(())
}

/// XMP, as ISO 16684-1 and the archive want it.
fn packet(about: &About<'_>, is_read: bool) -> String {
    let title = escaped(&about.title);
    let subject = escaped(about.subject);
    let language = about.language;
    // To the second, like the date for readers.
    let date = DateTime::from_timestamp(midnight(about.dated), 0).unwrap_or_default().format("%Y-%m-%dT%H:%M:%S+00:00");
    let (universal, schema) = if is_read { ("\n<pdfuaid:part>1</pdfuaid:part>", UNIVERSAL) } else { ("", "") };
    format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>{universal}
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li><rdf:li xml:lang="{language}">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>Relais</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>Relais</pdf:Producer>
</rdf:Description>{schema}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{feff}'
    )
}

/// An archive knows no schema but its own; so that of PDF/UA comes with its description.
const UNIVERSAL: &str = r#"
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
