internal import Delivery
package import Foundation
internal import JapaneseText
package import Paperwork

/// Work for another robot, as a CSV file of one row each: it moves a file from `ready` to `reserved` to take it, and to `done`
/// or `failed` when it has ended. A file that another has moved is another's.
package struct WorkItemFolder: Sendable {
    /// What the other robot says of one item.
    package struct Answer: Sendable, Hashable {
        package enum Failure: String, Sendable, Hashable, CaseIterable {
            /// The record is refused: a person looks.
            case business
            /// The other system did not work: it is tried again.
            case application
            /// The item can't be used: a person looks.
            case document
        }

        package var key: String
        /// Nil where it is done.
        package var failure: Failure?
        package var message: String
        /// By heading.
        package var values: [String: String]
        package var file: URL
    }

    package static let keyHeading = "_key"
    private static let failureHeading = "_failure"
    private static let messageHeading = "_message"

    package let url: URL

    package init(_ url: URL) { self.url = url }

    private enum Place: String, CaseIterable { case ready, reserved, done, failed, settled, unmatched }

    private func folder(_ place: Place) -> URL { url.appending(path: place.rawValue) }

    /// Puts an item into `ready`, where it is in none of the folders yet.
    ///
    /// - Throws: an error of the file system.
    func put(_ key: String, _ cells: [(heading: String, text: String)], isCP932: Bool) throws {
        for place in Place.allCases {
            try FileManager.default.createDirectory(at: folder(place), withIntermediateDirectories: true)
        }
        guard try !isThere(key) else { return }
        let text = RecordText.csv(
            headings: [Self.keyHeading] + cells.map(\.heading), rows: [[key] + cells.map(\.text)])
        let file = try AtomicFile(at: folder(.ready).appending(path: "\(key).csv").path)
        try file.write(isCP932 ? CP932.encode(text).bytes : [0xEF, 0xBB, 0xBF] + [UInt8](text.utf8))
        try file.commit()
    }

    /// Whether an item waits, is worked on, or has an answer.
    private func isThere(_ key: String) throws -> Bool {
        let open: [Place] = [.ready, .reserved, .done, .failed]
        if open.contains(where: {
            FileManager.default.fileExists(atPath: folder($0).appending(path: "\(key).csv").path)
        }) {
            return true
        }
        return try answers().contains { $0.key == key }
    }

    /// What lies in `done` and `failed`; a file may answer for several items, a row each.
    ///
    /// - Throws: an error of the file system. A file that can't be read is passed over: it may be on its way.
    package func answers() throws -> [Answer] {
        try [Place.done, .failed].flatMap { place in
            try Self.files(folder(place)).flatMap { file in
                (try? RecordFile(file)).map { Self.answers(in: $0, file, isFailed: place == .failed) } ?? []
            }
        }
    }

    private static func answers(in records: RecordFile, _ file: URL, isFailed: Bool) -> [Answer] {
        records.rows.indices.map { row in
            let cell = { (heading: String) in
                records.cell(heading, row: row)?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
            }
            let key = cell(keyHeading)
            let values = records.headings.map { ($0, cell($0)) }
            return Answer(
                key: key.isEmpty ? file.deletingPathExtension().lastPathComponent : key,
                failure: isFailed ? Answer.Failure(rawValue: cell(failureHeading)) ?? .business : nil,
                message: cell(messageHeading), values: Dictionary(values) { first, _ in first }, file: file)
        }
    }

    /// An item is tried again: its answer goes, and itself waits anew.
    func clear(_ answer: Answer) {
        guard answer.file.deletingPathExtension().lastPathComponent == answer.key else { return }
        try? FileManager.default.removeItem(at: answer.file)
    }

    /// Everything in a file has been taken over.
    package func settle(_ file: URL, isMatched: Bool) {
        let target = folder(isMatched ? .settled : .unmatched).appending(path: file.lastPathComponent)
        try? FileManager.default.removeItem(at: target)
        try? FileManager.default.moveItem(at: file, to: target)
    }

    /// The files that belong to no document.
    package func unmatched() throws -> [URL] { try Self.files(folder(.unmatched)) }

    private static func files(_ folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { RecordFile.isOne($0) && !$0.lastPathComponent.hasPrefix(".") }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
