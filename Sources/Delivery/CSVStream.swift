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
        try flush()
        let report = writer.report
        guard unencodable == .geta || report.misfits.isEmpty else {
            file = nil
            throw .unencodable(report.misfits, encoding)
        }
        do {
            try file.take()?.commit()
        } catch {
            throw .trouble(error)
        }
        return report
    }

    private func flush() throws(CSVFailure) {
        do {
            try file?.write(writer.takeBytes())
        } catch {
            throw .trouble(error)
        }
    }
}
