import Forms
import Foundation
import Imaging
import Paperwork
import Testing

/// Blank is only a light page on which nothing is left; what is dark, inverted or pale is set aside with its reason.
@Suite struct PageLookTests {
    private static let form = TestForm(id: "application", grid: 1, labels: 11)
    private static let library = FormLibrary(templates: [], pages: [form.page()])

    private static func sheet(_ change: (Int, Int, Double) -> Double) -> Sheet {
        var sheet = form.drawn()
        for y in 0..<sheet.pixels.height {
            for x in 0..<sheet.pixels.width {
                sheet.pixels[x, y] = UInt8(max(0, min(255, change(x, y, Double(sheet.pixels[x, y])))))
            }
        }
        return sheet
    }

    static let unreadable: [(String, String, @Sendable (Int, Int, Double) -> Double)] = [
        ("a negative", "exchanged", { _, _, gray in 255 - gray }),
        ("a negative that is not quite black", "exchanged", { _, _, gray in 240 - gray * 0.8 }),
        ("the form in very pale grey", "pale", { _, _, gray in 255 - (255 - gray) * 20 / 215 }),
        ("the form in pale grey on grey paper", "pale", { _, _, gray in 205 - (255 - gray) * 25 / 215 }),
        ("a black page", "dark", { _, _, _ in 8 }),
        ("a page of dark grey", "dark", { _, _, _ in 100 }),
        ("a dark page with a gradient", "dark", { x, y, _ in 30 + Double(x + y) / 40 }),
    ]

    @Test(
        "A page that is dark, inverted or too pale is set aside, and its reason says so",
        arguments: unreadable.indices, [0, 6])
    func setAside(index: Int, noise: Int) throws {
        let (name, word, change) = Self.unreadable[index]
        let scan = try #require(TestScanner(noise: noise, paper: 255).scan(Self.sheet(change)))
        guard case .foreign(_, let reason) = Self.library.identify(scan) else {
            Issue.record("\(name): \(Self.library.identify(scan))")
            return
        }
        #expect(reason.en.contains(word), "\(name): \(reason.en)")
        #expect(!reason.ja.isEmpty)
    }

    @Test("A form that was scanned much too dark is read all the same")
    func darkScan() throws {
        let scan = try #require(TestScanner(skew: 0.5, noise: 3, paper: 105).scan(Self.form.drawn()))
        guard case .form = Self.library.identify(scan) else {
            Issue.record("\(Self.library.identify(scan))")
            return
        }
    }

    static let blanks: [(String, @Sendable (Int, Int) -> Double)] = [
        ("grey paper", { _, _ in 200 }),
        ("light that falls off to the right", { x, _ in 250 - Double(x) / 10 }),
        ("light that falls off to the bottom", { _, y in 250 - Double(y) / 12 }),
        ("a dark edge on grey paper", { x, _ in x < 12 ? 30 : 205 }),
    ]

    @Test(
        "A sheet without anything on it is blank, whatever its paper and the light", arguments: blanks.indices, [0, 6])
    func blank(index: Int, noise: Int) throws {
        let (name, gray) = Self.blanks[index]
        let sheet = Self.sheet { x, y, _ in gray(x, y) }
        let scan = try #require(TestScanner(noise: noise, paper: 250).scan(sheet))
        #expect(Self.library.identify(scan) == .blank, "\(name)")
    }

    @Test("What shows through from the other side, mirrored and blurred, does not make a back written on")
    func showThrough() throws {
        let front = Self.form.drawn().pixels
        var back = Sheet(paper: TestForm.paper, dpi: TestForm.dpi)
        for y in 0..<front.height {
            for x in 0..<front.width {
                var sum = 0.0
                var count = 0.0
                for nearY in stride(from: max(0, y - 4), through: min(front.height - 1, y + 4), by: 2) {
                    for nearX in stride(from: max(0, x - 4), through: min(front.width - 1, x + 4), by: 2) {
                        sum += 255 - Double(front[nearX, nearY])
                        count += 1
                    }
                }
                back.pixels[front.width - 1 - x, y] = UInt8(255 - sum / count * 0.2)
            }
        }
        let scan = try #require(TestScanner(skew: -0.7, paper: 240).scan(back))
        #expect(Self.library.identify(scan) == .blank)
    }

    @Test("A crease is nothing written; a pencilled note is")
    func creaseAndPencil() throws {
        var sheet = Sheet(paper: TestForm.paper, dpi: TestForm.dpi)
        sheet.line(from: Point(0, 70), to: Point(100, 70.4), width: 0.2, gray: 200)
        let creased = try #require(TestScanner(paper: 245).scan(sheet))
        #expect(Self.library.identify(creased) == .blank)
        var random = Random(state: 8)
        for _ in 0..<2 {
            sheet.letters(left: 30, top: 30, count: 8, height: 6, random: &random)
        }
        sheet.pixels.bytes = sheet.pixels.bytes.map { $0 < 60 ? 195 : $0 }
        let note = try #require(TestScanner(paper: 245).scan(sheet))
        #expect(Self.library.identify(note) != .blank)
    }
}
