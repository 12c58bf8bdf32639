package import Paperwork

/// Ink that is there or not: a tick (`checkbox`), a seal, a signature. A reading's text is `1` where there is ink, `0` or
/// nothing where there is none.
package struct PresenceType: FieldType {
    package let name: String
    package let medium = FieldMedium.presence
    package let isPrintedBox: Bool
    private let present: Wording
    private let absent: Wording

    package static let checkbox = PresenceType(
        name: "checkbox", isPrintedBox: true, present: Wording(ja: "チェックあり", en: "checked"),
        absent: Wording(ja: "チェックなし", en: "not checked"))
    package static let seal = PresenceType(
        name: "seal", isPrintedBox: false, present: Wording(ja: "押印あり", en: "sealed"),
        absent: Wording(ja: "押印なし", en: "not sealed"))
    package static let signature = PresenceType(
        name: "signature", isPrintedBox: false, present: Wording(ja: "署名あり", en: "signed"),
        absent: Wording(ja: "署名なし", en: "not signed"))

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        Candidates.from(readings) { NormalForm(value: .flag(PlainText.withoutBlanks($0) != "0")) }
            .reduce(into: []) { flags, candidate in Self.add(candidate, to: &flags) }
    }

    package func printed(_ value: FieldValue, language: Language) -> String {
        guard case .flag(let isPresent) = value else { return value.plainText }
        return (isPresent ? present : absent).text(in: language)
    }

    /// Nothing read is `false`, which `0` may have given already.
    private static func add(_ candidate: Candidate, to flags: inout [Candidate]) {
        var candidate = candidate
        if candidate.value == .none { candidate.value = .flag(false) }
        if let index = flags.firstIndex(where: { $0.value == candidate.value }) {
            flags[index].score = min(1, flags[index].score + candidate.score)
        } else {
            flags.append(candidate)
        }
    }
}
