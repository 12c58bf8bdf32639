import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Registers
import Workflows

struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Look at registers, read them anew, and weigh what agreeing with them proves.",
        subcommands: [Show.self, Refresh.self, Fit.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show what a register is made of, and what agreeing with it proves.",
            discussion: """
                For each column that documents are compared by: how many records have a value and how many of these differ; \
                how often documents of the record's own person agree with it, and strangers do, level by level, and what \
                that proves in bits; and what the commonest values prove, and a rare one. The chances are assumed until \
                tema register fit has estimated them from the place's own documents.

                EXIT STATUS
                  0 shown, 65 there is no such register, 74 it can't be read

                EXAMPLE
                  tema register show residents
                """)

        @Argument(help: "The register's name.") var name: String
        @Flag(help: "Print JSON.") var json = false
        @OptionGroup var dataOptions: DataFolderOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let site = try common.site()
            let registers = RegisterFitting(site: site, dataFolder: dataOptions.dataFolder(of: site))
            let (summary, note) = try await OwnThread.run { [name] in
                try registers.summary(of: registers.definition(named: name))
            }
            if json { return try JSONOutput.print(summary) }
            print(RegisterTable(summary: summary, note: note).text.said)
        }
    }

    struct Refresh: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "refresh",
            abstract: "Read a register anew now; workers go on meanwhile, and use the new one from then on.",
            discussion: """
                Files are read anew by themselves when they change, databases when their time is up. One that can't be read, \
                or lacks columns or a fifth of the records that it had, never takes the place of the old one.

                EXIT STATUS
                  0 read, 65 there is no such register or a column is gone, 74 it can't be read

                EXAMPLE
                  tema register refresh residents
                """)

        @Argument(help: "The register's name.") var name: String
        @Flag(help: "Take it although columns, or a fifth of the records, are gone.") var accept = false
        @OptionGroup var dataOptions: DataFolderOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let site = try common.site()
            let registers = RegisterFitting(site: site, dataFolder: dataOptions.dataFolder(of: site))
            let count = try await OwnThread.run { [name, accept] in
                try registers.refresh(registers.definition(named: name), accepting: accept)
            }
            print(
                Wording(
                    ja: "台帳「\(name)」を読み込みました（\(count)件）", en: "read the register '\(name)' (\(count.counted("record")))"
                ).said)
        }
    }

    struct Fit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fit",
            abstract: "Estimate from the place's own documents what agreeing with a register proves.",
            discussion: """
                Nobody has to tell whose document is whose: the weights of Fellegi and Sunter are found by expectation and \
                maximisation over the latest documents. What was assumed counts as twenty documents more. All workers use \
                the new weights from then on; tema register show tells them.

                EXIT STATUS
                  0 done, 65 there is no such register, 74 no document was compared with it, or something can't be read

                EXAMPLE
                  tema register fit residents
                """)

        @Argument(help: "The register's name.") var name: String
        @OptionGroup var dataOptions: DataFolderOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            common.chooseLanguage()
            let site = try common.site()
            let registers = RegisterFitting(site: site, dataFolder: dataOptions.dataFolder(of: site))
            let (weights, summary, note) = try await OwnThread.run { [name] in
                let definition = try registers.definition(named: name)
                let weights = try registers.fit(definition, now: Date())
                let (summary, note) = try registers.summary(of: definition)
                return (weights, summary, note)
            }
            guard weights != nil else {
                throw Trouble(
                    .file,
                    Wording(
                        ja: "台帳「\(name)」と照合した帳票がまだありません。",
                        en: "no document was compared with the register '\(name)' yet"),
                    remedy: Wording(ja: "帳票を処理してから実行してください", en: "process some documents first"))
            }
            print(RegisterTable(summary: summary, note: note).text.said)
        }
    }
}
