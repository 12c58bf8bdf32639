package import Foundation
package import Paperwork

/// A JSON file that is written value by value, and appears in its place whole or not at all: memory does not grow with
/// it.
///
/// For example:
///
///     let stream = try JSONStream(to: file)
///     try stream.object {
///         try stream.value("onestop", for: "workflow")
///         try stream.array(for: "documents") { for document in documents { try stream.value(document) } }
///     }
///     try stream.finish()
package final class JSONStream {
    /// Bytes that are held back before they are written.
    private static let pieceSize = 1 << 16

    private let destination: URL
    private let encoder = JSONEncoder()
    private var file: AtomicFile?
    private var bytes: [UInt8] = []
    /// Of the objects and arrays that are open, whether something stands in them.
    private var filled: [Bool] = []

    /// - throws: `Trouble` of kind `file` where the file can't be made there.
    package init(to destination: URL) throws(Trouble) {
        self.destination = destination
        file = try AtomicFile(at: destination.path)
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    }

    /// - parameter key: nil in an array and at the top.
    package func object(for key: String? = nil, _ content: () throws -> Void) throws {
        try nest("{", "}", key, content)
    }

    /// - parameter key: nil in an array and at the top.
    package func array(for key: String? = nil, _ content: () throws -> Void) throws {
        try nest("[", "]", key, content)
    }

    /// - parameter key: nil in an array and at the top.
    /// - throws: `Trouble` of kind `file` for a full disk; what `value` throws.
    package func value(_ value: some Encodable, for key: String? = nil) throws {
        begin(key)
        let lines = try encoder.encode(value).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            if number > 0 {
                bytes.append(UInt8(ascii: "\n"))
                indent()
            }
            bytes.append(contentsOf: line)
        }
        if bytes.count >= Self.pieceSize { try flush() }
    }

    /// Puts the file in its place; one that was there is replaced. To be called once, at the end.
    /// - throws: `Trouble` of kind `file`.
    package func finish() throws(Trouble) {
        precondition(filled.isEmpty, "Every object and array is closed")
        bytes.append(UInt8(ascii: "\n"))
        try flush()
        try file.take()?.commit()
    }

    private func nest(_ open: Unicode.Scalar, _ close: Unicode.Scalar, _ key: String?, _ content: () throws -> Void)
        throws
    {
        begin(key)
        bytes.append(UInt8(ascii: open))
        filled.append(false)
        try content()
        filled.removeLast()
        bytes.append(UInt8(ascii: "\n"))
        indent()
        bytes.append(UInt8(ascii: close))
    }

    private func begin(_ key: String?) {
        if let last = filled.indices.last {
            if filled[last] { bytes.append(UInt8(ascii: ",")) }
            filled[last] = true
            bytes.append(UInt8(ascii: "\n"))
            indent()
        }
        if let key { bytes += Array("\"\(key)\" : ".utf8) }
    }

    private func indent() {
        for _ in filled {
            bytes.append(UInt8(ascii: " "))
            bytes.append(UInt8(ascii: " "))
        }
    }

    private func flush() throws(Trouble) {
        try file?.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
