import FieldTypes
import Paperwork

/// What the fields that must be filled in say of a page on which they show nothing: its writing was lost, by a scan that
/// sets pale grey to white or by a page that was copied away, and then the others may be empty for the same reason.
enum LostWriting {
    /// The share of these fields, and their number, from which nothing on the page is taken for empty; a scan in black and
    /// white alone shows nothing else of what it lost.
    private static let missed = (grey: (share: 1.0 / 3, count: 2), bitonal: (share: 0.1, count: 1))

    static func doubted(_ fields: [Field], isBitonal: Bool) -> [Field] {
        let needed = fields.filter { !$0.isOptional && FieldTypes.named($0.type)?.medium == .writing }
        let missing = needed.count(where: \.showsNothing)
        let least = isBitonal ? missed.bitonal : missed.grey
        guard missing >= least.count, Double(missing) >= least.share * Double(needed.count) else { return fields }
        return fields.map { field in
            guard field.showsNothing, !field.readings.isEmpty else { return field }
            var field = field
            field.readings[0] = field.readings[0].doubted(.othersEmpty)
            return field
        }
    }
}

extension Field {
    /// Whether nothing was seen in its place, and nothing marked, and nothing speaks against that.
    fileprivate var showsNothing: Bool {
        text.isEmpty && (value.isEmpty || value == .flag(false)) && readings.first?.doubt == nil
    }
}
