import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct TrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train the reading of hand-written digits further, with what people of this place have reviewed.",
        discussion: """
            Takes the hand-written numbers whose value a person gave in review, learns from three pages in four, and \
            compares on the fourth: only where the new models read more of those characters right, and no more of them \
            wrong with certainty, are they kept, in the folder models of the data folder. Workers read with them from \
            their next start. Remove models/digits.model to go back to what comes with Tema. Nothing leaves the machine.

            EXIT STATUS
              0 done, whether the new models are better or not; 74 too little was reviewed, or something could not be \
            read or written

            EXAMPLE
              tema train --from reviewed
            """)

    /// Where the writing comes from.
    enum Source: String, ExpressibleByArgument, CaseIterable { case reviewed }

    @Option(help: "What to learn from: the values that people gave in review.") var from: Source
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        let dataFolder = dataOptions.dataFolder(of: site)
        let outcome = try await OwnThread.run {
            let bar = ProgressBar()
            return try Retraining(dataFolder, site: site).run { bar.show($0) }
        }
        if outcome.gone > 0 {
            Terminal.say(
                Wording(
                    ja: "原本や業務の版が残っていない帳票 \(outcome.gone) 件は、学習に使えませんでした。",
                    en:
                        "documents that could not be learnt from, as their pages or workflows are not kept any more: \(outcome.gone)"
                ).said)
        }
        if json { return try JSONOutput.print(outcome) }
        print(text(of: outcome).said)
    }

    private func text(of outcome: Retraining.Outcome) -> Wording {
        let ja = """
            確認済みの \(outcome.fields) 項目から \(outcome.learnt) 字を学習しました。
            比較用の \(outcome.heldBack) 字のうち正しく読めた字: 前 \(outcome.rightBefore)、後 \(outcome.rightAfter)。\
            自信を持って誤読した字: 前 \(outcome.surelyWrongBefore)、後 \(outcome.surelyWrongAfter)。
            """
        let en = """
            learnt from \(outcome.learnt.counted("character")) of \(outcome.fields.counted("reviewed field"))
            of \(outcome.heldBack.counted("character")) held back, read right: \(outcome.rightBefore) before, \
            \(outcome.rightAfter) after; wrong with certainty: \(outcome.surelyWrongBefore) before, \(outcome.surelyWrongAfter) after
            """
        guard let models = outcome.models else {
            return Wording(
                ja: "\(ja)\n新しいモデルのほうがよいとはいえないので、今のモデルのままにします。",
                en: "\(en)\nthe new models are not better: those in use stay")
        }
        return Wording(
            ja: "\(ja)\n新しいモデルを \(models) に置きました。次に起動する処理プロセスから使います。",
            en: "\(en)\nthe new models are in \(models); workers use them from their next start")
    }
}
