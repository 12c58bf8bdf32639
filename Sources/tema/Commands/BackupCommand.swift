import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store, the originals and the workflows' versions into a new folder.",
        discussion: """
            Workers may go on: the copy is of one moment. It is put together beside FOLDER and renamed when all of it is \
            on the disk, so a folder of that name is whole. It holds what people wrote on forms: keep it as safe as the \
            data folder.

            EXIT STATUS
              0 the backup is whole, 74 something could not be read or written, and there is no backup

            EXAMPLE
              tema backup /mnt/backup/tema-2026-04-01
            """)

    @Argument(help: "The folder to make; it must not be there yet.") var folder: String
    @Flag(help: "Print JSON.") var json = false
    @OptionGroup var dataOptions: DataFolderOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let dataFolder = dataOptions.dataFolder(of: try common.site())
        let target = URL(filePath: folder)
        let backup = try await OwnThread.run {
            try Backup.make(of: dataFolder, in: target, now: Date())
        }
        if json { return try JSONOutput.print(backup) }
        let size = String(format: "%.1f MB", Double(backup.bytes) / 1e6)
        print(
            Wording(
                ja: "バックアップを作りました: \(target.path)(\(backup.files.count) ファイル、\(size))",
                en: "backup made: \(target.path) (\(backup.files.count.counted("file")), \(size))"
            ).said)
    }
}
