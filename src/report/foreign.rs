//! Diagnostics of other making, such as those of rule files, brought into the form of ours.

use miette::{Diagnostic, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SpanContents};

/// A diagnostic without what miette would word in English: help and related ones.
pub(crate) struct Headed<'a> {
    diagnostic: &'a dyn Diagnostic,
    source: Option<InCharacters<'a>>,
}

impl<'a> Headed<'a> {
    pub(crate) fn new(diagnostic: &'a dyn Diagnostic) -> Self {
        Self { diagnostic, source: diagnostic.source_code().map(InCharacters) }
    }
}

impl Diagnostic for Headed<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        self.diagnostic.severity()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.diagnostic.labels()
    }

    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.diagnostic.diagnostic_source()
    }
}

impl std::error::Error for Headed<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.diagnostic.source()
    }
}

impl std::fmt::Display for Headed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self.diagnostic, f)
    }
}

impl std::fmt::Debug for Headed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self.diagnostic, f)
    }
}

/// A text whose columns count characters, where miette's own texts count bytes.
struct InCharacters<'a>(&'a dyn SourceCode);

impl SourceCode for InCharacters<'_> {
    fn read_span<'a>(
        &'a self,
        span: &miette::SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let contents = self.0.read_span(span, before, after)?;
        if contents.column() == 0 {
            return Ok(contents);
        }
        // With a line of context the data begins where a line does.
        let head = self.0.read_span(span, 1, 0)?;
        let length = contents.span().offset().saturating_sub(head.span().offset());
        let head = String::from_utf8_lossy(head.data().get(..length).unwrap_or_default());
        let column = head.rsplit('\n').next().map_or(0, |line| line.chars().count());
        Ok(Box::new(MietteSpanContents::new_named(
            contents.name().unwrap_or_default().to_owned(),
            contents.data(),
            *contents.span(),
            contents.line(),
            column,
            contents.line_count(),
        )))
    }
}
