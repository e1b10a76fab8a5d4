//! What is read in short texts: one line a text, each mention as kind, span and value.

use super::*;
use crate::value::{Effect, Figure};

mod codes;
mod forms;
mod lists;
mod words;

thread_local! {
    static LEXICON: Lexicon = Lexicon::builtin();
}

/// The mentions of a text that is one sentence.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut mentions = Vec::new();
    LEXICON.with(|lexicon| scan(text, Span::new(0, text.len()), lexicon, &mut mentions));
    mentions
}

fn figure(figure: &Figure) -> String {
    LEXICON.with(|lexicon| {
        let unit = &lexicon.units.get(figure.unit).symbol;
        let range =
            if figure.is_range() { format!("..{}", figure.to.normalize()) } else { String::new() };
        let hedges: Vec<&str> = figure.hedges.iter().map(Effect::name).collect();
        let hedges =
            if hedges.is_empty() { String::new() } else { format!(" {}", hedges.join("+")) };
        format!("{}{range}{unit}{hedges}", figure.from.normalize())
    })
}

/// kind【span】value, with the extent in 〔〕 where it is wider.
pub(super) fn show(text: &str) -> String {
    let one = |mention: &Mention| {
        let value = match &mention.value {
            Value::Figure(one) => figure(one),
            Value::Pair(a, b) => format!("{}:{}", figure(&a.figure()), figure(&b.figure())),
            Value::Code => String::new(),
            other => format!("{other:?}"),
        };
        let span = &text[mention.span.range()];
        let extent = &text[mention.extent.range()];
        let extent = if extent == span { String::new() } else { format!("〔{extent}〕") };
        format!("{}【{span}】{extent}{value}", mention.kind.name())
    };
    mentions(text).iter().map(one).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(show(text), expected, "{text}");
}

#[test]
fn counts() {
    check(
        "粮库收购点增加到14个,来送粮的有300余人。",
        "count【14个】14个 count【300余人】300人 more",
    );
    check("全镇3万多户居民,每户发放两本手册。", "count【3万多户】30000户 more");
    check("车祸造成2死5伤,另有一人失联。", "count【2死】2人 count【5伤】5人 count【一人】1人");
    check("京津冀三地和中日韩三国的代表到场。", "count【三地】3地 count【三国】3国");
    check("列车全程停靠7站,日均接待游客1.2万人次。", "count【7站】7站 count【1.2万人次】12000人次");
}

#[test]
fn quantities() {
    check(
        "流转土地90亩,新建厂房3.6万平方米,水库蓄水1.2亿立方米。",
        "quantity【90亩】90mu quantity【3.6万平方米】36000m2 quantity【1.2亿立方米】120000000m3",
    );
    check(
        "管道全长12.5公里,埋深不足两米,日供水8万吨。",
        "quantity【12.5公里】12.5km quantity【两米】〔不足两米〕2m under quantity【8万吨】80000t",
    );
    check(
        "机组容量为100万千瓦,年发电20亿度,最高气温38℃。",
        "quantity【100万千瓦】1000000kW quantity【20亿度】2000000000kWh quantity【38℃】38℃",
    );
    check(
        "河道流量达3500立方米每秒,钢材报价4200元/吨。",
        "quantity【3500立方米每秒】3500m3/second quantity【4200元/吨】4200CNY/t",
    );
    check("身高1米75,体重65公斤半。", "quantity【1米75】1.75m quantity【65公斤半】65.5kg");
    check(
        "5千瓦的水泵,980百帕的气压,50兆瓦的电站。",
        "quantity【5千瓦】5kW quantity【980百帕】980hPa quantity【50兆瓦】50MW",
    );
}

#[test]
fn money() {
    check(
        "村里拿出人民币5亿元,其中利息3.5万元。",
        "money【人民币5亿元】500000000CNY money【3.5万元】35000CNY",
    );
    check(
        "药费123元1角1分,车费三块五,收了十块钱。",
        "money【123元1角1分】123.11CNY money【三块五】3.5CNY money【十块钱】10CNY",
    );
    check(
        "售价US$3.5亿,折合HK$27亿,捐款¥500。",
        "money【US$3.5亿】350000000USD money【HK$27亿】2700000000HKD money【¥500】500CNY",
    );
    check(
        "四百五十万美元和2亿日元的订单。",
        "money【四百五十万美元】4500000USD money【2亿日元】200000000JPY",
    );
}

#[test]
fn percent() {
    check(
        "占比61.3%,同比提高3.2个百分点,八成以上满意。",
        "percent【61.3%】61.3% percent-point【3.2个百分点】3.2pp percent【八成】〔八成以上〕80% at-least",
    );
    check(
        "百分之五十五的受访者,千分之三的误差,打七五折。",
        "percent【百分之五十五】55% percent【千分之三】0.3% percent【七五折】75%",
    );
    check(
        "利率为8.3‰,三分之二的村庄,一半的农户。",
        "percent【8.3‰】0.83% fraction【三分之二】0.6666666666666666666666666667 fraction【一半】0.5",
    );
    check("亩产增加三成半,成本降了1成3。", "percent【三成半】35% percent【1成3】13%");
}

#[test]
fn multiples() {}

#[test]
fn ranges() {
    check(
        "每户补助3至5万元,降水20~40毫米,气温零下5到8摄氏度。",
        "money【3至5万元】30000..50000CNY quantity【20~40毫米】20..40mm quantity【零下5到8摄氏度】-5..-8℃",
    );
    check(
        "售价5000至4万元,由900万元至1200元。",
        "money【5000至4万元】5000..40000CNY money【900万元至1200元】9000000..1200CNY",
    );
    check(
        "比例在5%~8%之间,约需10亿--20亿元。",
        "percent【5%~8%】〔5%~8%之间〕5..8% money【10亿--20亿元】〔约需10亿--20亿元〕1000000000..2000000000CNY about",
    );
}

