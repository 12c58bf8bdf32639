import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct TemplateMistakeTests {
    static let cases: [Broken] = [
        .template(
            "paper: A4 portrait", "paper: A6 portrait",
            "3:8: unknown paper 'A6 portrait': write it as in 'A4 portrait' or {width: 210mm, height: 297mm} (did you mean 'A3 portrait'?)"
        ),
        .template(
            "paper: A4 portrait", "paper: A4 protrait",
            "3:8: unknown paper 'A4 protrait': write it as in 'A4 portrait' or {width: 210mm, height: 297mm} (did you mean 'A4 portrait'?)"
        ),
        .template("paper: A4 portrait", "paper: {width: 210mm}", "3:8: 'paper' lacks 'height'"),
        .template(
            "paper: A4 portrait", "paper: {width: 210mm, height: tall}",
            "3:31: 'height' must be a length up to 2000mm, as in 210mm"),
        .template(
            "blank: onestop-blank.pdf", "blank: no.pdf",
            "4:8: the blank form 'no.pdf' is not there: write its place relative to this file's folder"),
        .template("pages: 2", "pages: 1", "38:11: there is no page 2: the form has 1"),
        .template("type: kana", "type: kanna", "10:11: unknown field type 'kanna' (did you mean 'kana'?)"),
        .template("name: received", "name: KANA", "26:11: the field 'KANA' is already on line 7"),
        .template(
            "name: received", "name: rec-eived",
            "26:11: 'rec-eived' cannot be a name: begin with a letter, and write _ for blanks and signs"),
        .template(
            "writing: hand\n  - name: my", "writing: pen\n  - name: my",
            "11:14: 'writing' cannot be 'pen' (known: print, hand, either)"),
        .template(
            "zone: [52.0, 61.5, 96.0, 9.0]", "zone: [52.0, 61.5, 96.0]",
            "9:11: 'zone' must be [left, top, width, height] in millimetres"),
        .template(
            "zone: [52.0, 61.5, 96.0, 9.0]", "zone: [52.0, 61.5, 196.0, 9.0]",
            "9:11: 'zone' leaves the page at the right (the paper is 210 × 297 mm)"),
        .template(
            "zone: [52.0, 61.5, 96.0, 9.0]", "zone: [52.0, 61.5, 0, 9.0]",
            "9:11: 'zone' must be wider and higher than 0"),
        .template(
            "zone: [52.0, 61.5, 96.0, 9.0]", "zone: [-1, 61.5, 96.0, 9.0]",
            "9:11: 'zone' leaves the page at the left (the paper is 210 × 297 mm)"),
        .template("    zone: [52.0, 61.5, 96.0, 9.0]\n", "", "7:5: the field has no place: write zone, cells or find"),
        .template(
            "zone: [150, 20, 40, 8]", "zone: [150, 17, 40, 8]",
            "31:11: the zone of 'amount' overlaps that of 'received' (line 28)"),
        .template("cells: 12", "cells: 11", "15:12: a my-number has 12 cells, not 11"),
        .template("cells: 12", "cells: many", "15:12: 'cells' must be a whole number from 1 to 100"),
        .template("[110, 80, 8, 8]", "[105, 80, 8, 8]", "25:30: cell 2 overlaps cell 1"),
        .template("平成: [78, 80, 8, 5]", "平成: [74, 80, 8, 5]", "21:39: the option '平成' overlaps '昭和'"),
        .template("era: era", "era: ear", "24:10: unknown era or field 'ear' (did you mean 'era'?)"),
        .template(
            "era: era", "era: amount", "24:10: 'amount' cannot name an era: it must be of type text, choice or circled"),
        .template(
            "    zone: [150, 20, 40, 8]", "    zone: [150, 20, 40, 8]\n    era: era",
            "32:10: 'era' belongs to fields of type date or era-date only"),
        .template(
            "    zone: [150, 20, 40, 8]", "    zone: [150, 20, 40, 8]\n    letters: latin",
            "32:14: 'letters' belongs to fields of type text, name, address, company or currency only"),
        .template("era: 令和", "era: 令話", "44:129: unknown era '令話' (did you mean '令和'?)"),
        .template(
            "type: date, width", "type: text, width", "44:129: 'era' belongs to columns of type date or era-date only"),
        .template("era: era", "era: 令話", "24:10: unknown era or field '令話' (did you mean '令和'?)"),
        .template("type: checkbox", "type: checkbox\n    cells: 2", "35:12: a field of type checkbox takes no 'cells'"),
        .template("rows: 6", "rows: six", "43:11: 'rows' must be a whole number from 1 to 500"),
        .template("    rows: 6\n", "", "40:5: a table needs 'rows'"),
        .template("width: 80}", "width: 140}", "44:14: the columns add up to 230 mm, more than the table's 170 mm"),
        .template(
            "name: price, type: yen", "name: item, type: yenn", "44:59: two columns are named 'item'",
            "44:71: unknown column type 'yenn' (did you mean 'yen'?)"),
        .template(
            "find: {right-of: 勤務先}", "find: {right: 勤務先}",
            "47:12: unknown key 'right' (known: right-of, below, near, between, heading, pattern, table, take, line, except)"
        ),
        .template(
            "find: {right-of: 勤務先}", "find: {right-of: 勤務先, below: 名称}",
            "47:11: 'find' takes one of right-of, below, near, between, heading, pattern, table, take, line"),
        .template("find: {right-of: 勤務先}", "find: {pattern: '(['}", "47:21: 'pattern' is not a regular expression"),
        .template("lines: 2", "lines: 0", "51:12: 'lines' must be a whole number from 1 to 50"),
        .template("sensitive: true", "sensitive: maybe", "18:16: 'sensitive' must be true or false"),
        .template("version: 2026\n", "", "1:1: 'onestop.yml' lacks 'version'"),
    ]

    @Test(arguments: cases) func everyMistakeIsNamedAtItsPlace(broken: Broken) throws {
        let folder = try broken.folder()
        let read = TemplateReader.read(folder.file(broken.file))
        #expect(folder.lines(read.diagnostics) == broken.mistakes)
        #expect(read.value == nil)
    }
}
