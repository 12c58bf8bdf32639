import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Workflows

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Watch the inboxes, work on what comes in and serve the station, until told to stop.",
        discussion: """
            Every workflow of the site file has a folder under DATA/inbox. What is dropped there is read; the original \
            then lies in DATA/done, DATA/waiting or DATA/set aside, with a note. SIGTERM ends the service: what runs is \
            finished or put back.

            The station for clerks, IT and managers is served at the address under 'station: listen' in the site file; \
            without a site file, at http://127.0.0.1:8080/. Its first account is made by tema account add.

            EXIT STATUS
              0 stopped as told, 65 a mistake in a job or the site file, 74 a folder could not be written

            EXAMPLE
              tema serve --site /etc/tema/tema.yml
            """)

    @Flag(help: "Also serve workflows whose golden cases come out worse than the accepted run.") var force = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let (site, file) = try common.siteWithFile()
        common.chooseLanguage(of: site)
        let stop = StopSignal()
        stop.listen()
        _ = try SiteWorkflows(site).read().get()
        let commands = Supervision.commands(siteFile: file, language: Terminal.language, isForced: force)
        let service = Service(site: site, commands: commands, stop: stop, report: Terminal.log)
        try await OwnThread.run { try service.run() }
    }
}
