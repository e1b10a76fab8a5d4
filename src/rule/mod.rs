//! Rules: files → checked, compiled rules.

pub mod agenda;
pub mod compile;
pub mod error;
pub mod example;
pub mod expr;
pub mod finder;
pub mod formula;
pub mod function;
pub mod guard;
pub mod identity;
pub mod matcher;
pub mod model;
pub mod pack;
pub mod pattern;
pub mod phrase;
pub mod setting;
pub mod sight;
pub mod template;
pub mod types;
pub mod words;
