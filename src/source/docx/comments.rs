//! The part of a Word document that holds its comments.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{Read, Seek};

use quick_xml::escape::escape;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::source::docx::document_part;
use crate::source::docx::names::Names;
use crate::source::docx::part::{Part, attribute, whole};
use crate::source::docx::relations::{DECLARATION, append, folder, relate, related};

/// Who is named as the author of comments.
const AUTHOR: &str = "核数";
/// What kind of part one with comments is.
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// The vocabulary of Word, and what the kinds of relations to its parts begin with; in strict documents both differ.
const TRANSITIONAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
];
const STRICT: [&str; 2] = [
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
];
const TYPES: &str = "[Content_Types].xml";

/// The part with the comments of a document, as it will be.
pub(super) struct Comments {
    /// The document.
    document: String,
    /// What it is called.
    part: String,
    /// Whether the document has a relation to it.
    is_related: bool,
    /// What it holds, if there is one.
    before: Option<String>,
    names: Names,
    /// The numbers that are taken.
    taken: BTreeSet<i64>,
    /// What is added.
    added: String,
}

impl Comments {
    pub(super) fn find<R: Read + Seek>(package: &mut ZipArchive<R>) -> Result<Self, String> {
        let document = document_part(package)?;
        let body = whole(package, &document)?.unwrap_or_default();
        let related = related(package, &document, "/comments")?;
        let before = match &related {
            Some(part) => whole(package, part)?,
            None => None,
        };
        let is_related = related.is_some();
        let names = match &before {
            Some(text) => Names::of("comments.xml", text)?,
            None => Names {
                element: "w:".to_owned(),
                attribute: "w:".to_owned(),
                namespace: Names::of(&document, &body)?.namespace,
            },
        };
        let mut taken = numbers(&document, &body)?;
        if let Some(text) = &before {
            taken.extend(numbers("comments.xml", text)?);
        }
        let folder = folder(&document);
        let free = |number: &usize| {
            let name = format!("{folder}comments{number}.xml");
            package.index_for_name(&name).is_none()
        };
        let first = format!("{folder}comments.xml");
        let part = related.unwrap_or_else(|| match package.index_for_name(&first) {
            None => first,
            Some(_) => format!("{folder}comments{}.xml", (1..).find(free).unwrap_or_default()),
        });
        Ok(Self { document, part, is_related, before, names, taken, added: String::new() })
    }

    /// The part that is the document.
    pub(super) fn document(&self) -> &str {
        &self.document
    }

    /// Numbers for that many comments: behind those that are taken.
    pub(super) fn ids(&self, count: usize) -> impl Iterator<Item = i64> + use<> {
        let last = self.taken.last().copied().unwrap_or(-1).max(-1);
        // Word keeps them in 32 bits.
        let from = if last < i64::from(i32::MAX) - count as i64 { last + 1 } else { 0 };
        let taken = self.taken.clone();
        (from..).filter(move |id| !taken.contains(id))
    }

    /// Adds a comment; `about` is what it is about where that is not what it is attached to.
    pub(super) fn add(&mut self, id: i64, about: Option<&str>, lines: &[String]) {
        let Names { element: e, attribute: a, .. } = &self.names;
        // Writing to a string does not fail.
        let _ = write!(
            self.added,
            "<{e}comment {a}id=\"{id}\" {a}author=\"{AUTHOR}\" {a}initials=\"{AUTHOR}\">"
        );
        let about = about.map(|figure| format!("注释里的“{figure}”:"));
        for line in about.iter().chain(lines) {
            let _ = write!(
                self.added,
                "<{e}p><{e}r><{e}t xml:space=\"preserve\">{}</{e}t></{e}r></{e}p>",
                escape(line.as_str())
            );
        }
        let _ = write!(self.added, "</{e}comment>");
    }

    /// Puts the part into a package, and makes it known there if it is new.
    pub(super) fn finish<R: Read + Seek>(
        self,
        package: &mut ZipArchive<R>,
        changed: &mut BTreeMap<String, String>,
    ) -> Result<(), String> {
        if let Some(before) = &self.before {
            let part = append(&self.part, before, |_| self.added.clone())?;
            changed.insert(self.part, part);
            return Ok(());
        }
        let namespace = self.names.namespace.as_deref().unwrap_or(TRANSITIONAL[0]);
        if !self.is_related {
            let [_, kinds] = if namespace == STRICT[0] { STRICT } else { TRANSITIONAL };
            let (file, text) =
                relate(package, &self.document, &format!("{kinds}/comments"), &self.part)?;
            changed.insert(file, text);
        }
        let types = whole(package, TYPES)?.ok_or_else(|| format!("缺少 {TYPES}"))?;
        let name = format!("PartName=\"/{}\"", self.part);
        if !types.contains(&name) {
            let kind = |prefix: &str| format!("<{prefix}Override {name} ContentType=\"{KIND}\"/>");
            changed.insert(TYPES.to_owned(), append(TYPES, &types, kind)?);
        }
        let part =
            format!("{DECLARATION}<w:comments xmlns:w=\"{namespace}\">{}</w:comments>", self.added);
        changed.insert(self.part, part);
        Ok(())
    }
}

/// The numbers of comments that a part has or speaks of.
fn numbers(name: &str, xml: &str) -> Result<BTreeSet<i64>, String> {
    const NUMBERED: [&str; 4] =
        ["comment", "commentRangeStart", "commentRangeEnd", "commentReference"];
    let mut numbers = BTreeSet::new();
    Part::of(name, xml).each(|event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && NUMBERED.contains(&tag.local_name().as_ref())
        {
            numbers.extend(attribute(tag, "id").and_then(|id| id.parse::<i64>().ok()));
        }
        Ok(())
    })?;
    Ok(numbers)
}
