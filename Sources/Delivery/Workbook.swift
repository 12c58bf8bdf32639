internal import CXlsxWriter
internal import Foundation
package import Paperwork

/// A workbook for spreadsheet programs (XLSX), by libxlsxwriter: sheets of typed cells, with charts that the program draws
/// from the cells.
package struct Workbook: Sendable {
    package enum Format: Sendable, Hashable, CaseIterable {
        case text
        case hours
        case whole
        case share
        case seconds

        fileprivate var pattern: String {
            switch self {
            case .text: "@"
            case .hours: "#,##0.00"
            case .whole: "#,##0"
            case .share: "0.0%"
            case .seconds: "#,##0.0"
            }
        }
    }

    package enum Cell: Sendable, Hashable {
        case text(String)
        case number(Double)
        case nothing
    }

    package struct Column: Sendable, Hashable {
        package var heading: String
        package var format: Format
        /// In characters.
        package var width: Double

        package init(_ heading: String, _ format: Format = .text, width: Double = 12) {
            self.heading = heading
            self.format = format
            self.width = width
        }
    }

    package struct Chart: Sendable, Hashable {
        package var title: String
        package var isLine: Bool
        /// The column, from 0, that names the points.
        package var categories: Int
        /// The columns, from 0, that are drawn.
        package var series: [Int]
        package var axis: String

        package init(title: String, isLine: Bool, categories: Int, series: [Int], axis: String) {
            self.title = title
            self.isLine = isLine
            self.categories = categories
            self.series = series
            self.axis = axis
        }
    }

    package struct Sheet: Sendable, Hashable {
        /// At most 31 characters, none of `[]:*?/\`.
        package var name: String
        /// Lines above the table.
        package var heading: [String]
        package var columns: [Column]
        package var rows: [[Cell]]
        /// Rows, from 0, that are shown in red.
        package var losses: Set<Int>
        package var chart: Chart?

        package init(
            name: String, heading: [String], columns: [Column], rows: [[Cell]], losses: Set<Int> = [],
            chart: Chart? = nil
        ) {
            self.name = name
            self.heading = heading
            self.columns = columns
            self.rows = rows
            self.losses = losses
            self.chart = chart
        }
    }

    private let sheets: [Sheet]

    package init(_ sheets: [Sheet]) { self.sheets = sheets }

    /// Writes the workbook; a file that was there is replaced, or stays as it was.
    ///
    /// - throws: `Trouble` of kind `file`.
    package func write(to path: String) throws(Trouble) {
        let beside = "\(path).\(UUID().uuidString).part"
        guard let book = workbook_new(beside) else { throw Self.failure(path, "workbook_new") }
        let styles = Styles(book)
        for sheet in sheets { write(sheet, into: book, styles) }
        let outcome = workbook_close(book)
        guard outcome == LXW_NO_ERROR, rename(beside, path) == 0 else {
            unlink(beside)
            throw Self.failure(path, lxw_strerror(outcome).map { String(cString: $0) } ?? "")
        }
    }

    /// Room for two lines, in points.
    private static let headingHeight = 32.0

    private func write(_ sheet: Sheet, into book: UnsafeMutablePointer<lxw_workbook>, _ styles: Styles) {
        guard let page = workbook_add_worksheet(book, sheet.name) else { return }
        worksheet_set_landscape(page)
        worksheet_set_paper(page, 9)
        worksheet_fit_to_pages(page, 1, 0)
        for (row, line) in sheet.heading.enumerated() {
            worksheet_write_string(page, UInt32(row), 0, line, row == 0 ? styles.title : styles.plain)
        }
        let top = sheet.heading.isEmpty ? 0 : sheet.heading.count + 1
        for (column, each) in sheet.columns.enumerated() {
            worksheet_set_column(page, UInt16(column), UInt16(column), each.width, nil)
            worksheet_write_string(page, UInt32(top), UInt16(column), each.heading, styles.heading(of: each.format))
        }
        if !sheet.columns.isEmpty { worksheet_set_row(page, UInt32(top), Self.headingHeight, nil) }
        for (row, cells) in sheet.rows.enumerated() {
            for (column, cell) in cells.enumerated() where column < sheet.columns.count {
                let style = styles.of(sheet.columns[column].format, isLoss: sheet.losses.contains(row))
                switch cell {
                case .text(let text):
                    worksheet_write_string(page, UInt32(top + 1 + row), UInt16(column), text, style)
                case .number(let number):
                    worksheet_write_number(page, UInt32(top + 1 + row), UInt16(column), number, style)
                case .nothing: worksheet_write_blank(page, UInt32(top + 1 + row), UInt16(column), style)
                }
            }
        }
        worksheet_freeze_panes(page, UInt32(top + 1), 0)
        if let chart = sheet.chart, !sheet.rows.isEmpty { draw(chart, of: sheet, top: top, on: page, in: book) }
    }

    private func draw(
        _ chart: Chart, of sheet: Sheet, top: Int, on page: UnsafeMutablePointer<lxw_worksheet>,
        in book: UnsafeMutablePointer<lxw_workbook>
    ) {
        let kind = chart.isLine ? LXW_CHART_LINE : LXW_CHART_COLUMN
        guard let drawing = workbook_add_chart(book, UInt8(kind.rawValue)) else { return }
        func range(_ column: Int) -> String {
            let letter = Self.letter(column)
            return "='\(sheet.name)'!$\(letter)$\(top + 2):$\(letter)$\(top + 1 + sheet.rows.count)"
        }
        for column in chart.series {
            guard let series = chart_add_series(drawing, range(chart.categories), range(column)) else { continue }
            chart_series_set_name(series, sheet.columns[column].heading)
        }
        chart_title_set_name(drawing, chart.title)
        chart_axis_set_name(drawing.pointee.y_axis, chart.axis)
        chart_legend_set_position(drawing, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
        var options = lxw_chart_options()
        options.x_scale = 1.6
        options.y_scale = 1.3
        worksheet_insert_chart_opt(page, UInt32(top + sheet.rows.count + 3), 0, drawing, &options)
    }

    /// As in `A`, `Z`, `AA`.
    private static func letter(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letter(column / 26 - 1) + last
    }

    private static func failure(_ path: String, _ cause: String) -> Trouble {
        Trouble(
            .file, Wording(ja: "\(path) を書けません（\(cause)）。", en: "\(path) can't be written (\(cause))"),
            remedy: Wording(ja: "フォルダーと空き容量を確かめてください。", en: "see whether the folder is there and has space"))
    }
}

/// The looks of a workbook's cells.
private struct Styles {
    let title: UnsafeMutablePointer<lxw_format>?
    private let texts: UnsafeMutablePointer<lxw_format>?
    private let numbers: UnsafeMutablePointer<lxw_format>?
    let plain: UnsafeMutablePointer<lxw_format>?
    private let cells: [Workbook.Format: UnsafeMutablePointer<lxw_format>]
    private let losses: [Workbook.Format: UnsafeMutablePointer<lxw_format>]

    private static let face = "Noto Sans CJK JP"
    private static let accent: UInt32 = 0x0B6B62
    private static let line: UInt32 = 0xC9D2CE
    private static let wrong: UInt32 = 0xA3231B

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        func style(_ change: (UnsafeMutablePointer<lxw_format>) -> Void) -> UnsafeMutablePointer<lxw_format>? {
            guard let format = workbook_add_format(book) else { return nil }
            format_set_font_name(format, Self.face)
            format_set_font_size(format, 10)
            change(format)
            return format
        }
        title = style {
            format_set_bold($0)
            format_set_font_size($0, 14)
            format_set_font_color($0, Self.accent)
        }
        func heading(_ align: lxw_format_alignments) -> UnsafeMutablePointer<lxw_format>? {
            style {
                format_set_bold($0)
                format_set_bottom($0, UInt8(LXW_BORDER_MEDIUM.rawValue))
                format_set_bottom_color($0, Self.accent)
                format_set_text_wrap($0)
                format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
                format_set_align($0, UInt8(align.rawValue))
                if align == LXW_ALIGN_LEFT { format_set_indent($0, 1) }
            }
        }
        texts = heading(LXW_ALIGN_LEFT)
        numbers = heading(LXW_ALIGN_RIGHT)
        plain = style { _ in }
        func all(isLoss: Bool) -> [Workbook.Format: UnsafeMutablePointer<lxw_format>] {
            var styles: [Workbook.Format: UnsafeMutablePointer<lxw_format>] = [:]
            for format in Workbook.Format.allCases {
                styles[format] = style {
                    format_set_num_format($0, format.pattern)
                    format_set_bottom($0, UInt8(LXW_BORDER_HAIR.rawValue))
                    format_set_bottom_color($0, Self.line)
                    // Words keep clear of the numbers that end beside them.
                    if format == .text { format_set_indent($0, 1) }
                    if isLoss { format_set_font_color($0, Self.wrong) }
                }
            }
            return styles
        }
        cells = all(isLoss: false)
        losses = all(isLoss: true)
    }

    /// Over numbers it stands at the right, as they do.
    func heading(of format: Workbook.Format) -> UnsafeMutablePointer<lxw_format>? { format == .text ? texts : numbers }

    func of(_ format: Workbook.Format, isLoss: Bool) -> UnsafeMutablePointer<lxw_format>? {
        (isLoss ? losses : cells)[format]
    }
}
