//! Runs work over the inputs: in parallel, with results in the order of the inputs and bounded memory.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::Ended;
use crate::cli::args::{InputArgs, InputFormat};
use crate::cli::config::Setups;
use crate::cli::input::{Named, read, told};
use crate::cli::queue::Queue;
use crate::cli::silence::Noted;
use crate::cli::terminal::Terminal;
use crate::finding::{RuleTally, Severity, Summary};
use crate::house::Setup;
use crate::report::score::Score;
use crate::source::{Input, SourceError, Told};

/// What came of one input, besides what is written.
#[derive(Default)]
pub(crate) struct Done {
    pub(crate) summary: Summary,
    pub(crate) worst: Option<Severity>,
    /// How wrong it is, where that was asked for.
    pub(crate) score: Score,
    /// By rule, where that was asked for.
    pub(crate) rules: BTreeMap<Arc<str>, RuleTally>,
    /// Decisions about it that have no effect.
    pub(crate) noted: Noted,
}

/// What came of all.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) summary: Summary,
    pub(crate) worst: Option<Severity>,
    /// How wrong it is, where that was asked for.
    pub(crate) score: Score,
    /// By rule, where that was asked for.
    pub(crate) rules: BTreeMap<Arc<str>, RuleTally>,
    /// Inputs that could not be checked.
    pub(crate) failed: usize,
    /// Whether there are some of which a part could not be checked.
    damaged: bool,
}

/// Does `work` on every input; what it writes goes onto the sheet in the order of the inputs. Inputs that cannot be read are
/// complained of where they stand, and the others go on. `tally` counts what was done, even when writing fails.
pub(crate) fn run(
    args: &InputArgs,
    terminal: &Terminal,
    sheet: &mut Sheet,
    tally: &mut Tally,
    work: impl Fn(Named, &mut dyn Write) -> io::Result<Done> + Sync,
) -> io::Result<()> {
    let mut batches = Batches::new(args, terminal.is_watched());
    let mut setups = Setups::new(args);
    let progress = terminal.progress(batches.all);
    let told = told(args);
    let named = |(input, setup): Task| {
        let input = input.map_err(Some)?;
        // What is wrong with its configuration was told.
        let setup = setup.ok_or(None)?;
        let told = Told { date: told.date.or(setup.date), ..told.clone() };
        let mut named = read(input, &told, setup).map_err(Some)?;
        let damage = named.damage.take();
        Ok::<_, Option<SourceError>>((named, damage))
    };
    while let Some(batch) = batches.next() {
        let mut set_up = |input: Result<Input, SourceError>| match &input {
            Ok(known) => {
                let setup = setups.of(known, terminal);
                let is_wanted = setup.as_ref().is_none_or(|it| setups.is_wanted(it, known));
                is_wanted.then_some((input, setup))
            }
            Err(_) => Some((input, None)),
        };
        let batch: Vec<Task> = batch.into_iter().filter_map(&mut set_up).collect();
        let apart = |input| {
            let done = named(input).map(|(named, damage)| {
                let mut output = Vec::new();
                work(named, &mut output).map(|done| (done, output, damage))
            });
            progress.step();
            done
        };
        let results = batches.map(batch, apart)?;
        progress.aside(|| {
            for result in results {
                match result {
                    Ok(worked) => {
                        let (done, output, damage) = worked?;
                        tally.add(terminal, &done);
                        sheet.entry(|out| out.write_all(&output))?;
                        tally.damaged(terminal, damage);
                    }
                    Err(error) => tally.fail(terminal, error.as_ref()),
                }
            }
            // Whoever waits for the answer before asking on gets it.
            if batches.would_wait() { sheet.flush() } else { Ok(()) }
        })?;
    }
    progress.end();
    // The run is at its end, and to give back what the rules took, piece by piece, takes longer than many a draft.
    std::mem::forget(setups);
    Ok(())
}

/// An input with what counts for it, unless its configuration is wrong.
type Task = (Result<Input, SourceError>, Option<Arc<Setup>>);

/// Takes the inputs a batch at a time: enough to keep all threads busy, little enough to hold in memory.
struct Batches {
    inputs: Queue,
    /// How many there are, if that is known.
    all: Option<usize>,
    jobs: usize,
    pool: Option<rayon::ThreadPool>,
}

