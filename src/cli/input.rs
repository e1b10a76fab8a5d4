//! The inputs of a run, with the names they have in the output.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::args::{InputArgs, InputFormat};
use crate::house::Setup;
use crate::report::json::Key;
use crate::source::{self, Format, Input, Received, STDIN, SourceError, Told};
use crate::text::Draft;

/// A draft with the name it has in the output.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) key: Key,
    pub(crate) draft: Draft,
    /// What of it could not be read.
    pub(crate) damage: Option<SourceError>,
    /// What counts for it.
    pub(crate) setup: Arc<Setup>,
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

/// What is known of the inputs from the command line.
pub(crate) fn told(args: &InputArgs) -> Told {
    let stdin_name = args.stdin_filename.as_ref().map(|name| name.display().to_string());
    Told { date: args.date, encoding: args.encoding, stdin_name }
}

/// Reads an input.
pub(crate) fn read(input: Input, told: &Told, setup: Arc<Setup>) -> Result<Named, SourceError> {
    let Received { draft, id, damage } = input.read(told)?;
    let key = match id {
        Some(id) => Key::Id(id),
        None if draft.name == STDIN => Key::Path("-".to_owned()),
        None => Key::Path(draft.name.clone()),
    };
    Ok(Named { key, draft, damage, setup })
}
