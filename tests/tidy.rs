//! What holds of the sources as a whole: the direction of flow, where the world is touched, sizes, names.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests fail loudly"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What each module may use of the others: only what stands before it in the flow of data. `finding` is plain data.
const FLOW: [(&str, &[&str]); 17] = [
    ("span", &[]),
    ("digest", &[]),
    ("value", &[]),
    ("text", &["span"]),
    ("source", &["span", "text"]),
    ("parse", &["span", "value", "text"]),
    ("claim", &["span", "value", "text", "parse"]),
    ("finding", &["span"]),
    ("decision", &["span", "digest", "text", "parse", "claim", "finding"]),
    ("rule", &["span", "value", "text", "parse", "finding"]),
    ("config", &["value", "source", "rule"]),
    ("engine", &["span", "value", "text", "parse", "claim", "finding", "rule"]),
    ("trial", &["text", "finding", "rule"]),
    ("report", &["span", "digest", "text", "parse", "claim", "finding", "decision"]),
    ("house", &["config", "decision", "rule"]),
    (
        "lsp",
        &[
            "span", "text", "source", "parse", "claim", "finding", "decision", "rule", "config",
            "trial", "report", "house",
        ],
    ),
    (
        "cli",
        &[
            "config", "text", "source", "parse", "claim", "finding", "rule", "engine", "trial",
            "report", "span", "decision", "house", "lsp",
        ],
    ),
];

/// What only some modules may name, and which.
const OUTSIDE: [(&[&str], &[&str]); 7] = [
    (&["std::fs", "std::io::stdin", "File::open"], &["cli", "source", "house"]),
    (&["std::env", "rayon", "io::stdout", "io::stderr"], &["cli"]),
    (&["std::thread"], &["cli", "lsp"]),
    (&["std::process"], &["cli", "house"]),
    (&["SystemTime"], &["house"]),
    (&["Instant::now", "Zoned::now", "Timestamp::now"], &[]),
    (&["println!", "print!(", "eprint"], &[]),
];

/// The module a path below `src/` belongs to: `parse` for `parse/number.rs`.
fn module_of(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `folder` with one of the `extensions`, in order.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(root().join(folder))
        .hidden(false)
        .require_git(false)
        .filter_entry(|entry| entry.file_name() != ".git")
        .build()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file())
        .filter(|path| {
            let extension = path.extension().map_or("", |it| it.to_str().unwrap());
            extensions.is_empty() || extensions.contains(&extension)
        })
        .collect();
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// The code without its unit tests and comments.
fn code(path: &Path) -> String {
    if path.ends_with("tests.rs") || path.ends_with("fixture.rs") {
        return String::new();
    }
    let text = read(path);
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.map(|line| format!("{line}\n")).collect()
}

/// The modules named in `crate::…` paths, those in braces too: `use crate::{span::Span, text}`.
fn used(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for path in code.split("crate::").skip(1) {
        let path = path.trim_start();
        match path.strip_prefix('{') {
            None => modules.push(word(path)),
            Some(group) => {
                let mut depth = 1;
                let mut start = true;
                for (at, character) in group.char_indices() {
                    match character {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => start = true,
                        _ if start && character.is_alphanumeric() => {
                            modules.push(word(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    modules.retain(|module| FLOW.iter().any(|(name, _)| name == module));
    modules
}

fn word(path: &str) -> String {
    path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn paths_are_recognised() {
    assert_eq!(
        used("use crate::span::Span;\nuse crate::{Report, text::{A, B}, value};"),
        ["span", "text", "value"]
    );
    assert_eq!(used("fn f(x: &crate::parse::Kind) {}"), ["parse"]);
}

#[test]
fn modules_reach_only_upstream() {
    let allowed: BTreeMap<&str, &[&str]> = FLOW.into_iter().collect();
    let mut wrong = Vec::new();
    for path in files("src", &["rs"]) {
        let module = module_of(&path);
        if module == "main" || module == "lib" {
            continue;
        }
        let Some(allowed) = allowed.get(module.as_str()) else {
            wrong.push(format!("{}: give the module a place in FLOW", path.display()));
            continue;
        };
        for other in used(&code(&path)) {
            if other != module && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: {module} may not use {other}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_core_touches_nothing_outside() {
    let mut wrong = Vec::new();
    for path in files("src", &["rs"]) {
        let (module, code) = (module_of(&path), code(&path));
        for (words, modules) in OUTSIDE {
            let named = words.iter().filter(|word| code.contains(**word));
            if !modules.contains(&module.as_str()) && module != "main" {
                wrong.extend(named.map(|word| format!("{}: {word}", path.display())));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_stay_short() {
    let long = |path: &PathBuf| read(path).lines().count() > 500;
    let mut long: Vec<_> = ["src", "tests", "benches"]
        .into_iter()
        .flat_map(|folder| files(folder, &["rs"]))
        .filter(long)
        .collect();
    long.dedup();
    assert!(long.is_empty(), "find the nouns hiding in {long:#?}");
}

#[test]
fn data_files_are_toml() {
    for path in files("rules", &["toml"]) {
        if let Err(error) = read(&path).parse::<toml::Table>() {
            panic!("{}: {error}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_open() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimple", "mented!(")];
    let mut left = Vec::new();
    for path in
        ["src", "rules", "tests", "benches", "corpus"].into_iter().flat_map(|it| files(it, &[]))
    {
        let text = read(&path);
        left.extend(
            marks
                .iter()
                .filter(|mark| text.contains(**mark))
                .map(|mark| format!("{}: {mark}", path.display())),
        );
    }
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn no_registry_is_named() {
    let hosts = [
        concat!("crates", ".io"),
        concat!("static.", "crates"),
        concat!("docs", ".rs"),
        concat!("pypi", ".org"),
        concat!("npmjs", ".com"),
    ];
    let mut named = Vec::new();
    for path in files("", &["rs", "toml", "md", "txt", "jsonl", "yml", "yaml", "sh", ""]) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        named.extend(
            hosts
                .iter()
                .filter(|host| text.contains(**host))
                .map(|host| format!("{}: {host}", path.display())),
        );
    }
    assert!(named.is_empty(), "{named:#?}");
}
