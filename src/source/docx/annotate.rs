//! A copy of a Word document with comments. Parts that need no change are copied as they are packed; to the others something is
//! added and nothing taken away.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use crate::source::SourceError;
use crate::source::docx::comments::Comments;
use crate::source::docx::mark::{Anchor, mark};
use crate::source::docx::part::whole;
use crate::source::docx::reference::References;
use crate::source::docx::{broken, draft, open};
use crate::span::SourceSpan;
use crate::text::Origin;

/// A comment on a Word document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is about, in the text that was read from the document.
    pub span: SourceSpan,
    /// What it says, a paragraph each.
    pub lines: Vec<String>,
}

/// A Word document with comments, not yet written.
pub struct Annotated<R> {
    package: ZipArchive<R>,
    /// The parts that differ from those of the package, or that it does not have.
    changed: BTreeMap<String, String>,
}

impl<R: Read + Seek> Annotated<R> {
    /// The Word document `name` with `notes` on it, which are about its `text`.
    ///
    /// # Errors
    ///
    /// It is no Word document, a broken one, or one with another text.
    pub fn new(name: &str, mut reader: R, text: &str, notes: &[Note]) -> Result<Self, SourceError> {
        let size =
            reader.seek(SeekFrom::End(0)).map_err(|error| SourceError::read(name, &error))?;
        let mut package = open(name, reader)?;
        let draft = draft(name, &mut package, None)?;
        if draft.text != text {
            return Err(SourceError::Changed { name: name.to_owned() });
        }
        let broken = |flaw: String| broken(name, flaw);
        if packed_size(&mut package).map_err(broken)? > size {
            return Err(broken("里面的部分互相重叠".to_owned()));
        }
        let mut changed = BTreeMap::new();
        if !notes.is_empty() {
            let origin = draft.origin.unwrap_or_default();
            let mut comments = Comments::find(&mut package).map_err(broken)?;
            let document = comments.document().to_owned();
            let mut places = Places::new(&origin, &document);
            let mut anchors: Vec<Anchor> = Vec::new();
            for (note, id) in notes.iter().zip(comments.ids(notes.len())) {
                let place = places.of(&mut package, note.span).map_err(broken)?;
                let about = place.is_note.then(|| &text[note.span.range()]);
                anchors.push((id, place.span));
                comments.add(id, about, &note.lines);
            }
            let xml = whole(&mut package, &document).map_err(broken)?.unwrap_or_default();
            changed.insert(document.clone(), mark(&document, &xml, &anchors).map_err(broken)?);
            comments.finish(&mut package, &mut changed).map_err(broken)?;
        }
        Ok(Self { package, changed })
    }

    /// Writes it.
    ///
    /// # Errors
    ///
    /// Those of `out`, and of reading what is copied.
    pub fn write(mut self, out: impl Write + Seek) -> io::Result<()> {
        let mut copy = ZipWriter::new(out);
        copy.set_raw_comment(self.package.comment().into())?;
        for at in 0..self.package.len() {
            let member = self.package.by_index_raw(at)?;
            let name = member.name().map(std::borrow::Cow::into_owned).unwrap_or_default();
            match self.changed.remove(&name) {
                None => copy.raw_copy_file(member)?,
                Some(text) => {
                    let method = match member.compression() {
                        CompressionMethod::Stored => CompressionMethod::Stored,
                        _ => CompressionMethod::Deflated,
                    };
                    let time = member.last_modified().unwrap_or_default();
                    let options = SimpleFileOptions::default()
                        .compression_method(method)
                        .last_modified_time(time);
                    copy.start_file(name, options)?;
                    copy.write_all(text.as_bytes())?;
                }
            }
        }
        for (name, text) in self.changed {
            copy.start_file(name, SimpleFileOptions::default())?;
            copy.write_all(text.as_bytes())?;
        }
        copy.finish()?.flush()
    }
}

/// Where in the document comments go.
struct Places<'a> {
    origin: &'a Origin,
    document: &'a str,
    /// By the part with the notes.
    references: BTreeMap<&'a str, References>,
}

/// Where a comment goes, and whether it is about a note that the document refers to there.
struct Place {
    span: Range<usize>,
    is_note: bool,
}

impl<'a> Places<'a> {
    fn new(origin: &'a Origin, document: &'a str) -> Self {
        Self { origin, document, references: BTreeMap::new() }
    }

    /// The place of a comment about a span of the text that was read.
    fn of<R: Read + Seek>(
        &mut self,
        package: &mut ZipArchive<R>,
        span: SourceSpan,
    ) -> Result<Place, String> {
        let after = self.origin.parts.partition_point(|(from, _)| *from <= span.start);
        let part = after.checked_sub(1).and_then(|at| self.origin.parts.get(at));
        let at = self.origin.map.span(span).range();
        let part = match part {
            Some((_, part)) if part != self.document => part,
            _ => return Ok(Place { span: at, is_note: false }),
        };
        if !self.references.contains_key(&**part) {
            self.references.insert(part, References::find(package, self.document, part)?);
        }
        let place = self.references.get(&**part).and_then(|notes| notes.of(at.start));
        // A note that nothing refers to is not shown: the comment goes to the beginning.
        let beginning = || self.origin.map.span(SourceSpan { start: 0, end: 1 }).range();
        Ok(Place { span: place.unwrap_or_else(beginning), is_note: true })
    }
}

/// How many bytes the members of a package take.
fn packed_size<R: Read + Seek>(package: &mut ZipArchive<R>) -> Result<u64, String> {
    let mut size = 0_u64;
    for at in 0..package.len() {
        let member = package.by_index_raw(at).map_err(|error| format!("压缩包读不通({error})"))?;
        size = size.saturating_add(member.compressed_size());
    }
    Ok(size)
}
