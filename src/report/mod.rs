//! How reports leave the program: drawn for people, or as JSON for machines. One file a format.

#[cfg(feature = "cli")]
mod excerpt;
#[cfg(test)]
mod fixture;
#[cfg(feature = "cli")]
mod foreign;
pub mod json;
mod locate;
#[cfg(feature = "cli")]
pub mod table;
#[cfg(feature = "cli")]
pub mod text;
pub mod unchecked;
