import ArgumentParser
import Engine
import Foundation
import Paperwork
import Workflows

/// Which data folder a command keeps.
struct DataFolderOptions: ParsableArguments {
    @Option(help: "The data folder (default: the site's).") var data: String?
    @Option(help: "The folder of the exports (default: outbox in the data folder).") var out: String?

    func dataFolder(of site: Site) -> DataFolder {
        let folder = data.map { URL(filePath: $0) } ?? site.data
        return DataFolder(
            data: folder, outbox: out.map { URL(filePath: $0) } ?? folder.appending(path: "outbox"),
            store: data == nil ? site.store : .sqlite, timeZone: site.timeZone)
    }
}

/// JSON on standard output, its keys in order.
enum JSONOutput {
    static func print(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
