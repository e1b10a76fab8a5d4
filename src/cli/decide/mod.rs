//! `heshu accept`, `heshu verify`, `heshu decisions`: what an editor decides about a draft.

pub(crate) mod baseline;

use std::path::{Path, PathBuf};

use crate::cli::Ended;
use crate::cli::args::{AcceptArgs, DecisionsArgs, TargetArgs, VerifyArgs};
use crate::cli::config::setup_of;
use crate::cli::input::{Named, read};
use crate::cli::silence::place;
use crate::decision::{Decision, Verdict, sentence};
use crate::house::{Asked, DECISIONS, Disk, counting, load, read_decisions, save, today};
use crate::report::unchecked;
use crate::source::{Input, Told};
use crate::span::{LineIndex, SourceSpan};
use crate::{Keep, Report};

/// Accepts findings: those of a line, or of the whole draft.
pub(crate) fn accept(args: &AcceptArgs) -> miette::Result<Ended> {
    let target = Target::read(&args.target)?;
    let wanted = |rule: &str| args.rule.as_deref().is_none_or(|it| it == rule);
    let document = &target.report.document;
    let findings = target.report.findings.iter();
    let accepted: Vec<Decision> = findings
        .filter(|it| wanted(&it.rule) && target.holds(it.primary.span))
        .map(|finding| Decision {
            rule: Some(finding.rule.to_string()),
            reason: Some(args.reason.clone()),
            ..target.decision(&args.target, sentence(document, finding.primary.span))
        })
        .collect();
    target.write(&args.target, accepted, "没有这样的问题")
}

/// Notes by what the open figures were verified: those of a line, or of the whole draft.
pub(crate) fn verify(args: &VerifyArgs) -> miette::Result<Ended> {
    let target = Target::read(&args.target)?;
    let document = &target.report.document;
    let sentences = unchecked::sentences(&target.report);
    let verified: Vec<Decision> = sentences
        .into_iter()
        .filter(|&span| target.holds(span))
        .map(|span| Decision {
            source: Some(args.source.clone()),
            ..target.decision(&args.target, sentence(document, span))
        })
        .collect();
    target.write(&args.target, verified, "没有要人工核对的数字")
}

/// Lists decisions.
pub(crate) fn list(args: &DecisionsArgs) -> miette::Result<Ended> {
    let today = args.on.unwrap_or_else(today);
    let mut out = String::new();
    for path in &args.paths {
        let path = if path.is_dir() { in_folder(path)? } else { path.clone() };
        for decision in read_decisions(&Disk, &path)?.all {
            let (what, why) = match decision.verdict() {
                Some(Verdict::Accepted { rule, reason }) => (format!("接受 {rule}"), reason),
                Some(Verdict::Verified(source)) => ("核实".to_owned(), source),
                None => continue,
            };
            let expires = match decision.expires {
                Some(last) if last < today => format!(",{last} 之后已失效"),
                Some(last) => format!(",到 {last} 为止"),
                None => String::new(),
            };
            let Decision { file, sentence, date, .. } = &decision;
            out += &format!("{file} {what}:{why}({date}{expires})\n  {sentence}\n");
        }
    }
    super::print(if out.is_empty() { "还没有决定\n" } else { &out })?;
    Ok(Ended::Clean)
}

/// The file of decisions about the drafts in a folder.
fn in_folder(folder: &Path) -> miette::Result<PathBuf> {
    let file = counting(&Asked::default(), folder);
    let configured = load(&Disk, file.as_deref())?.config.decisions;
    let above = file.as_deref().and_then(Path::parent);
    Ok(match (above, configured) {
        (Some(above), Some(named)) => above.join(named),
        _ => folder.join(DECISIONS),
    })
}

/// The part of a draft that is decided about.
struct Target {
    report: Report,
    /// The file of decisions and what the draft is called in it.
    place: Option<(PathBuf, String)>,
    line: Option<u32>,
    lines: LineIndex,
}

impl Target {
    fn read(args: &TargetArgs) -> miette::Result<Self> {
        let (path, line) = split(&args.target);
        let setup = setup_of(&args.packs, &path)?;
        let told =
            Told { date: args.date.or(setup.date), encoding: args.encoding, stdin_name: None };
        let Named { key, draft, setup, .. } = read(Input::File(path), &told, setup)?;
        let named = args.silence.decisions.as_deref().or(setup.decisions.as_deref());
        let place = place(named, &key);
        let report = setup.checker.check(draft, Keep { claims: true, ..Keep::default() });
        let lines = LineIndex::new(report.document.written());
        Ok(Self { report, place, line, lines })
    }

    /// Whether the target is about what stands there.
    fn holds(&self, span: SourceSpan) -> bool {
        let document = &self.report.document;
        let at = document.written_span(span).start;
        self.line.is_none_or(|line| self.lines.place(document.written(), at).line == line)
    }

    fn decision(&self, args: &TargetArgs, sentence: String) -> Decision {
        let file = self.place.as_ref().map(|(_, file)| file.clone());
        Decision {
            file: file.unwrap_or_default(),
            rule: None,
            sentence,
            reason: None,
            source: None,
            date: args.on.unwrap_or_else(today),
            expires: args.expires,
        }
    }

    /// Adds to the file of decisions what was decided.
    fn write(&self, args: &TargetArgs, new: Vec<Decision>, none: &str) -> miette::Result<Ended> {
        let Some((path, _)) = self.place.as_ref().filter(|_| !new.is_empty()) else {
            return Err(miette::miette!("{} 处{none}", args.target));
        };
        let count = new.len();
        let mut all = read_decisions(&Disk, path)?;
        all.add(new);
        let text = all.write().map_err(|error| miette::miette!("{error}"))?;
        save(path, &text)?;
        super::print(&format!("{}:记下 {count} 条决定\n", path.display()))?;
        Ok(Ended::Clean)
    }
}

/// `稿件.txt:3` is the third line of a draft, unless a file has that name.
fn split(target: &str) -> (PathBuf, Option<u32>) {
    let apart = target.rsplit_once(':').filter(|_| !Path::new(target).exists());
    match apart.and_then(|(path, line)| Some((path, line.parse().ok()?))) {
        Some((path, line)) => (path.into(), Some(line)),
        None => (target.into(), None),
    }
}
