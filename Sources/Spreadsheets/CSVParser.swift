/// Splits CSV into records as it comes, piece by piece (RFC 4180, and what spreadsheets write beyond it: any line ends,
/// line ends and doubled quotes inside quotes, blank lines).
package struct CSVParser {
    /// One record; used again for the next.
    package struct Record {
        package fileprivate(set) var bytes: [UInt8] = []
        package fileprivate(set) var ends: [Int] = []
        /// On which it starts, from 1.
        package fileprivate(set) var line = 1

        package init() {}

        /// A record that comes from elsewhere.
        /// - Parameter line: on which it starts, from 1.
        package init(cells: [String], line: Int) {
            for cell in cells {
                bytes.append(contentsOf: cell.utf8)
                ends.append(bytes.count)
            }
            self.line = line
        }

        package var cellCount: Int { ends.count }

        package func cell(_ index: Int) -> ArraySlice<UInt8> { bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

        fileprivate var isBlank: Bool { ends.count == 1 && ends[0] == 0 }
    }

    private enum State { case cellStart, bare, quoted, quoteInQuoted }

    private let separator: UInt8
    private var state = State.cellStart
    private var record = Record()
    private var line = 1
    private var afterReturn = false
    /// The line on which the quote that is open was opened; nil where none is.
    package private(set) var openQuoteLine: Int?

    package init(separator: UInt8) {
        self.separator = separator
    }

    /// Whether the text so far ends inside quotes.
    package var isInQuotes: Bool { state == .quoted }

    /// - Parameter body: called with each record that is complete; blank lines are passed over.
    package mutating func feed<Failure: Error>(
        _ text: UnsafeBufferPointer<UInt8>, _ body: (Record) throws(Failure) -> Void
    ) throws(Failure) {
        for byte in text {
            let isSecondHalf = afterReturn && byte == Self.newline
            afterReturn = byte == Self.carriageReturn
            if (byte == Self.newline && !isSecondHalf) || byte == Self.carriageReturn { line += 1 }
            switch state {
            case .quoted:
                if byte == Self.quote { state = .quoteInQuoted } else { record.bytes.append(byte) }
            case .quoteInQuoted where byte == Self.quote:
                record.bytes.append(byte)
                state = .quoted
            case .cellStart where byte == Self.quote:
                state = .quoted
                openQuoteLine = line
            default:
                if isSecondHalf { continue }
                openQuoteLine = nil
                try takeOutsideQuotes(byte, body)
            }
        }
    }

    /// Hands over the last record, if the text does not end with a line end.
    package mutating func finish<Failure: Error>(_ body: (Record) throws(Failure) -> Void) throws(Failure) {
        if !record.bytes.isEmpty || !record.ends.isEmpty || state != .cellStart { try endRecord(body) }
    }

    private mutating func takeOutsideQuotes<Failure: Error>(
        _ byte: UInt8, _ body: (Record) throws(Failure) -> Void
    ) throws(Failure) {
        switch byte {
        case separator:
            record.ends.append(record.bytes.count)
            state = .cellStart
        case Self.newline, Self.carriageReturn: try endRecord(body)
        default:
            record.bytes.append(byte)
            state = .bare
        }
    }

    private mutating func endRecord<Failure: Error>(_ body: (Record) throws(Failure) -> Void) throws(Failure) {
        record.ends.append(record.bytes.count)
        if !record.isBlank { try body(record) }
        record.bytes.removeAll(keepingCapacity: true)
        record.ends.removeAll(keepingCapacity: true)
        record.line = line
        state = .cellStart
    }

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
