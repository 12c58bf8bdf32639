import Foundation
import Paperwork
import Testing
import Workflows

/// Slips of a Japanese keyboard, and of the fingers: each is named where it is, not where YAML stumbles over it.
@Suite struct SlipTests {
    private func mistakes(_ broken: Broken, in language: Language = .en) throws -> [String] {
        let folder = try broken.folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(read.value == nil)
        return folder.lines(read.diagnostics, in: language)
    }

    static let slips: [Broken] = [
        .job("department: ", "department： ", "3:11: a full-width colon (全角のコロン): write ':' and a blank in half width"),
        .job(
            "  - review: {by", "\u{3000}\u{3000}- review: {by",
            "24:1: a full-width blank (全角の空白) in the indentation: indent with half-width blanks"),
        .job(
            "  - review: {by", " \u{3000}- review: {by",
            "24:2: a full-width blank (全角の空白) in the indentation: indent with half-width blanks"),
        .job(
            "  - review: {by", "\t- review: {by", "24:1: a tab in the indentation: indent with spaces, not tabs"),
        .job("title: ", "title:", "2:6: a blank is missing behind ':'"),
        .job(
            "  - review: {by", "  － review: {by",
            "24:3: a dash that is no half-width '-': write '-' and a blank in half width"),
        .job("department:", "＃ 担当\ndepartment:", "3:1: a full-width '＃' begins no comment: write '#' in half width"),
        .job("title: ふる", "title: \"ふる", "2:8: this quote is not closed in its line"),
        .job(
            "by: clerk, second", "by： clerk, second",
            "24:14: unknown key 'by： clerk' (known: by, second-person) (there is 「：」 in it: should it be 「:」?)"),
        .job("title: ふる", "title: @ふる", "2:8: a value that begins with '@' must be put in quotes"),
        .job("title: ふる", "title: &", "2:8: a value that begins with '&' must be put in quotes"),
        .job(
            "forms: [forms/onestop.yml]", "forms: ［forms/onestop.yml］",
            "9:8: 'forms' must be a list, as in [a, b] (there is 「［」 in it: should it be 「[」?)"),
        .job(
            "on: [my_number, kana, birth]", "on: [my_number、kana, birth]",
            "21:12: unknown field 'my_number、kana' (known: kana, my_number, era, birth, received, amount, consent, topics, items, "
                + "office, remarks) (there is 「、」 in it: should it be 「,」?)"),
        .job(
            "title:", "ｔｉｔｌｅ:",
            "2:1: unknown key 'ｔｉｔｌｅ' (did you mean 'title'?) (there is 「ｔ」 in it: should it be 「t」?)"),
        .job(
            "sample: 30", "sample: ３０",
            "31:49: 'sample' must be a whole number from 1 (there is 「３」 in it: should it be 「3」?)"),
        .job(
            "{minutes: 3.3, ", "{minutes: 3.3, minutes: 4, ",
            "31:28: 'minutes' is given more than once: keep one of them"),
        .job(
            "      file: onestop-{date}-{batch}.csv\n", "      file: onestop-{date}-{batch}.csv\n      'file': x.csv\n",
            "27:7: 'file' is given more than once (it is on line 26 too): keep one of them"),
    ]

    @Test(arguments: slips) func aSlipIsNamedAtItsOwnPlace(broken: Broken) throws {
        #expect(try mistakes(broken) == broken.mistakes)
    }

    @Test(arguments: slips) func whatIsSaidInJapaneseHasNoEnglishOfALibraryInIt(broken: Broken) throws {
        let foreign = [
            "expected", "found", "context", "allowed", "syntax", "error", "token", "could not", "did not", "near \"",
        ]
        for line in try mistakes(broken, in: .ja) {
            #expect(!foreign.contains { line.contains($0) }, "\(line)")
        }
    }

    @Test(arguments: [
        ("title: ふる", "title: “ふる", "2:8: warning: a quote that is none to YAML: write \" or ' in half width")
    ])
    func aSlipThatYAMLReadsOtherwiseIsAWarning(old: String, new: String, warning: String) throws {
        let folder = try Broken.job(old, new).folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(read.value != nil)
        #expect(folder.lines(read.warnings).contains("Workflows/onestop/workflow.yml:" + warning))
    }

    @Test(arguments: [
        "title: 申請：一次", "title: '“引用”：［全角］'", "title: >-\n  \u{3000}字下げ\n  ＃ 見出し：本文", "title: http://a/b",
        "title: 12:30",
        "title: a  # 注：全角", "title: it's", "title: a [b] {c}",
    ])
    func whatIsNoSlipIsLeftAlone(title: String) throws {
        let folder = try Broken.job("title: ふるさと納税ワンストップ特例申請", title).folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(folder.lines(read.diagnostics) == [])
        #expect(folder.lines(read.warnings) == [])
    }

    @Test func ofTenThousandMistakesAHundredAreShownAndTheRestCounted() {
        let mistakes = (1...10_000).map { line in
            Diagnostic(file: "a.yml", line: line, column: 1, message: Wording(ja: "誤り", en: "a mistake"))
        }
        let lines = mistakes.lines
        #expect(lines.count == 101)
        #expect(lines.first?.en == "a.yml:1:1: a mistake")
        #expect(lines.last == Wording(ja: "ほかに9900件あります", en: "and 9900 more"))
        #expect(mistakes.prefix(100).map(\.self).lines.count == 100)
    }
}
