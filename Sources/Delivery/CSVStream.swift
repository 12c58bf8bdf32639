package import Foundation
package import Paperwork

/// A CSV file that is written row by row, and appears in its place whole or not at all.
package final class CSVStream {
    /// Bytes that are held back before they are written.
    private static let pieceSize = 1 << 16

    private var file: AtomicFile?
    private var writer: CSVWriter
    private let encoding: ExportEncoding
    private let unencodable: Unencodable
    private var digest = SHA256()
    private var count = 0

    /// - throws: `CSVFailure` where the file can't be made there.
    package init(
        header: [String], encoding: ExportEncoding, unencodable: Unencodable, to destination: URL
    ) throws(CSVFailure) {
        self.encoding = encoding
        self.unencodable = unencodable
        writer = CSVWriter(header: header, encoding: encoding)
        do {
            file = try AtomicFile(at: destination.path)
        } catch {
            throw .trouble(error)
        }
        writer.append(header, row: 0)
    }

    /// Takes a row with a value for each heading.
    /// - throws: `CSVFailure` where the disk is full.
    package func append(_ row: [String]) throws(CSVFailure) {
        writer.append(row, row: writer.report.rows + 1)
        if writer.bytes.count >= Self.pieceSize { try flush() }
    }

    /// Puts the file in its place; one that was there is replaced. To be called once, after the last row.
    /// - throws: `CSVFailure`; nothing is then written where a character is lacking and `unencodable` says `fail`.
    package func finish() throws(CSVFailure) -> CSVFile.Report {
        let report = try close().report
        do {
            try file.take()?.commit()
        } catch {
            throw .trouble(error)
        }
        return report
    }

    /// What a file holds that is whole, and not in its place yet.
    package struct Content: Sendable, Hashable {
        package var report: CSVFile.Report
        /// Of all bytes, lower-case hexadecimal.
        package var sha256: String
        package var bytes: Int
    }

    /// Ends the file, which is not in its place yet. To be called once, after the last row.
    /// - throws: `CSVFailure`, also where a character is lacking and `unencodable` says `fail`.
    package func close() throws(CSVFailure) -> Content {
        try flush()
        guard unencodable == .geta || writer.report.misfits.isEmpty else {
            file = nil
            throw .unencodable(writer.report.misfits, encoding)
        }
        return Content(report: writer.report, sha256: digest.finished(), bytes: count)
    }

    /// Puts a closed file in its folder under that name; what was there is replaced where `replacing` says so. False where
    /// something is there that is not to be replaced: then it may be put elsewhere.
    /// - throws: `CSVFailure`.
    package func place(as name: String, replacing: Bool) throws(CSVFailure) -> Bool {
        do {
            if replacing {
                try file.take()?.commit(as: name)
            } else {
                guard try file?.commit(asNew: name) ?? false else { return false }
                file = nil
            }
            return true
        } catch {
            throw .trouble(error)
        }
    }

    private func flush() throws(CSVFailure) {
        let bytes = writer.takeBytes()
        digest.update(bytes)
        count += bytes.count
        do {
            try file?.write(bytes)
        } catch {
            throw .trouble(error)
        }
    }
}
