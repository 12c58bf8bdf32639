import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a backup back as the data folder.",
        discussion: """
            Stop tema serve and all tema work first. Every file of the backup is compared with its SHA-256 before \
            anything is touched, and tema verify runs at the end.

            EXIT STATUS
              0 restored and verified, 74 the backup is damaged, the data folder is not empty, or something could not be \
            written

            EXAMPLE
              tema restore /mnt/backup/tema-2026-04-01 --force
            """)

    @Argument(help: "A folder that tema backup made.") var folder: String
    @Flag(help: "Move a data folder with something in it aside, instead of refusing.") var force = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let source = URL(filePath: folder)
        let force = force
        let restore = try await OwnThread.run {
            try Restore(source, to: dataFolder, replacing: force, now: Date())
        }
        print(
            Wording(
                ja: "\(restore.backup.made) のバックアップを \(dataFolder.data.path) に復元しました。",
                en: "the backup of \(restore.backup.made) is restored to \(dataFolder.data.path)"
            ).said)
        if let aside = restore.movedAside {
            print(
                Wording(
                    ja: "前の中身は \(aside.path) にあります。受付フォルダーに未処理の書類がないか、お確かめください。",
                    en: "what was there before is in \(aside.path): see whether scans are left in its inbox"
                ).said)
        }
        let summary = try await OwnThread.run {
            try Verification(dataFolder: dataFolder).run { print($0.message.said) }
        }
        print(VerificationText(summary: summary).wording.said)
        if summary.faults > 0 { throw ExitCode(ExitStatus.inputOutput.rawValue) }
    }
}
