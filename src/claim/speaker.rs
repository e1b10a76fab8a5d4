//! Who says a figure.

use super::words::Words;

/// Characters before a verb of saying that name who says it.
const NAME: usize = 12;

/// Who says what follows `before`, the sentence up to a figure: the words before the last verb of saying.
#[must_use]
pub fn speaker<'t>(before: &'t str, words: &Words) -> Option<&'t str> {
    let said = words.says().filter_map(|verb| before.rfind(verb)).max()?;
    let name = &before[..said];
    let from = name.char_indices().rev().take(NAME).last().map_or(name.len(), |(at, _)| at);
    let name = &name[from..];
    let name = name.rsplit([',', ';', ':', '、', '。', '\n']).next().unwrap_or(name);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_verb_tells() {
        let words = Words::builtin();
        assert_eq!(speaker("甲方5日称,", words), Some("甲方5日"));
        assert_eq!(speaker("甲方称已收到,乙方代表表示,有", words), Some("乙方代表"));
        assert_eq!(speaker("全县有", words), None);
    }
}
