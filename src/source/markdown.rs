//! Markdown: its prose, without code, addresses and raw markup.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::source::extract::{Extract, OBJECT};
use crate::source::front::{self, FrontMatter};
use crate::source::page::Page;

/// Reads a text in Markdown.
pub(super) fn read(source: &str) -> Page {
    let mut reader = Reader { source, ..Reader::default() };
    // No strikethrough: 3~5万元、6~8万元 would lose its signs.
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    for (event, at) in Parser::new_ext(source, options).into_offset_iter() {
        reader.event(event, at);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader<'s> {
    source: &'s str,
    out: Extract,
    front: FrontMatter,
    /// Inside front matter.
    metadata: bool,
    /// How many tags are open, and how many when one was opened whose content is left out.
    depth: usize,
    skipped_from: Option<usize>,
    /// Whether the first line is a heading.
    headed: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, &at),
            Event::End(tag) => self.end(tag, at.end),
            Event::Text(text) if self.metadata => {
                let kind = self.source.as_bytes().first();
                self.front = front::read(&text, at.start, kind == Some(&b'+'));
            }
            _ if self.skipped_from.is_some() || self.metadata => {}
            Event::Text(text) => self.text(&text, at),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.out.end_line(at.start),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.out.push(OBJECT.encode_utf8(&mut [0; 4]), at);
            }
            Event::InlineHtml(tag) if is_break(&tag) => {
                self.out.end_line(at.start);
            }
            // Blocks of HTML are read as a whole where they begin.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, at: &Range<usize>) {
        self.depth += 1;
        if self.skipped_from.is_some() {
            return;
        }
        match tag {
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::Image { .. } => {
                self.out.push(OBJECT.encode_utf8(&mut [0; 4]), at.clone());
                self.skipped_from = Some(self.depth);
            }
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.out.push(OBJECT.encode_utf8(&mut [0; 4]), at.clone());
                self.skipped_from = Some(self.depth);
            }
            Tag::TableCell => self.out.next_cell(at.start),
            Tag::Emphasis | Tag::Strong | Tag::Link { .. } => {}
            block => {
                self.out.end_line(at.start);
                match block {
                    // Indented text is taken for prose: drafts are indented more often than they hold code.
                    Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                        self.skipped_from = Some(self.depth);
                    }
                    Tag::HtmlBlock => self.html(at.clone()),
                    Tag::Heading { .. } => self.headed |= self.out.text.is_empty(),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, at: usize) {
        if self.skipped_from == Some(self.depth) {
            self.skipped_from = None;
        }
        self.depth -= 1;
        match tag {
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Image
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Link => {}
            _ if self.skipped_from.is_some() => {}
            _ => self.out.end_line(at),
        }
    }

    /// Adds text that stands at `at`; in indented text line ends are part of it.
    fn text(&mut self, text: &str, at: Range<usize>) {
        if self.source.get(at.clone()) != Some(text) {
            return self.out.push(text, at);
        }
        let mut from = at.start;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches(['\n', '\r']);
            self.out.push(bare, from..from + bare.len());
            from += line.len();
            if bare.len() < line.len() {
                self.out.end_line(from);
            }
        }
    }

    /// A block of raw HTML is read as such; its own events are left aside.
    fn html(&mut self, at: Range<usize>) {
        let Some(block) = self.source.get(at.clone()) else { return };
        self.out.end_line(at.start);
        crate::source::html::fragment(block, at.start, &mut self.out);
        self.out.end_line(at.end);
    }

    fn finish(self) -> Page {
        let title = self.front.title.map(|(text, at)| {
            let mut title = Extract::default();
            title.push(&text, at);
            title
        });
        Page::new(title, self.headed, self.out, self.front.date)
    }
}

/// Whether a tag ends a line.
fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches('<').trim_end().trim_end_matches(['>', '/', ' ']);
    name.eq_ignore_ascii_case("br")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::SourceSpan;
    use crate::text::Draft;

    fn draft(source: &str) -> Draft {
        read(source).draft("稿".into(), source.to_owned(), None)
    }

    fn check(source: &str, expected: &str) {
        let draft = draft(source);
        let title = if draft.headed { "【题】" } else { "" };
        let date = draft.date.map_or_else(String::new, |date| format!("({})", date.date()));
        assert_eq!(title.to_owned() + &draft.text.trim_end().replace('\n', "|") + &date, expected);
    }

    #[test]
    fn prose_is_read_and_markup_is_not() {
        check("# 大桥合龙\n\n桥长**3**公里,*宽*20米。\n", "【题】大桥合龙|桥长3公里,宽20米。");
        check("桥长3公里。\n宽20米。  \n高5米。", "桥长3公里。|宽20米。|高5米。");
        check("- 甲3人\n- 乙5人\n\n> 丙。", "甲3人|乙5人|丙。");
        check("见[报告](http://a.cn/2024)共3页,<http://a.cn/3>。", "见报告共3页,\u{fffc}。");
        check("```\n3人\n```\n\n用了`3`天![图5](a.png)。", "用了\u{fffc}天\u{fffc}。");
        check("    南院用了39天。\n    完。", "南院用了39天。|完。");
        check("|厢|户|\n|-|-|\n|东|5|\n|西|7|\n", "厢\t户|东\t5|西\t7");
        check(
            "甲<b>3</b>人<br>乙\n\n<div><p>丙5人。</p>\n<p>丁</p></div>\n\n完。",
            "甲3人|乙|丙5人。|丁|完。",
        );
        check("用3~5天、6~8万元。", "用3~5天、6~8万元。");
        check("3\\*5 &lt; 16", "3*5 < 16");
    }

    #[test]
    fn front_matter_tells_title_and_date() {
        check(
            "---\ntitle: \"南院修好了\"\ntags: [a]\ndate: 2024-04-05 08:00\n---\n\n# 南院修好了\n\n完。\n",
            "【题】南院修好了|完。(2024-04-05)",
        );
        check("+++\ntitle = '题3'\ndate = 2024-04-05\n+++\n完。", "【题】题3|完。(2024-04-05)");
        check("---\ndate: 不详\n---\n完。", "完。");
    }

    #[test]
    fn offsets_lead_into_the_source() {
        let source = "---\ntitle: 3天\n---\n\n用了**3**9&lt;40天\n";
        let draft = draft(source);
        let map = &draft.origin.as_ref().unwrap().map;
        let at = |text: &str| {
            let start = draft.text.rfind(text).unwrap() as u32;
            &source[map.span(SourceSpan { start, end: start + text.len() as u32 }).range()]
        };
        assert_eq!(at("3天"), "3天");
        assert_eq!(map.span(SourceSpan { start: 0, end: 4 }).range(), 11..15);
        assert_eq!(at("39"), "3**9");
        assert_eq!(at("<40"), "&lt;40");
    }
}
