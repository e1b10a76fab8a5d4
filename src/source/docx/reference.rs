//! Where a document refers to its footnotes and endnotes: comments on those stand there, as not every program reads comments
//! inside them.

use std::collections::BTreeMap;
use std::io::{Read, Seek};
use std::ops::Range;

use quick_xml::events::Event;
use zip::ZipArchive;

use crate::source::docx::part::{Part, attribute, whole};

/// The notes of one part, and the references to them.
#[derive(Default)]
pub(super) struct References {
    /// Where each note begins in its part, with its id.
    notes: Vec<(usize, String)>,
    /// Where the document refers to a note.
    places: BTreeMap<String, Range<usize>>,
}

impl References {
    /// Those of `document` to the notes of the part `name`, `word/footnotes.xml` or `word/endnotes.xml`.
    pub(super) fn find<R: Read + Seek>(
        package: &mut ZipArchive<R>,
        document: &str,
        name: &str,
    ) -> Result<Self, String> {
        let kind = if name.ends_with("footnotes.xml") { "footnote" } else { "endnote" };
        let mut found = Self::default();
        let notes = whole(package, name)?.unwrap_or_default();
        each(name, &notes, kind, |id, at| found.notes.push((at.start, id)))?;
        let body = whole(package, document)?.unwrap_or_default();
        let reference = format!("{kind}Reference");
        each(document, &body, &reference, |id, at| _ = found.places.entry(id).or_insert(at))?;
        Ok(found)
    }

    /// Where the document refers to the note that holds the byte `at` of its part.
    pub(super) fn of(&self, at: usize) -> Option<Range<usize>> {
        let after = self.notes.partition_point(|(start, _)| *start <= at);
        let (_, id) = self.notes.get(after.checked_sub(1)?)?;
        self.places.get(id).cloned()
    }
}

/// Does something with the id and the tag of each element of that name.
fn each(
    part: &str,
    xml: &str,
    element: &str,
    mut work: impl FnMut(String, Range<usize>),
) -> Result<(), String> {
    Part::of(part, xml).each(|event, at| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == element
            && let Some(id) = attribute(tag, "id")
        {
            work(id, at);
        }
        Ok(())
    })
}
