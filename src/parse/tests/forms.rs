//! The rarer forms of figures.

use super::check;

#[test]
fn comparisons_make_a_range() {
    check("直径大于12且小于30。", "number【12且小于30】〔大于12且小于30〕12..30");
    check(
        "每队不少于3人、不超过5人,合格率高于90%,但低于95%。",
        "count【3人、不超过5人】〔不少于3人、不超过5人〕3..5人 \
         percent【90%,但低于95%】〔高于90%,但低于95%〕90..95%",
    );
    check(
        "超过30的和小于12的,大于50小于12的。",
        "number【30】〔超过30〕30 above number【12】〔小于12〕12 under number【50】〔大于50〕50 above \
         number【12】〔小于12〕12 under",
    );
    check(
        "介于5%和8%之间,在20与30间,1万(含)-5万元。",
        "percent【5%和8%之间】〔介于5%和8%之间〕5..8% number【20与30间】20..30 money【1万(含)-5万元】10000..50000CNY",
    );
}

#[test]
fn signs() {
    check(
        "气温-5~8℃,最低零下5到8摄氏度,增速-3.2%。",
        "quantity【-5~8℃】-5..8℃ quantity【零下5到8摄氏度】-5..-8℃ percent【-3.2%】-3.2%",
    );
    check("结果是 .5 和 -.25。", "number【.5】0.5 number【-.25】-0.25");
    check("余额为-500元,净利润-3.2亿元。", "money【-500元】-500CNY money【-3.2亿元】-320000000CNY");
    check("广州-500元,2-3家。", "money【500元】500CNY count【2-3家】2..3家");
    check("亏损负百分之百,摄氏37°。", "percent【负百分之百】-100% quantity【摄氏37°】37℃");
}

#[test]
fn spaced_thousands() {
    check(
        "到会12 345人,产值12 345.6万元。",
        "count【12 345人】12345人 money【12 345.6万元】123456000CNY",
    );
    check("比分牌上是12 345。", "number【12】12 number【345】345");
}

#[test]
fn torn_shares() {
    check(
        "打6 8 折,合八 五 折,占三成 七。",
        "percent【6 8 折】68% percent【八 五 折】85% percent【三成 七】37%",
    );
    check("打6 折,共8 人。", "percent【6 折】60% count【8 人】8人");
}

#[test]
fn spoken_money() {
    check(
        "投了3个亿,亏掉两个多亿,又借1 个亿,有3个亿元级项目。",
        "number【3个亿】300000000 number【两个多亿】200000000 more number【1 个亿】100000000 count【3个】3个",
    );
    check(
        "两毛五,五蚊六毫,一共三块五。",
        "money【两毛五】0.25CNY money【五蚊六毫】5.6HKD money【三块五】3.5CNY",
    );
    check(
        "港币500万,新台币3000,人民币约23.5亿,人民币2025款。",
        "money【港币500万】5000000HKD money【新台币3000】3000TWD money【23.5亿】〔人民币约23.5亿〕2350000000CNY about \
         number【2025】2025",
    );
    check("纹银三万两,售出五打。", "quantity【三万两】30000liang number【五打】60");
}

#[test]
fn speeds() {
    check(
        "时速每小时120公里,每秒7.9公里,每天3公里。",
        "quantity【120公里】〔每小时120公里〕120km quantity【7.9公里】〔每秒7.9公里〕7.9km quantity【3公里】3km",
    );
}

#[test]
fn short_fractions() {
    check(
        "三分一的会员,逾三分二议员,得三分一个。",
        "fraction【三分一】0.3333333333333333333333333333 fraction【三分二】〔逾三分二〕0.6666666666666666666666666667 above",
    );
    check(
        "倒掉四分一升油,五份之二市民,2又1/2,一又十分三,分得三份礼物。",
        "quantity【四分一升】0.25L fraction【五份之二】0.4 fraction【2又1/2】2.5 fraction【一又十分三】1.3 count【三份】3份",
    );
}

