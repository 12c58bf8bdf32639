package import Foundation
internal import Paperwork
internal import Storage

/// What stands beside each export as `NAME.manifest.json`, so that the importing system can prove that it got all of it.
package struct ExportManifest: Sendable, Hashable, Codable {
    /// The batch, and the file that it came as.
    package struct BatchFile: Sendable, Hashable, Codable {
        package var id: String
        package var file: String
        /// Of the scanned file.
        package var sha256: String
    }

    /// The page law: `scanned` is the sum of the others.
    package struct Pages: Sendable, Hashable, Codable {
        /// Pages of the file; all that follow add up to it.
        package var scanned: Int
        package var inDocuments: Int
        package var blank: Int
        package var setAside: Int

        enum CodingKeys: String, CodingKey {
            case scanned, blank
            case inDocuments = "in_documents"
            case setAside = "set_aside"
        }
    }

    /// A document of the batch that a later export holds, if it comes to be done.
    package struct DocumentToCome: Sendable, Hashable, Codable {
        package var id: String
        /// In the batch's file, from 1.
        package var pages: [Int]
    }

    /// The export's name.
    package var file: String
    /// Of the export's bytes, lower-case hexadecimal.
    package var sha256: String
    /// Of the exported file.
    package var bytes: Int
    /// Without the heading.
    package var rows: Int
    /// By heading: the exact sum of each column that holds whole numbers and nothing else but empty cells.
    package var sums: [String: Int]
    /// As the job file names it, as in `CP932`.
    package var encoding: String
    package var batch: BatchFile
    package var pages: Pages
    /// How many of the batch's documents are in each state; states without any are left out.
    package var documents: [String: Int]
    /// How many of the documents that are done the export step's `when` leaves out; nil in manifests of versions that did
    /// not obey it.
    package var leftOut: Int?
    /// Which of the batch's files it is, from 1; nil for one that holds the whole batch.
    package var part: Int?
    /// Empty where nothing of the batch is to come.
    package var toCome: [DocumentToCome]
    package var workflow: String
    /// SHA-256 of the job file and its templates, lower-case hexadecimal.
    package var workflowVersion: String
    /// ISO 8601 in UTC.
    package var written: String

    package enum CodingKeys: String, CodingKey {
        case file, sha256, bytes, rows, sums, encoding, batch, pages, documents, part, workflow, written
        case leftOut = "left_out"
        case toCome = "to_come"
        case workflowVersion = "workflow_version"
    }

    /// The manifest's name for an export of that name.
    package static func name(of export: String) -> String { export + ".manifest.json" }
}

extension ExportManifest {
    /// Reads the manifest that stands beside an export.
    ///
    /// - throws: where there is none, or it can't be read.
    package init(beside export: URL) throws {
        let name = Self.name(of: export.lastPathComponent)
        self = try JSONDecoder().decode(
            Self.self, from: Data(contentsOf: export.deletingLastPathComponent().appending(path: name)))
    }

    /// Earlier versions wrote no `to_come`.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            file: try container.decode(String.self, forKey: .file),
            sha256: try container.decode(String.self, forKey: .sha256),
            bytes: try container.decode(Int.self, forKey: .bytes), rows: try container.decode(Int.self, forKey: .rows),
            sums: try container.decode([String: Int].self, forKey: .sums),
            encoding: try container.decode(String.self, forKey: .encoding),
            batch: try container.decode(BatchFile.self, forKey: .batch),
            pages: try container.decode(Pages.self, forKey: .pages),
            documents: try container.decode([String: Int].self, forKey: .documents),
            leftOut: try container.decodeIfPresent(Int.self, forKey: .leftOut),
            part: try container.decodeIfPresent(Int.self, forKey: .part),
            toCome: try container.decodeIfPresent([DocumentToCome].self, forKey: .toCome) ?? [],
            workflow: try container.decode(String.self, forKey: .workflow),
            workflowVersion: try container.decode(String.self, forKey: .workflowVersion),
            written: try container.decode(String.self, forKey: .written))
    }
}

/// The sums of an export's columns, row by row.
struct ColumnSums {
    fileprivate enum Sum {
        case nothing
        case whole(Int)
        /// Something that is no whole number, or more than 64 bits hold.
        case none
    }

    private let headers: [String]
    private var columns: [Sum]

    init(headers: [String]) {
        self.headers = headers
        columns = headers.map { _ in .nothing }
    }

    mutating func add(_ row: [FieldValue]) {
        for (index, value) in row.enumerated() where !value.isEmpty {
            columns[index] = columns[index].adding(value)
        }
    }

    var byHeader: [String: Int] {
        let pairs = zip(headers, columns).compactMap { header, sum -> (String, Int)? in
            if case .whole(let number) = sum { (header, number) } else { nil }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension ColumnSums.Sum {
    fileprivate func adding(_ value: FieldValue) -> Self {
        guard case .integer(let number) = value else { return .none }
        switch self {
        case .nothing: return .whole(number)
        case .none: return .none
        case .whole(let before):
            let (sum, isTooLarge) = before.addingReportingOverflow(number)
            return isTooLarge ? .none : .whole(sum)
        }
    }
}
