internal import FieldTypes
internal import Imaging
internal import JapaneseText
internal import Paperwork
internal import Recognition

/// A sheet that this office printed: its QR code says whose it is, so what was printed need not be read.
struct KnownSheet {
    private let values: [String: FieldValue]

    /// Nil where the page bears no code of a form that was filled here.
    init?(_ page: ScannedPage, among records: FilledRecords) {
        let known = BarcodeReader().read(page.bitmap.grayPixels()).filter { $0.kind == .qr }
            .compactMap { records.values($0.text) }
        guard known.count == 1 else { return nil }
        values = known[0]
    }

    /// A digit is never taken for another; of six letters one may be read as another.
    private static func isAlike(_ read: String, _ printed: String) -> Bool {
        let (read, printed) = (read.filter { !$0.isWhitespace }, printed.filter { !$0.isWhitespace })
        guard read.filter(\.isNumber) == printed.filter(\.isNumber) else { return false }
        return EditDistance.distance(read, printed, limit: printed.count / 6) != nil
    }

    /// What was printed stands, where what was read is like it: a correction by hand is read as something else, and a person
    /// looks. What was not printed stays as it was read.
    func settle(_ fields: [Field]) -> [Field] {
        fields.map { field in
            guard let printed = values[field.name], !printed.isEmpty else { return field }
            let text = FieldTypes.named(field.type)?.printed(printed, language: .ja) ?? printed.plainText
            guard field.value == printed || Self.isAlike(field.text, text) else { return field }
            var field = field
            field.value = printed
            field.text = text
            field.confidence = .certain
            field.decision = Decision(
                accepted: true,
                because: Wording(ja: "QR コードの帳票に印字した値", en: "printed on the sheet that its QR code names"))
            return field
        }
    }
}
