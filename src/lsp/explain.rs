//! What a rule is about, as a page that an editor opens.

use std::fmt::Write as _;

use gen_lsp_types::Uri;

use crate::Checker;
use crate::report::text::severity_name;
use crate::rule::compile::Rule;

/// The scheme of the pages.
pub(crate) const SCHEME: &str = "heshu";

/// The page about the rule of that name.
pub(crate) fn link(name: &str) -> Uri {
    Uri(format!("{SCHEME}:/rules/{name}.md"))
}

/// The name of the rule that a page is about.
pub(crate) fn rule_of(uri: &str) -> Option<&str> {
    uri.strip_prefix(SCHEME)?.strip_prefix(":/rules/")?.strip_suffix(".md")
}

/// The page about a rule and its variants; `None` where there is no such rule.
pub(crate) fn page(checker: &Checker, name: &str) -> Option<String> {
    let rules = checker.rules();
    let mut named = rules.named(name).peekable();
    named.peek()?;
    let mut page = format!("# {name}\n");
    for rule in named {
        let finders: Vec<String> =
            rule.finders.iter().map(|finder| finder.in_words(&rules.words)).collect();
        section(&mut page, rule, &finders);
    }
    Some(page)
}

fn section(page: &mut String, rule: &Rule, finders: &[String]) {
    let mut say = |line: std::fmt::Arguments<'_>| {
        // Writing to a string does not fail.
        let _ = writeln!(page, "{line}");
    };
    say(format_args!("\n## {}\n", rule.title));
    say(format_args!("{}\n", rule.why.trim()));
    say(format_args!("* 编号:`{}`", rule.id));
    say(format_args!("* 最重为{}", severity_name(rule.level)));
    say(format_args!("* 出处:`{}`", rule.file));
    if !rule.help.is_empty() {
        say(format_args!("* 怎么办:{}", rule.help));
    }
    if !finders.is_empty() {
        say(format_args!("\n找这样的话:\n\n```text\n{}\n```", finders.join("\n")));
    }
    if !rule.bad.is_empty() {
        say(format_args!("\n这样会报:\n"));
        rule.bad.iter().for_each(|example| say(format_args!("> {}\n", example.marked())));
    }
    if !rule.ok.is_empty() {
        say(format_args!("这样不报:\n"));
        rule.ok.iter().for_each(|example| say(format_args!("> {}\n", example.text)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page() {
        let checker = Checker::new([]).unwrap();
        for rule in &checker.rules().rules {
            let link = link(&rule.name);
            let page = page(&checker, rule_of(&link.0).unwrap()).unwrap();
            assert!(page.contains(&rule.title) && page.contains("这样会报"), "{page}");
        }
        assert_eq!(page(&checker, "date/none"), None);
        assert_eq!(rule_of("file:///rules/a.md"), None);
    }
}
