//! How a part writes the names of its vocabulary.

use quick_xml::events::{BytesStart, Event};

use crate::source::docx::part::Part;

/// The prefixes, each with its colon, that the elements and attributes of a part have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// That of elements, which may be none.
    pub(super) element: String,
    /// That of attributes.
    pub(super) attribute: String,
    /// What the prefix stands for, if that is said.
    pub(super) namespace: Option<String>,
}

impl Names {
    /// The prefixes of the outermost element of the part `name`, and so of those that belong to it.
    ///
    /// # Errors
    ///
    /// It is no XML, or has no prefix for attributes.
    pub(super) fn of(name: &str, xml: &str) -> Result<Self, String> {
        let mut found = None;
        Part::of(name, xml).each(|event, _| {
            if let (None, Event::Start(tag) | Event::Empty(tag)) = (&found, event) {
                found = Some(Self::at(tag).ok_or("没有给属性的前缀")?);
            }
            Ok(())
        })?;
        found.ok_or_else(|| format!("{name} 是空的"))
    }

    fn at(tag: &BytesStart<'_>) -> Option<Self> {
        let name = tag.name();
        let element = name.as_ref().strip_suffix(tag.local_name().as_ref())?.to_owned();
        let declared: Vec<(String, String)> = tag
            .attributes()
            .filter_map(Result::ok)
            .filter_map(|it| {
                let prefix = it.key.as_ref().strip_prefix("xmlns")?;
                Some((prefix.trim_start_matches(':').to_owned(), it.value.into_owned()))
            })
            .collect();
        let own = |(prefix, _): &&(String, String)| *prefix == element.trim_end_matches(':');
        let namespace = declared.iter().find(own).map(|(_, namespace)| namespace.clone());
        let attribute = match element.is_empty() {
            false => element.clone(),
            true => {
                let same = |(prefix, value): &&(String, String)| {
                    !prefix.is_empty() && Some(value) == namespace.as_ref()
                };
                declared.iter().find(same).map(|(prefix, _)| format!("{prefix}:"))?
            }
        };
        Some(Self { element, attribute, namespace })
    }
}
