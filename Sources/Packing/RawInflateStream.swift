internal import CZlib
package import Foundation

/// Deflated data without a header, unpacked as it is asked for. ``end()`` must be called once.
package struct RawInflateStream {
    /// Bytes handed to zlib at once.
    private static let windowSize = 1 << 20

    private let data: Data
    private var position: Data.Index
    private var stream: UnsafeMutablePointer<z_stream>
    private var isOver = false

    package init(_ data: Data) {
        self.data = data
        position = data.startIndex
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        if inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, size) != Z_OK { isOver = true }
    }

    /// Bytes written into `room`, which is not empty; 0 at the end of the data, nil where it is damaged or cut short.
    package mutating func read(into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        if isOver { return 0 }
        stream.pointee.next_out = room.baseAddress
        stream.pointee.avail_out = UInt32(clamping: room.count)
        let asked = Int(stream.pointee.avail_out)
        while true {
            let window = data[position..<min(data.endIndex, position + Self.windowSize)]
            let (status, left) = window.withUnsafeBytes { packed in
                stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.bindMemory(to: UInt8.self).baseAddress)
                stream.pointee.avail_in = UInt32(packed.count)
                return (inflate(stream, Z_NO_FLUSH), Int(stream.pointee.avail_in))
            }
            position = window.endIndex - left
            let written = asked - Int(stream.pointee.avail_out)
            if status == Z_STREAM_END {
                isOver = true
                return written
            }
            guard status == Z_OK || (status == Z_BUF_ERROR && written > 0) else { return nil }
            if stream.pointee.avail_out == 0 || (written > 0 && position == data.endIndex) { return written }
        }
    }

    package func end() {
        inflateEnd(stream)
        stream.deallocate()
    }
}
