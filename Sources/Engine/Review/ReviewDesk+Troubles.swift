internal import Paperwork

extension ReviewDesk {
    static func unknownField(_ name: String) -> Trouble {
        Trouble(
            .content, Wording(ja: "項目「\(name)」はこの帳票にありません。", en: "the document has no field '\(name)'"),
            remedy: Wording(
                ja: "項目の名前は tema review show で見られます。", en: "tema review show lists its fields"))
    }

    static func unknownProblem(_ rule: String) -> Trouble {
        Trouble(
            .content,
            Wording(ja: "この帳票に「\(rule)」の問題はありません。", en: "nothing of '\(rule)' stands against the document"),
            remedy: Wording(
                ja: "帳票を開き直して、残っている問題を見てください。", en: "open the document again to see what is left"))
    }

    static func unknownRegister(_ name: String) -> Trouble {
        Trouble(
            .content,
            Wording(ja: "この業務は台帳「\(name)」と照合しません。", en: "the workflow does not ask the register '\(name)'"),
            remedy: Wording(
                ja: "台帳の名前は tema review show で見られます。", en: "tema review show names the register"))
    }

    static func unknownRecord(_ key: String, _ register: String) -> Trouble {
        Trouble(
            .content,
            Wording(
                ja: "台帳「\(register)」に記録「\(key)」はありません。", en: "the register \(register) has no record '\(key)'"),
            remedy: Wording(
                ja: "候補のキーは tema review show で見られます。", en: "tema review show lists the keys of those that fit best"))
    }
}
