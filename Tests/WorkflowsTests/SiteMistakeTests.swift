import Foundation
import Paperwork
import Testing
import Workflows

@Suite struct SiteMistakeTests {
    static let cases: [Broken] = [
        .site("store: sqlite", "store: mysql", "2:8: 'store' must be sqlite or postgresql://user@host/database"),
        .site(
            "workers: 2", "limits: {page-seconds: 0}", "3:24: 'page-seconds' must be a whole number from 1 to 3600"),
        .site("workers: 2", "workers: 0", "3:10: 'workers' must be a whole number from 1 to 1024"),
        .site("workers: 2", "wokers: 2", "3:1: unknown key 'wokers' (did you mean 'workers'?)"),
        .site(
            "Workflows/onestop", "Workflows/no",
            "4:13: 'Workflows/no' is not there: write its place relative to this file's folder"),
        .site(
            "csv: registers/residents.csv", "csv: registers/no.csv",
            "6:20: the register's file 'registers/no.csv' is not there: write its place relative to this file's folder"),
        .site(
            "csv: registers/residents.csv, ", "",
            "6:14: a register needs one of 'csv', 'xlsx', 'sqlite' and 'postgresql'"),
        .site("encoding: CP932", "encoding: CP923", "6:55: unknown encoding 'CP923' (did you mean 'CP932'?)"),
        .site("key: id,", "", "6:14: 'residents' lacks 'key'"),
        .site(
            "csv: registers/residents.csv, encoding: CP932", "sqlite: registers/residents.csv",
            "6:14: an sqlite register needs 'table'"),
        .site(
            "columns: {id: 宛名番号, kana: フリガナ, birth: 生年月日, my_number: 個人番号}", "columns: [id]",
            "7:24: 'columns' takes {name here: the register's column}"),
        .site("listen: 127.0.0.1:8080", "listen: nowhere", "8:19: 'listen' must be address:port, as in 127.0.0.1:8080"),
        .site("language: ja", "language: jp", "8:45: 'language' cannot be 'jp' (did you mean 'ja'?)"),
        .site("pages: 90 days", "pages: 90", "9:15: 'pages' must be a period, as in 90 days or 10 years"),
        .site("audit: 10 years", "audit: ten years", "9:31: 'audit' must be a period, as in 90 days or 10 years"),
    ]

    @Test(arguments: cases) func everyMistakeIsNamedAtItsPlace(broken: Broken) throws {
        let folder = try broken.folder()
        let read = SiteReader.read(folder.file("tema.yml"))
        #expect(folder.lines(read.diagnostics) == broken.mistakes)
        #expect(read.value == nil)
    }
}
