internal import Paperwork

extension Trouble {
    static func noDocument(_ id: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "「\(id)」という帳票はありません。", en: "there is no document '\(id)'"),
            remedy: Wording(ja: "tema review list で番号を確かめてください。", en: "see tema review list for the ids"))
    }

    static func doesNotWait(_ id: String, _ state: DocumentState) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "帳票 \(id) は確認を待っていません（\(state.wording.ja)）。",
                en: "the document \(id) does not wait for a person (\(state.wording.en))"),
            remedy: Wording(ja: "待っている帳票は tema review list で見られます。", en: "tema review list shows those that wait"))
    }

    static func isHeld(_ id: String, by account: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "帳票 \(id) は \(account) が確認中です。", en: "\(account) has the document \(id) in hand"),
            remedy: Wording(
                ja: "終わるのを待つか、別の帳票を選んでください。", en: "wait until that is done, or take another document"))
    }

    static func takesAnother(_ id: String, than account: String) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "帳票 \(id) の残りは2人目の入力で、1人目（\(account)）にはできません。",
                en: "what is left of the document \(id) is for a second person, which \(account), the first, can't be"),
            remedy: Wording(ja: "別の人が、自分の名前を --by に書いて入力してください。", en: "let another person enter it, named by --by"))
    }

    static func noField(_ name: String, known: [String]) -> Trouble {
        let list = known.joined(separator: ", ")
        return Trouble(
            .file, Wording(ja: "項目「\(name)」はこの帳票にありません。", en: "the document has no field '\(name)'"),
            remedy: Wording(ja: "この帳票の項目: \(list)", en: "it has \(list)"))
    }

    static func noRegister(_ id: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "帳票 \(id) は台帳と照合されていません。", en: "the document \(id) was compared with no register"),
            remedy: Wording(ja: "--record と --no-record を使わずに実行してください。", en: "leave out --record and --no-record"))
    }
}
