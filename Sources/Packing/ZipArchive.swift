package import Foundation

/// A zip archive (PKWARE, APPNOTE.TXT 6.3; with the extensions of 4.3.14 for large ones), its entries unpacked as they
/// are read. Entries are stored or deflated; others, and encrypted ones, are not there.
package struct ZipArchive: Sendable {
    package struct Entry: Sendable {
        package var name: String
        fileprivate var isStored: Bool
        fileprivate var packedSize: Int
        /// Bytes once unpacked, as the archive says; it may say anything.
        package var size: Int
        fileprivate var headerOffset: Int
    }

    private let data: Data
    package let entries: [Entry]

    /// Nil where the data is no zip archive, or cut short.
    package init?(_ data: Data) {
        let data = data.startIndex == 0 ? data : Data(data)
        guard let directory = Self.directory(of: data) else { return nil }
        var entries: [Entry] = []
        var offset = directory.offset
        for _ in 0..<directory.count {
            guard let (entry, next) = Self.entry(at: offset, in: data) else { return nil }
            if let entry { entries.append(entry) }
            offset = next
        }
        self.data = data
        self.entries = entries
    }

    package func entry(named name: String) -> Entry? { entries.first { $0.name == name } }

    /// An entry's bytes, unpacked as they are asked for; nil where the archive is cut short.
    package func stream(of entry: Entry) -> ZipStream? {
        let header = entry.headerOffset
        guard data.count >= header + 30, data.number32(header) == 0x0403_4b50 else { return nil }
        let start = header + 30 + data.number16(header + 26) + data.number16(header + 28)
        guard start + entry.packedSize <= data.count else { return nil }
        return ZipStream(data[start..<start + entry.packedSize], isStored: entry.isStored)
    }

    /// An entry's bytes as a whole; nil where they are damaged or more than `limit`.
    package func bytes(of entry: Entry, limit: Int) -> Data? {
        guard let stream = stream(of: entry) else { return nil }
        var bytes = Data()
        var block = [UInt8](repeating: 0, count: 64 << 10)
        while let count = block.withUnsafeMutableBufferPointer({ stream.read(into: $0) }) {
            if count == 0 { return bytes }
            bytes.append(contentsOf: block[..<count])
            if bytes.count > limit { return nil }
        }
        return nil
    }

    private static let noComment = 22

    private static func directory(of data: Data) -> (offset: Int, count: Int)? {
        guard data.count >= noComment else { return nil }
        let lowest = max(0, data.count - noComment - 0xFFFF)
        guard
            let end = stride(from: data.count - noComment, through: lowest, by: -1).first(where: {
                data.number32($0) == 0x0605_4b50
            })
        else { return nil }
        var (offset, count) = (data.number32(end + 16), data.number16(end + 10))
        if offset == 0xFFFF_FFFF || count == 0xFFFF, end >= 20, data.number32(end - 20) == 0x0706_4b50 {
            guard let large = data.number64(end - 12), large + 56 <= data.count, data.number32(large) == 0x0606_4b50,
                let largeCount = data.number64(large + 32), let largeOffset = data.number64(large + 48)
            else { return nil }
            (offset, count) = (largeOffset, largeCount)
        }
        return offset <= data.count ? (offset, count) : nil
    }

    private static func entry(at offset: Int, in data: Data) -> (Entry?, next: Int)? {
        guard offset >= 0, offset + 46 <= data.count, data.number32(offset) == 0x0201_4b50 else { return nil }
        let nameEnd = offset + 46 + data.number16(offset + 28)
        let extraEnd = nameEnd + data.number16(offset + 30)
        let next = extraEnd + data.number16(offset + 32)
        guard next <= data.count else { return nil }
        var sizes = [data.number32(offset + 24), data.number32(offset + 20), data.number32(offset + 42)]
        var position = nameEnd
        while position + 4 <= extraEnd {
            let length = data.number16(position + 2)
            guard position + 4 + length <= extraEnd else { break }
            if data.number16(position) == 1 {
                var field = position + 4
                for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field + 8 <= position + 4 + length {
                    guard let size = data.number64(field) else { return nil }
                    sizes[index] = size
                    field += 8
                }
            }
            position += 4 + length
        }
        let method = data.number16(offset + 10)
        let isEncrypted = data.number16(offset + 8) & 1 == 1
        guard method == 0 || method == 8, !isEncrypted else { return (nil, next) }
        let name = String(decoding: data[offset + 46..<nameEnd], as: UTF8.self)
        return (
            Entry(
                name: name, isStored: method == 0, packedSize: sizes[1], size: sizes[0], headerOffset: sizes[2]), next
        )
    }
}

/// The bytes of an archive's entry, one piece after the other.
package final class ZipStream {
    private let isStored: Bool
    private var stored: Data
    private var packed: RawInflateStream

    fileprivate init(_ data: Data, isStored: Bool) {
        self.isStored = isStored
        stored = data
        packed = RawInflateStream(data)
    }

    deinit { packed.end() }

    /// Bytes written into `room`, which is not empty; 0 at the end, nil where the data is damaged or cut short.
    package func read(into room: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        guard isStored else { return packed.read(into: room) }
        let count = stored.copyBytes(to: room)
        stored = stored.dropFirst(count)
        return count
    }
}

extension Data {
    fileprivate func number16(_ offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }

    fileprivate func number32(_ offset: Int) -> Int { number16(offset) | number16(offset + 2) << 16 }

    /// Nil where it is beyond what a file can hold.
    fileprivate func number64(_ offset: Int) -> Int? {
        let high = number32(offset + 4)
        return high < 1 << 30 ? high << 32 | number32(offset) : nil
    }
}
