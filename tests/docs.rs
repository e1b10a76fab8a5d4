//! What the documentation shows is what the program does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use common::{Desk, root};

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

/// The fenced blocks of a page in `language`.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let blocks = page.split(&fence).skip(1);
    blocks.map(|block| block.split("\n```").next().unwrap().to_owned() + "\n").collect()
}

/// The session in the README: each `$ command` and what it prints.
#[test]
fn the_readme_shows_a_real_run() {
    let readme = page("README.md");
    let session = blocks(&readme, "text").remove(0);
    let mut steps = session.strip_prefix("$ ").unwrap().split("\n$ ");
    let (cat, draft) = steps.next().unwrap().split_once('\n').unwrap();
    let name = cat.strip_prefix("cat ").unwrap();
    let desk = Desk::new().with(name, draft);
    let (command, shown) = steps.next().unwrap().split_once('\n').unwrap();
    let ran = desk.run(command.strip_prefix("heshu ").unwrap());
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (shown, ""), "paste this:\n{}", ran.out);
    assert_eq!(ran.status, 1);
}

#[test]
fn the_two_commands_of_the_readme_are_those_of_ci() {
    let (readme, ci) = (page("README.md"), page(".ci/run"));
    let commands = blocks(&readme, "sh").remove(0);
    assert_eq!(commands, "cargo run --release -- check corpus/faulty\ncargo test\n");
    assert!(commands.lines().all(|command| ci.contains(&format!("README: {command}"))));
}

#[test]
fn every_rule_stands_in_the_readme() {
    let readme = page("README.md");
    let list = Desk::new().run("rules list").out;
    let name = |line: &str| line.split([' ', '#']).next().unwrap().to_owned();
    for rule in list.lines().map(name) {
        assert!(readme.contains(&format!("`{rule}`")), "README.md lacks {rule}");
    }
}

#[test]
fn the_rule_in_contributing_passes_its_examples() {
    let rule = blocks(&page("CONTRIBUTING.md"), "toml").remove(0);
    let desk = Desk::new().with("my-rule.toml", &rule);
    let ran = desk.run("rules test --rules my-rule.toml");
    let about_it: Vec<&str> = ran.out.lines().filter(|line| line.contains("book/")).collect();
    assert_eq!((about_it, ran.err.as_str()), (Vec::new(), ""));
    let list = desk.run("rules list --rules my-rule.toml").out;
    assert!(list.contains("book/pages-left"));
}

/// The steps of a session: each command with what is shown below it.
fn steps(block: &str) -> Vec<(&str, &str)> {
    let steps = block.strip_prefix("$ ").unwrap().split("\n$ ");
    steps.map(|step| step.split_once('\n').unwrap_or((step, ""))).collect()
}

/// What a step of the guide prints; `cat` lays the file down, and what goes into a file is not shown.
fn printed(desk: &Desk, command: &str, shown: &str) -> String {
    if let Some(name) = command.strip_prefix("cat ") {
        std::fs::write(desk.path(name), shown).unwrap();
        return shown.to_owned();
    }
    let (arguments, file) = command.split_once(" > ").unwrap_or((command, ""));
    let ran = desk.run(arguments.strip_prefix("heshu ").unwrap());
    assert!(ran.status <= 1 && ran.err.is_empty(), "{command}: {ran}");
    if file.is_empty() { ran.out } else { String::new() }
}

/// `UPDATE=1 cargo test --test docs` writes the output of the commands into the guide.
#[test]
fn the_guide_shows_real_runs() {
    let (guide, desk) = (page("docs/guide.md"), Desk::new());
    let mut real = guide.clone();
    for block in blocks(&guide, "text") {
        let mut session = String::new();
        for (command, shown) in steps(&block) {
            let out = printed(&desk, command, shown);
            session += &format!("$ {command}\n");
            if !out.is_empty() {
                session += &format!("{}\n\n", out.trim_end());
            }
        }
        real = real.replace(&block, &format!("{}\n", session.trim_end()));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(root().join("docs/guide.md"), &real).unwrap();
    }
    assert_eq!(page("docs/guide.md"), real, "UPDATE=1 cargo test --test docs writes it");
}

/// The versions that templates name are those of the package.
#[test]
fn the_gate_needs_the_toolchain_of_the_package() {
    let cargo = page("Cargo.toml");
    let version = cargo.split("rust-version = \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(page("templates/heshu.gitlab-ci.yml").contains(&format!("image: rust:{version}")));
}
