//! A part of a package, read event by event.

use std::io::{BufReader, Read, Seek, Take};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::source::docx::MOST;

/// A part being unpacked.
pub(super) struct Part<'p, R: Read> {
    name: String,
    reader: Reader<BufReader<Take<ZipFile<'p, R>>>>,
}

impl<'p, R: Read + Seek> Part<'p, R> {
    /// Opens a part, if there is one of that name. What goes wrong is told in words.
    pub(super) fn open(package: &'p mut ZipArchive<R>, name: &str) -> Result<Option<Self>, String> {
        if package.index_for_name(name).is_none() {
            return Ok(None);
        }
        let file = package.by_name(name).map_err(|_| format!("{name} 解不开"))?;
        // One byte more tells that there is more.
        let reader = Reader::from_reader(BufReader::new(file.take(MOST + 1)));
        Ok(Some(Self { name: name.to_owned(), reader }))
    }

    /// Does something with each event and the offset it begins at.
    pub(super) fn each(
        &mut self,
        mut work: impl FnMut(&Event<'_>, usize) -> Result<(), &'static str>,
    ) -> Result<(), String> {
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        loop {
            let at = self.reader.buffer_position();
            let flaw = |what: &str| format!("{} 第 {} 个字节处{what}", self.name, at + 1);
            if at > MOST {
                return Err(format!("{} 展开后超过 {} MiB", self.name, MOST >> 20));
            }
            buffer.clear();
            let event = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => event,
                Err(quick_xml::Error::Io(error)) => return Err(flaw(&format!("解不开({error})"))),
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
            work(&event, at as usize).map_err(flaw)?;
        }
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(html_escape::decode_html_entities(found.value.as_ref()).into_owned())
}
