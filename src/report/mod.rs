//! How reports leave the program: drawn for people, or as JSON for machines. One file a format.

pub mod checkstyle;
#[cfg(feature = "cli")]
pub mod compact;
pub mod diff;
#[cfg(feature = "cli")]
mod excerpt;
#[cfg(test)]
pub(crate) mod fixture;
#[cfg(feature = "cli")]
mod foreign;
pub mod github;
pub mod gitlab;
#[cfg(feature = "cli")]
pub mod html;
pub mod json;
pub mod junit;
pub(crate) mod locate;
#[cfg(feature = "cli")]
pub mod note;
pub mod rdjson;
pub mod sarif;
pub mod score;
#[cfg(feature = "cli")]
pub mod table;
#[cfg(feature = "cli")]
pub mod text;
pub mod unchecked;
mod uri;
mod xml;
