import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct JobMistakeTests {
    static let cases: [Broken] = [
        .job("title:", "titel:", "2:1: unknown key 'titel' (did you mean 'title'?)"),
        .job(
            "department:", "zzz:",
            "3:1: unknown key 'zzz' (known: workflow, forms, steps, title, department, intake, time, results, schedule, "
                + "after, deadline)"),
        .job(
            "workflow: onestop", "workflow: One Stop",
            "1:11: 'workflow' takes a-z, 0-9 and -, up to 64 characters, not 'One Stop'"),
        .job("workflow: onestop\n", "", "1:1: 'workflow.yml' lacks 'workflow'"),
        .job("split: form", "split: from", "7:10: 'split' cannot be 'from' (did you mean 'form'?)"),
        .job("split: form", "split: {pages: 0}", "7:18: 'pages' must be a whole number from 1 to 1000"),
        .job("forms: [forms/onestop.yml]", "forms: forms/onestop.yml", "9:8: 'forms' must be a list, as in [a, b]"),
        .job("forms: [forms/onestop.yml]", "forms: []", "9:8: a workflow needs at least one form"),
        .job(
            "forms: [forms/onestop.yml]", "forms: [forms/no.yml]",
            "9:9: cannot read the form 'forms/no.yml': no such file"),
        .job(
            "forms: [forms/onestop.yml]", "forms: [forms/onestop.yml, forms/onestop.yml]",
            "9:28: 'forms/onestop.yml' is listed twice"),
        .job(
            "error-budget: 0.1%", "error-budget: 0.1",
            "13:21: 'error-budget' must be a percentage from 0% to 100%, as in 0.1%"),
        .job(
            "error-budget: 0.1%", "error-budget: 101%",
            "13:21: 'error-budget' must be a percentage from 0% to 100%, as in 0.1%"),
        .job(
            "error-budget: 0.1%", "eror-budget: 0.1%", "13:7: unknown key 'eror-budget' (did you mean 'error-budget'?)"),
        .job(
            "length(my_number) = 12", "length(my_numbr) = 12",
            "15:22: there is no field 'my_numbr' (did you mean 'my_number'?)"),
        .job(
            "length(my_number) = 12", "lenght(my_number) = 12",
            "15:15: there is no function 'lenght' (did you mean 'length'?)"),
        .job(
            "length(my_number) = 12", "length(my_number = 12",
            "15:21: this '(' is never closed"),
        .job(
            "length(my_number) = 12", "length(my_number) = 12 13",
            "15:38: this is no valid expression: look at what stands near '13'"),
        .job(
            "length(my_number) = 12", "length(my_number) ＝ 12", "15:33: '＝' can't stand here but in quotes: write '='"),
        .job(
            "length(my_number) = 12", "amount = NULL",
            "15:24: a comparison with NULL is never true: ask with IS NULL or IS NOT NULL whether a field is empty"),
        .job(
            "error-budget: 0.1%", "error-budget: 100%",
            "13:21: with an error-budget of 100% every second value that passes unseen may be wrong: write a small one, as in "
                + "0.1%"),
        .job(
            "error-budget: 0.1%", "error-budget: 50%",
            "13:21: with an error-budget of 50% every second value that passes unseen may be wrong: write a small one, as in "
                + "0.1%"),
        .job(
            "{form: onestop, version: 2026}", "[{form: onestop, version: 2026}, {form: onestop, version: 2026}]",
            "32:47: the form 'onestop' is listed twice"),
        .job("{form: onestop, version: 2026}", "[]", "32:14: 'valid-for' needs at least one form"),
        .job(
            "that: length(my_number) = 12",
            "that: >-\n          length(my_number) = 12\n          AND birht <= received",
            "17:15: there is no field 'birht' (did you mean 'birth'?)"),
        .job(
            "that: length(my_number) = 12", "that: 'kana <> '''' AND birht <= received'",
            "15:33: there is no field 'birht' (did you mean 'birth'?)"),
        .job("length(my_number) = 12", "amount > 5 AND amount < 3", "15:15: this rule can never hold"),
        .job(
            "length(my_number) = 12", "(SELECT sum(prize) FROM items) = amount",
            "15:27: there is no field 'prize' (did you mean 'price'?)"),
        .job("length(my_number) = 12", "resident_id = '1'", "15:15: there is no field 'resident_id'"),
        .job("        else: 個人番号は12桁です\n", "", "15:9: 'rule' lacks 'else'"),
        .job(
            "with: residents", "with: resident",
            "20:13: the site file has no register 'resident' (did you mean 'residents'?)"),
        .job(
            "with: residents", "with: {csv: no.csv, key: id}",
            "20:19: the register's file 'no.csv' is not there: write its place relative to this file's folder"),
        .job(
            "on: [my_number, kana, birth]", "on: [my_number, kana, brith]",
            "21:29: unknown field 'brith' (did you mean 'birth'?)"),
        .job("on: [my_number, kana, birth]", "on: []", "21:11: 'on' needs at least one field"),
        .job(
            "fill: {resident_id: id}", "fill: {amount: id}",
            "22:14: the field 'amount' is there already: choose another name", "28:23: unknown field 'resident_id'"),
        .job(
            "fill: {resident_id: id}", "fill: id", "22:13: 'fill' takes {new field: the register's column}",
            "28:23: unknown field 'resident_id'"),
        .job(
            "unless-found: review", "unless-found: revew",
            "23:21: 'unless-found' cannot be 'revew' (did you mean 'review'?)"),
        .job(
            "second-person: [amount]", "second-person: [amuont]",
            "24:41: unknown field 'amuont' (did you mean 'amount'?)"),
        .job(
            "onestop-{date}-{batch}.csv", "onestop-{dat}.csv", "26:13: unknown placeholder {dat} (did you mean 'date'?)"
        ),
        .job(
            "onestop-{date}-{batch}.csv", "../onestop.csv",
            "26:13: 'file' is a name without folders (--out says where it goes)"),
        .job(
            "encoding: CP932", "encoding: SJIS", "27:17: 'encoding' cannot be 'SJIS' (known: CP932, UTF-8, UTF-8-BOM)"),
        .job(
            "encoding: CP932", "when-waiting: wait",
            "27:21: 'when-waiting' cannot be 'wait' (known: hold, partial)"),
        .job(
            "\ntime:",
            "  - export: {file: 'b-{batch}.csv', when-waiting: partial, columns: {氏名: kana}}\n\ntime:",
            "29:51: 'when-waiting' must be the same in every 'export' (the first has hold)"),
        .job(
            "onestop-{date}-{batch}.csv", "onestop-{batch}-外字.csv",
            "26:13: a name that ends in '-外字.csv' is one that Tema gives to what stands beside an export: choose another"
        ),
        .job(
            "onestop-{date}-{batch}.csv", "onestop-{batch}.manifest.json",
            "26:13: a name that ends in '.manifest.json' is one that Tema gives to what stands beside an export: choose another"
        ),
        .job(
            "\ntime:", "\nresults: {sensitive: shown}\n\ntime:",
            "30:22: 'sensitive' cannot be 'shown' (known: masked, plain)"),
        .job("氏名: kana", "氏名: kanna", "28:40: unknown field 'kanna' (did you mean 'kana'?)"),
        .job("氏名: kana", "氏名: _pagse", "28:40: unknown field '_pagse' (did you mean '_pages'?)"),
        .job("  - read:\n      error-budget: 0.1%\n", "", "12:3: no step reads the forms: begin with 'read'"),
        .job("  - review: {by", "  - read\n  - review: {by", "24:5: only one step may read (there is one on line 12)"),
        .job("  - review: {by", "  - revew: {by", "24:5: unknown step 'revew' (did you mean 'review'?)"),
        .job(
            "\ntime:", "  - enter: {into: tax-system}\n\ntime:",
            "29:5: 'enter' cannot follow 'export' (line 25): move it before", "29:12: 'enter' lacks 'script'"),
        .job("\ntime:", "  - review\n\ntime:", "29:5: 'review' cannot follow 'export' (line 25): move it before"),
        .job(
            "      error-budget: 0.1%\n", "      error-budget: 0.1%\n    when: amount > 1\n",
            "14:11: 'read' takes no 'when': nothing has been read yet"),
        .job("sample: 30, ", "", "31:13: 'baseline' lacks 'sample'"),
        .job("sample: 30", "sample: 0", "31:49: 'sample' must be a whole number from 1"),
        .job(", approved: 係長", "", "31:13: 'baseline' lacks 'approved'"),
        .job(
            "timed: 2026-05-18", "timed: 2026-02-30", "31:60: 'timed' must be a date of the calendar, as in 2026-05-18"),
        .job("minutes: 3.3", "minutes: three", "31:23: 'minutes' must be a number"),
        .job("{form: onestop,", "{form: onstop,", "32:21: unknown form 'onstop' (did you mean 'onestop'?)"),
        .job("title: ふるさと納税ワンストップ特例申請", "title:", "2:1: 'title' has no value"),
        .job("title: ふるさと納税ワンストップ特例申請", "title: [a]", "2:8: 'title' must be text"),
        .job(
            "department: 市民税課", "title: 二つ目",
            "3:1: 'title' is given more than once (it is on line 2 too): keep one of them"),
        .job(
            "  inbox: onestop", "\tinbox: onestop",
            "6:1: a tab in the indentation: indent with spaces, not tabs"),
        .job(
            "forms: [forms/onestop.yml]", "forms: [forms/onestop.yml",
            "9:8: this '[' is not closed: a ']' or ',' is missing"),
        .job(
            "department: 市民税課", "department: a: b",
            "3:14: ':' cannot stand here: check the indentation, or put the value in quotes"),
        .job(
            "department: 市民税課", "department: &a x\ntitle2: *a",
            "4:9: anchors and aliases are not allowed: write out what '*a' stands for"),
    ]

    @Test(arguments: cases) func everyMistakeIsNamedAtItsPlace(broken: Broken) throws {
        let folder = try broken.folder()
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let read = WorkflowReader.read(folder.file("Workflows/onestop"), site: site)
        #expect(folder.lines(read.diagnostics) == broken.mistakes)
        #expect(read.value == nil)
    }
}
