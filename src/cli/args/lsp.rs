//! The arguments of the language server.

use clap::Args;

use super::{COMMAND_HELP, PackArgs};

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu lsp [选项]",
    after_help = "编辑器启动它,经标准输入输出与它说话。\n怎样配置编辑器,见 docs/editors.md。"
)]
pub(crate) struct LspArgs {
    /// 经标准输入输出(总是如此,可以不写)
    #[arg(long)]
    stdio: bool,

    #[command(flatten)]
    pub(crate) packs: PackArgs,
}
