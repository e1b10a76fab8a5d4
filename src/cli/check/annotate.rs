//! `heshu check --annotate`: a copy of a Word document, with the findings as comments.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::Report;
use crate::cli::args::{InputArgs, InputFormat};
use crate::house::save_with;
use crate::report::note::notes;
use crate::source::{Annotated, Note, SourceError};

/// What goes from the check of a document into its copy.
pub(super) struct Margin<'a> {
    document: &'a Path,
    copy: &'a Path,
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    text: String,
    notes: Vec<Note>,
    is_word: bool,
}

impl<'a> Margin<'a> {
    /// The margin of the one document among the inputs, to be written with it as `copy`.
    pub(super) fn new(input: &'a InputArgs, copy: &'a Path) -> miette::Result<Self> {
        let [document] = input.paths.as_slice() else {
            return Err(miette::miette!("--annotate 一次批注一份 .docx"));
        };
        if input.input_format != InputFormat::Text || document.is_dir() || *document == *"-" {
            return Err(miette::miette!("--annotate 要批注的须是一份 .docx"));
        }
        let same = |path: &Path| path.canonicalize().ok();
        if same(copy).is_some_and(|copy| Some(copy) == same(document)) {
            return Err(miette::miette!(
                help = "换一个文件名",
                "--annotate 不能写到原稿 {} 上",
                document.display()
            ));
        }
        Ok(Self { document, copy, kept: Mutex::default() })
    }

    /// Keeps what is to be said of the document.
    pub(super) fn keep(&self, report: &Report) {
        let document = &report.document;
        let notes = notes(report).into_iter().map(|(span, lines)| Note { span, lines }).collect();
        let kept = Kept {
            text: document.source().to_owned(),
            notes,
            is_word: document.origin().is_some_and(|origin| !origin.parts.is_empty()),
        };
        // A thread that panicked has left nothing half-written in there.
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }

    /// Writes the copy; returns how many comments it has, or `None` if the document could not be checked, which was told.
    pub(super) fn save(self) -> miette::Result<Option<usize>> {
        let Some(kept) = self.kept.into_inner().unwrap_or_else(PoisonError::into_inner) else {
            return Ok(None);
        };
        let name = self.document.display().to_string();
        if !kept.is_word {
            return Err(miette::miette!("{name} 不是 .docx,批注不了"));
        }
        let file = File::open(self.document).map_err(|error| SourceError::read(&name, &error))?;
        let copy = Annotated::new(&name, BufReader::new(file), &kept.text, &kept.notes)?;
        save_with(self.copy, |out| copy.write(out))?;
        Ok(Some(kept.notes.len()))
    }
}
