import ArgumentParser
import Engine
import Foundation
import Operations
import Paperwork
import Station
import Storage

/// The process of `tema serve` that serves the station.
struct StationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "station", abstract: "Serve the station, as a part of tema serve.", shouldDisplay: false)

    @Flag(help: .hidden) var supervised = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        common.chooseLanguage()
        let site = try common.site()
        common.chooseLanguage(of: site)
        let stop = StopSignal()
        stop.listen()
        if supervised { Supervision.follow(stop) }
        let dataFolder = DataFolder(site)
        let store = try await OwnThread.run {
            try Store.open(dataFolder, patientlyUntil: stop, report: Terminal.log)
        }
        guard let store else { return }
        let station = Station(site: site, store: store, report: Terminal.log)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await station.run() }
            group.addTask { await OwnThread.run { while !stop.wait(seconds: 60) {} } }
            // Also where the station can't begin: else its process would stay, and nobody would learn why.
            defer { stop.ask() }
            try await group.next()
            group.cancelAll()
        }
    }
}
