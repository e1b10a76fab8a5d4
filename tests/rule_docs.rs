//! `docs/rules.md` is made of the rule files: `UPDATE=1 cargo test --test rule_docs` writes it anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests fail loudly")]

mod common;

use std::fmt::Write as _;

use common::root;
use heshu::Checker;
use heshu::report::text::severity_name;
use heshu::rule::compile::Rule;
use heshu::rule::example::near_miss;

const HEAD: &str = "# 规则

每条规则的编号、它查的错、一个错例和一个对例。本页由 `rules/` 里的规则文件生成,不要手改:
改了规则以后运行 `UPDATE=1 cargo test --test rule_docs`。`heshu explain 编号` 显示同样的内容和算式。

错例里,【】标的是报出来的数字,〔〕标的是和它对不上的数字。
";

#[test]
fn the_page_shows_the_rules() {
    let path = root().join("docs/rules.md");
    let packs = heshu::rule::pack::optional().map(|(_, pack)| pack);
    let page = page(&Checker::new(packs).expect("the built-in rules are sound"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "run UPDATE=1 cargo test --test rule_docs and read what changed");
}

fn page(checker: &Checker) -> String {
    let mut page = HEAD.to_owned();
    let mut rules: Vec<&Rule> = checker.rules().rules.iter().collect();
    rules.sort_by_key(|rule| &rule.id);
    let (mut group, mut name) = ("", "");
    for rule in rules {
        let (of_group, _) = rule.id.split_once('/').expect("ids are checked");
        if of_group != group {
            group = of_group;
            write!(page, "\n## {group}/\n").unwrap();
        }
        if *rule.name != *name {
            name = &rule.name;
            write!(page, "\n### {name}\n").unwrap();
        }
        section(&mut page, rule);
    }
    page
}

fn section(page: &mut String, rule: &Rule) {
    let Rule { id, title, why, file, .. } = rule;
    let level = severity_name(rule.level);
    let pack = if rule.pack == 0 { "" } else { ",默认关闭,用 `--enable` 打开" };
    write!(page, "\n**{title}**(`{id}`,最重为{level},`{file}`{pack})\n\n").unwrap();
    if !why.is_empty() {
        write!(page, "{}\n\n", why.trim()).unwrap();
    }
    let (bad, ok) = near_miss(&rule.bad, &rule.ok)
        .or_else(|| rule.bad.first().zip(rule.ok.first()))
        .expect("rules have examples");
    let quoted = |text: &str| text.trim().lines().collect::<Vec<_>>().join("<br>");
    writeln!(page, "* 错:{}", quoted(&bad.marked())).unwrap();
    writeln!(page, "* 对:{}", quoted(&ok.text)).unwrap();
}
