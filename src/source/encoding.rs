//! Texts that are not UTF-8: which encoding they are in, and what of them cannot be read.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at to tell the encoding.
const SAMPLE: usize = 1 << 20;

/// So many characters there must be for each that cannot be read, else it is no text in that encoding.
const RARE: usize = 10;

/// A text, and how it was read.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, without a byte order mark; U+FFFD stands for what could not be read.
    pub text: String,
    /// The encoding it was in.
    pub encoding: &'static Encoding,
    /// What could not be read.
    pub damage: Option<Damage>,
}

/// Bytes that stand for no character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The offset of the first in the bytes of the file, from 0.
    pub byte: usize,
    /// The offset of what stands for it in the text.
    pub at: usize,
    /// How many places there are.
    pub count: usize,
}

/// Reads `bytes`, which are not all UTF-8, as `given` says, or as they look. `declared` is what a page says of itself.
/// `None` if they look like no text at all.
pub(super) fn decode(
    bytes: &[u8],
    given: Option<&'static Encoding>,
    declared: Option<&'static Encoding>,
) -> Option<Decoded> {
    if let Some(encoding) = given {
        return Some(read(bytes, encoding));
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let decoded = match marked.or_else(|| utf16(bytes)).or_else(|| utf8(bytes)).or(declared) {
        Some(encoding) => read(bytes, encoding),
        None => chinese(bytes),
    };
    let damaged = decoded.damage.map_or(0, |damage| damage.count);
    let enough = |count: usize| decoded.text.chars().take(count * RARE).count() == count * RARE;
    (damaged == 0 || enough(damaged)).then_some(decoded)
}

/// As the Chinese encodings have it: what the detector takes it for, or else the one that leaves less unread.
fn chinese(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, sample.len() == bytes.len());
    match detector.guess(None, Utf8Detection::Deny) {
        guess if guess == GBK || guess == GB18030 => read(bytes, GB18030),
        guess if guess == BIG5 => read(bytes, BIG5),
        _ => {
            let unread = |it: &Decoded| it.damage.map_or(0, |damage| damage.count);
            let (mainland, taiwan) = (read(bytes, GB18030), read(bytes, BIG5));
            if unread(&taiwan) < unread(&mainland) { taiwan } else { mainland }
        }
    }
}

/// Whether it is UTF-8 with some bytes broken: nearly all characters of three bytes are whole. In other encodings that
/// hardly happens.
fn utf8(bytes: &[u8]) -> Option<&'static Encoding> {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        whole += chunk.valid().chars().filter(|char| char.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (whole >= 4 * broken).then_some(UTF_8)
}

/// UTF-16 without a byte order mark: there are zero bytes, and nearly all characters are those of Chinese texts.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    memchr::memchr(0, sample)?;
    let is_usual = |unit: &u16| matches!(unit, 0x9 | 0xa | 0xd | 0x20..=0x7e | 0x2010..=0x203f | 0x3000..=0x303f | 0x4e00..=0x9fff | 0xff00..=0xffee);
    let looks = |unit: fn([u8; 2]) -> u16| {
        let units = sample.as_chunks::<2>().0.iter().copied().map(unit);
        units.filter(is_usual).count() * 10 >= sample.len() / 2 * 9
    };
    if looks(u16::from_le_bytes) {
        Some(UTF_16LE)
    } else {
        looks(u16::from_be_bytes).then_some(UTF_16BE)
    }
}

