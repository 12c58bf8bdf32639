package import Paperwork

/// A barcode's or QR code's content, as it is. Its own error correction has vouched for it before it is read.
package struct BarcodeType: FieldType {
    package let name = "barcode"
    package let medium = FieldMedium.barcode
    package let comparison = ComparisonKind.number

    package func candidates(from readings: [Reading], in context: FieldContext) -> [Candidate] {
        Candidates.from(readings) { NormalForm(value: .text($0)) }
    }
}
