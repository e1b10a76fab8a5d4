//! The text of the parts of a document.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::source::docx::part::{Part, attribute};
use crate::source::extract::{Extract, OBJECT};

/// Elements with text that does not read: deleted, moved away, older, twice there, spelled out, or a command.
const SKIPPED: [&str; 11] = [
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "rt",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "sectPrChange",
];

/// What keeps what comes next apart from what was before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apart {
    Cell,
    Line,
}

/// The text as far as it was read.
pub(super) struct Body {
    out: Extract,
    /// The styles of titles.
    titles: Vec<String>,
    /// Whether the first line is a title.
    headed: bool,
    apart: Option<Apart>,
    /// How many elements are open, and how many when one was opened that is left out.
    depth: usize,
    skipped_from: Option<usize>,
    /// Inside `w:t`.
    in_text: bool,
    paragraph: Paragraph,
    /// How many paragraphs the table cell has so far.
    in_cell: usize,
    /// What surrounds a text box: its own text comes after the paragraph it hangs on.
    around: Vec<(Extract, Paragraph)>,
    /// The texts of boxes whose paragraph is not yet at its end.
    boxes: Extract,
}

/// What is known of the paragraph being read.
#[derive(Default)]
struct Paragraph {
    style: Option<String>,
    in_properties: bool,
    /// Its end was deleted, so that the next one goes on with it.
    goes_on: bool,
    /// Inside a run that is not shown.
    hidden: bool,
}

impl Body {
    pub(super) fn new(titles: Vec<String>) -> Self {
        Self {
            out: Extract::default(),
            titles,
            headed: false,
            apart: None,
            depth: 0,
            skipped_from: None,
            in_text: false,
            paragraph: Paragraph::default(),
            in_cell: 0,
            around: Vec::new(),
            boxes: Extract::default(),
        }
    }

    /// How long the text is so far.
    pub(super) fn length(&self) -> u32 {
        self.out.text.len() as u32
    }

    /// Reads a part.
    pub(super) fn read(&mut self, part: &mut Part<impl BufRead>) -> Result<(), String> {
        part.each(|event, at| self.event(event, at.start))?;
        self.out.end_line(0);
        self.apart = None;
        Ok(())
    }

    /// The text, and whether its first line is a title.
    pub(super) fn finish(self) -> (Extract, bool) {
        (self.out, self.headed)
    }

    fn event(&mut self, event: &Event<'_>, at: usize) -> Result<(), &'static str> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag, at);
            }
            Event::Empty(tag) => {
                self.depth += 1;
                self.start(tag, at);
                self.end(tag.name().as_ref(), at);
            }
            Event::End(tag) => self.end(tag.name().as_ref(), at),
            Event::Text(text) if self.is_read() => self.text(text, at..at + text.len()),
            Event::CData(text) if self.is_read() => {
                self.text(text, at + "<![CDATA[".len()..at + "<![CDATA[".len() + text.len());
            }
            Event::GeneralRef(name) if self.is_read() => {
                let written = format!("&{};", &**name);
                let read = html_escape::decode_html_entities(&written);
                if *read == *written {
                    return Err("有不认识的实体");
                }
                self.text(&read, at..at + written.len());
            }
            _ => {}
        }
        Ok(())
    }

    fn is_read(&self) -> bool {
        self.in_text && self.skipped_from.is_none() && !self.paragraph.hidden
    }

    /// Adds text, on a line or in a cell of its own if what was before is to be kept apart.
    fn text(&mut self, text: &str, at: std::ops::Range<usize>) {
        match self.apart.take() {
            Some(Apart::Line) => self.out.end_line(at.start),
            Some(Apart::Cell) => self.out.next_cell(at.start),
            None => {}
        }
        if self.out.text.is_empty() && self.around.is_empty() {
            let style = self.paragraph.style.as_ref();
            self.headed = style.is_some_and(|style| self.titles.contains(style));
        }
        match text.contains('\n') {
            true => self.out.push_collapsed(text, at.start),
            false => self.out.push(text, at),
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: usize) {
        let name = tag.name();
        if self.skipped_from.is_some() || name.as_ref().starts_with("a:") {
            return;
        }
        let local = name.local_name();
        let value = || attribute(tag, "val");
        let is_off = || matches!(value().as_deref(), Some("0" | "false" | "off"));
        match local.as_ref() {
            "del" | "moveFrom" if self.paragraph.in_properties => self.paragraph.goes_on = true,
            skipped if SKIPPED.contains(&skipped) => self.skipped_from = Some(self.depth),
            "footnote" | "endnote" if attribute(tag, "type").is_some_and(|it| it != "normal") => {
                self.skipped_from = Some(self.depth);
            }
            "p" => self.paragraph = Paragraph::default(),
            "pPr" => self.paragraph.in_properties = true,
            "pStyle" => self.paragraph.style = value(),
            "vanish" if !self.paragraph.in_properties => self.paragraph.hidden = !is_off(),
            "t" => self.in_text = true,
            "tab" | "ptab" if !self.paragraph.in_properties => self.text("\t", at..at),
            "br" | "cr" => self.apart = Some(Apart::Line),
            "noBreakHyphen" => self.text("-", at..at),
            "sym" => self.text(OBJECT.encode_utf8(&mut [0; 4]), at..at),
            "tc" => self.in_cell = 0,
            "txbxContent" => {
                let around = (std::mem::take(&mut self.out), std::mem::take(&mut self.paragraph));
                self.around.push(around);
                self.apart = None;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, at: usize) {
        let ended = self.depth;
        self.depth = self.depth.saturating_sub(1);
        match self.skipped_from {
            Some(depth) if depth == ended => return self.skipped_from = None,
            Some(_) => return,
            None if name.starts_with("a:") => return,
            None => {}
        }
        match name.rsplit(':').next().unwrap_or_default() {
            "p" => self.end_paragraph(at),
            "pPr" => self.paragraph.in_properties = false,
            "r" => self.paragraph.hidden = false,
            "t" => self.in_text = false,
            "tc" if self.in_cell <= 1 => self.apart = Some(Apart::Cell),
            "tr" | "tbl" => self.apart = Some(Apart::Line),
            "txbxContent" => {
                if let Some((out, paragraph)) = self.around.pop() {
                    let mut text = std::mem::replace(&mut self.out, out);
                    text.end_line(at);
                    self.boxes.append(&text);
                    self.paragraph = paragraph;
                    self.apart = None;
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, at: usize) {
        self.in_cell += 1;
        if self.paragraph.goes_on {
            return;
        }
        self.apart = Some(Apart::Line);
        if self.around.is_empty() && !self.boxes.text.is_empty() {
            self.out.end_line(at);
            let boxes = std::mem::take(&mut self.boxes);
            self.out.append(&boxes);
        }
    }
}
