import FieldTypes
import Forms
import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct TemplateWriterTests {
    let folder: WorkingFolder

    init() throws { folder = try WorkingFolder(Samples.files) }

    private func expectRoundTrip(_ template: FormTemplate) throws {
        let path = "Workflows/onestop/forms/written.yml"
        try folder.write(TemplateWriter.yaml(for: template), to: path)
        let read = TemplateReader.read(folder.file(path))
        #expect(folder.lines(read.diagnostics) == [])
        #expect(read.value == template)
    }

    @Test func everyKindOfPlaceComesBackAsItWas() throws {
        let read = TemplateReader.read(folder.file("Workflows/onestop/forms/onestop.yml"))
        try expectRoundTrip(#require(read.value))
    }

    @Test(arguments: [
        "a: b", "# not a comment", "- dash", "", "\"quoted\" and 'single'", "back\\slash", "tab\tand\nline", "null",
        "~", "yes",
        "{x}", "[x]", "a, b", "*a", "&a", "終わり:", " blanks ", "%", "@", "氏名（漢字）", "!tag", "012", "--- a",
    ])
    func anyLabelComesBackAsItWas(label: String) throws {
        let blank = folder.file("Workflows/onestop/forms/onestop-blank.pdf")
        let zone = Zone(left: 1, top: 2, width: 3, height: 4)
        let label = label.isEmpty ? "field" : label
        try expectRoundTrip(
            FormTemplate(
                id: "f", version: label, paper: PaperSize(width: 200, height: 100.5), blank: blank, pages: 1,
                fields: [
                    FieldDefinition(name: "field", label: label, type: "text", place: .zone(zone)),
                    FieldDefinition(
                        name: "other", type: "choice",
                        place: .options([.init(name: label, zone: Zone(left: 50, top: 2, width: 3, height: 4))])),
                    FieldDefinition(
                        name: "found", type: "text", place: .find([.init(.below([label]), except: ["x"], line: 2)])),
                    FieldDefinition(
                        name: "code", type: "text", place: .zone(Zone(left: 60, top: 20, width: 3, height: 4)),
                        letters: .latin),
                    FieldDefinition(
                        name: "pattern", type: "text",
                        place: .find([
                            .init(.pattern("金額[:：]\\s*([0-9,]+)")), .init(.near([label, "b"]), choice: .last),
                        ])),
                    FieldDefinition(
                        name: "rows", type: "table",
                        place: .find([
                            .init(
                                .table(
                                    .init(
                                        heading: [label, "額"],
                                        columns: [
                                            .init(name: "item", type: "text", width: 0),
                                            .init(name: "price", type: "yen", width: 0),
                                        ], end: [label])))
                        ])),
                ]))
    }

    @Test func aPaperWithoutAFormComesBackAsItWas() throws {
        try expectRoundTrip(
            FormTemplate(
                id: "invoice", version: "1", paper: PaperSize(width: 210, height: 297), blank: nil, pages: 1,
                fields: [
                    FieldDefinition(
                        name: "day", type: "date",
                        place: .find([
                            .init(.rightOf(["発行日", "請求日"])), .init(.between("自", "至")), .init(.heading(["日付"])),
                            .init(.anywhere, choice: .first), .init(.anywhere, line: 3),
                        ]), order: .dmy)
                ],
                knownBy: [.words(["請求書"]), .words(["請求", "登録番号"]), .pattern("T[0-9]{13}"), .number("T1180301018771")],
                firstPage: [.words(["ご請求書"])], issuer: "day"))
    }

    @Test(arguments: ["A3", "A4 landscape", "B5", "letter landscape", "はがき", "{width: 8.5in, height: 21cm}"])
    func papersComeBackAsTheyWere(paper: String) throws {
        let text = Samples.template.replacingOccurrences(of: "paper: A4 portrait", with: "paper: \(paper)")
            .replacing(#/fields:[\s\S]*/#, with: "fields:\n  - {name: a, type: text, zone: [1, 1, 5, 5]}\n")
        try folder.write(text, to: "Workflows/onestop/forms/paper.yml")
        let read = TemplateReader.read(folder.file("Workflows/onestop/forms/paper.yml"))
        #expect(folder.lines(read.diagnostics) == [])
        try expectRoundTrip(#require(read.value))
    }
}
