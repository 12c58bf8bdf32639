import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing in the place was lost or changed.",
        discussion: """
            Looks at the audit trail (changed, missing, added or reordered entries), the page law of every batch, the time \
            entries and their daily sums, the originals and the exports. Workers may go on meanwhile. Exports that are \
            not there any more are counted, not blamed: the importing system moves them away.

            EXIT STATUS
              0 all is as it was written, 74 something is not, or the store could not be read

            EXAMPLE
              tema verify --data var/tema
            """)

    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    /// What is printed with `--json`.
    private struct Output: Encodable {
        struct Fault: Encodable {
            var part: VerificationFault.Part
            var subject: String
            var message: String
        }

        var checked: VerificationSummary
        var faults: [Fault]
    }

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let json = json
        let (summary, faults) = try await OwnThread.run {
            var faults: [Output.Fault] = []
            let summary = try Verification(dataFolder: dataFolder).run { fault in
                if json {
                    faults.append(Output.Fault(part: fault.part, subject: fault.subject, message: fault.message.said))
                } else {
                    print(fault.message.said)
                }
            }
            return (summary, faults)
        }
        if json {
            try JSONOutput.print(Output(checked: summary, faults: faults))
        } else {
            print(VerificationText(summary: summary).wording.said)
        }
        if summary.faults > 0 { throw ExitCode(ExitStatus.inputOutput.rawValue) }
    }
}

/// What a verification looked at, as a last line.
struct VerificationText {
    let summary: VerificationSummary

    var wording: Wording {
        let ja = """
            監査記録 \(summary.auditEntries) 件(\(summary.auditChains) 系列)、原本 \(summary.originals) 件、\
            書き出し \(summary.exports) 件(移動済み \(summary.exportsMoved) 件)
            """
        let en = """
            audit entries: \(summary.auditEntries) in \(summary.auditChains.counted("chain")), originals: \(summary.originals), \
            exports: \(summary.exports) (\(summary.exportsMoved) not there any more)
            """
        guard summary.faults > 0 else {
            return Wording(ja: "すべて記録のとおりです。\(ja)", en: "all is as it was written; \(en)")
        }
        return Wording(
            ja: """
                合わないものが \(summary.faults) 件あります。\(ja)
                  → 上の内容を添えて管理者にご連絡ください。必要なら tema restore でバックアップから復元できます。
                """,
            en: """
                \(summary.faults.counted("thing is not as it was", "things are not as they were")) written; \(en)
                  → show the lines above to the administrator; tema restore brings back a backup
                """)
    }
}
