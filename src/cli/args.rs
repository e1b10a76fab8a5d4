//! What can be said on the command line. Help texts are broken by hand: clap wraps at ASCII spaces only.

mod claims;
mod decide;
#[cfg(feature = "lsp")]
mod lsp;
mod values;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use jiff::civil::DateTime;
use regex::Regex;

use crate::source::Encoding;
pub(crate) use claims::ClaimsArgs;
pub(crate) use decide::{
    AcceptArgs, BaselineArgs, BaselineFileArgs, BaselineRunArgs, BaselineVerb, DecisionsArgs,
    SilenceArgs, TargetArgs, VerifyArgs,
};
#[cfg(feature = "lsp")]
pub(crate) use lsp::LspArgs;
pub(crate) use values::{Color, FailOn, Format, InputFormat, ListFormat, TableFormat};
use values::{parse_date, parse_encoding, parse_jobs, parse_optional};

const COMMAND_HELP: &str = "\
{about-with-newline}
用法:{usage}

{all-args}{after-help}";

/// 核对中文新闻稿里的数字:彼此矛盾的指出来,对得上的说清楚。
#[derive(Debug, Parser)]
#[command(
    name = "heshu",
    version,
    help_template = COMMAND_HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "heshu <命令> [选项]",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    next_help_heading = "选项",
    after_help = "每个命令都有自己的帮助:heshu check --help"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,

    /// 何时着色:auto(默认)、always、never
    #[arg(
        long,
        global = true,
        value_name = "何时",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) color: Color,

    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

/// One a command.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// 核对稿件,报告互相矛盾的数字
    Check(CheckArgs),
    /// 列出从稿件里读到的每一个数字
    Claims(ClaimsArgs),
    /// 列出、检验、试用、统计规则
    Rules(RulesArgs),
    /// 接受一处问题,记下理由,以后不再报
    Accept(AcceptArgs),
    /// 记下数字的出处,以后算作已核实
    Verify(VerifyArgs),
    /// 列出记下的决定
    Decisions(DecisionsArgs),
    /// 记下一批稿件现有的问题,以后只报新出的
    Baseline(BaselineArgs),
    /// 说明一条规则
    Explain(ExplainArgs),
    /// 看配置文件
    Config(ConfigArgs),
    /// 为编辑器服务:边写边核对
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
    /// 生成命令行补全脚本
    Completions(CompletionsArgs),
    /// 写出手册页
    Man(ManArgs),
}

#[derive(Debug, Args)]
#[command(help_template = COMMAND_HELP, next_help_heading = "选项", override_usage = "heshu check [选项] [路径|-]...", after_help = "\
退出码:
  0  没有达到 --fail-on 级别的问题
  1  有
  2  用法、输入、配置或规则有误")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// 输出格式:text(默认)、compact(每处一行)、
    /// json、jsonl(每个输入一行)、sarif、github、
    /// gitlab、checkstyle、junit、rdjson、
    /// html(一页报告,可以打印)
    #[arg(
        long,
        value_name = "格式",
        verbatim_doc_comment,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: Format,

    /// 有这一级或更重的问题时退出码为 1:
    /// error(默认)、warning、info、never
    #[arg(
        long,
        value_name = "级别",
        verbatim_doc_comment,
        default_value = "error",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) fail_on: FailOn,

    /// 警告超过这个数时退出码也为 1
    #[arg(long, value_name = "个数")]
    pub(crate) max_warnings: Option<usize>,

    /// 有问题退出码也为 0
    #[arg(long, conflicts_with_all = ["fail_on", "max_warnings"])]
    pub(crate) exit_zero: bool,

    /// 按报纸编校质量的算法计错:错误每处 1,
    /// 标题里的 2,数字用法 0.1;附万分差错率
    #[arg(long, verbatim_doc_comment)]
    pub(crate) score: bool,

    /// 比较一篇稿子的两稿:改了哪些数字,
    /// 新出、消除了哪些问题
    #[arg(
        long,
        num_args = 2,
        value_names = ["旧稿", "新稿"],
        verbatim_doc_comment,
        conflicts_with_all = ["paths", "score", "max_warnings"]
    )]
    pub(crate) diff: Vec<PathBuf>,

    /// 另存一份 Word 稿件,在每处问题上加批注;
    /// 输入只能是一份 .docx
    #[arg(long, value_name = "文件", verbatim_doc_comment, conflicts_with = "diff")]
    pub(crate) annotate: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) silence: SilenceArgs,

    /// 只报基线里没有的问题
    #[arg(long)]
    pub(crate) new_only: bool,

    #[command(flatten)]
    pub(crate) known: BaselineFileArgs,

    /// 只写问题,不写总结
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,

    /// 也写核实了的关系及其算式
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// What to read, and with what.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct InputArgs {
    /// 稿件或装着稿件的文件夹,- 为标准输入;
    /// 不写则为当前文件夹
    #[arg(
        value_name = "路径",
        verbatim_doc_comment,
        help_heading = "输入",
        default_value = ".",
        hide_default_value = true
    )]
    pub(crate) paths: Vec<PathBuf>,

    /// 输入格式:text(默认)、jsonl(每行一个
    /// {"id","text","title"?,"date"?})
    #[arg(
        long,
        value_name = "格式",
        verbatim_doc_comment,
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) input_format: InputFormat,

    /// 稿件日期,如 2024-03-05;
    /// 稿件自带日期的以自带的为准
    #[arg(long, value_name = "日期", verbatim_doc_comment, value_parser = parse_date)]
    pub(crate) date: Option<DateTime>,

    /// 文本的编码,如 gb18030、big5;不写则自动识别
    #[arg(long, value_name = "编码", value_parser = parse_encoding)]
    pub(crate) encoding: Option<&'static Encoding>,

    /// 标准输入当作哪个文件,也由此知道格式
    #[arg(long, value_name = "文件")]
    pub(crate) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) packs: PackArgs,

    /// 同时核对几份稿件,默认为处理器核数
    #[arg(short, long, value_name = "个数", value_parser = parse_jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "heshu rules <命令> [选项]",
    arg_required_else_help = true
)]
pub(crate) struct RulesArgs {
    #[command(subcommand)]
    pub(crate) verb: RulesVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesVerb {
    /// 列出全部规则
    #[command(override_usage = "heshu rules list [选项] [规则]")]
    List(PacksArgs),
    /// 用规则自带的例子检验规则
    #[command(override_usage = "heshu rules test [选项] [规则]")]
    Test(PacksArgs),
    /// 只用某个规则文件核对稿件
    Try(TryArgs),
    /// 统计每条规则在稿件里的情况
    Survey(SurveyArgs),
}

fn ids(text: &str) -> Result<Regex, &'static str> {
    Regex::new(text).map_err(|_| "不是正则表达式")
}

