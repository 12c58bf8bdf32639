import Foundation
import FoundationXML
import Packing
import Paperwork

/// What takes the elements of one part of a spreadsheet file.
protocol SheetPartReader: AnyObject {
    func begin(_ element: String, _ attributes: [String: String])
    func text(_ text: String)
    func end(_ element: String)
    /// Why nothing more is wanted; nil as long as more is.
    var ending: SheetPartEnding? { get }
}

enum SheetPartEnding {
    case satisfied
    case failed(Trouble)
}

extension SheetPartReader {
    func text(_ text: String) {}
    func end(_ element: String) {}
    var ending: SheetPartEnding? { nil }
}

/// Feeds the XML parser of the toolchain, which loads nothing from elsewhere, with a part as it is unpacked.
final class SheetParser: NSObject, XMLParserDelegate {
    private let reader: any SheetPartReader
    /// Elements that are open; nil as long as none was.
    private var depth: Int?

    private init(_ reader: any SheetPartReader) { self.reader = reader }

    /// - Throws: `Trouble`: the part is missing, damaged or larger than allowed; or what the reader ended with.
    static func parse(
        _ part: String, of archive: ZipArchive, into reader: some SheetPartReader, file: String,
        limits: Workbook.Limits
    ) throws(Trouble) {
        guard let entry = archive.entry(named: part) else {
            throw part == "_rels/.rels" ? .noWorkbook(file) : .workbookDamaged(file, part)
        }
        guard entry.size <= limits.partBytes else { throw .workbookTooLarge(file, part) }
        guard let stream = archive.stream(of: entry) else { throw .workbookDamaged(file, part) }
        let input = PartStream(stream, limit: limits.partBytes)
        let parser = XMLParser(stream: input)
        let delegate = SheetParser(reader)
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        parser.delegate = delegate
        let isWhole = parser.parse()
        switch reader.ending {
        case .satisfied: return
        case .failed(let trouble): throw trouble
        case nil: break
        }
        if input.isTooLarge { throw .workbookTooLarge(file, part) }
        guard isWhole, !input.isDamaged, delegate.depth == 0 else { throw .workbookDamaged(file, part) }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        guard reader.ending == nil else { return parser.abortParsing() }
        depth = (depth ?? 0) + 1
        reader.begin(name, attributes)
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) { reader.text(text) }

    func parser(_ parser: XMLParser, foundCDATA block: Data) { reader.text(String(decoding: block, as: UTF8.self)) }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        depth = depth.map { $0 - 1 }
        reader.end(name)
        if reader.ending != nil { parser.abortParsing() }
    }
}

/// A part of an archive as a stream of the Foundation's.
private final class PartStream: InputStream {
    private let stream: ZipStream
    private let limit: Int
    private var total = 0
    private var isOver = false
    private(set) var isDamaged = false
    private(set) var isTooLarge = false

    init(_ stream: ZipStream, limit: Int) {
        self.stream = stream
        self.limit = limit
        super.init(data: Data())
    }

    override func open() {}

    override func close() {}

    override var hasBytesAvailable: Bool { !isOver }

    override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
        guard !isOver else { return 0 }
        let count = stream.read(into: UnsafeMutableBufferPointer(start: buffer, count: maxLength))
        total += count ?? 0
        isDamaged = count == nil
        isTooLarge = total > limit
        isOver = count == nil || count == 0 || isTooLarge
        return isTooLarge ? 0 : count ?? 0
    }
}