/// Reads all there is to read in one encoding.
fn read(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut damage: Option<Damage> = None;
    let mut done = 0;
    loop {
        let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len() - done);
        text.reserve(room.unwrap_or(bytes.len()));
        let (result, taken) =
            decoder.decode_to_string_without_replacement(&bytes[done..], &mut text, true);
        done += taken;
        match result {
            DecoderResult::InputEmpty => return Decoded { text, encoding, damage },
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let byte = done.saturating_sub(usize::from(length) + usize::from(after));
                let first = Damage { byte, at: text.len(), count: 0 };
                damage.get_or_insert(first).count += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

/// What a page says it is written in: `<meta charset="gb2312">`, `content="text/html; charset=big5"`.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096)];
    let at = memchr::memmem::find(head, b"charset=")?;
    let label = head[at + b"charset=".len()..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte));
    let encoding = Encoding::for_label_no_replacement(&label[..end.unwrap_or(label.len())])?;
    // Pages that say GB2312 hold what only GB18030 has.
    Some(if encoding == GBK { GB18030 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "南院从3月4日动工，4月2日完工，前后用了39天。\n住着12户人家。";
    const TRADITIONAL: &str = "南院從3月4日動工，4月2日完工，前後用了39天。\n住著12戶人家。";

    fn check(bytes: &[u8], encoding: &'static Encoding, text: &str) {
        let decoded = decode(bytes, None, None).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
        assert_eq!(decoded.damage, None);
    }

    fn utf16_bytes(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        check(&GB18030.encode(TEXT).0, GB18030, TEXT);
        check(&GB18030.encode("𠮷野家3.6万人，𠀀村").0, GB18030, "𠮷野家3.6万人，𠀀村");
        check(&BIG5.encode(TRADITIONAL).0, BIG5, TRADITIONAL);
        check(&GB18030.encode("3.6万人").0, GB18030, "3.6万人");
        for mark in [true, false] {
            check(&utf16_bytes(TEXT, mark, u16::to_le_bytes), UTF_16LE, TEXT);
            check(&utf16_bytes(TEXT, mark, u16::to_be_bytes), UTF_16BE, TEXT);
        }
    }

    #[test]
    fn what_cannot_be_read_is_counted_and_the_rest_is_read() {
        let broken = |mut bytes: Vec<u8>, at: usize, byte: u8| {
            bytes[at] = byte;
            let decoded = decode(&bytes, None, None).unwrap();
            (decoded.encoding, decoded.damage, decoded.text)
        };
        let (encoding, damage, text) = broken(TEXT.into(), 4, 0xff);
        assert_eq!((encoding, damage.unwrap().byte, damage.unwrap().at), (UTF_8, 3, 3));
        assert!(text.ends_with("住着12户人家。") && text.contains('\u{fffd}'), "{text}");
        let (encoding, damage, text) = broken(GB18030.encode(TEXT).0.into_owned(), 7, 0xff);
        assert_eq!((encoding, damage.unwrap().byte, damage.unwrap().count), (GB18030, 7, 2));
        assert!(text.ends_with("住着12户人家。"), "{text}");
        let mut lone = utf16_bytes(TEXT, true, u16::to_le_bytes);
        lone.extend([0x00, 0xd8, b'3', 0, b'5']);
        let decoded = decode(&lone, None, None).unwrap();
        assert_eq!(decoded.damage.unwrap().count, 2);
        assert!(decoded.text.ends_with("人家。\u{fffd}3\u{fffd}"), "{}", decoded.text);
    }

    #[test]
    fn what_was_said_counts_more_than_looks() {
        let bytes = BIG5.encode(TRADITIONAL).0;
        assert_eq!(decode(&bytes, Some(BIG5), Some(UTF_8)).unwrap().text, TRADITIONAL);
        assert!(decode(&bytes, Some(UTF_8), None).unwrap().damage.unwrap().count > 5);
        assert_eq!(declared(b"<meta charset=\"gb2312\">"), Some(GB18030));
        assert_eq!(declared(b"content='text/html; charset=big5'"), Some(BIG5));
        assert_eq!(declared(b"<meta charset=>"), None);
    }

    #[test]
    fn pictures_are_no_text() {
        let bytes: Vec<u8> = (0..4000_u32).map(|n| (n * n * 7 + n / 3) as u8).collect();
        assert!(decode(&bytes, None, None).is_none());
    }
}
