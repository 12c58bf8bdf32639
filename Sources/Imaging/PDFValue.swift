internal import Foundation

/// A value in a PDF file (ISO 32000-1, 7.3).
indirect enum PDFValue {
    case null
    case flag(Bool)
    case number(Double)
    case name(String)
    /// `range` is where it stands, its brackets included.
    case string(range: Range<Int>)
    case array([PDFValue])
    case dictionary([String: PDFValue])
    case reference(Int)
    /// `range` is where the packed data is in the file.
    case stream([String: PDFValue], range: Range<Int>)
    /// Outside of content streams there are none.
    case `operator`(String)

    var number: Double? { if case .number(let number) = self { number } else { nil } }
    /// Nil beyond what a place or a count in a file can be.
    var integer: Int? { number.flatMap { abs($0) < 1e15 ? Int($0) : nil } }
    var name: String? { if case .name(let name) = self { name } else { nil } }
    var array: [PDFValue]? { if case .array(let values) = self { values } else { nil } }

    /// A stream's dictionary, too.
    var dictionary: [String: PDFValue]? {
        switch self {
        case .dictionary(let entries), .stream(let entries, _): entries
        default: nil
        }
    }
}