#[test]
fn doublings() {
    check(
        "利润翻两番,产值翻了近三番,人数翻了一番多,翻1.5番。",
        "multiple【翻两番】4times multiple【翻了近三番】8times near multiple【翻了一番】〔翻了一番多〕2times more \
         multiple【翻1.5番】2.69..3times",
    );
}

#[test]
fn great_estimates_in_words() {
    check(
        "成百上千的人,数以十万计的树苗,千把块,百八十人,三两天。",
        "number【成百上千】100..9999 number【数以十万计】100000..999999 money【千把块】900..1200CNY \
         number【百八十】80..180 duration【三两天】2..3day",
    );
}

#[test]
fn hedges_behind_a_blank() {
    check(
        "降到 6% 以下,约 30 元左右,粉丝20万+,3+2年,万元左右,亿元以上项目。",
        "percent【6%】〔6% 以下〕6% at-most money【30 元】〔约 30 元左右〕30CNY about+about number【20万】〔20万+〕200000 at-least \
         number【3】3 duration【2年】2year money【万元】〔万元左右〕10000CNY about",
    );
}

#[test]
fn the_old() {
    check(
        "年近七旬的他,八旬老妇,她年过半百。",
        "age【七旬】〔近七旬〕70year near age【八旬】80year more age【年过半百】50year above",
    );
}

#[test]
fn parts_of_old_measures() {
    check(
        "五尺三寸长,九两半重,身高1米8,车费3块5。",
        "quantity【五尺三寸】5.3chi quantity【九两半】9.5liang quantity【1米8】1.8m money【3块5】3.5CNY",
    );
}

#[test]
fn places_one_behind_the_other() {
    check(
        "获第3、4名,第1至5名,跻身前20。",
        "rank【第3】3 rank【4名】4 ordinal【第1】1 rank【5名】5 rank【前20】1..20",
    );
}

#[test]
fn spoken_decimals() {
    check(
        "涨了8点5倍,气温22点6度,涨8点5元。",
        "multiple【8点5倍】8.5times quantity【22点6度】22.6度 money【8点5元】8.5CNY",
    );
}

#[test]
fn three_sides() {
    check("按5:3:2分配,比为5:3。", "number【5】5 number【3】3 number【2】2 ratio【5:3】5:3");
}

#[test]
fn great_and_odd_numerals() {
    check("一京零一千亿,春运京九线。", "number【一京零一千亿】10000100000000000");
    check("万万,三点二点一。", "");
    check("下载1.2M,涨了15k。", "number【1.2M】1200000 number【15k】15000");
}

#[test]
fn what_fuzzing_found_is_read() {
    check("约一百一二万1?", "number【一百一二万1】〔约一百一二万1〕1101000..1201000 about");
    check("五 个亿WW", "number【五 个亿】500000000");
    check("第9999 2号。", "rank【第9999】9999 code【2】");
}

#[test]
fn shares_in_tenths() {
    check(
        "三成七受访者、4成5港人、六成三居民支持,两成五人,七成三个。",
        "percent【三成七】37% percent【4成5】45% percent【六成三】63% percent【两成】20% count【五人】5人 \
         percent【七成】70% count【三个】3个",
    );
}

#[test]
fn the_very_young() {
    check(
        "十个月大的孩子,一只90天大,下了三天大雨。",
        "age【十个月大】10month age【90天大】90day duration【三天】3day",
    );
}

#[test]
fn units_of_every_trade() {
    check(
        "日产量25万桶/日,浓度35微克/立方米,运价480美元/标准箱,油耗6.5升/百公里。",
        "quantity【25万桶/日】250000barrel/day quantity【35微克/立方米】35ug/m3 \
         quantity【480美元/标准箱】480USD/TEU quantity【6.5升/百公里】6.5L/100km",
    );
    check(
        "油价一千欧元,绕组五千欧姆,容量300兆乏,能量5吉电子伏,照度500勒克斯。",
        "money【一千欧元】1000EUR quantity【五千欧姆】5kohm quantity【300兆乏】300Mvar \
         quantity【5吉电子伏】5GeV quantity【500勒克斯】500lx",
    );
    check(
        "三家公司分两部分,军列577列次。",
        "count【三家】3家 count【两部分】2部分 count【577列次】577列次",
    );
}
