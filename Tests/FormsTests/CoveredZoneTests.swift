import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Testing

/// Zones over the blank form's own print.
@Suite struct CoveredZoneTests {
    /// The form with `width` millimetres of solid print in the note's zone, which is 60 mm wide.
    private static func desk(covering width: Double) -> (desk: EmptyFormDesk, sheet: Sheet) {
        var sheet = TestForm(id: "application", grid: 1, labels: 11).drawn()
        sheet.fill(Zone(left: 34, top: 43, width: width, height: 7), gray: 40)
        return (EmptyFormDesk(blank: sheet.pixels), sheet)
    }

    @Test("A zone that print covers to a third and more is a mistake, named with its share")
    func fault() throws {
        let faults = Self.desk(covering: 30).desk.library.zoneFaults()
        let fault = try #require(faults.first)
        #expect(faults.count == 1)
        #expect(fault.field == "note")
        guard case .covered(let share) = fault.kind else {
            Issue.record("another fault")
            return
        }
        #expect((0.4...0.6).contains(share))
        #expect(fault.wording.en.contains("%") && fault.wording.ja.contains("%"))
    }

    @Test(
        "A zone that print covers to more than a tenth is never empty beyond doubt; one with less is",
        arguments: [
            (12.0, false), (30, false), (3, true),
        ])
    func doubt(width: Double, isEmpty: Bool) throws {
        let (desk, sheet) = Self.desk(covering: width)
        #expect(try desk.field("note", of: sheet).isTakenForEmpty == isEmpty)
        #expect(try desk.field("name", of: sheet).isTakenForEmpty)
    }

    @Test("Rules through a zone cover nothing")
    func rules() throws {
        var sheet = TestForm(id: "application", grid: 1, labels: 11).drawn()
        for column in 0..<12 {
            let left = 32.0 + Double(column) * 5
            sheet.line(from: Point(left, 42), to: Point(left, 51), width: 0.2)
        }
        let desk = EmptyFormDesk(blank: sheet.pixels)
        #expect(desk.library.zoneFaults().isEmpty)
        #expect(try desk.field("note", of: sheet).isTakenForEmpty)
    }

    @Test("Ink that fills up the form's print is seen, though the print hides it")
    func underPrint() throws {
        var sheet = TestForm(id: "application", grid: 1, labels: 11).drawn()
        for line in 0..<8 {
            let top = 44 + Double(line) * 0.62
            sheet.line(from: Point(60, top), to: Point(66, top), width: 0.12)
        }
        let desk = EmptyFormDesk(blank: sheet.pixels)
        #expect(try desk.field("note", of: sheet).isTakenForEmpty)
        sheet.fill(Zone(left: 60, top: 44, width: 6, height: 4.4), gray: 30)
        #expect(try !desk.field("note", of: sheet).isTakenForEmpty)
    }

    @Test("A blank that is dark, or a negative, is refused with what to do")
    func darkBlank() throws {
        let sheet = TestForm(id: "application", grid: 1, labels: 11).drawn()
        let negative = GrayPixels(
            width: sheet.pixels.width, height: sheet.pixels.height, bytes: sheet.pixels.bytes.map { 255 - $0 })
        let file = URL.temporaryDirectory.appending(path: "dark-blank-\(UUID().uuidString).png")
        try Bitmap(negative).pngData(dpi: TestForm.dpi).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let template = FormTemplate(
            id: "application", version: "1", paper: TestForm.paper, blank: file, pages: 1, fields: [])
        #expect {
            _ = try FormLibrary([template])
        } throws: { error in
            (error as? Trouble)?.kind == .definition && (error as? Trouble)?.remedy != nil
        }
    }
}
