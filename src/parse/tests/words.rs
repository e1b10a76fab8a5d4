//! Every word of `rules/words/` does what its file says.

use super::{mentions, show};
use crate::value::Effect;

pub(super) fn words(file: &str) -> toml::Table {
    let file = crate::RULES.get_file(format!("words/{file}")).unwrap();
    file.contents_utf8().unwrap().parse().unwrap()
}

/// All strings below a table, split at blanks.
fn listed(value: &toml::Value, key: &str) -> Vec<String> {
    match value {
        toml::Value::Table(table) => table
            .iter()
            .flat_map(|(name, value)| match value {
                toml::Value::String(list) if name == key => {
                    list.split_whitespace().map(str::to_owned).collect()
                }
                toml::Value::String(_) => Vec::new(),
                value => listed(value, key),
            })
            .collect(),
        toml::Value::Array(all) => all.iter().flat_map(|value| listed(value, key)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn no_idiom_is_a_figure() {
    let idioms = words("idioms.toml");
    let mut wrong = Vec::new();
    for list in idioms["words"].as_table().unwrap().values() {
        for word in list.as_str().unwrap().split_whitespace() {
            let text = format!("据称{word}如此");
            if !mentions(&text).is_empty() {
                wrong.push(format!("{text} {}", show(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_name_of_a_unit_counts() {
    let mut wrong = Vec::new();
    let (mut units, currencies) = (words("units.toml"), words("currencies.toml"));
    units.remove("denominator");
    for values in [toml::Value::Table(units), currencies["currency"].clone()] {
        for name in listed(&values, "names") {
            let text = format!("共12.5{name},");
            let read = mentions(&text);
            if read.len() != 1 || !text[read[0].span.range()].ends_with(&*name) {
                wrong.push(format!("{text} {}", show(&text)));
            }
        }
    }
    let classifiers = toml::Value::Table(words("classifiers.toml"));
    let mut names = listed(&classifiers, "words");
    names.extend(
        listed(&classifiers, "alias")
            .iter()
            .filter_map(|alias| Some(alias.split_once('=')?.0.to_owned())),
    );
    // 届 makes an ordinal.
    for name in names.into_iter().filter(|name| name != "届") {
        let text = format!("共12万{name},");
        let read = mentions(&text);
        if read.len() != 1 || !text[read[0].span.range()].ends_with(&*name) {
            wrong.push(format!("{text} {}", show(&text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_hedge_moves_a_figure() {
    let hedges = words("hedges.toml");
    let mut wrong = Vec::new();
    for entry in hedges["hedge"].as_array().unwrap() {
        let table = entry.as_table().unwrap();
        let effect = table["effect"].as_str().unwrap();
        for (key, figure) in [
            ("before", "300件"),
            ("large", "300万件"),
            ("headless", "万件"),
            ("after", "300件"),
            ("bare", "5公里"),
        ] {
            let Some(list) = table.get(key).and_then(toml::Value::as_str) else { continue };
            for word in list.split_whitespace() {
                let word = word.replace('_', " ");
                let text = if matches!(key, "after" | "bare") {
                    format!("有{figure}{word}。")
                } else {
                    format!("他{word}{figure}。")
                };
                let read = mentions(&text);
                let [mention] = read.as_slice() else {
                    wrong.push(format!("{text} {}", show(&text)));
                    continue;
                };
                let found =
                    mention.figure().unwrap().hedges.iter().next().map_or("none", Effect::name);
                if found != effect {
                    wrong.push(format!("{text} {} not {effect}", show(&text)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The first name of each symbol of units, currencies, classifiers and denominators.
fn first_names() -> std::collections::HashMap<String, String> {
    let mut names = std::collections::HashMap::new();
    let mut add = |symbol: &str, list: &str| {
        if let Some(first) = list.split_whitespace().next() {
            names.entry(symbol.to_owned()).or_insert_with(|| first.to_owned());
        }
    };
    let (units, classifiers) = (words("units.toml"), words("classifiers.toml"));
    let currencies = words("currencies.toml");
    let denominators = units["denominator"].as_array().unwrap();
    let entries = units.values().filter_map(|value| value.get("units")?.as_array()).flatten();
    for entry in entries.chain(denominators) {
        add(entry["symbol"].as_str().unwrap(), entry["names"].as_str().unwrap());
    }
    for entry in currencies["currency"].as_array().unwrap() {
        add(entry["code"].as_str().unwrap(), entry["names"].as_str().unwrap());
    }
    for name in listed(&toml::Value::Table(classifiers), "words") {
        add(&name, &name);
    }
    names
}

#[test]
fn every_rate_is_read() {
    let names = first_names();
    let name = |symbol: &str| names.get(symbol).cloned().unwrap_or_else(|| format!("?{symbol}"));
    let mut wrong = Vec::new();
    for rate in words("units.toml")["rate"].as_array().unwrap() {
        let list = |key: &str| rate[key].as_str().unwrap().split_whitespace();
        let first = list("of").next().unwrap();
        let pairs = list("per").map(|per| (first, per));
        for (of, per) in pairs.chain(list("of").map(|of| (of, list("per").last().unwrap()))) {
            let text = format!("为12.5万{}/{},", name(of), name(per));
            let read = mentions(&text);
            if read.len() != 1 || read[0].span.end as usize != text.len() - 1 {
                wrong.push(format!("{text} {}", show(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
