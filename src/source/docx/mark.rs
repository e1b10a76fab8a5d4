//! Marks in a part that say where comments begin and end. They stand between runs; a run that a figure begins or ends inside is
//! cut there, and both halves keep its properties. Nothing is taken away, only put in.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use crate::source::docx::names::Names;
use crate::source::docx::part::Part;

/// A comment by its number, and what of a part it is about.
pub(super) type Anchor = (i64, Range<usize>);

/// What has text in it and cannot be cut, or only between its own children: runs, formulas, text that is in no run.
const WHOLES: [&str; 4] = ["r", "oMath", "oMathPara", "t"];

/// The part `name` with marks around all of `anchors`.
///
/// # Errors
///
/// It is no whole XML, or something to mark stands outside of all runs.
pub(super) fn mark(name: &str, xml: &str, anchors: &[Anchor]) -> Result<String, String> {
    let mut marks = Marks::new(xml, Names::of(name, xml)?, anchors);
    Part::of(name, xml).each(|event, at| {
        marks.event(event, at);
        Ok(())
    })?;
    match marks.ends.is_empty() {
        true => Ok(marks.put.into_text(xml)),
        false => Err(format!("{name} 里有数字不在段落的文字里")),
    }
}

/// What is put into a text, by the byte before which it goes; in the order in which it was put there.
#[derive(Default)]
pub(super) struct Insertions(BTreeMap<usize, String>);

impl Insertions {
    pub(super) fn put(&mut self, at: usize, text: &str) {
        self.0.entry(at).or_default().push_str(text);
    }

    /// Puts a text where none was put before.
    fn put_once(&mut self, at: usize, text: &str) {
        self.0.entry(at).or_insert_with(|| text.to_owned());
    }

    pub(super) fn into_text(self, text: &str) -> String {
        let more: usize = self.0.values().map(String::len).sum();
        let mut out = String::with_capacity(text.len() + more);
        let mut done = 0;
        for (at, put) in &self.0 {
            out.push_str(&text[done..*at]);
            out.push_str(put);
            done = *at;
        }
        out.push_str(&text[done..]);
        out
    }
}

/// Where a comment begins or ends.
#[derive(Clone, Copy, Debug)]
struct End {
    at: usize,
    comment: i64,
    begins: bool,
}

/// An end inside a whole, and where the whole can be cut for it.
#[derive(Debug)]
struct Met {
    end: End,
    cut: Option<Cut>,
}

#[derive(Clone, Debug)]
enum Cut {
    /// At the end itself, inside the text of the `w:t` with that tag.
    Text(Range<usize>),
    /// Between two children.
    Between(usize),
}

/// The whole that is being read.
#[derive(Default)]
struct Whole {
    /// Its tag.
    tag: Range<usize>,
    is_run: bool,
    /// How many elements are open inside.
    depth: usize,
    /// The properties of the run.
    properties: Range<usize>,
    /// Where the first child begins that is no properties.
    first: Option<usize>,
    /// The tag of the `w:t` that is being read, if that is a child.
    text: Option<Range<usize>>,
    met: Vec<Met>,
}

struct Marks<'x> {
    xml: &'x str,
    names: Names,
    /// The ends that were not met yet, the next one last.
    ends: Vec<End>,
    whole: Option<Whole>,
    put: Insertions,
}

impl<'x> Marks<'x> {
    fn new(xml: &'x str, names: Names, anchors: &[Anchor]) -> Self {
        let both = |(comment, span): &Anchor| {
            let end = |at, begins| End { at, comment: *comment, begins };
            [end(span.start, true), end(span.end, false)]
        };
        let mut ends: Vec<End> = anchors.iter().flat_map(both).collect();
        // Where one ends, the next may begin.
        ends.sort_by_key(|end| std::cmp::Reverse((end.at, end.begins)));
        Self { xml, names, ends, whole: None, put: Insertions::default() }
    }

