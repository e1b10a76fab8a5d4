use crate::source::html::read;
use crate::text::{Document, Draft};

/// The draft in a page: its title in 【】 and its paragraphs, and its date.
fn shown(source: &str) -> String {
    let draft = draft(source);
    let date = draft.date.map_or_else(String::new, |date| format!("({date})"));
    let document = Document::new(draft);
    let title = document.title();
    let show = |span: &crate::span::Span| {
        let text = &document.source()[document.source_span(*span).range()];
        if Some(*span) == title { format!("【{text}】") } else { text.to_owned() }
    };
    let paragraphs: Vec<String> = document.paragraphs().iter().map(show).collect();
    paragraphs.join("|") + &date
}

fn draft(source: &str) -> Draft {
    read(source).draft("稿".into(), source.to_owned(), None)
}

const PAGE: &str = "<!DOCTYPE html><html><head><meta charset=utf-8>
<meta property='article:published_time' content='2024-04-05T08:30:00+08:00'>
<title>南院修好了 用了39天_某县新闻网</title><style>p{}</style></head>
<body><div class='nav'><a href=/>首页</a><a href=/a>要闻,共300篇。</a></div>
<div class=wrap><h1>南院修好了&nbsp;用了39天</h1><div class=info>2024年4月5日 来源:某报</div>
<div id='content'>
<p>  南院从<b>3月</b>4日动工,4月2日完工，
前后用了<span>39</span>天。</p>
<figure><img src=a.jpg><figcaption>图为南院,长3公里。</figcaption></figure>
<table><tr><th>东厢<th>西厢</tr><tr><td>5户</td><td>7户</td></tr></table>
<p>院里住着12户人家,其中东厢5户、西厢&#55;户。<br>完。<script>var a='3人,5人。'</script></p>
</div><div class='related-news'><p>另一院用了40天,花了3万元。</p></div></div>
<ul><li><a href=/b>北院也要修,用50天</a></ul>
<footer>版权所有,转载3次须付费。</footer></body></html>";

#[test]
fn the_article_is_found() {
    assert_eq!(
        shown(PAGE),
        "【南院修好了\u{a0}用了39天】|南院从3月4日动工,4月2日完工，前后用了39天。|图为南院,长3公里。|\
         东厢\t西厢|5户\t7户|院里住着12户人家,其中东厢5户、西厢7户。|完。(2024-04-05T08:30:00)"
    );
}

#[test]
fn offsets_lead_into_the_page() {
    let draft = draft(PAGE);
    let origin = draft.origin.as_ref().unwrap();
    for (text, source) in [
        ("3月4日", "3月</b>4日"),
        ("39天", "39</span>天"),
        ("西厢7户", "西厢&#55;户"),
        ("长3公里", "长3公里"),
    ] {
        let at = draft.text.rfind(text).unwrap();
        let span = crate::span::SourceSpan { start: at as u32, end: (at + text.len()) as u32 };
        assert_eq!(&PAGE[origin.map.span(span).range()], source);
        assert_eq!(origin.map.is_verbatim(span), text == source);
    }
}

#[test]
fn pages_without_structure_are_read_whole() {
    assert_eq!(shown("桥长3公里。<br>宽20米。"), "桥长3公里。|宽20米。");
    assert_eq!(shown("<p>桥长3公里</p>"), "桥长3公里");
    assert_eq!(shown("3<5,5>3。"), "3<5,5>3。");
    assert_eq!(
        shown("<title>大桥今日合龙 - 某网</title><p>桥长3公里。"),
        "【大桥今日合龙】|桥长3公里。"
    );
    assert_eq!(
        shown("<title>2023-24赛季战罢</title><h1>某体育网</h1><p>共3场。"),
        "【2023-24赛季战罢】|某体育网|共3场。"
    );
}

#[test]
fn what_is_deleted_or_hidden_is_not_read() {
    assert_eq!(
        shown("<p>共<del>5</del>3人<span style='display: none'>又3人</span>,用<code>x</code>天。"),
        "共3人,用\u{fffc}天。"
    );
    assert_eq!(shown("<nav>3人,5人。</nav><p>共3人。<aside>5人。</aside>"), "共3人。");
}

#[test]
fn dates_stand_under_titles_too() {
    let page = "<h1>大桥今日合龙</h1><div>2024-03-05 08:00 来源:某报</div>\
                <article><p>桥长3公里,宽20米。</article>";
    assert_eq!(shown(page), "【大桥今日合龙】|桥长3公里,宽20米。(2024-03-05T08:00:00)");
}

#[test]
fn a_million_open_tags_are_read() {
    let deep = "<div>".repeat(1_000_000) + "桥长3公里。" + &"</div>".repeat(1_000_000);
    assert_eq!(shown(&deep), "桥长3公里。");
    let crossed = "<p><div>".repeat(200_000) + "桥长3公里。" + &"</p></b></div>".repeat(200_000);
    assert_eq!(shown(&crossed), "桥长3公里。");
}
