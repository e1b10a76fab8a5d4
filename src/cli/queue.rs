//! The inputs of a run in order, those too that are still being written.

use std::sync::mpsc::{Receiver, sync_channel};

use crate::cli::args::{InputArgs, InputFormat};
use crate::cli::input::inputs;
use crate::source::{Input, SourceError};

/// Where inputs come from.
pub(crate) enum Queue {
    /// Files, which are there when they are asked for.
    Files(Box<dyn Iterator<Item = Found>>),
    /// Lines on standard input, which come when they come: a thread waits for them. The next one may be there already.
    Lines(Receiver<Found>, Option<Found>),
}

/// An input, or what is wrong with it.
type Found = Result<Input, SourceError>;

impl Queue {
    /// How many lines are taken before they are asked for, a thread.
    const AHEAD: usize = 64;

    /// The inputs that `args` name, for that many threads.
    pub(crate) fn new(args: &InputArgs, jobs: usize) -> Self {
        let (paths, format) = (args.paths.clone(), args.input_format);
        if format == InputFormat::Text || !paths.iter().any(|path| *path == *"-") {
            return Self::Files(inputs(paths, format));
        }
        let (give, take) = sync_channel(Self::AHEAD * jobs);
        std::thread::spawn(move || {
            // Nobody takes them any more when the run has ended.
            inputs(paths, format).try_for_each(|input| give.send(input))
        });
        Self::Lines(take, None)
    }

    /// The next input, after some time if need be.
    pub(crate) fn next(&mut self) -> Option<Found> {
        match self {
            Self::Files(inputs) => inputs.next(),
            Self::Lines(lines, ready) => ready.take().or_else(|| lines.recv().ok()),
        }
    }

    /// Whether the next input is not there yet.
    pub(crate) fn would_wait(&mut self) -> bool {
        let Self::Lines(lines, ready) = self else { return false };
        if ready.is_none() {
            *ready = lines.try_recv().ok();
        }
        ready.is_none()
    }

    /// How many files there are; they are all looked up for that.
    pub(crate) fn count(&mut self) -> Option<usize> {
        let Self::Files(inputs) = self else { return None };
        let found: Vec<Found> = inputs.collect();
        let count = found.len();
        *inputs = Box::new(found.into_iter());
        Some(count)
    }
}
