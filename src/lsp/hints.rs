//! What is shown between the words: that nothing in the text verifies a figure.

use gen_lsp_types::{InlayHint, Label, Range, Tooltip};

use crate::lsp::analysis::Analysis;
use crate::report::unchecked;

/// A hint behind each figure in `range` that nothing verifies.
pub(crate) fn unchecked(analysis: &Analysis, range: Range) -> Vec<InlayHint> {
    let Some(draft) = analysis.draft() else { return Vec::new() };
    let bytes = analysis.open.bytes(range);
    let open = unchecked::open(&draft.report).into_iter();
    open.filter(|open| draft.touches(open.claim.span, &bytes))
        .map(|open| InlayHint {
            position: analysis.range(draft, open.claim.span).end,
            label: Label::String("未核".to_owned()),
            kind: None,
            text_edits: None,
            tooltip: Some(Tooltip::String(format!("稿内无从核对,需要:{}", open.need))),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
        .collect()
}
