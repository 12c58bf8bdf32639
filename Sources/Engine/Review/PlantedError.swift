internal import FieldTypes
internal import Foundation
internal import Paperwork
internal import Storage

/// Chooses where a person is shown a wrong value on purpose: a field that was proved, and so is known, with one character
/// misread as a recogniser may misread it. It is what shows how well people check.
struct PlantedError {
    /// The share of documents in which a person is shown one, from 0 to 1.
    let rate: Double

    /// What to plant for this person; nil in most documents. The same whenever it is asked for.
    func plant(in subject: ReviewDesk.Subject, for account: String) -> Plant? {
        guard rate > 0 else { return nil }
        var random = SeededRandom(seed: Self.seed(subject.document.id + " " + account))
        guard Double(random.below(1_000_000)) < rate * 1_000_000 else { return nil }
        let known = subject.document.fields.filter { field in
            field.decision?.accepted == true && field.decision?.by == .evidence && !field.readings.isEmpty
                && !field.isSensitive && !field.value.isEmpty
        }
        guard !known.isEmpty else { return nil }
        let first = random.below(known.count)
        for offset in known.indices {
            let field = known[(first + offset) % known.count]
            if let shown = wrong(field, subject, &random) { return Plant(field: field.name, shown: shown) }
        }
        return nil
    }

    /// A value that differs from the field's, and that nothing but the paper speaks against; nil where none is found.
    private func wrong(_ field: Field, _ subject: ReviewDesk.Subject, _ random: inout SeededRandom) -> String? {
        let typed = TypedValue(field, form: subject.document.form, in: subject.workflow)
        let right = typed.typed(field)
        switch typed.type.medium {
        case .oneOption:
            let others = typed.options.filter { $0 != right }
            return others.isEmpty ? nil : others[random.below(others.count)]
        case .writing:
            let places = right.indices.filter { right[$0].isASCII && right[$0].isNumber }
            guard !places.isEmpty else { return nil }
            for _ in 0..<8 {
                let place = places[random.below(places.count)]
                var text = right
                text.replaceSubrange(place...place, with: String(random.below(10)))
                let candidate = typed.candidate(text, in: subject.document)
                if text != right, candidate.value != field.value, candidate.proof.problem == nil { return text }
            }
            return nil
        case .presence, .severalOptions, .barcode, .table: return nil
        }
    }

    /// FNV-1a (Fowler, Noll and Vo).
    private static func seed(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
