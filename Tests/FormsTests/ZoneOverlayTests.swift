import FieldTypes
import Forms
import Foundation
import Paperwork
import Testing

@Suite struct ZoneOverlayTests {
    @Test("Every rectangle of a page is shown, outlines before their parts")
    func overlays() {
        let comb = [Zone(left: 10, top: 10, width: 5, height: 8), Zone(left: 15, top: 10, width: 5, height: 8)]
        let template = FormTemplate(
            id: "f", version: "1", paper: PaperSize(width: 210, height: 297), blank: URL(fileURLWithPath: "/"),
            pages: 2,
            fields: [
                FieldDefinition(name: "number", type: "number", place: .cells(comb)),
                FieldDefinition(name: "seal", type: "seal", place: .zone(comb[0])),
                FieldDefinition(name: "sex", type: "choice", place: .options([.init(name: "男", zone: comb[1])])),
                FieldDefinition(
                    name: "items", type: "table",
                    place: .table(
                        Zone(left: 10, top: 100, width: 40, height: 20), rows: 2,
                        columns: [.init(name: "price", type: "yen", width: 40)])),
                FieldDefinition(
                    name: "later", type: "text", place: .zone(Zone(page: 2, left: 1, top: 1, width: 9, height: 9))),
            ])
        let shown = template.overlays(page: 1)
        #expect(shown.map(\.kind) == [.writing, .cell, .cell, .presence, .option, .table, .tableCell, .tableCell])
        #expect(shown[0].zone == Zone(left: 10, top: 10, width: 10, height: 8))
        #expect(shown[4].name == "sex/男")
        #expect(shown[7].zone == Zone(left: 10, top: 110, width: 40, height: 10))
        #expect(template.overlays(page: 2).map(\.name) == ["later"])
    }
}
