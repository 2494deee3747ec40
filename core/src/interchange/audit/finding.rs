//! What an audit found, in words: a row a kind.

use std::fmt;

/// Rows of kinds: variant, name, what is wrong, what to do, both in Chinese. `{entry}` is the entry as it was sealed,
/// `{other}` another one, `{line}` where an entry stands now.
macro_rules! kinds {
    ( $( $(#[doc = $doc:literal])+ $variant:ident $name:literal $en:literal $advice:literal $zh:literal $advice_zh:literal; )+ ) => {
        /// How a log, or its seal, differs from what was sealed.
        ///
        /// Open: later versions may add a kind, so a `match` needs a last arm.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingKind {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl FindingKind {
            /// Every kind, in the order of the table.
            pub const ALL: &'static [FindingKind] = &[$( FindingKind::$variant, )+];

            /// The stable name, as on the wire.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( FindingKind::$variant => $name, )+ }
            }

            /// What is wrong, in English; in braces what is filled in.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $( FindingKind::$variant => $en, )+ }
            }

            /// What to do, in English.
            #[must_use]
            pub const fn advice(self) -> &'static str {
                match self { $( FindingKind::$variant => $advice, )+ }
            }

            /// What is wrong, in Chinese; in braces what is filled in.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $( FindingKind::$variant => $zh, )+ }
            }

            /// What to do, in Chinese.
            #[must_use]
            pub const fn advice_zh(self) -> &'static str {
                match self { $( FindingKind::$variant => $advice_zh, )+ }
            }
        }
    };
}

kinds! {
    /// The signature is not that of this head by this key.
    SignatureWrong "signature_wrong"
        "the signature does not fit the head of the seal" "trust nothing of this seal: ask who signed it for theirs"
        "签名与封存头不符" "此封存不可信，向签署人索取原件";
    /// A signature was asked for, and there is none.
    Unsigned "unsigned"
        "the seal is not signed" "ask for the signed seal, or compare its head with the one that was handed over"
        "封存未签名" "索取已签名的封存，或与已交付的封存头核对";
    /// A link of the seal does not follow from those before it.
    SealChanged "seal_changed"
        "the seal was changed at entry {entry}: its link does not follow" "compare with another copy of the seal"
        "封存在第{entry}条处被改动，链接不连续" "与封存的其他副本核对";
    /// The header of the log names another case or another number of entries.
    Header "header"
        "the header of the log does not fit what was sealed" "write the log anew from its entries"
        "日志首行与封存内容不符" "用各条记录重新写出日志";
    /// An entry is not what was sealed.
    Changed "changed"
        "entry {entry} is not what was sealed" "restore it from a good copy, and ask who changed it"
        "第{entry}条与封存内容不一致" "从完好副本恢复，并查明何人改动";
    /// Its personal data are not what was sealed, all else is.
    PersonalChanged "personal_changed"
        "the personal data of entry {entry} are not what was sealed" "restore them from a good copy, and ask who changed them"
        "第{entry}条的个人信息与封存内容不一致" "从完好副本恢复，并查明何人改动";
    /// Its personal data are gone, and nothing on record says why.
    PersonalMissing "personal_missing"
        "the personal data of entry {entry} are gone, and no entry after it says that they were erased" "restore them from a good copy, or keep the log with the step `erase`"
        "第{entry}条的个人信息已缺失，其后无删除记录" "从完好副本恢复，或保存含删除步骤的日志";
    /// An entry is what was sealed, and its check is of another text.
    Damaged "damaged"
        "entry {entry} is what was sealed, but its check does not fit it" "restore its line from a good copy"
        "第{entry}条内容未变，但校验码不符" "从完好副本恢复该行";
    /// An entry gives itself a number that is neither that of its seal nor that of its place.
    Renumbered "renumbered"
        "entry {entry} bears another number" "restore its line from a good copy"
        "第{entry}条的编号被改动" "从完好副本恢复该行";
    /// An entry of another case stands where this one should.
    Foreign "foreign"
        "where entry {entry} should stand there is one of another case" "restore the entry, and put the other one back into its own log"
        "第{entry}条的位置上是其他业务的记录" "恢复该条，并将他案记录放回其日志";
    /// An entry is missing, and others follow.
    Removed "removed"
        "entry {entry} is missing" "restore it from a good copy, and ask who took it out"
        "缺少第{entry}条" "从完好副本恢复，并查明何人删除";
    /// The last entries are missing.
    Cut "cut"
        "the log ends after entry {entry}, and {other} were sealed" "restore the end from a good copy"
        "日志止于第{entry}条，封存时有{other}条" "从完好副本恢复末尾";
    /// An entry stands there that was never sealed.
    Inserted "inserted"
        "after entry {entry} stands one that was never sealed" "take it out, and ask who put it in"
        "第{entry}条之后有未封存的记录" "取出该条，并查明何人插入";
    /// An entry of another case stands there.
    InsertedForeign "inserted_foreign"
        "after entry {entry} stands one of another case" "put it back into its own log"
        "第{entry}条之后有其他业务的记录" "将其放回本案日志";
    /// Two entries stand in each other's place.
    Swapped "swapped"
        "entries {entry} and {other} stand in each other's place" "put them back in the order of their numbers"
        "第{entry}条与第{other}条互换了位置" "按编号恢复顺序";
    /// An entry stands elsewhere.
    Moved "moved"
        "entry {entry} stands at place {line}" "put it back in the order of the numbers"
        "第{entry}条移到了第{line}位" "按编号恢复顺序";
}

/// One thing that an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The entry, by the number it was sealed with; of what was inserted or cut off, the last one before it (0 where it
    /// comes before all), and none of what is said of the whole.
    pub entry: Option<u32>,
    /// Where an entry that does not stand as it was sealed stands now, counted from 1 behind the header.
    pub line: Option<u32>,
    /// The other one of two that were swapped; of a log that was cut, how many there were.
    pub other: Option<u32>,
}

impl Finding {
    pub(super) const fn of(kind: FindingKind, entry: Option<u32>, line: Option<u32>) -> Self {
        Self { kind, entry, line, other: None }
    }

    pub(super) const fn with(kind: FindingKind, entry: u32, other: u32) -> Self {
        Self { kind, entry: Some(entry), line: None, other: Some(other) }
    }

    /// What is wrong, in Chinese.
    #[must_use]
    pub fn zh(&self) -> String {
        self.filled(self.kind.zh())
    }

    fn filled(&self, text: &str) -> String {
        let number = |number: Option<u32>| number.map(|it| it.to_string()).unwrap_or_default();
        let text = text.replace("{entry}", &number(self.entry)).replace("{other}", &number(self.other));
        text.replace("{line}", &number(self.line))
    }
}

/// What is wrong, in English.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.filled(self.kind.en()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_fills_the_same_in_both_languages() {
        for kind in FindingKind::ALL {
            for blank in ["{entry}", "{other}", "{line}"] {
                assert_eq!(kind.en().contains(blank), kind.zh().contains(blank), "{blank} of {}", kind.name());
            }
            assert!(!kind.advice().is_empty() && !kind.advice_zh().is_empty());
        }
    }

    #[test]
    fn it_is_told_with_its_numbers() {
        let swapped = Finding::with(FindingKind::Swapped, 7, 8);
        assert_eq!(swapped.to_string(), "entries 7 and 8 stand in each other's place");
        assert_eq!(swapped.zh(), "第7条与第8条互换了位置");
    }
}
