//! Runs work over the inputs: in parallel, with results in the order of the inputs and bounded memory.

use std::io::{self, Write};

use rayon::prelude::*;
use serde_json::value::RawValue;

use crate::cli::Ended;
use crate::cli::args::{Format, InputArgs};
use crate::cli::input::{Named, inputs, read};
use crate::cli::terminal::Terminal;
use crate::finding::{Severity, Summary};
use crate::report::json;
use crate::source::{Input, SourceError};

/// What came of one input.
pub(crate) struct Done {
    /// What is written of it.
    pub(crate) output: Vec<u8>,
    pub(crate) summary: Summary,
    pub(crate) worst: Option<Severity>,
}

/// What came of all.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) summary: Summary,
    pub(crate) worst: Option<Severity>,
    /// Inputs that could not be checked.
    pub(crate) failed: usize,
}

/// Does `work` on every input and hands the outputs to `write`, in order. Inputs that cannot be read are complained of
/// where they stand, and the others go on. `tally` counts what was written, even when
/// writing fails.
pub(crate) fn run(
    args: &InputArgs,
    terminal: &Terminal,
    tally: &mut Tally,
    work: impl Fn(Named) -> io::Result<Done> + Sync,
    mut write: impl FnMut(Vec<u8>) -> io::Result<()>,
) -> io::Result<()> {
    let mut batches = Batches::new(args);
    let work = |input: Result<Input, SourceError>| match input.and_then(|it| read(it, args.date)) {
        Ok(named) => work(named).map(Ok),
        Err(error) => Ok(Err(error)),
    };
    while let Some(batch) = batches.next() {
        for done in batches.map(batch, &work)? {
            match done? {
                Ok(done) => {
                    tally.summary.add(&done.summary);
                    tally.worst = tally.worst.max(done.worst);
                    write(done.output)?;
                }
                Err(error) => {
                    tally.failed += 1;
                    terminal.complain(&error);
                }
            }
        }
    }
    Ok(())
}

/// Takes the inputs a batch at a time: enough to keep all threads busy, little enough to hold in memory.
struct Batches {
    inputs: Box<dyn Iterator<Item = Result<Input, SourceError>>>,
    jobs: usize,
    pool: Option<rayon::ThreadPool>,
}

impl Batches {
    /// Bytes of input per thread in a batch.
    const WEIGHT: usize = 4 << 20;
    /// Inputs per thread in a batch.
    const COUNT: usize = 4096;

    fn new(args: &InputArgs) -> Self {
        let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok());
        let jobs = jobs.map_or(1, std::num::NonZero::get);
        Self { inputs: inputs(args.paths.clone(), args.input_format), jobs, pool: None }
    }

    fn next(&mut self) -> Option<Vec<Result<Input, SourceError>>> {
        let mut batch = Vec::new();
        let mut weight = 0;
        while batch.len() < Self::COUNT * self.jobs && weight < Self::WEIGHT * self.jobs {
            let Some(input) = self.inputs.next() else { break };
            weight += input.as_ref().map_or(0, Input::weight);
            batch.push(input);
        }
        (!batch.is_empty()).then_some(batch)
    }

    /// Threads are only started for more than one input.
    fn map<T: Send>(
        &mut self,
        batch: Vec<Result<Input, SourceError>>,
        work: &(impl Fn(Result<Input, SourceError>) -> T + Sync),
    ) -> io::Result<Vec<T>> {
        if self.jobs == 1 || batch.len() == 1 {
            return Ok(batch.into_iter().map(work).collect());
        }
        if self.pool.is_none() {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build();
            self.pool = Some(pool.map_err(io::Error::other)?);
        }
        let run = || batch.into_par_iter().map(work).collect();
        Ok(match &self.pool {
            Some(pool) => pool.install(run),
            None => run(),
        })
    }
}

/// Standard output in one of the formats.
pub(crate) struct Sheet {
    out: io::BufWriter<io::StdoutLock<'static>>,
    format: Format,
    files: Vec<Box<RawValue>>,
}

impl Sheet {
    pub(crate) fn new(format: Format) -> Self {
        let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Self { out, format, files: Vec::new() }
    }

    /// Writes what came of one input; for JSON keeps it for [`Self::finish_json`].
    pub(crate) fn put(&mut self, output: Vec<u8>) -> io::Result<()> {
        if self.format != Format::Json {
            return self.out.write_all(&output);
        }
        let object = String::from_utf8(output).map_err(io::Error::other)?;
        self.files.push(RawValue::from_string(object)?);
        Ok(())
    }

    /// Writes what comes after all inputs.
    pub(crate) fn finish(&mut self, last_words: &str, summary: Option<&Summary>) -> io::Result<()> {
        match self.format {
            Format::Text => self.out.write_all(last_words.as_bytes())?,
            Format::Json => {
                json::write_run(&mut self.out, &self.files, summary)?;
                self.out.write_all(b"\n")?;
            }
            Format::Jsonl => {}
        }
        self.out.flush()
    }
}

impl Tally {
    /// How the run ended, if findings as grave as `worst` are what `fails` it.
    pub(crate) fn ended(&self, fails: impl Fn(Option<Severity>) -> bool) -> Ended {
        match self.failed {
            0 if fails(self.worst) => Ended::Findings,
            0 => Ended::Clean,
            _ => Ended::Failed,
        }
    }
}
