import Paperwork

extension DocumentSplitter {
    static let separatorSheet = Wording(
        ja: "帳票の区切りシートです。対応は要りません。", en: "A separator sheet between documents. Nothing to do.")

    static func missing(page: Int) -> Problem {
        Problem(
            rule: "pages",
            message: Wording(
                ja: "\(page)ページ目がありません。原本を確かめて、全ページを読み取り直してください。",
                en: "Page \(page) is missing. Check the paper and scan all its pages again."))
    }

    static func withoutFirst(_ registration: FormAlignment) -> Wording {
        Wording(
            ja: "「\(registration.form)」の\(registration.formPage)ページ目ですが、前に1ページ目がありません。"
                + "ページの順を確かめて、読み取り直してください。",
            en: "This is page \(registration.formPage) of \(registration.form), but no first page comes before it. "
                + "Check the order of the pages and scan them again.")
    }

    static func otherForm(_ registration: FormAlignment, in document: SplitDocument, isFormRule: Bool) -> Wording {
        if isFormRule { return withoutFirst(registration) }
        return Wording(
            ja: "「\(document.form)」の帳票の中に「\(registration.form)」の\(registration.formPage)ページ目があります。"
                + "別の帳票として読み取り直してください。",
            en:
                "Page \(registration.formPage) of \(registration.form) lies within a document of form \(document.form). "
                + "Scan it as a document of its own.")
    }

    static func repeated(_ registration: FormAlignment, first: Int) -> Wording {
        Wording(
            ja: "「\(registration.form)」の\(registration.formPage)ページ目が同じ帳票に2枚あります（1枚目は\(first)ページ）。"
                + "二重に読み取っていないか、1ページ目が抜けていないか確かめてください。",
            en:
                "The document already has page \(registration.formPage) of \(registration.form) (page \(first) of the file). "
                + "Check whether it was scanned twice or a first page is missing.")
    }
}
