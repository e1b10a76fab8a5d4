//! Text inside XML and HTML.

use std::fmt::{self, Display, Formatter, Write as _};

/// Text as it stands in an element or in an attribute in double quotes. Characters that XML does not allow become U+FFFD.
pub(super) struct Text<'a>(pub(super) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\n' | '\t' | '\r' => write!(f, "&#{};", character as u32)?,
                '\0'..' ' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                _ => f.write_char(character)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn signs_of_xml_are_written_out() {
        let text = Text("3<5 & \"甲\">乙\n\u{1}").to_string();
        assert_eq!(text, "3&lt;5 &amp; &quot;甲&quot;&gt;乙&#10;\u{fffd}");
    }
}
