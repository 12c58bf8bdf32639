import FieldTypes
import Forms
import Foundation
import Imaging
import Paperwork
import Recognition

/// A paper without a form, as a reader of whole pages sees it: lines of text with the place of their first character in
/// millimetres; a character is 3 mm wide and 4 mm high.
final class PaperScene: PageReading {
    typealias Text = (String, Double, Double)

    let name = "line/page"
    private let lines: [Text]
    private static let perMM = 200 / 25.4

    init(_ lines: [Text]) { self.lines = lines }

    func read(_ page: GrayPixels) throws(Trouble) -> [PageTextReader.Line] {
        lines.map { text, left, top in
            var characters: [PageTextReader.Character] = []
            var startsWord = false
            for (index, character) in text.enumerated() {
                guard character != " " else {
                    startsWord = true
                    continue
                }
                characters.append(
                    PageTextReader.Character(
                        alternatives: [Lattice.Alternative(String(character), 0.99)],
                        bounds: PixelRect(
                            x: Int((left + Double(index) * 3) * Self.perMM), y: Int(top * Self.perMM),
                            width: Int(3 * Self.perMM), height: Int(4 * Self.perMM)), startsWord: startsWord))
                startsWord = false
            }
            return PageTextReader.Line(
                bounds: PixelRect(
                    x: Int(left * Self.perMM), y: Int(top * Self.perMM),
                    width: Int(Double(3 * text.count) * Self.perMM),
                    height: Int(4 * Self.perMM)), characters: characters)
        }
    }

    func quarterTurns(of page: GrayPixels) -> Int { 0 }

    /// A page with strokes on it, so that it is not blank: what stands there is what the reader says.
    static var scan: ScannedPage {
        var pixels = GrayPixels(width: 1654, height: 2339, filledWith: 255)
        for y in 300..<340 { for x in 300..<900 where (x / 6 + y / 9) % 2 == 0 { pixels[x, y] = 0 } }
        return ScannedPage(bitmap: Bitmap(pixels), dpi: 200, number: 1)
    }

    static func template(
        _ fields: [FieldDefinition], id: String = "paper", knownBy: [PaperClue] = [], firstPage: [PaperClue] = []
    ) -> FormTemplate {
        FormTemplate(
            id: id, version: "1", paper: PaperSize(width: 210, height: 297), blank: nil, pages: 1, fields: fields,
            knownBy: knownBy, firstPage: firstPage)
    }

    static func identify(_ lines: [Text], _ templates: [FormTemplate]) throws -> PageIdentity {
        try FormLibrary(templates: templates, pages: []).identify(scan, reader: PaperScene(lines)).identity
    }

    /// The fields of a document whose pages have these lines.
    static func read(
        _ pages: [[Text]], _ fields: [FieldDefinition], issuer: String? = nil, knownBy: [PaperClue] = [],
        scan: ScannedPage = scan, recognisers: [any Recogniser] = [],
        remembered: @escaping (String) -> [String: FieldDefinition.Finding] = { _ in [:] }
    ) throws -> [Field] {
        var template = template(fields, knownBy: knownBy)
        template.issuer = issuer
        let library = FormLibrary(templates: [template], pages: [])
        let papers = try pages.enumerated().map { index, lines in
            let text = try PaperText(scan, reader: PaperScene(lines))
            return PaperPage(
                scan: scan,
                registration: FormAlignment(
                    form: "paper", formPage: index + 1, quarterTurns: 0, toScan: text.toScan, residual: 0,
                    agreement: 1, paper: text.paper), text: text)
        }
        return try DocumentReader(library: library, recognisers: Recognisers(recognisers: recognisers))
            .read(papers, form: "paper", remembered: remembered)
    }
}
