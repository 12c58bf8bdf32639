package import Imaging
package import Paperwork
package import Recognition

/// Finds the places for writing on a blank form, with names and types by the words that are printed beside them.
///
/// Printed lines make cells; the words in a cell, and those beside and above it, say what it is: a label, a note, an office's
/// own area, or a place to fill in. On open paper, lines under nothing, brackets and the words 年 月 日 leave such places.
package enum BlankSurvey {
    /// The fields, in reading order: from the top, and from the left where they stand side by side. Several may have the same
    /// name: `SurveyedField.numbered` tells those of all pages apart.
    ///
    /// - parameters:
    ///   - page: The blank form's page, upright and without skew; best at 200 dpi or more.
    ///   - paper: The size of all of `page`.
    ///   - text: The page's own text, in pixels of `page`; a page without is read by `reader`.
    ///   - reader: Nil finds no labels on a page that has no text of its own.
    ///   - number: The form's page, from 1.
    /// - throws: `Trouble` of kind `installation` where the reader lacks its model.
    package static func survey(
        _ page: GrayPixels, paper: PaperSize, text: TextLayer? = nil, reader: (any PrintedLineReading)? = nil,
        page number: Int = 1
    ) throws(Trouble) -> [SurveyedField] {
        let page = page.whitened()
        let seen = SurveyRaster(page, paper: paper)
        let reversed = ReversedPrint(seen.page, mm: seen.across, threshold: seen.threshold)
        let raster = seen.with(reversed.page)
        var rules = RuleFinder(raster).found()
        rules.across = reversed.ledOn(rules.across, on: raster)
        let cells = CellFinder(raster).cells(between: rules)
        let innermost = cells.filter { cell in !cells.contains { $0 != cell && cell.contains($0) } }
        let print = PrintFinder(raster).found(without: rules)
        let own = text.map { glyphs(of: $0, on: page, paper: paper) } ?? []
        let lines = try PrintReader(raster, glossary: .standard).lines(
            in: innermost, print: print, glyphs: own.isEmpty ? nil : own, reader: reader)
        let sheet = FormSheet(
            paper: Area(left: 0, top: 0, right: paper.width, bottom: paper.height), places: innermost,
            frames: cells.filter { !innermost.contains($0) }, lines: lines,
            rules: rules, boxes: print.boxes, glossary: .standard)
        let drafts = sheet.drafts().filter { $0.area.width > 0.5 && $0.area.height > 0.5 }
        return DraftNaming(sheet: sheet, page: number).fields(of: inReadingOrder(drafts))
    }

    private static func glyphs(of text: TextLayer, on page: GrayPixels, paper: PaperSize) -> [PrintedLine.Glyph] {
        let (across, down) = (paper.width / Double(page.width), paper.height / Double(page.height))
        return text.glyphs.filter { !$0.text.allSatisfy(\.isWhitespace) }.map { glyph in
            PrintedLine.Glyph(
                text: glyph.text,
                area: Area(
                    left: glyph.left * across, top: glyph.top * down, right: glyph.right * across,
                    bottom: glyph.bottom * down))
        }
    }

    private static func inReadingOrder(_ drafts: [SheetDraft]) -> [SheetDraft] {
        var rest = drafts.sorted { $0.area.top < $1.area.top }
        var ordered: [SheetDraft] = []
        while let first = rest.first {
            let middle = first.area.top + min(first.area.height, 12) / 2
            let line = rest.filter { $0.area.top <= middle }
            ordered += line.sorted { $0.area.left < $1.area.left }
            rest.removeAll { $0.area.top <= middle }
        }
        return ordered
    }
}
