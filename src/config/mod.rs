//! `heshu.toml`: what a newsroom sets for its drafts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::str::FromStr;

use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde::Deserialize;
use toml::Spanned;

use crate::rule::error::{Flaw, RuleError, toml_flaw};
use crate::rule::setting::{Setting, Settings};
use crate::value::Widths;

/// What the file is called.
pub const FILE: &str = "heshu.toml";

/// What a configuration file says. Paths and globs count from its folder.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Rule files of one's own, or folders of them.
    pub packs: Vec<String>,
    /// Optional packs to enable: `style`.
    pub enable: Vec<String>,
    /// The date of drafts that bring none, such as `'2024-03-05'`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub date: Option<Spanned<String>>,
    /// The file of decisions about drafts, in place of those beside them.
    pub decisions: Option<String>,
    /// Of the files in folders only these are checked: globs as in a `.gitignore`.
    pub include: Vec<String>,
    /// Of the files in folders these are not checked.
    pub exclude: Vec<String>,
    /// What becomes of a rule (`date/weekday`), or of all rules of a group (`date`).
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Setting>"))]
    pub rules: BTreeMap<Spanned<String>, Setting>,
    /// How far hedges reach.
    pub widths: HouseWidths,
}

/// How far hedges reach in the house's own style; the names are those of `rules/words/hedges.toml`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct HouseWidths {
    /// 约: half the width, as a fraction of the figure, to a careful reader: `'0.10'`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub about_strict: Option<Spanned<String>>,
    /// 约: the same to a lenient one; errors are what not even he lets pass.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub about_lenient: Option<Spanned<String>>,
    /// 近: the lower end, as a fraction of the figure, to a careful reader: `'0.85'`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub near_strict: Option<Spanned<String>>,
    /// 近: the same to a lenient one.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub near_lenient: Option<Spanned<String>>,
    /// 超: the upper end, as a multiple of the figure, to a careful reader: `'2'`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub above_strict: Option<Spanned<String>>,
}

/// A configuration file that was read and found right.
#[derive(Debug, Default)]
pub struct Loaded {
    /// What it says.
    pub config: Config,
    /// What it makes of the rules.
    pub settings: Settings,
    /// The date of drafts that bring none.
    pub date: Option<DateTime>,
    /// The widths it sets.
    widths: Vec<(Decimal, Width)>,
}

/// A width as written, where it goes, and between which values it makes sense.
type Setter<'a> = (&'a Option<Spanned<String>>, Width, Range<u32>);

/// Where a width is kept.
type Width = fn(&mut Widths) -> &mut Decimal;

impl Loaded {
    /// Reads the file `name` with the text `text`.
    ///
    /// # Errors
    ///
    /// It is no TOML, or says what no configuration says: a diagnostic that points into it.
    pub fn parse(name: &str, text: &str) -> Result<Self, RuleError> {
        let broken = |flaw| RuleError::misconfigured(name, text, flaw);
        let config: Config = toml::from_str(text).map_err(|error| broken(toml_flaw(&error)))?;
        let date = config.date.as_ref().map(date).transpose().map_err(broken)?;
        let widths = config.widths.values().map_err(broken)?;
        let rules = config.rules.iter();
        let rules = rules.map(|(id, to)| (id.span(), id.get_ref().clone(), *to)).collect();
        let settings = Settings { name: name.into(), text: text.into(), rules };
        Ok(Self { config, settings, date, widths })
    }

    /// Sets the widths of the house.
    pub fn widen(&self, widths: &mut Widths) {
        self.widths.iter().for_each(|(value, width)| *width(widths) = *value);
    }
}

fn date(date: &Spanned<String>) -> Result<DateTime, Flaw> {
    crate::source::parse_date(date.get_ref())
        .ok_or_else(|| Flaw::new(date.span(), "不是日期", "要写成 '2024-03-05' 的样子"))
}

impl HouseWidths {
    /// The widths that are set, each between what makes sense for it.
    fn values(&self) -> Result<Vec<(Decimal, Width)>, Flaw> {
        let all: [Setter<'_>; 5] = [
            (&self.about_strict, |widths| &mut widths.about_strict, 0..1),
            (&self.about_lenient, |widths| &mut widths.about_lenient, 0..1),
            (&self.near_strict, |widths| &mut widths.near_strict, 0..1),
            (&self.near_lenient, |widths| &mut widths.near_lenient, 0..1),
            (&self.above_strict, |widths| &mut widths.above_strict, 1..100),
        ];
        let set =
            all.into_iter().filter_map(|(text, width, range)| Some((text.as_ref()?, width, range)));
        set.map(|(text, width, range)| {
            let value = Decimal::from_str(text.get_ref()).ok();
            let value = value.filter(|&value| {
                Decimal::from(range.start) <= value && value <= Decimal::from(range.end)
            });
            let help = format!("要写 {} 到 {} 之间的数,如 '0.15'", range.start, range.end);
            value
                .map(|value| (value, width))
                .ok_or_else(|| Flaw::new(text.span(), "不合适的宽度", help))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let RuleError::Broken { message, help, at, .. } =
            Loaded::parse("heshu.toml", text).unwrap_err();
        assert_eq!(format!("{} {message};{help}", at.offset()), expected);
    }

    #[test]
    fn mistakes_are_placed() {
        check("exclud = []", "0 没有“exclud”这一项;是不是想写 exclude?");
        check("[rules]\n'date/x' = 'of'", "19 不能写“of”;是不是想写 off?");
        check("date = '昨天'", "7 不是日期;要写成 '2024-03-05' 的样子");
        check("[widths]\nabout_strict = '3'", "24 不合适的宽度;要写 0 到 1 之间的数,如 '0.15'");
    }

    #[test]
    fn schemas_are_as_committed() {
        let schemas = [
            ("heshu.schema.json", schemars::schema_for!(Config)),
            ("rules.schema.json", schemars::schema_for!(crate::rule::model::PackFile)),
        ];
        for (name, schema) in schemas {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
            let written = serde_json::to_string_pretty(&schema).unwrap() + "\n";
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &written).unwrap();
            }
            let committed = std::fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(committed, written, "UPDATE=1 cargo test writes docs/{name}");
        }
    }
}