impl Batches {
    /// Bytes of input per thread in a batch.
    const WEIGHT: usize = 4 << 20;
    /// Inputs per thread in a batch.
    const COUNT: usize = 4096;

    /// The inputs that `args` name; all of them are looked up at once if they are to be `counted`.
    fn new(args: &InputArgs, counted: bool) -> Self {
        let jobs = args.jobs.or_else(|| std::thread::available_parallelism().ok());
        let jobs = jobs.map_or(1, std::num::NonZero::get);
        let mut inputs = Queue::new(args, jobs);
        // Lines are only known as they are read.
        let counted = counted && args.input_format == InputFormat::Text;
        let all = if counted { inputs.count() } else { None };
        Self { inputs, all, jobs, pool: None }
    }

    /// Whether whoever gives the inputs may be waiting for what became of those before.
    fn would_wait(&mut self) -> bool {
        self.inputs.would_wait()
    }

    fn next(&mut self) -> Option<Vec<Result<Input, SourceError>>> {
        let mut batch = Vec::new();
        let mut weight = 0;
        let (most, heaviest) = match self.jobs {
            1 => (1, 0),
            jobs => (Self::COUNT * jobs, Self::WEIGHT * jobs),
        };
        while batch.len() < self.jobs || (batch.len() < most && weight < heaviest) {
            if !batch.is_empty() && self.would_wait() {
                break;
            }
            let Some(input) = self.inputs.next() else { break };
            weight += input.as_ref().map_or(0, Input::weight);
            batch.push(input);
        }
        (!batch.is_empty()).then_some(batch)
    }

    /// Works on a batch, on several inputs in threads, which are only started when they are needed.
    fn map<T: Send>(
        &mut self,
        batch: Vec<Task>,
        work: impl Fn(Task) -> T + Sync,
    ) -> io::Result<Vec<T>> {
        if batch.len() == 1 {
            return Ok(batch.into_iter().map(work).collect());
        }
        if self.pool.is_none() {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(self.jobs).build();
            self.pool = Some(pool.map_err(io::Error::other)?);
        }
        let run = || batch.into_par_iter().map(&work).collect();
        Ok(match &self.pool {
            Some(pool) => pool.install(run),
            None => run(),
        })
    }
}

/// Standard output, with what a format puts around and between the inputs.
pub(crate) struct Sheet {
    out: io::BufWriter<io::StdoutLock<'static>>,
    between: &'static str,
    /// What goes before the next thing that is written.
    pending: String,
    begun: bool,
}

impl Sheet {
    /// A sheet that begins with `head` and has `between` between the inputs of which something is written.
    pub(crate) fn new(head: String, between: &'static str) -> Self {
        let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Self { out, between, pending: head, begun: false }
    }

    /// Has something written of one input.
    fn entry<T>(&mut self, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
        if self.begun {
            self.between.clone_into(&mut self.pending);
        }
        write(self)
    }

    /// Writes what comes after all inputs.
    pub(crate) fn finish(&mut self, tail: &str) -> io::Result<()> {
        if self.begun {
            self.pending.clear();
        }
        self.write_all(tail.as_bytes())?;
        self.out.flush()
    }
}

impl Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !bytes.is_empty() {
            self.out.write_all(std::mem::take(&mut self.pending).as_bytes())?;
            self.begun = true;
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Tally {
    fn add(&mut self, terminal: &Terminal, done: &Done) {
        self.failed += usize::from(done.noted.complain(terminal));
        self.summary.add(&done.summary);
        self.worst = self.worst.max(done.worst);
        self.score.add(done.score);
        for (id, more) in &done.rules {
            self.rules.entry(Arc::clone(id)).or_default().add(more);
        }
    }

    fn fail(&mut self, terminal: &Terminal, error: Option<&SourceError>) {
        self.failed += 1;
        if let Some(error) = error {
            terminal.complain(error);
        }
    }

    /// Complains of what could not be read of an input that was checked.
    fn damaged(&mut self, terminal: &Terminal, damage: Option<SourceError>) {
        if let Some(error) = damage {
            self.damaged = true;
            terminal.complain(&error);
        }
    }

    /// How the run ended, if findings may be such that it has failed.
    pub(crate) fn ended(&self, fails: bool) -> Ended {
        match self.failed {
            0 if self.damaged => Ended::Failed,
            0 if fails => Ended::Findings,
            0 => Ended::Clean,
            _ => Ended::Failed,
        }
    }
}
