//! How the parts of a package are told of, and what is added to the parts that tell.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use quick_xml::events::Event;
use zip::ZipArchive;

use crate::source::docx::mark::Insertions;
use crate::source::docx::part::{Part, attribute, whole};

/// What new parts begin with.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The part that a relation of `part` leads to whose kind ends so.
pub(super) fn related<R: Read + Seek>(
    package: &mut ZipArchive<R>,
    part: &str,
    kind: &str,
) -> Result<Option<String>, String> {
    let file = relations_of(part);
    let Some(xml) = whole(package, &file)? else { return Ok(None) };
    let mut found = None;
    Part::of(&file, &xml).each(|event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && attribute(tag, "Type").is_some_and(|it| it.ends_with(kind))
        {
            found = attribute(tag, "Target");
        }
        Ok(())
    })?;
    Ok(found.map(|target| match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{}{target}", folder(part)),
    }))
}

/// An id that no relation of the part `xml` has.
fn free_id(name: &str, xml: &str) -> Result<String, String> {
    let mut taken = BTreeSet::new();
    Part::of(name, xml).each(|event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            taken.extend(attribute(tag, "Id"));
        }
        Ok(())
    })?;
    let mut ids = (1..).map(|number| format!("rId{number}"));
    Ok(ids.find(|id| !taken.contains(id)).unwrap_or_default())
}

/// The folder of a part, with the stroke at its end.
pub(super) fn folder(part: &str) -> &str {
    &part[..part.rfind('/').map_or(0, |at| at + 1)]
}

/// The part with the relations of a part.
fn relations_of(part: &str) -> String {
    let folder = folder(part);
    format!("{folder}_rels/{}.rels", &part[folder.len()..])
}

/// The relations of `part` with one more, of a `kind`, to `target` in its folder: the name of their part and what it then holds.
pub(super) fn relate<R: Read + Seek>(
    package: &mut ZipArchive<R>,
    part: &str,
    kind: &str,
    target: &str,
) -> Result<(String, String), String> {
    let file = relations_of(part);
    let known = whole(package, &file)?.unwrap_or_else(|| {
        let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("{DECLARATION}<Relationships xmlns=\"{namespace}\"></Relationships>")
    });
    let id = free_id(&file, &known)?;
    let target = target.strip_prefix(folder(part)).unwrap_or(target);
    let relation = |prefix: &str| {
        format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    let text = append(&file, &known, relation)?;
    Ok((file, text))
}

/// The part `xml` with a last child in its outermost element, made for the prefix of that.
pub(super) fn append(
    name: &str,
    xml: &str,
    child: impl Fn(&str) -> String,
) -> Result<String, String> {
    let mut put = Insertions::default();
    let mut root: Option<String> = None;
    let mut depth = 0;
    let mut short = None;
    Part::of(name, xml).each(|event, at| {
        match event {
            Event::Start(tag) | Event::Empty(tag) if root.is_none() => {
                let name = tag.name().as_ref().to_owned();
                if matches!(event, Event::Empty(_)) {
                    short = Some(at.end);
                } else {
                    depth = 1;
                }
                root = Some(name);
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                if let (0, Some(root)) = (depth, &root) {
                    put.put(at.start, &child(prefix(root)));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    match (short, root) {
        // `<a/>` becomes `<a>…</a>`.
        (Some(end), Some(root)) => {
            let (tag, rest) = (xml[..end].trim_end_matches("/>"), &xml[end..]);
            Ok(format!("{tag}>{}</{root}>{rest}", child(prefix(&root))))
        }
        (None, Some(_)) => Ok(put.into_text(xml)),
        (_, None) => Err(format!("{name} 是空的")),
    }
}

/// The prefix of a name, with its colon.
fn prefix(name: &str) -> &str {
    &name[..name.find(':').map_or(0, |at| at + 1)]
}
