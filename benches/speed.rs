//! MB/s of reading figures and of the whole check, on one thread: `cargo bench`.

#![allow(clippy::expect_used, clippy::print_stderr, reason = "a bench fails loudly")]

use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use heshu::text::{Document, Draft};
use heshu::{Checker, Keep, parse};

fn main() {
    divan::main();
}

/// A text to measure on.
struct Text {
    name: &'static str,
    text: String,
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} KiB", self.name, self.text.len() >> 10)
    }
}

static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let mut texts = vec![Text { name: "generated", text: generated(4 << 20) }];
    let news = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/news.txt");
    match std::fs::read_to_string(&news) {
        Ok(text) => texts.push(Text { name: "news", text }),
        Err(_) => eprintln!("no {}: measured on generated text only", news.display()),
    }
    texts
});

static CHECKER: LazyLock<Checker> =
    LazyLock::new(|| Checker::new([]).expect("the built-in rules are sound"));

fn texts() -> impl Iterator<Item = &'static Text> {
    TEXTS.iter()
}

fn draft(text: &Text) -> Draft {
    Draft { name: text.name.to_owned(), text: text.text.clone(), ..Draft::default() }
}

/// Text to sentences.
#[divan::bench(args = texts(), sample_count = 10, sample_size = 1)]
fn structure(bencher: Bencher, text: &Text) {
    bencher
        .counter(BytesCount::of_str(&text.text))
        .with_inputs(|| draft(text))
        .bench_values(|draft| Document::new(draft).sentences().len());
}

/// Text to mentions.
#[divan::bench(args = texts(), sample_count = 10, sample_size = 1)]
fn parse(bencher: Bencher, text: &Text) {
    let lexicon = CHECKER.lexicon();
    bencher
        .counter(BytesCount::of_str(&text.text))
        .with_inputs(|| draft(text))
        .bench_values(|draft| parse::read(&Document::new(draft), lexicon).mentions.len());
}

/// Text to findings.
#[divan::bench(args = texts(), sample_count = 10, sample_size = 1)]
fn check(bencher: Bencher, text: &Text) {
    bencher
        .counter(BytesCount::of_str(&text.text))
        .with_inputs(|| draft(text))
        .bench_values(|draft| CHECKER.check(draft, Keep::default()).findings.len());
}

/// Strings that would be read again and again if anything were not linear.
const MONSTERS: [&str; 26] = [
    "9",
    "1,",
    "1 ",
    "1-",
    "1:",
    "一",
    "零",
    "万",
    "十",
    "点",
    "百分之",
    "三分一",
    "、",
    "1、",
    "第1、",
    "一点",
    "几十",
    "大于1",
    "三五",
    "翻一番",
    "年",
    "至",
    "1日",
    "差一刻",
    "2008.03-",
    "7 2 ",
];

/// Each of them, as long as 64 and 256 KiB: the speed of both must be the same.
fn monsters() -> Vec<Text> {
    let long = |unit: &'static str, bytes: usize| Text {
        name: unit,
        text: unit.repeat(bytes / unit.len()),
    };
    MONSTERS.iter().flat_map(|unit| [long(unit, 1 << 16), long(unit, 1 << 18)]).collect()
}

/// Monstrous text to mentions.
#[divan::bench(args = monsters(), sample_count = 5, sample_size = 1)]
fn monstrous(bencher: Bencher, text: &Text) {
    let lexicon = CHECKER.lexicon();
    bencher
        .counter(BytesCount::of_str(&text.text))
        .with_inputs(|| draft(text))
        .bench_values(|draft| parse::read(&Document::new(draft), lexicon).mentions.len());
}

/// Rules to a checker: what every run pays before its first draft.
#[divan::bench]
fn start() -> Checker {
    Checker::new([]).expect("the built-in rules are sound")
}

/// Sentences of many kinds, some without a figure; # stands for digits.
const SENTENCES: [&str; 16] = [
    "入秋以来,河口村的晒场一天比一天热闹,家家户户忙着收割、翻晒、装袋。",
    "合作社今年种稻#亩,收稻谷#万斤,比去年增长#%。",
    "记者在现场看到,工人们正在加固堤坝,几台水泵同时作业。",
    "截至#月#日,全县共接待游客#万人次,实现旅游收入#亿元。",
    "其中一期工程投资#万元,二期工程投资#万元,其余由乡镇自筹。",
    "“路修好了,日子就有盼头。”村民老周一边说,一边把菜往车上搬。",
    "工程从#年#月#日动工,到#月#日完工,历时#天。",
    "近#名志愿者参加了清淤,超过#户居民领到了防汛沙袋。",
    "他表示,下一步要把便民服务送到田间地头,让大家少跑腿、好办事。",
    "去年全市新增就业#万人,城镇登记失业率降至#.#%。",
    "三支队伍分获前三名,主场球队以#比#取胜。",
    "會議於#月#日(星期三)上午在市民中心舉行,約三百餘人出席。",
    "這項措施推出以來,市民反應熱烈,查詢電話一度打不通。",
    "气象部门预计,未来两三天本市有小到中雨,局地大雨,气温下降五六摄氏度。",
    "这条公交线路全长#公里,设#站,平均#分钟一班。",
    "学校把食堂的账目贴在公告栏里,家长随时可以查看。",
];

/// Paragraphs of our own making, about `bytes` long, always the same.
fn generated(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 1024);
    let mut state = 7_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) % below
    };
    while text.len() < bytes {
        for _ in 0..=random(6) {
            for character in SENTENCES[random(16) as usize].chars() {
                match character {
                    '#' => text.push_str(&(1 + random(30)).to_string()),
                    _ => text.push(character),
                }
            }
        }
        text.push('\n');
    }
    text
}
