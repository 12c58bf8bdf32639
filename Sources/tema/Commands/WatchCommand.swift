import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork

/// The process of `tema serve` that watches the inboxes.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Watch the inboxes, as a part of tema serve.", shouldDisplay: false)

    @Flag(help: .hidden) var supervised = false
    @Flag(help: .hidden) var force = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let (site, file) = try common.siteWithFile()
        let stop = StopSignal()
        stop.listen()
        if supervised { Supervision.follow(stop) }
        let watcher = WatchProcess(
            site: site, test: force ? nil : Supervision.test(siteFile: file, language: Terminal.language), stop: stop,
            report: Terminal.log)
        await OwnThread.run { watcher.run() }
    }
}
