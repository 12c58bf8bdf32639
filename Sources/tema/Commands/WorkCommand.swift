import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "One more worker, on this machine or another.",
        discussion: """
            Works on the queue of the site's store until told to stop. On another machine than tema serve's, the site \
            file names the same PostgreSQL store and a data folder that both see.

            EXIT STATUS
              0 stopped as told, 65 a mistake in the site file

            EXAMPLE
              tema work --site /etc/tema/tema.yml
            """)

    /// The pipes of tema serve are at standard input and output.
    @Flag(help: .hidden) var supervised = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        common.chooseLanguage(of: site)
        let stop = StopSignal()
        stop.listen()
        if supervised { Supervision.follow(stop) }
        let tellsPages = supervised
        let worker = WorkerProcess(
            site: site, dataFolder: DataFolder(site), workflows: { SiteWorkflows(site).read().value ?? [] }, stop: stop,
            report: Terminal.log
        ) { page in
            if tellsPages { try? FileHandle.standardOutput.write(contentsOf: Data("\(page)\n".utf8)) }
        }
        await OwnThread.run { worker.run() }
    }
}
