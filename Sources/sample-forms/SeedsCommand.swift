import ArgumentParser
import Foundation
import SampleForms

struct SeedsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seeds", abstract: "Write the fictional registers of residents, employers and payees.")

    @Option(help: ArgumentHelp("The folder of registers.", valueName: "folder"))
    var out: String

    func run() throws {
        let folder = URL(filePath: out)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let register = ResidentRegister.drawn(
            count: ResidentRegister.standardCount, seed: ResidentRegister.standardSeed)
        try register.csv().write(to: folder.appending(path: "residents.csv"))
        try Employer.csv().write(to: folder.appending(path: "employers.csv"))
        try InvoiceIssuer.csv().write(to: folder.appending(path: "payees.csv"))
    }
}
