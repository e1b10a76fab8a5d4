//! A part of a package, read event by event.

use std::io::{BufRead, BufReader, Read, Seek, Take};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::source::docx::MOST;

/// The byte order mark that some programs begin a part with.
const MARK: &str = "\u{feff}";

/// A part, from its beginning on.
pub(super) struct Part<B> {
    name: String,
    reader: Reader<B>,
    /// How many bytes of it stand before what is read.
    skipped: usize,
}

/// A part that is unpacked as it is read.
pub(super) type Packed<'p, R> = Part<BufReader<Take<ZipFile<'p, R>>>>;

/// Opens a part, if there is one of that name. What goes wrong is told in words.
pub(super) fn open<'p, R: Read + Seek>(
    package: &'p mut ZipArchive<R>,
    name: &str,
) -> Result<Option<Packed<'p, R>>, String> {
    let Some(file) = unpack(package, name)? else { return Ok(None) };
    let mut part = BufReader::new(file);
    let begin = part.fill_buf().map_err(|error| broken(name, 0, &error))?;
    let skipped = if begin.starts_with(MARK.as_bytes()) { MARK.len() } else { 0 };
    part.consume(skipped);
    Ok(Some(Part { name: name.to_owned(), reader: Reader::from_reader(part), skipped }))
}

/// All of a part, if there is one of that name.
pub(super) fn whole<R: Read + Seek>(
    package: &mut ZipArchive<R>,
    name: &str,
) -> Result<Option<String>, String> {
    let Some(mut file) = unpack(package, name)? else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = file.read_to_end(&mut bytes).map_err(|error| broken(name, 0, &error))?;
    if read as u64 > MOST {
        return Err(too_long(name));
    }
    let text = String::from_utf8(bytes).map_err(|_| format!("{name} 不是 UTF-8"))?;
    Ok(Some(text))
}

/// What a part unpacks to, up to one byte more than it may have.
fn unpack<'p, R: Read + Seek>(
    package: &'p mut ZipArchive<R>,
    name: &str,
) -> Result<Option<Take<ZipFile<'p, R>>>, String> {
    if package.index_for_name(name).is_none() {
        return Ok(None);
    }
    let file = package.by_name(name).map_err(|_| format!("{name} 解不开"))?;
    Ok(Some(file.take(MOST + 1)))
}

fn broken(name: &str, at: usize, error: &std::io::Error) -> String {
    format!("{name} 第 {} 个字节处解不开({error})", at + 1)
}

fn too_long(name: &str) -> String {
    format!("{name} 展开后超过 {} MiB", MOST >> 20)
}

impl<'t> Part<&'t [u8]> {
    /// A part that was unpacked.
    pub(super) fn of(name: &str, text: &'t str) -> Self {
        let read = text.strip_prefix(MARK).unwrap_or(text);
        let skipped = text.len() - read.len();
        Self { name: name.to_owned(), reader: Reader::from_reader(read.as_bytes()), skipped }
    }
}

impl<B: BufRead> Part<B> {
    /// Does something with each event and the bytes it stands at.
    pub(super) fn each(
        &mut self,
        mut work: impl FnMut(&Event<'_>, Range<usize>) -> Result<(), &'static str>,
    ) -> Result<(), String> {
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            let at = self.place();
            let flaw = |what: &str| format!("{} 第 {} 个字节处{what}", self.name, at + 1);
            if at as u64 > MOST {
                return Err(too_long(&self.name));
            }
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(broken(&self.name, at, &error)),
                Err(_) => return Err(flaw("不是完好的 XML")),
            };
            match event {
                Event::Eof if depth > 0 => return Err(flaw("就断了")),
                Event::Eof => return Ok(()),
                Event::DocType(_) => return Err(flaw("有 DTD,Word 文档不该有")),
                Event::Start(_) => depth += 1,
                Event::End(_) => depth = depth.saturating_sub(1),
                _ => {}
            }
            work(&event, at..self.place()).map_err(flaw)?;
        }
    }

    fn place(&self) -> usize {
        self.skipped + self.reader.buffer_position() as usize
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(html_escape::decode_html_entities(found.value.as_ref()).into_owned())
}
