internal import Imaging
internal import Paperwork
internal import Recognition

/// A sheet that this office printed: its QR code says whose it is, and a value that is read as it was printed needs no other
/// proof.
struct KnownSheet {
    private let values: [String: FieldValue]

    /// Nil where the page bears no code of a form that was filled here.
    init?(_ page: ScannedPage, among records: FilledRecords) {
        let known = BarcodeReader().read(page.bitmap.grayPixels()).filter { $0.kind == .qr }
            .compactMap { records.values($0.text) }
        guard known.count == 1 else { return nil }
        values = known[0]
    }

    /// What was printed and is read again from the paper needs no other proof. What is read otherwise, or is in doubt, stays as
    /// it was read: it may have been corrected by hand. So does what was not printed.
    func settle(_ fields: [Field]) -> [Field] {
        fields.map { field in
            guard let printed = values[field.name], !printed.isEmpty, field.value == printed,
                field.proof.problem == nil, field.readings.allSatisfy({ $0.doubt == nil })
            else { return field }
            var field = field
            field.readings = []
            field.confidence = .certain
            field.decision = Decision(
                accepted: true,
                because: Wording(ja: "QR コードの帳票に印字した値", en: "printed on the sheet that its QR code names"))
            return field
        }
    }
}
