//! Word documents (.docx): their text as it would read with all changes accepted, without comments.
//!
//! The parts are read as they are unpacked and never held as a whole; how much is unpacked is limited.

mod annotate;
mod body;
mod comments;
mod mark;
mod names;
mod part;
mod reference;
mod relations;

use std::io::{Read, Seek};

use jiff::civil::DateTime;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::source::SourceError;
use crate::source::kind;
use crate::text::{Draft, Origin};
use body::Body;
use part::attribute;

pub use annotate::{Annotated, Note};

/// Bytes a part may have when it is unpacked. The text of a long novel takes a tenth of that.
#[cfg(not(test))]
const MOST: u64 = 128 << 20;
#[cfg(test)]
const MOST: u64 = 8 << 20;

/// The documents in a package, where its relations do not say.
const DOCUMENT: &str = "word/document.xml";

/// Reads a Word document. `date` is its date, as nothing in it says when it is published.
///
/// # Errors
///
/// It is no Word document, or a broken one.
pub(super) fn read(
    name: &str,
    reader: impl Read + Seek,
    date: Option<DateTime>,
) -> Result<Draft, SourceError> {
    draft(name, &mut open(name, reader)?, date)
}

fn open<R: Read + Seek>(name: &str, reader: R) -> Result<ZipArchive<R>, SourceError> {
    ZipArchive::new(reader).map_err(|_| broken(name, "压缩包不完整,打不开"))
}

fn broken(name: &str, flaw: impl Into<String>) -> SourceError {
    SourceError::BrokenWord { name: name.to_owned(), flaw: flaw.into() }
}

fn draft<R: Read + Seek>(
    name: &str,
    package: &mut ZipArchive<R>,
    date: Option<DateTime>,
) -> Result<Draft, SourceError> {
    let broken = |flaw: String| broken(name, flaw);
    let document = document_part(package).map_err(broken)?;
    if package.index_for_name(&document).is_none() || !document.starts_with("word/") {
        let is_open_document = package.index_for_name("mimetype").is_some();
        let kind = kind::of_package(&document, is_open_document);
        return Err(SourceError::foreign(name, kind));
    }
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let titles = titles(package, &format!("{folder}/styles.xml")).map_err(broken)?;
    let mut body = Body::new(titles);
    let mut parts = Vec::new();
    for part in [document, format!("{folder}/footnotes.xml"), format!("{folder}/endnotes.xml")] {
        let Some(mut reader) = part::open(package, &part).map_err(broken)? else { continue };
        parts.push((body.length(), part));
        body.read(&mut reader).map_err(broken)?;
    }
    let (extract, headed) = body.finish();
    if extract.text.trim().is_empty() {
        return Err(SourceError::Empty { name: name.to_owned() });
    }
    let origin = Origin { source: None, map: extract.map, parts };
    Ok(Draft {
        name: name.to_owned(),
        text: extract.text,
        headed,
        date,
        origin: Some(origin),
        title: None,
    })
}

/// The name of the part that is the document, as the relations of the package tell it.
fn document_part<R: Read + Seek>(package: &mut ZipArchive<R>) -> Result<String, String> {
    let Some(mut part) = part::open(package, "_rels/.rels")? else {
        return Ok(DOCUMENT.to_owned());
    };
    let mut found = None;
    part.each(|event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && attribute(tag, "Type").is_some_and(|it| it.ends_with("/officeDocument"))
        {
            found = attribute(tag, "Target").map(|it| it.trim_start_matches('/').to_owned());
        }
        Ok(())
    })?;
    Ok(found.unwrap_or_else(|| DOCUMENT.to_owned()))
}

/// The styles that titles of articles are set in.
fn titles<R: Read + Seek>(package: &mut ZipArchive<R>, part: &str) -> Result<Vec<String>, String> {
    let Some(mut part) = part::open(package, part)? else {
        return Ok(vec!["Title".to_owned(), "Heading1".to_owned()]);
    };
    let mut titles = Vec::new();
    let mut id = None;
    part.each(|event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().as_ref() {
                "style" => id = attribute(tag, "styleId"),
                "name" => {
                    let name = attribute(tag, "val").unwrap_or_default().to_lowercase();
                    if matches!(name.as_str(), "title" | "heading 1" | "标题" | "标题 1") {
                        titles.extend(id.take());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(titles)
}

#[cfg(test)]
mod tests;
