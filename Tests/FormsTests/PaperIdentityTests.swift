import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition
import Testing

/// Papers without a form are told by what is printed on them.
@Suite struct PaperIdentityTests {
    private static let field = FieldDefinition(name: "a", type: "text", place: .find([.init(.anywhere, line: 1)]))
    private static let page: [PaperScene.Text] = [
        ("御請求書", 20, 20), ("登録番号 T11803-01018771", 20, 30), ("株式会社みほん商店", 20, 40),
    ]

    private static func form(_ clues: [PaperClue], firstPage: [PaperClue] = []) -> FormTemplate {
        PaperScene.template([field], id: "invoice", knownBy: clues, firstPage: firstPage)
    }

    static let known: [([PaperClue], Bool)] = [
        ([], true), ([.words(["請求書"])], true), ([.words(["請求書", "登録番号"])], true), ([.words(["請求書", "納品書"])], false),
        ([.words(["納品書"]), .number("T1180301018771")], true), ([.pattern("T[0-9-]{14}")], true),
        ([.pattern("^納品")], false),
    ]

    @Test(arguments: known.indices)
    func oneClueIsEnough(index: Int) throws {
        let (clues, isKnown) = Self.known[index]
        let identity = try PaperScene.identify(Self.page, [Self.form(clues)])
        if case .form(let found) = identity {
            #expect(isKnown)
            #expect((found.form, found.formPage) == ("invoice", 1))
            #expect(abs((found.paper?.width ?? 0) - 210) < 1)
        } else {
            #expect(!isKnown)
        }
    }

    @Test("A paper of another kind is set aside with the nearest kind and what it lacks")
    func otherPapers() throws {
        let forms = [Self.form([.words(["請求書", "納品書"])])]
        guard case .foreign(_, let reason) = try PaperScene.identify(Self.page, forms) else {
            Issue.record("is taken for an invoice")
            return
        }
        #expect(reason.en.contains("nearest: invoice") && reason.en.contains("納品書"))
    }

    @Test("A picture in which nothing can be read is set aside for that reason")
    func unreadable() throws {
        guard case .foreign(_, let reason) = try PaperScene.identify([("～", 10, 10)], [Self.form([])]) else {
            Issue.record("is taken for an invoice")
            return
        }
        #expect(reason.en.contains("No writing can be read"))
    }

    @Test("Pages without the words of a first page go on with the document before them")
    func furtherPages() throws {
        let form = Self.form([], firstPage: [.words(["御請求書"])])
        let further: [PaperScene.Text] = [("明細のつづき 2 ページ", 20, 20)]
        var splitter = DocumentSplitter(batch: "b", rule: .form, formPages: [:])
        var finished: [SplitDocument] = []
        var outcomes: [PageOutcome] = []
        for (index, page) in [further, Self.page, further, further, Self.page].enumerated() {
            let step = splitter.add(page: index + 1, try PaperScene.identify(page, [form]))
            outcomes.append(step.page.outcome)
            if let document = step.finished { finished.append(document) }
        }
        if let document = splitter.finish() { finished.append(document) }
        #expect(finished.map { $0.pages.map(\.number) } == [[2, 3, 4], [5]])
        #expect(finished.map(\.problems) == [[], []])
        #expect(outcomes[2] == .document(id: "b-1", formPage: 2) && outcomes[3] == .document(id: "b-1", formPage: 3))
        if case .setAside = outcomes[0] {} else { Issue.record("a page before the first one belongs to no document") }
    }

    @Test("A whole file is one document, whatever its pages")
    func wholeFile() throws {
        var splitter = DocumentSplitter(batch: "b", rule: .file, formPages: [:])
        for number in 1...3 {
            _ = splitter.add(page: number, try PaperScene.identify(Self.page, [Self.form([])]))
        }
        let document = splitter.finish()
        #expect(document?.pages.map(\.registration.formPage) == [1, 2, 3])
        #expect(document?.problems == [])
    }
}
