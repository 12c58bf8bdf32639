import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct CompletenessTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let page = Bitmap(Pictures.lopsided())
    private static let tinyTIFF = TinyTIFF(width: 10, height: 4, bytes: [UInt8](repeating: 9, count: 40))
    static let files: [(name: String, content: Data)] = [
        ("PNG", page.pngData()), ("JPEG", page.jpegData(quality: 60)),
        ("JPEG with a thumbnail", withThumbnail(page.jpegData(quality: 60))),
        ("TIFF, LZW", page.tiffData(compression: .lzw)),
        ("TIFF, Group 4", Pictures.bitonal().tiffData(compression: .group4)),
        ("TIFF, three pages", TinyTIFF.file([tinyTIFF, tinyTIFF, tinyTIFF])),
        ("BigTIFF", bigTIFF()),
        ("PDF", withoutLastLineEnd(TinyPDF.pages(["0 g 10 10 50 50 re f", ""]))),
        ("PDF, linearized", linearized()),
        ("PDF, stream of references", streamed()),
    ]

    private func completeness(_ content: Data) throws -> FileCompleteness {
        try FileCompleteness.of(folder.file("scan", content))
    }

    @Test(arguments: files.indices)
    func `a whole file is whole, also with something behind its end`(_ index: Int) throws {
        let content = Self.files[index].content
        #expect(try completeness(content) == .whole, "\(Self.files[index].name)")
        #expect(try completeness(content + Data("\n\n".utf8)) == .whole, "\(Self.files[index].name)")
    }

    @Test(arguments: files.indices)
    func `no beginning of a file is whole`(_ index: Int) throws {
        let (name, content) = Self.files[index]
        let file = try folder.file("scan", content)
        let handle = try FileHandle(forWritingTo: file)
        var wrong: [Int] = []
        for count in stride(from: content.count - 1, through: 0, by: -1) {
            try handle.truncate(atOffset: UInt64(count))
            guard case .notYet(let missing) = try FileCompleteness.of(file), !missing.ja.isEmpty else {
                wrong.append(count)
                continue
            }
        }
        #expect(wrong == [], "\(name)")
    }

    @Test(arguments: files.indices)
    func `a file whose space is reserved but not filled is not whole`(_ index: Int) throws {
        let (name, content) = Self.files[index]
        for share in name.hasPrefix("PDF") ? [0.0, 0.01, 0.5, 0.8] : [0, 0.01] {
            let filled = content.prefix(Int(Double(content.count) * share))
            let reserved = filled + Data(repeating: 0, count: content.count - filled.count)
            if case .whole = try completeness(reserved) { Issue.record("\(name), \(share)") }
        }
    }

    @Test(arguments: [("PK\u{3}\u{4} and so on", "ZIP / Office"), ("a,b\n1,2\n", ""), ("GIF89a…", "GIF")])
    func `another kind is named`(content: String, seen: String) throws {
        #expect(try completeness(Data(content.utf8)) == .foreign(seen: seen))
    }

    @Test func `directories that go round in a circle are refused`() throws {
        let content = TinyTIFF.file([Self.tinyTIFF, Self.tinyTIFF], loops: true)
        guard case .notYet(let missing) = try completeness(content) else { return #expect(Bool(false)) }
        #expect(missing.ja.contains("堂々めぐり"))
    }

    @Test func `an end without cross-references is not whole`() throws {
        let whole = try #require(String(data: TinyPDF.pages([""]), encoding: .isoLatin1))
        for offset in ["999999", "9", "0", "-5", "99999999999999999999", "x"] {
            let bare = whole.replacing(/xref\n0[^%]*startxref\n\d+/, with: "startxref\n\(offset)")
            guard case .notYet = try completeness(Data(bare.utf8)) else {
                Issue.record("\(offset)")
                continue
            }
        }
    }

    @Test func `any damage is answered, and soon`() throws {
        var random = SystemRandomNumberGenerator()
        for (_, content) in Self.files {
            for _ in 0..<60 {
                var damaged = content
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    damaged[Int.random(in: 0..<damaged.count, using: &random)] = UInt8.random(
                        in: 0...255, using: &random)
                }
                _ = try completeness(damaged)
            }
        }
    }

    @Test func `what is no regular file is refused without being opened`() throws {
        let link = folder.url.appending(path: "link")
        try FileManager.default.createSymbolicLink(
            at: link, withDestinationURL: folder.file("a.png", Self.files[0].content))
        let pipe = folder.url.appending(path: "pipe")
        mkfifo(pipe.path, 0o600)
        for url in [link, pipe, folder.url, folder.url.appending(path: "none")] {
            #expect(throws: Trouble.self) { try FileCompleteness.of(url) }
        }
    }
}

extension CompletenessTests {
    private static func withoutLastLineEnd(_ pdf: Data) -> Data { pdf.dropLast() }

    /// With an Exif segment that holds an end marker of its own.
    private static func withThumbnail(_ jpeg: Data) -> Data {
        let thumbnail = Data([0xFF, 0xE1, 0, 12]) + Data("Exif\0\0".utf8) + Data([0xFF, 0xD8, 0xFF, 0xD9])
        return jpeg.prefix(2) + thumbnail + jpeg.dropFirst(2)
    }

    /// One entry that lists two strips outside it (BigTIFF design, 2004).
    private static func bigTIFF() -> Data {
        func number(_ value: Int, _ bytes: Int) -> Data { Data((0..<bytes).map { UInt8(value >> (8 * $0) & 255) }) }
        func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: Data) -> Data {
            number(tag, 2) + number(type, 2) + number(count, 8) + value + Data(count: 8 - value.count)
        }
        let entries =
            entry(256, 3, 1, number(4, 2)) + entry(257, 3, 1, number(2, 2)) + entry(273, 16, 2, number(112, 8))
            + entry(279, 4, 2, number(4, 4) + number(4, 4))
        let directory = number(4, 8) + entries + number(0, 8)
        let head = Data("II".utf8) + number(43, 2) + number(8, 2) + number(0, 2) + number(16, 8)
        return head + directory + number(128, 8) + number(132, 8) + Data(repeating: 7, count: 8)
    }

    /// The first page's references stand at the beginning, with an end of their own (ISO 32000-1, annex F).
    private static func linearized() -> Data {
        func file(length: Int, main: Int) -> String {
            let head = "%PDF-1.4\n1 0 obj\n<< /Linearized 1 /L \(String(length).padded) /N 1 >>\nendobj\n"
            let first =
                "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 2 0 R /Prev \(String(main).padded) >>\n"
                + "startxref\n0\n%%EOF\n"
            return head + first + "2 0 obj\n<< /Type /Catalog >>\nendobj\n"
        }
        let main = file(length: 0, main: 0).utf8.count
        let end = "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 >>\nstartxref\n\(main)\n%%EOF"
        return Data((file(length: main + end.utf8.count, main: main) + end).utf8)
    }

    private static func streamed() -> Data {
        let head = "%PDF-1.5\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
        let stream =
            "2 0 obj\n<< /Type /XRef /W [1 2 1] /Size 3 /Root 1 0 R /Length 4 >>\nstream\nabcd\nendstream\nendobj\n"
        return Data("\(head)\(stream)startxref\n\(head.utf8.count)\n%%EOF".utf8)
    }
}

extension String {
    fileprivate var padded: String { String(repeating: "0", count: 10 - count) + self }
}