    fn event(&mut self, event: &Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, &at),
            Event::Empty(tag) => {
                self.start(tag, &at);
                self.end(&(at.end..at.end));
            }
            Event::End(_) => self.end(&at),
            Event::Text(_) | Event::GeneralRef(_) => {
                let tag = self.whole.as_ref().and_then(|whole| whole.text.clone());
                self.meet(&at, tag.map(Cut::Text));
            }
            Event::CData(_) => self.meet(&at, None),
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, at: &Range<usize>) {
        let local = tag.local_name();
        let Some(whole) = &mut self.whole else {
            if WHOLES.contains(&local.as_ref()) {
                let is_run = local.as_ref() == "r";
                self.whole = Some(Whole { tag: at.clone(), is_run, ..Whole::default() });
            }
            return;
        };
        whole.depth += 1;
        if whole.depth == 1 {
            match local.as_ref() {
                "rPr" => whole.properties = at.clone(),
                _ => _ = whole.first.get_or_insert(at.start),
            }
            whole.text = (local.as_ref() == "t").then(|| at.clone());
        }
        self.meet(at, Some(Cut::Between(at.start)));
    }

    fn end(&mut self, at: &Range<usize>) {
        let Some(whole) = &mut self.whole else { return };
        let ended = whole.depth;
        whole.depth = ended.saturating_sub(1);
        match ended {
            0 => self.close(at),
            1 => {
                if whole.first.is_none() {
                    whole.properties.end = at.end;
                }
                // What ends where its text ends does not need that text cut.
                for met in whole.met.iter_mut().filter(|met| met.end.at == at.start) {
                    met.cut = met.cut.take().map(|_| Cut::Between(at.end));
                }
                whole.text = None;
            }
            _ => {}
        }
    }

    /// Takes the ends that stand in a piece of text, or at a child of a run that is one character.
    fn meet(&mut self, piece: &Range<usize>, cut: Option<Cut>) {
        let Some(whole) = &mut self.whole else { return };
        let can_be_cut = whole.is_run && whole.depth == 1;
        let stands_there =
            |end: &mut End| if end.begins { end.at < piece.end } else { end.at <= piece.end };
        while let Some(end) = self.ends.pop_if(stands_there) {
            let cut = cut.clone().filter(|_| can_be_cut).map(|cut| match cut {
                // What begins where its text begins does not need that text cut.
                Cut::Text(tag) if tag.end == end.at => Cut::Between(tag.start),
                cut => cut,
            });
            whole.met.push(Met { end, cut });
        }
    }

    /// Puts the marks of the whole that ends with the tag at `tag`.
    fn close(&mut self, tag: &Range<usize>) {
        let Some(whole) = self.whole.take() else { return };
        let (mut before, mut behind) = (String::new(), String::new());
        let mut inside: BTreeMap<usize, (Cut, String)> = BTreeMap::new();
        for Met { end, cut } in &whole.met {
            let mark = self.mark(*end);
            let at = match cut {
                Some(Cut::Between(at)) => *at,
                Some(Cut::Text(_)) => end.at,
                None if end.begins => whole.tag.start,
                None => tag.start,
            };
            match cut {
                _ if end.begins && whole.first.is_none_or(|first| at <= first) => before += &mark,
                _ if !end.begins && self.xml[at..tag.start].trim().is_empty() => behind += &mark,
                Some(cut) => {
                    inside.entry(at).or_insert_with(|| (cut.clone(), String::new())).1 += &mark;
                }
                None => {}
            }
        }
        self.put.put(whole.tag.start, &before);
        for (at, (cut, marks)) in inside {
            self.cut(&whole, at, cut, &marks);
        }
        self.put.put(tag.end, &behind);
    }

    /// Cuts a run at `at`, with `marks` between its halves.
    fn cut(&mut self, run: &Whole, at: usize, cut: Cut, marks: &str) {
        let xml = self.xml;
        let (tag, properties) = (&xml[run.tag.clone()], &xml[run.properties.clone()]);
        let end = format!("</{}>", name(tag));
        let again = format!("{tag}{properties}");
        match cut {
            Cut::Between(_) => self.put.put(at, &format!("{end}{marks}{again}")),
            Cut::Text(range) => {
                let text = &xml[range.clone()];
                let name = name(text);
                let preserved = format!("<{name} {PRESERVE}{}", &text[1 + name.len()..]);
                let text = match text.contains("xml:space") {
                    true => text,
                    false => {
                        // A blank at the end of a half would get lost.
                        if xml[..at].ends_with([' ', '\t', '\n', '\r']) {
                            let end_of_name = range.start + 1 + name.len();
                            self.put.put_once(end_of_name, &format!(" {PRESERVE}"));
                        }
                        &preserved
                    }
                };
                self.put.put(at, &format!("</{name}>{end}{marks}{again}{text}"));
            }
        }
    }

    fn mark(&self, end: End) -> String {
        let Names { element, attribute, .. } = &self.names;
        let id = end.comment;
        match end.begins {
            true => format!("<{element}commentRangeStart {attribute}id=\"{id}\"/>"),
            false => format!(
                "<{element}commentRangeEnd {attribute}id=\"{id}\"/><{element}r>\
                 <{element}commentReference {attribute}id=\"{id}\"/></{element}r>"
            ),
        }
    }
}

/// Keeps blanks at the ends of a text.
const PRESERVE: &str = "xml:space=\"preserve\"";

/// The name in a tag.
fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    &name[..name.find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(name.len())]
}