#[derive(Debug, Args)]
#[command(help_template = COMMAND_HELP, next_help_heading = "选项")]
pub(crate) struct PacksArgs {
    /// 只看编号合乎这个正则表达式的规则,如 ^date/;
    /// 不写则为全部规则
    #[arg(value_name = "规则", help_heading = "输入", value_parser = ids)]
    pub(crate) ids: Option<Regex>,

    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu rules try <规则文件> [路径|-]..."
)]
pub(crate) struct TryArgs {
    /// 规则文件
    #[arg(value_name = "规则文件", help_heading = "输入")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) input: InputArgs,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu rules survey [选项] [路径|-]..."
)]
pub(crate) struct SurveyArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,

    /// 输出格式:text(默认,表格)、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: TableFormat,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu explain <规则> [选项]"
)]
pub(crate) struct ExplainArgs {
    /// 规则名,如 date/duration
    #[arg(value_name = "规则", help_heading = "输入")]
    pub(crate) rule: String,

    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu completions <外壳>"
)]
pub(crate) struct CompletionsArgs {
    /// bash、zsh、fish、elvish 或 powershell
    #[arg(value_name = "外壳", help_heading = "输入", hide_possible_values = true)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    next_help_heading = "选项",
    override_usage = "heshu man <文件夹>"
)]
pub(crate) struct ManArgs {
    /// 写到哪个文件夹,每个命令一页
    #[arg(value_name = "文件夹", help_heading = "输入")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    help_template = COMMAND_HELP,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    override_usage = "heshu config <命令> [选项]",
    arg_required_else_help = true
)]
pub(crate) struct ConfigArgs {
    #[command(subcommand)]
    pub(crate) verb: ConfigVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigVerb {
    /// 显示对某个文件或文件夹起作用的配置
    #[command(override_usage = "heshu config show [选项] [路径]")]
    Show(ConfigShowArgs),
}

#[derive(Debug, Args)]
#[command(help_template = COMMAND_HELP, next_help_heading = "选项")]
pub(crate) struct ConfigShowArgs {
    /// 文件或文件夹,不写则为当前文件夹
    #[arg(
        value_name = "路径",
        help_heading = "输入",
        default_value = ".",
        hide_default_value = true
    )]
    pub(crate) path: PathBuf,

    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

/// Which rules there are besides the built-in ones, and what is set for them.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PackArgs {
    /// 另加一个规则文件夹,可以重复
    #[arg(long, value_name = "文件夹")]
    pub(crate) rules: Vec<PathBuf>,

    /// 启用可选的规则:style(数字用法)
    #[arg(long, value_name = "名字", value_parser = parse_optional)]
    pub(crate) enable: Vec<String>,

    /// 只用这个配置文件,不去找 heshu.toml
    #[arg(long, value_name = "文件", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,

    /// 不用任何配置文件
    #[arg(long)]
    pub(crate) isolated: bool,
}
