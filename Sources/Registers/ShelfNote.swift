package import Foundation
package import Paperwork

/// What is kept beside a register that was read: when, of what, and why it could not be read since.
package struct ShelfNote: Codable, Sendable {
    package struct Failure: Codable, Sendable {
        package var message: Wording
        package var remedy: Wording?
        package var time: Date
        var stamp: SourceStamp?

        init(_ trouble: Trouble, stamp: SourceStamp?) {
            message = trouble.message
            remedy = trouble.remedy
            time = Date()
            self.stamp = stamp
        }

        /// Whether the same would happen again: a file has not changed since, a database was asked a while ago only.
        func isOf(_ stamp: SourceStamp?, _ definition: RegisterDefinition) -> Bool {
            if let stamp { return stamp == self.stamp }
            return Date().timeIntervalSince(time) < Double(min(definition.refreshMinutes, 10) * 60)
        }
    }

    var generation: String
    var stamp: SourceStamp?
    /// When it was read.
    package var read: Date
    /// Records.
    package var count: Int
    package var columns: [String]
    /// Field type by column, of the indexes that were made.
    var types: [String: String]
    /// What agreements are worth by the site's own documents; nil where that was not estimated.
    package var weights: RegisterWeights?
    /// Why what came later could not be read; nil where nothing did, or it was.
    package var failure: Failure?

    func isUpToDate(with stamp: SourceStamp?, _ definition: RegisterDefinition) -> Bool {
        if let stamp { return stamp == self.stamp }
        return Date().timeIntervalSince(read) < Double(definition.refreshMinutes * 60)
    }
}

/// By what a change of a file shows: its size, its place on the disk, and when it was changed, in nanoseconds.
struct SourceStamp: Codable, Hashable, Sendable {
    var size: Int
    var number: UInt64
    var changed: Int

    /// Nil for what is no file, and one that is not there.
    init?(of definition: RegisterDefinition) {
        let files: [URL] =
            switch definition.source {
            case .csv(let url, _), .xlsx(let url, _): [url]
            // What was committed may stand in the log beside the file.
            case .sqlite(let url, _): [url, URL(fileURLWithPath: url.path + "-wal")]
            case .postgresql: []
            }
        var stamp: SourceStamp?
        for file in files {
            var status = stat()
            guard stat(file.path, &status) == 0 else { continue }
            let changed = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
            stamp = SourceStamp(
                size: (stamp?.size ?? 0) + Int(status.st_size), number: stamp?.number ?? UInt64(status.st_ino),
                changed: max(stamp?.changed ?? 0, changed))
        }
        guard let stamp else { return nil }
        self = stamp
    }

    private init(size: Int, number: UInt64, changed: Int) {
        self.size = size
        self.number = number
        self.changed = changed
    }
}
