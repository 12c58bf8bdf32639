/// A sentence for a person, in the languages that Tema speaks.
package struct Wording: Hashable, Sendable, Codable {
    package var ja: String
    package var en: String

    package init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    /// A sentence that is the same in every language, as a user's own words are.
    package init(verbatim text: String) {
        self.init(ja: text, en: text)
    }

    package func text(in language: Language) -> String {
        switch language {
        case .ja: ja
        case .en: en
        }
    }
}

/// A language that Tema speaks.
package enum Language: String, Hashable, Sendable, Codable, CaseIterable {
    case ja
    case en
}
