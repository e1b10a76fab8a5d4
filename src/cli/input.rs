//! The inputs of a run, with the names they have in the output.

use std::path::PathBuf;

use jiff::civil::DateTime;

use crate::cli::args::InputFormat;
use crate::report::json::Key;
use crate::source::{self, Format, Input, Received, STDIN, SourceError};
use crate::text::Draft;

/// A draft with the name it has in the output.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) key: Key,
    pub(crate) draft: Draft,
}

/// What `paths` hold, in order.
pub(crate) fn inputs(
    paths: Vec<PathBuf>,
    format: InputFormat,
) -> Box<dyn Iterator<Item = Result<Input, SourceError>>> {
    let format = match format {
        InputFormat::Text => Format::Text,
        InputFormat::Jsonl => Format::JsonLines,
    };
    Box::new(source::inputs(paths, format))
}

/// Reads an input; `date` stands in where it brings none.
pub(crate) fn read(input: Input, date: Option<DateTime>) -> Result<Named, SourceError> {
    let Received { draft, id } = input.read(date)?;
    let key = match id {
        Some(id) => Key::Id(id),
        None if draft.name == STDIN => Key::Path("-".to_owned()),
        None => Key::Path(draft.name.clone()),
    };
    Ok(Named { key, draft })
}
