import Forms
import Foundation
import Imaging
import Paperwork
import Testing

@Suite struct IdentifyTests {
    private static let form = TestForm(id: "application", grid: 1, labels: 11)
    private static let page = form.page()
    private static let library = FormLibrary(templates: [], pages: [page])
    private static let filled = {
        var sheet = form.drawn()
        var random = Random(state: 5)
        sheet.letters(left: 31, top: 31, count: 7, height: 6, random: &random)
        sheet.letters(left: 31, top: 44, count: 9, height: 5, random: &random)
        for cell in TestForm.cells {
            sheet.letters(left: cell.left + 1, top: cell.top + 1.5, count: 1, height: 4.5, random: &random)
        }
        sheet.disc(x: 4, y: 50, radius: 2.5)
        sheet.disc(x: 4, y: 90, radius: 2.5)
        return sheet
    }()

    static let scanners = [
        TestScanner(),
        TestScanner(skew: 5, shift: Point(2, -3)),
        TestScanner(skew: -5, scale: 0.95),
        TestScanner(skew: 1.3, scale: 1.05),
        TestScanner(skew: -0.7, shift: Point(10, 10)),
        TestScanner(skew: 2, shift: Point(-10, -10), quarterTurns: 2),
        TestScanner(skew: -3, quarterTurns: 1),
        TestScanner(dpi: 150, skew: 1, quarterTurns: 3),
        TestScanner(dpi: 200, skew: -1.5, scale: 0.97, quarterTurns: 2, isBitonal: true),
        TestScanner(dpi: 300, skew: 0.8, paper: 210),
    ]

    @Test("A filled form is found however it was scanned", arguments: scanners)
    func finds(scanner: TestScanner) throws {
        let scan = try #require(scanner.scan(Self.filled))
        guard case .form(let registration) = Self.library.identify(scan) else {
            Issue.record("not taken for the form: \(Self.library.identify(scan))")
            return
        }
        #expect(registration.form == "application")
        #expect(registration.quarterTurns == scanner.quarterTurns)
        let truth = scanner.toScan(Self.filled)
        for corner in [Point(10, 30), Point(90, 30), Point(10, 108), Point(90, 108)] {
            let (here, there) = (registration.toScan(corner), truth(corner))
            let distance = Measure.mm(pixels: hypot(here.x - there.x, here.y - there.y), dpi: scanner.dpi)
            #expect(distance < 0.3, "off by \(distance) mm at \(corner)")
        }
        #expect(registration.residual < 0.2)
        #expect(registration.agreement > 0.6)
    }

    @Test("A picture that is too coarse for any form is blank only where nothing is on it")
    func coarse() {
        func identity(_ pixels: GrayPixels) -> PageIdentity {
            Self.library.identify(ScannedPage(bitmap: Bitmap(pixels), dpi: 1, number: 1))
        }
        var written = GrayPixels(width: 8, height: 8)
        #expect(identity(written) == .blank)
        written[3, 4] = 230
        guard case .foreign(nil, let reason) = identity(written) else {
            Issue.record("\(identity(written))")
            return
        }
        #expect(reason.en.contains("coarse") && reason.ja.contains("粗すぎ"))
    }

    /// Blanks with nothing but what a scanner adds.
    static let blanks: [(String, @Sendable (inout Sheet) -> Void)] = [
        ("clean", { _ in }),
        (
            "punch holes",
            {
                $0.disc(x: 5, y: 50, radius: 3); $0.disc(x: 5, y: 90, radius: 3)
            }
        ),
        (
            "specks",
            { sheet in
                var random = Random(state: 3)
                for _ in 0..<200 {
                    sheet.disc(x: 4 + random.share() * 90, y: 4 + random.share() * 130, radius: 0.1)
                }
            }
        ),
        ("a dark edge", { $0.line(from: Point(0.5, 0), to: Point(0.5, 140), width: 1) }),
        (
            "print that shows through",
            { sheet in
                for row in 0..<20 {
                    sheet.line(
                        from: Point(20, 20 + Double(row) * 5), to: Point(80, 20 + Double(row) * 5), width: 1, gray: 215)
                }
            }
        ),
    ]

    @Test("A blank back is blank whatever the scanner adds", arguments: blanks.indices)
    func blank(index: Int) throws {
        var sheet = Sheet(paper: TestForm.paper, dpi: TestForm.dpi)
        Self.blanks[index].1(&sheet)
        let scan = try #require(TestScanner(skew: 0.5, paper: 235).scan(sheet))
        #expect(Self.library.identify(scan) == .blank, "\(Self.blanks[index].0)")
    }

    @Test("A page with three characters of writing is not blank")
    func shortNote() throws {
        var sheet = Sheet(paper: TestForm.paper, dpi: TestForm.dpi)
        var random = Random(state: 8)
        sheet.letters(left: 30, top: 40, count: 3, height: 6, random: &random)
        let scan = try #require(TestScanner().scan(sheet))
        #expect(Self.library.identify(scan) != .blank)
    }

    @Test("Another form on the same grid is foreign, with its best candidate and what to do")
    func sameGridOtherWords() throws {
        let other = TestForm(id: "other", grid: 2, labels: 77).drawn()
        let scan = try #require(TestScanner(skew: 1).scan(other))
        guard case .foreign(_, let reason) = Self.library.identify(scan) else {
            Issue.record("taken for the form")
            return
        }
        #expect(!reason.ja.isEmpty && !reason.en.isEmpty)
    }

    @Test("Two forms that differ in their words are told apart", arguments: [11, 77] as [UInt64])
    func lookalikes(labels: UInt64) throws {
        let twins = [Self.form, TestForm(id: "renewal", grid: 1, labels: 77)]
        let library = FormLibrary(templates: [], pages: twins.map { $0.page() })
        let scan = try #require(
            TestScanner(skew: -1.2, quarterTurns: 2).scan(TestForm(id: "", grid: 1, labels: labels).drawn()))
        guard case .form(let registration) = library.identify(scan) else {
            Issue.record("taken for none")
            return
        }
        #expect(registration.form == (labels == 11 ? "application" : "renewal"))
    }

    @Test("A form that two templates describe alike is not guessed at")
    func twins() throws {
        let twin = TestForm(id: "twin", grid: 1, labels: 11)
        let library = FormLibrary(templates: [], pages: [Self.page, twin.page()])
        let scan = try #require(TestScanner(skew: 0.5).scan(Self.filled))
        guard case .foreign(let best?, let reason) = library.identify(scan) else {
            Issue.record("one of two equal forms was chosen")
            return
        }
        #expect(best.agreement > 0.6)
        #expect(reason.en.contains("application") && reason.en.contains("twin"))
    }
}
