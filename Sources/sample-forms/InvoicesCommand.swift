import ArgumentParser
import Foundation
import SampleForms

struct InvoicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoices", abstract: "Draw invoices of eight issuers in random layouts, with the truth beside.",
        discussion: "The last two issuers' are photographed; the others are scanned.")

    @Option(help: "clean, office or hard.")
    var level = "office"

    @Option(help: "The same seed draws the same layouts.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The scan, a .pdf; the truth goes beside it.", valueName: "file"))
    var out: String

    func run() throws {
        guard let level = ScanLevel(rawValue: level) else {
            throw ValidationError("'\(level)' is no level: say clean, office or hard.")
        }
        let file = URL(filePath: out)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try InvoiceBatch.drawn(seed: seed, issuers: Array(InvoiceIssuer.all.indices), level: level).write(to: file)
    }
}
