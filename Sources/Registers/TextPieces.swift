import Foundation
import JapaneseText
import Paperwork

/// A text file decoded piece by piece, so that a large one is never held decoded as a whole.
struct TextPieces {
    private let data: Data
    private let encoding: TextEncoding
    private let definition: RegisterDefinition
    private static let pieceSize = 1 << 20

    /// - Parameter encodingName: as a person writes it; nil to find out from the bytes.
    /// - Throws: `Trouble`: the file can't be read, is empty or too large, or is surely not written in the encoding, with
    ///   the one that fits.
    init(of url: URL, encodingName: String?, definition: RegisterDefinition) throws(Trouble) {
        var data: Data
        do {
            data = try Data(contentsOf: url, options: .mappedIfSafe)
        } catch {
            throw .registerUnreadable(definition, reason: (error as NSError).localizedFailureReason ?? "\(error)")
        }
        guard !data.isEmpty else { throw .registerEmpty(definition) }
        guard data.count <= RecordTable.largestSize else { throw .registerTooLarge(definition) }
        let telling = Self.tellingPiece(of: data)
        self.definition = definition
        if let encodingName {
            guard let encoding = TextEncoding(named: encodingName) else {
                throw .registerUnknownEncoding(encodingName, definition)
            }
            self.encoding = encoding
        } else {
            guard let found = WrittenEncoding.find(telling) else {
                throw .registerUndecodable(line: 1, as: nil, written: nil, definition)
            }
            guard case .readable(let encoding) = found else {
                throw .registerUndecodable(line: 1, as: nil, written: found, definition)
            }
            self.encoding = encoding
        }
        data = data.dropLast(Self.endMarkLength(of: data, in: encoding))
        self.data = data
        if let written = WrittenEncoding.contradiction(to: encoding, in: telling) {
            let line = firstBadLine(from: data.startIndex, to: data.endIndex)
            throw .registerUndecodable(line: line, as: encoding, written: written, definition)
        }
    }

    /// - Parameter body: tells whether it wants more.
    /// - Throws: `Trouble` naming the line that is not written in the encoding, or what `body` throws.
    func forEach(_ body: (String) throws(Trouble) -> Bool) throws(Trouble) {
        var start = data.startIndex
        while start < data.endIndex {
            let end = isMultibyteUnit ? data.endIndex : Self.endOfPiece(in: data, from: start)
            guard let text = encoding.decode(Array(data[start..<end])) else {
                throw .registerUndecodable(
                    line: firstBadLine(from: start, to: end), as: encoding, written: WrittenEncoding.find(data),
                    definition)
            }
            guard try body(text) else { return }
            start = end
        }
    }

    /// UTF-16 is decoded as a whole: a byte that looks like a line end may be half of a character.
    private var isMultibyteUnit: Bool { encoding == .utf16LittleEndian || encoding == .utf16BigEndian }

    /// The first piece that is not plain ASCII, which every encoding writes alike; the first piece where all is.
    private static func tellingPiece(of data: Data) -> [UInt8] {
        let telling = data.firstIndex { $0 == 0 || $0 >= 0x80 } ?? data.startIndex
        let lineStart = data[..<telling].lastIndex { $0 == newline }.map { $0 + 1 } ?? data.startIndex
        return Array(data[lineStart..<endOfPiece(in: data, from: lineStart)])
    }

    /// After a line end, whose byte never belongs to another character in CP932 and UTF-8.
    private static func endOfPiece(in data: Data, from start: Data.Index) -> Data.Index {
        let target = start + pieceSize
        guard target < data.endIndex else { return data.endIndex }
        return data[target...].firstIndex { $0 == newline || $0 == carriageReturn }.map { $0 + 1 } ?? data.endIndex
    }

    /// Bytes of the end mark of DOS (1A) and of what fills up the file's last block.
    private static func endMarkLength(of data: Data, in encoding: TextEncoding) -> Int {
        switch encoding {
        case .utf16LittleEndian: return data.suffix(2).elementsEqual([0x1A, 0]) ? 2 : 0
        case .utf16BigEndian: return data.suffix(2).elementsEqual([0, 0x1A]) ? 2 : 0
        case .utf8, .utf8WithMark, .cp932:
            let text = data.lastIndex { $0 != 0x1A && $0 != 0 }.map { $0 + 1 } ?? data.startIndex
            return data[text...].contains(0x1A) ? data.endIndex - text : 0
        }
    }

    /// The line that can't be read in the encoding; 1 where all can be, and yet come out as other letters.
    private func firstBadLine(from start: Data.Index, to end: Data.Index) -> Int {
        let lines = data[start..<end].split(separator: Self.newline, omittingEmptySubsequences: false)
        let bad = lines.firstIndex { encoding.decode(Array($0)) == nil } ?? 0
        return data[..<start].count { $0 == Self.newline } + bad + 1
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
