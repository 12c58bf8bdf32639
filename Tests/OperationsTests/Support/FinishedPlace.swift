import Engine
import Foundation
import Intake
import Operations
import Paperwork
import SlipRuns
import Slips
import Storage
import Testing

/// A place in which one batch of three pages is finished and exported.
struct FinishedPlace {
    let folder: SlipFolder
    let dataFolder: DataFolder
    let batch: BatchOutcome

    init() throws {
        folder = try SlipFolder()
        batch = try folder.run([.plain, .blank, .front(marks: ["consent"])])
        dataFolder = folder.dataFolder
    }

    var original: URL { dataFolder.pages.url(of: "\(batch.batch.id)/original.pdf") }
    var export: URL { dataFolder.outbox.appending(path: "slip-\(batch.batch.id).csv") }

    func store() throws -> Store { try Store.open(sqliteAt: dataFolder.storeFile) }

    func faults(in other: DataFolder? = nil) throws -> (summary: VerificationSummary, faults: [VerificationFault]) {
        var faults: [VerificationFault] = []
        let summary = try Verification(dataFolder: other ?? dataFolder).run { faults.append($0) }
        return (summary, faults)
    }
}

extension DataFolder {
    /// Every file in the data folder, by its path there; logs and locks of the store left out.
    func contents() throws -> [String: Data] {
        let names = FileManager.default.enumerator(atPath: data.path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { name in
            var isFolder: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: data.appending(path: name).path, isDirectory: &isFolder)
            return !isFolder.boolValue && !name.contains("tema.sqlite")
        }
        return Dictionary(uniqueKeysWithValues: try files.map { ($0, try Data(contentsOf: data.appending(path: $0))) })
    }
}
