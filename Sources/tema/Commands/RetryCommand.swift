import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Queue again what failed, or process a past batch under the new version of its workflow.",
        discussion: """
            Without an ID, everything that failed is queued again, once its cause is mended. What did not fail stays as \
            it is.

            With --under-new-version, a finished or failed batch is processed again as a trial, under its workflow as the job \
            file is now, and every field that differs is shown. Nothing is exported and no saved time is counted \
            twice. --accept then writes the trial's exports in place of the old ones; --drop removes the trial.

            EXIT STATUS
              0 done, 3 documents of the trial wait for a person, 65 a mistake in the job file or the site file, 74 \
            there is no such document or batch, or something could not be read or written

            EXAMPLE
              tema retry 20261122-821905260f --under-new-version
            """)

    @Argument(help: "Documents or batches, as tema status shows them.") var ids: [String] = []
    @Flag(help: "Process the batch again under its workflow's present version, and show what differs.")
    var underNewVersion = false
    @Flag(help: "Let the batch's trial stand in its place, and write its exports.") var accept = false
    @Flag(help: "Remove the batch's trial.") var drop = false
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    mutating func validate() throws {
        let choices = [underNewVersion, accept, drop].filter { $0 }.count
        guard choices <= 1 else {
            throw ValidationError("Please give one of --under-new-version, --accept and --drop.")
        }
        guard choices == 0 || ids.count == 1 else { throw ValidationError("Please give one batch.") }
    }

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        guard underNewVersion || accept || drop else {
            return try await queueAgain(in: dataFolder, SiteWorkflows(site))
        }
        let trials = try Trials(dataFolder, site: site)
        let batch = ids[0]
        if underNewVersion {
            try await compare(batch, trials, SiteWorkflows(site))
        } else if accept {
            try report(try await OwnThread.run { try trials.accept(batch) })
        } else {
            let trial = try await OwnThread.run { try trials.drop(batch) }
            print(trial)
            Terminal.say(Wording(ja: "再処理 \(trial) を取り消しました。", en: "removed the trial \(trial)").said)
        }
    }

    private func queueAgain(in dataFolder: DataFolder, _ book: SiteWorkflows) async throws {
        let wanted = ids
        let (queued, outdated) = try await OwnThread.run {
            let retry = try FailureRetry(dataFolder)
            let queued = try retry.retry(wanted)
            return (queued, try retry.outdated(queued, under: book.read().value ?? []))
        }
        if json { try JSONOutput.print(["queued": queued]) } else { for id in queued { print(id) } }
        Terminal.say(Wording(ja: "もう一度処理に回しました: \(queued.count)件", en: "queued again: \(queued.count)").said)
        for batch in outdated {
            Terminal.say(
                Wording(
                    ja: "  → バッチ \(batch) は、受け付けたときの版のジョブファイルと様式で処理します。今の版で処理するには、"
                        + "止まるのを待って tema retry \(batch) --under-new-version を実行してください。",
                    en:
                        "  → the batch \(batch) keeps the job file and templates that it came in under, which were changed "
                        + "since; once it has come to rest, tema retry \(batch) --under-new-version takes the new ones"
                ).said)
        }
        guard queued.isEmpty, !wanted.isEmpty else { return }
        Terminal.say(
            Wording(
                ja: "  → 失敗した帳票はありません。保留のページを読み直すには、tema retry バッチ --under-new-version を使います。",
                en:
                    "  → nothing of it failed; tema retry BATCH --under-new-version reads pages again that were set aside"
            ).said)
    }

    private func compare(_ batch: String, _ trials: Trials, _ book: SiteWorkflows) async throws {
        let bar = ProgressBar()
        let difference = try await OwnThread.run {
            try trials.run(batch, workflow: { try book.present($0) }, progress: { bar.show($0) })
        }
        if json {
            try JSONOutput.print(difference)
        } else {
            print(DifferenceTable(difference: difference).text(in: Terminal.language))
        }
        if difference.waiting > 0 { throw ExitCode(ExitStatus.waiting.rawValue) }
    }

    private func report(_ accepted: Trials.Accepted) throws {
        if json { return try JSONOutput.print(accepted) }
        print(accepted.batch)
        for export in accepted.exports { Terminal.say(DifferenceTable.written(export).said) }
        for file in accepted.remaining {
            Terminal.say(
                Wording(
                    ja: "前の書き出し \(file) は残っています。取り込み先で二重にならないよう、確かめてください。",
                    en: "the earlier export \(file) is still there: see that nobody imports both"
                ).said)
        }
    }
}

extension SiteWorkflows {
    /// - throws: `Mistakes` where its files have some; `Trouble` where the site has no such workflow.
    fileprivate func present(_ id: String) throws -> Workflow {
        guard let checked = workflow(id) else {
            throw Trouble(
                .definition,
                Wording(ja: "業務「\(id)」がサイトファイルにありません。", en: "the site has no workflow '\(id)'"),
                remedy: Wording(
                    ja: "サイトファイルの workflows に、そのフォルダーを書いてください。",
                    en: "name its folder under workflows in the site file"))
        }
        return try checked.get()
    }
}