#[test]
fn estimates() {
    check(
        "三五个人、十几辆车、几十万元、数百家企业。",
        "count【三五个人】3..5人 count【十几辆】11..19辆 money【几十万元】200000..900000CNY count【数百家】200..900家",
    );
    check(
        "七八十名工人和两三百台设备,来了十来户。",
        "count【七八十名】70..80名 count【两三百台】200..300台 count【十来户】9..12户",
    );
    check(
        "上千人围观,成千上万的信件。",
        "count【千人】〔上千人〕1000人 above number【成千上万】1000..99999",
    );
}

#[test]
fn hedges() {
    check(
        "约300余人左右,近百家,不足10%,超过5万吨。",
        "count【300余人】〔约300余人左右〕300人 about+more+about count【百家】〔近百家〕100家 near percent【10%】〔不足10%〕10% under quantity【5万吨】〔超过5万吨〕50000t above",
    );
    check(
        "附近3家商店,英超16轮,过百亿元,去过3次。",
        "count【3家】3家 count【16轮】16轮 money【百亿元】〔过百亿元〕10000000000CNY above count【3次】3次",
    );
    check(
        "至少2人、不超过5家,100元以上,20公里以内。",
        "count【2人】〔至少2人〕2人 at-least count【5家】〔不超过5家〕5家 at-most money【100元】〔100元以上〕100CNY at-least quantity【20公里】〔20公里以内〕20km at-most",
    );
}

#[test]
fn ranks() {
    check(
        "产量居全省第3位,排名前十,倒数第二,夺得冠军。",
        "rank【第3位】3 rank【前十】1..10 rank【倒数第二】-2 rank【冠军】1",
    );
    check(
        "第三次会议,首届论坛,二十届三中全会。",
        "ordinal【第三】3 ordinal【首届】1 ordinal【二十】20",
    );
}

#[test]
fn lists() {
    check(
        "分别为3.1亿元、4.5亿元;产量为12、15和20万吨。",
        "money【3.1亿元】310000000CNY money【4.5亿元】450000000CNY quantity【12】120000t quantity【15】150000t quantity【20万吨】200000t",
    );
}

#[test]
fn codes() {
    check(
        "宿舍在中山路18号3幢2单元,2号楼,C919客机,5G网络。",
        "code【18号3幢2单元】 code【2号】 code【C919】 code【5G】",
    );
    check(
        "财税〔2019〕13号文件第31条,电话0539-1234567,拨打12345热线。",
        "code【2019〕13号】 code【第31】 code【0539-1234567】 code【12345】",
    );
    check(
        "代码(600519),版本3.1.2,邮箱abc123@qq.com,9·11事件。",
        "code【600519】 code【3.1.2】 code【abc123@qq.com】 code【9·11】",
    );
    check(
        "神舟十九号,13号线,1号文件,PM2.5浓度。",
        "code【十九号】 code【13号】 code【1号】 code【PM2.5】",
    );
}

#[test]
fn idioms() {
    check("统一部署,一心一意,百姓千方百计,万一有事,十分重要。", "");
    check("一个好项目、一批专家,二手房,三农问题,四川九江,十四五规划。", "");
}

#[test]
fn scores() {
    check(
        "以25:21取胜,3比2险胜,配比为3:2。",
        "score【25:21】25:21 score【3比2】3:2 ratio【3:2】3:2",
    );
}

#[test]
fn mentions_do_not_overlap() {
    let text =
        "约300余人左右、近百家企业,5%~8%的3至5万元,2024年3月5日上午9时至11时,第3位".repeat(20);
    let mut last = 0;
    for mention in mentions(&text) {
        assert!(
            mention.extent.start >= last && mention.extent.contains(mention.span),
            "{mention:?}"
        );
        last = mention.extent.end;
    }
}

/// Input made to be read again and again: would take hours if anything were not linear.
#[test]
fn monstrous_input_is_read_in_one_pass() {
    let units = [
        "9",
        "1,",
        "1,000,",
        "1.",
        "1-",
        "1:",
        "1/",
        "a1",
        "1a",
        "(1)",
        "-",
        "一",
        "零",
        "十",
        "百",
        "万",
        "亿",
        "两",
        "几",
        "数",
        "半",
        "点",
        "一点",
        "一万",
        "一百",
        "三五",
        "十几",
        "第一",
        "前三",
        "百分之",
        "分之一",
        "一又",
        "约",
        "近",
        "1、",
        "1和",
        "元",
        "1元",
        "1块",
        "3块5",
        "1米",
        "¥",
        "US$",
        "1至",
        "3:2",
        "一比",
        "统一",
        "不管",
        "1号",
        "路1号",
        "1 ",
        "一 ",
        "·",
        "9·",
        "零下",
        "每",
        "壹",
        "陆",
        "、",
        "1、",
        "一、",
        "大于1",
        "大于1小于",
        "(含)-",
        ".5",
        "1 234",
        "1 234 人",
        "一京",
        "1个亿",
        "每小时1米",
        "三分一",
        "打",
        "人民币约1万",
    ];
    for unit in units {
        let text = unit.repeat(60_000 / unit.len());
        let read = mentions(&text);
        assert!(read.iter().all(|mention| (mention.extent.end as usize) <= text.len()), "{unit}");
    }
}

#[test]
fn dump() {
    let Ok(path) = std::env::var("HESHU_DUMP") else { return };
    for line in
        std::fs::read_to_string(path).unwrap().lines().filter(|line| !line.trim().is_empty())
    {
        println!("{line}\n    {}", show(line));
    }
}
