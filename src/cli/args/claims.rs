//! The arguments of `heshu claims`.

use clap::Args;

use super::{COMMAND_HELP, InputArgs, ListFormat, SilenceArgs};

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu claims [选项] [路径|-]..."
)]
pub(crate) struct ClaimsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    #[command(flatten)]
    pub(crate) silence: SilenceArgs,

    /// 只列稿内无从核对的数字:在哪一段哪一句,
    /// 要用什么来核对
    #[arg(long, verbatim_doc_comment)]
    pub(crate) unchecked: bool,

    /// 已过或将来都说得通的日子算将来的:
    /// “周三”“8号”“3月8日”“元旦”
    #[arg(long, verbatim_doc_comment)]
    pub(crate) ahead: bool,

    /// 输出格式:text(默认,表格)、json、
    /// jsonl(每个输入一行)
    #[arg(
        long,
        value_name = "格式",
        verbatim_doc_comment,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: ListFormat,
}
