package import Foundation

/// A fictional benefit slip: a form of two A6 pages, its template, and scans of filled slips.
package enum Slip {
    /// One scanned page.
    package enum Page: Sendable {
        /// The front, with what is written on it: `number`, `first`, `second`, `total`, `name`; and the crossed boxes:
        /// `consent`, `urgent`, `counter`, `post`, `online`. The page's own text has an 8 for each 0 in `misread` ones.
        case front(writing: [String: String] = [:], marks: Set<String> = [], misread: Set<String> = [])
        /// The back, with the crossed boxes: `roads`, `schools`, `parks`.
        case back(marks: Set<String> = [])
        case blank
        /// A page of no known form.
        case foreign
        /// The sheet that stands between documents.
        case separator
        /// A page of so many square metres that it can't be read.
        case huge

        /// A front with nothing to read but one crossed box.
        package static let plain = Page.front(marks: ["consent"])
    }

    /// The scanned pages as one PDF file.
    package static func pdf(_ pages: [Page]) -> Data { SlipPDF.file(pages.map(drawn)) }

    /// The empty form: front and back.
    package static var blank: Data { pdf([.front(), .back()]) }

    /// The front's marks only, so that nothing needs to be recognised as writing.
    package static let marksTemplate = template(pages: 1, fields: frontMarks)
    /// The marks of front and back.
    package static let twoPageTemplate = template(pages: 2, fields: frontMarks + backMarks)
    /// The front's writing and marks.
    package static let writingTemplate = template(pages: 1, fields: writingFields + frontMarks)

    private static func template(pages: Int, fields: String) -> String {
        """
        form: slip
        version: 2026
        paper: {width: 105mm, height: 148mm}
        blank: slip-blank.pdf
        pages: \(pages)
        fields:

        """ + fields
    }

    private static let frontMarks = """
          - {name: consent, label: 同意, type: checkbox, zone: [12, 92, 5, 5]}
          - {name: urgent, label: 至急, type: checkbox, zone: [42, 92, 5, 5]}
          - name: way
            label: 受取方法
            type: choice
            optional: true
            options: {窓口: [12, 104, 5, 5], 郵送: [42, 104, 5, 5], 電子: [72, 104, 5, 5]}

        """

    private static let backMarks = """
          - name: topics
            label: 関心
            type: mark-grid
            page: 2
            options: {道路: [14, 40, 5, 5], 学校: [14, 56, 5, 5], 公園: [14, 72, 5, 5]}

        """

    private static let writingFields = """
          - {name: number, label: 番号, type: number, zone: [40, 22, 50, 9], writing: print, optional: true}
          - {name: first, label: 内訳1, type: yen, zone: [40, 34, 50, 9], writing: print, optional: true}
          - {name: second, label: 内訳2, type: yen, zone: [40, 46, 50, 9], writing: print, optional: true}
          - {name: total, label: 合計, type: yen, zone: [40, 58, 50, 9], writing: print, optional: true}
          - {name: name, label: 氏名, type: text, zone: [40, 70, 50, 9], writing: print, optional: true}

        """
}

extension Slip {
    private static let rows: [(name: String, label: String, top: Double)] = [
        ("number", "Number", 22), ("first", "First item", 34), ("second", "Second item", 46), ("total", "Total", 58),
        ("name", "Name", 70),
    ]
    private static let frontBoxes: [(name: String, label: String, left: Double, top: Double)] = [
        ("consent", "I consent", 12, 92), ("urgent", "Urgent", 42, 92), ("counter", "Counter", 12, 104),
        ("post", "Post", 42, 104), ("online", "Online", 72, 104),
    ]
    private static let backBoxes: [(name: String, label: String, left: Double, top: Double)] = [
        ("roads", "Roads and bridges", 14, 40), ("schools", "Schools", 14, 56), ("parks", "Parks and trees", 14, 72),
    ]

    private static func drawn(_ page: Page) -> SlipPDF.Page {
        var sheet = SlipPDF.Page()
        switch page {
        case .front(let writing, let marks, let misread): drawFront(on: &sheet, writing, marks, misread)
        case .back(let marks): drawBack(on: &sheet, marks)
        case .blank: break
        case .huge: sheet.enlargement = 100
        case .foreign: drawForeign(on: &sheet)
        case .separator: drawSeparator(on: &sheet)
        }
        return sheet
    }

    private static func drawFront(
        on sheet: inout SlipPDF.Page, _ writing: [String: String], _ marks: Set<String>, _ misread: Set<String>
    ) {
        sheet.text("Application for a benefit", left: 22, baseline: 14, points: 15)
        for row in rows {
            sheet.box(left: 10, top: row.top, width: 29, height: 9)
            sheet.box(left: 40, top: row.top, width: 50, height: 9)
            sheet.text(row.label, left: 12, baseline: row.top + 6)
            if let text = writing[row.name] {
                sheet.text(
                    text, left: 44, baseline: row.top + 6.4, points: 12,
                    layerSaysEightForZero: misread.contains(row.name))
            }
        }
        draw(frontBoxes, marks, on: &sheet)
        sheet.text("Hand this page in at the counter of your ward office.", left: 10, baseline: 124, points: 8)
        sheet.text("Keep the copy. Answers come within fourteen days.", left: 10, baseline: 132, points: 8)
    }

    private static func drawBack(on sheet: inout SlipPDF.Page, _ marks: Set<String>) {
        sheet.text("What matters to you?", left: 10, baseline: 18, points: 15)
        sheet.text("Cross one box or more on this side of the paper.", left: 10, baseline: 28, points: 8)
        sheet.box(left: 8, top: 34, width: 88, height: 52)
        draw(backBoxes, marks, on: &sheet)
        sheet.text("The city asks this question once in each fiscal year", left: 10, baseline: 104, points: 8)
        sheet.text("and publishes the sums. Nobody is named.", left: 10, baseline: 112, points: 8)
    }

    private static func draw(
        _ boxes: [(name: String, label: String, left: Double, top: Double)], _ marks: Set<String>,
        on sheet: inout SlipPDF.Page
    ) {
        for box in boxes {
            sheet.box(left: box.left, top: box.top, width: 5, height: 5)
            sheet.text(box.label, left: box.left + 7, baseline: box.top + 4)
            if marks.contains(box.name) { sheet.cross(left: box.left + 0.6, top: box.top + 0.6, size: 3.8) }
        }
    }

    private static func drawForeign(on sheet: inout SlipPDF.Page) {
        for row in 0..<12 {
            sheet.bar(left: 8 + Double(row * 37 % 50), top: 12 + Double(row) * 10, width: 9, height: 5)
            sheet.bar(left: 50 + Double(row * 17 % 40), top: 14 + Double(row) * 10, width: 4, height: 6)
        }
    }

    /// Wide and narrow elements of Code 39 (ISO/IEC 16388), bar and space in turn, `1` for wide.
    private static let code39: [Character: String] = [
        "*": "010010100", "-": "010000101", "A": "100001001", "E": "100011000", "M": "101000010", "O": "100010010",
        "P": "001010010", "R": "100000110", "S": "001000110", "T": "000010110",
    ]

    private static func drawSeparator(on sheet: inout SlipPDF.Page) {
        let narrow = 0.3
        var left = 6.0
        for character in "*TEMA-SEPARATOR*" {
            for (index, element) in (code39[character] ?? "").enumerated() {
                let width = element == "1" ? 2.5 * narrow : narrow
                if index.isMultiple(of: 2) { sheet.bar(left: left, top: 60, width: width, height: 18) }
                left += width
            }
            left += narrow
        }
    }
}
