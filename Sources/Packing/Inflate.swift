internal import CZlib
package import Foundation

/// Unpacks zlib data (RFC 1950), never to more than a limit: a few bytes of a hostile file can't fill memory.
package enum Inflate {
    private static let blockSize = 64 << 10

    /// Nil where the data is damaged, cut short or above `limit` bytes.
    ///
    /// What stands behind the end of the packed data is not looked at, its checksum included: some writers of PDF leave it
    /// out, and readers show such pages.
    package static func unpack(_ data: Data, limit: Int) -> [UInt8]? {
        guard data.count > 2, data[data.startIndex] & 15 == 8, data[data.startIndex + 1] & 32 == 0 else { return nil }
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // A negative window says that the data has no header, which was looked at here, and no checksum.
        guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        return data.dropFirst(2).withUnsafeBytes { packed in
            stream.next_in = UnsafeMutablePointer(mutating: packed.bindMemory(to: UInt8.self).baseAddress)
            stream.avail_in = UInt32(clamping: packed.count)
            return unpack(&stream, limit: limit)
        }
    }

    private static func unpack(_ stream: inout z_stream, limit: Int) -> [UInt8]? {
        var output: [UInt8] = []
        var block = [UInt8](repeating: 0, count: blockSize)
        while true {
            let status = block.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                return inflate(&stream, Z_NO_FLUSH)
            }
            let filled = blockSize - Int(stream.avail_out)
            guard status == Z_OK || status == Z_STREAM_END, output.count + filled <= limit else { return nil }
            output += block[..<filled]
            if status == Z_STREAM_END { return output }
        }
    }
}
