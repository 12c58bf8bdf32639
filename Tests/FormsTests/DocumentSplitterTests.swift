import Forms
import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct DocumentSplitterTests {
    /// What a file's pages are, in a letter or two: `a1` page 1 of form a, `-` blank, `x` foreign, `|` separator.
    private static func identity(_ code: Substring) -> PageIdentity {
        switch code {
        case "-", "|": return .blank
        case "x": return .foreign(best: nil, reason: Wording(verbatim: "foreign"))
        default:
            let registration = FormAlignment(
                form: String(code.prefix(1)), formPage: Int(code.dropFirst()) ?? 0, quarterTurns: 0, toScan: .identity,
                residual: 0.1, agreement: 1)
            return .form(registration)
        }
    }

    private static func split(_ codes: String, _ rule: DocumentSplitter.Rule) throws
        -> (outcomes: [Page], documents: [SplitDocument])
    {
        var splitter = DocumentSplitter(batch: "b", rule: rule, formPages: ["a": 2, "c": 1])
        var outcomes: [Page] = []
        var documents: [SplitDocument] = []
        for (index, code) in codes.split(separator: " ").enumerated() {
            let step = splitter.add(page: index + 1, identity(code), isSeparator: code == "|")
            outcomes.append(step.page)
            documents += step.finished.map { [$0] } ?? []
            splitter = try JSONDecoder().decode(DocumentSplitter.self, from: JSONEncoder().encode(splitter))
        }
        documents += splitter.finish().map { [$0] } ?? []
        return (outcomes, documents)
    }

    static let cases: [(String, DocumentSplitter.Rule, documents: [[Int]], setAside: [Int], missing: Int)] = [
        ("a1 a2 a1 a2", .form, [[1, 2], [3, 4]], [], 0),
        ("a1 - a2 - a1 - a2 -", .form, [[1, 3], [5, 7]], [], 0),
        ("a2 a1 a2", .form, [[2, 3]], [1], 0),
        ("a1 a1 a2", .form, [[1], [2, 3]], [], 1),
        ("a1 a2 a2", .form, [[1, 2]], [3], 0),
        ("a1 x a2", .form, [[1, 3]], [2], 0),
        ("c1 a2 c1", .form, [[1], [3]], [2], 0),
        ("a1 a2 a1", .file, [[1, 2]], [3], 0),
        ("a2 a1", .file, [[2, 1]], [], 0),
        ("a2 c1", .file, [[1]], [2], 1),
        ("c1 - c1 x c1", .pages(2), [[1], [3], [5]], [4], 0),
        ("a1 a2 a2 a1", .pages(2), [[1, 2], [4, 3]], [], 0),
        ("| a1 a2 | a2 | a1 a2", .separator, [[2, 3], [5], [7, 8]], [1, 4, 6], 1),
        ("- - x", .form, [], [3], 0),
    ]

    @Test("Pages become documents; what belongs to none is set aside with a reason", arguments: cases.indices)
    func splits(index: Int) throws {
        let (codes, rule, documents, setAside, missing) = Self.cases[index]
        let result = try Self.split(codes, rule)
        #expect(result.documents.map { $0.pages.map(\.number) } == documents, "\(codes)")
        let aside = result.outcomes.filter { if case .setAside = $0.outcome { true } else { false } }
        #expect(aside.map(\.number) == setAside, "\(codes)")
        #expect(result.documents.flatMap(\.problems).count == missing, "\(codes)")
    }

    @Test("Every page is in one document, blank or set aside", arguments: cases.indices)
    func pageLaw(index: Int) throws {
        let result = try Self.split(Self.cases[index].0, Self.cases[index].1)
        let blank = result.outcomes.count { $0.outcome == .blank }
        let aside = result.outcomes.count { if case .setAside = $0.outcome { true } else { false } }
        let placed = result.documents.reduce(0) { $0 + $1.pages.count }
        #expect(
            PageCount(scanned: result.outcomes.count, inDocuments: placed, blank: blank, setAside: aside, waiting: 0)
                .holds)
    }

    @Test("Documents are numbered from 1 after the batch, and say which page is missing")
    func identifiers() throws {
        let result = try Self.split("a1 c1", .form)
        #expect(result.documents.map(\.id) == ["b-1", "b-2"])
        #expect(
            result.documents[0].problems.map(\.message.en) == [
                "Page 2 is missing. Check the paper and scan all its pages again."
            ])
        #expect(result.outcomes[1].outcome == .document(id: "b-2", formPage: 1))
    }
}
