import ArgumentParser
import Delivery
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove pages and audit entries that have had their time.",
        discussion: """
            The site file says how long they are kept, as in keep: {pages: 90 days, audit: 10 years}; what it does not \
            name is kept for ever. Pages are those of finished batches; with their audit entries, the contents of their \
            documents go. Batches, exports and time entries stay. Each purge is in the audit trail.

            What waits for a person is never removed. With keep: {waiting: 30 days}, batches that wait for longer are \
            named here, by tema status and by tema doctor.

            EXIT STATUS
              0 done, 65 a mistake in the site file, 74 the store could not be read or a file not removed

            EXAMPLE
              tema purge --dry-run
            """)

    @Flag(help: "Say what would be removed, and remove nothing.") var dryRun = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let dryRun = dryRun
        let plan = try await OwnThread.run {
            let purge = try Purge(of: dataFolder, keep: site.keep, now: Date())
            if !dryRun { try purge.run() }
            return purge.plan
        }
        if json { return try JSONOutput.print(plan) }
        if !plan.pages.isEmpty { print(table(of: plan)) }
        if !plan.overdue.isEmpty { print(OverdueTable(batches: plan.overdue).text(in: Terminal.language)) }
        print(summary(of: plan).said)
        if plan.keepsAll { print(Wording.keepsAll.said) }
    }

    private func table(of plan: Purge.Plan) -> String {
        let header = Wording(ja: "バッチ ファイル 完了 ページ", en: "batch file finished pages").said
        let rows = plan.pages.map { [$0.batch, $0.file, $0.finished, String($0.pages)] }
        return TextTable(
            header: header.split(separator: " ").map(String.init), rows: rows,
            alignments: [.left, .left, .left, .right]
        ).rendered()
    }

    private func summary(of plan: Purge.Plan) -> Wording {
        let pages = plan.pages.reduce(0) { $0 + $1.pages }
        let ja = "\(plan.pages.count) バッチの \(pages) ページ、\(plan.audit.count) バッチの監査記録と帳票の内容"
        let en =
            "\(pages.counted("page")) of \(plan.pages.count.counted("batch", "batches")); "
            + "audit entries and documents of \(plan.audit.count.counted("batch", "batches"))"
        return dryRun
            ? Wording(ja: "消すもの: \(ja)(まだ消していません)", en: "to be removed: \(en) (nothing was removed)")
            : Wording(ja: "消しました: \(ja)", en: "removed: \(en)")
    }
}
