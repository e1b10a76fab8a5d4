//! The arguments of what is decided about drafts.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, Subcommand};
use jiff::civil::{Date, DateTime};

use super::values::{parse_date, parse_encoding};
use super::{COMMAND_HELP, InputArgs, PackArgs};
use crate::cli::silence::BASELINE;
use crate::source::Encoding;

/// Where the decisions stand.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct SilenceArgs {
    /// 决定文件,不写则用稿件旁边的
    /// heshu-decisions.toml
    #[arg(long, value_name = "文件", verbatim_doc_comment)]
    pub(crate) decisions: Option<PathBuf>,
}

/// Where the findings stand that are known.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct BaselineFileArgs {
    /// 基线文件,不写则为 heshu-baseline.jsonl
    #[arg(
        long,
        value_name = "文件",
        default_value = BASELINE,
        hide_default_value = true
    )]
    pub(crate) baseline: PathBuf,
}

/// A place in a draft that is decided about, and for how long.
#[derive(Debug, Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct TargetArgs {
    /// 稿件,或稿件的一行,如 稿件.txt:3
    #[arg(value_name = "文件[:行]", help_heading = "输入")]
    pub(crate) target: String,

    #[command(flatten)]
    pub(crate) silence: SilenceArgs,

    /// 到哪一天为止有效,如 2024-06-30
    #[arg(long, value_name = "日期", value_parser = parse_day)]
    pub(crate) expires: Option<Date>,

    /// 决定的日期,不写则为今天
    #[arg(long, value_name = "日期", value_parser = parse_day)]
    pub(crate) on: Option<Date>,

    /// 稿件日期,如 2024-03-05
    #[arg(long, value_name = "日期", value_parser = parse_date)]
    pub(crate) date: Option<DateTime>,

    /// 文本的编码,如 gb18030、big5;不写则自动识别
    #[arg(long, value_name = "编码", value_parser = parse_encoding)]
    pub(crate) encoding: Option<&'static Encoding>,

    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu accept <文件[:行]> --reason <理由> [选项]"
)]
pub(crate) struct AcceptArgs {
    #[command(flatten)]
    pub(crate) target: TargetArgs,

    /// 为什么可以这样写
    #[arg(long, value_name = "理由", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) reason: String,

    /// 只接受这条规则的问题,如 date/duration
    #[arg(long, value_name = "规则")]
    pub(crate) rule: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu verify <文件[:行]> --source <出处> [选项]"
)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) target: TargetArgs,

    /// 凭什么核实的
    #[arg(long, value_name = "出处", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) source: String,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu decisions [文件夹|决定文件]..."
)]
pub(crate) struct DecisionsArgs {
    /// 文件夹或决定文件,不写则为当前文件夹
    #[arg(
        value_name = "路径",
        help_heading = "输入",
        default_value = ".",
        hide_default_value = true
    )]
    pub(crate) paths: Vec<PathBuf>,

    /// 看哪一天是否还有效,不写则为今天
    #[arg(long, value_name = "日期", value_parser = parse_day)]
    pub(crate) on: Option<Date>,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "heshu baseline <命令> [选项]",
    arg_required_else_help = true
)]
pub(crate) struct BaselineArgs {
    #[command(subcommand)]
    pub(crate) verb: BaselineVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineVerb {
    /// 写下现有的全部问题
    #[command(override_usage = "heshu baseline write [选项] [路径|-]...")]
    Write(BaselineRunArgs),
    /// 去掉已经不再出现的问题
    #[command(override_usage = "heshu baseline prune [选项] [路径|-]...")]
    Prune(BaselineRunArgs),
}

#[derive(Debug, Args)]
#[command(help_template = COMMAND_HELP, next_help_heading = "选项")]
pub(crate) struct BaselineRunArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    #[command(flatten)]
    pub(crate) known: BaselineFileArgs,
}

fn parse_day(text: &str) -> Result<Date, String> {
    parse_date(text).map(DateTime::date)
}
