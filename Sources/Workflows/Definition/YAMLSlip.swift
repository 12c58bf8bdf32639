import Paperwork

/// A slip of the keyboard that YAML trips over, mostly at a later place.
struct YAMLSlip {
    enum Kind {
        /// Blanks of an indentation that YAML does not count as such.
        case wideBlank
        case tab
        case wideColon
        case missingBlank
        case wideHyphen
        case wideHash
        case curlyQuote
        case wideBracket(Unicode.Scalar)
        /// A quote that is not closed in its line.
        case openQuote
    }

    var kind: Kind
    /// From 1.
    var line: Int
    /// From 1, in Unicode scalars.
    var column: Int

    /// What is wrong, with what to write.
    var message: Wording {
        switch kind {
        case .wideBlank:
            Wording(
                ja: "行頭に全角の空白があります。字下げには半角の空白を使います",
                en: "a full-width blank (全角の空白) in the indentation: indent with half-width blanks")
        case .tab:
            Wording(ja: "行頭にタブがあります。字下げには半角の空白を使います", en: "a tab in the indentation: indent with spaces, not tabs")
        case .wideColon:
            Wording(
                ja: "全角のコロン「：」があります。半角の「:」と半角の空白を書きます",
                en: "a full-width colon (全角のコロン): write ':' and a blank in half width")
        case .missingBlank:
            Wording(ja: "「:」の後に半角の空白がありません", en: "a blank is missing behind ':'")
        case .wideHyphen:
            Wording(
                ja: "行頭の「-」が半角ではありません。半角の「-」と半角の空白を書きます",
                en: "a dash that is no half-width '-': write '-' and a blank in half width")
        case .wideHash:
            Wording(
                ja: "全角の「＃」では注釈になりません。半角の「#」を書きます",
                en: "a full-width '＃' begins no comment: write '#' in half width")
        case .curlyQuote:
            Wording(
                ja: "半角ではない引用符があります。半角の \" か ' で囲みます", en: "a quote that is none to YAML: write \" or ' in half width")
        case .wideBracket(let sign):
            Wording(
                ja: "全角の「\(sign)」では一覧になりません。半角の括弧を書きます",
                en: "a full-width '\(sign)' begins no list: write the bracket in half width")
        case .openQuote:
            Wording(ja: "この引用符がこの行の中で閉じられていません", en: "this quote is not closed in its line")
        }
    }

    /// A file with it can't mean what its writer thinks, also where YAML can read it.
    var isSure: Bool {
        switch kind {
        case .wideBlank, .curlyQuote: true
        default: false
        }
    }
}
