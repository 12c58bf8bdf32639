internal import Foundation
internal import Paperwork

/// A file's bytes at offsets, read as they are asked for.
///
/// Not mapped into memory: another program may be writing the file, and one that is cut short while it is mapped ends
/// the process that looks at it. Here it reads as ended.
final class FileWindow {
    /// Bytes in the file when it was opened.
    let count: Int
    private let descriptor: Int32
    private var block: [UInt8] = []
    private var blockStart = 0

    /// Bytes read at a time.
    private static let blockSize = 16 << 10

    /// - throws: `Trouble` where it is no regular file or can't be read; a symbolic link is not followed.
    init(_ url: URL) throws(Trouble) {
        descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw .fileMissing(url)
            case ELOOP, ENXIO: throw .fileIsNotRegular(url)
            default: throw .fileForbidden(url)
            }
        }
        var info = stat()
        guard fstat(descriptor, &info) == 0, info.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .fileIsNotRegular(url)
        }
        count = Int(info.st_size)
    }

    deinit { close(descriptor) }

    /// Nil outside the file.
    func u8(_ offset: Int) -> Int? {
        guard offset >= 0, offset < count else { return nil }
        if !(blockStart..<blockStart + block.count).contains(offset) {
            blockStart = offset
            block = read(offset, atMost: Self.blockSize)
        }
        return block.isEmpty ? nil : Int(block[offset - blockStart])
    }

    /// Those of `range` that the file has.
    func bytes(_ range: Range<Int>) -> Data {
        let inside = range.clamped(to: 0..<count)
        return Data(read(inside.lowerBound, atMost: inside.count))
    }

    /// A whole number of so many bytes, at most 8; nil where the file ends before it, or above `Int.max`.
    func number(_ offset: Int, bytes length: Int, isLittleEndian: Bool = false) -> Int? {
        guard offset >= 0, offset <= count - length else { return nil }
        var value: UInt64 = 0
        for index in 0..<length {
            guard let byte = u8(offset + (isLittleEndian ? length - 1 - index : index)) else { return nil }
            value = value << 8 | UInt64(byte)
        }
        return Int(exactly: value)
    }

    /// Where `byte` next stands, from `offset` on; nil where it does not.
    func place(of byte: UInt8, from offset: Int) -> Int? {
        var offset = offset
        while u8(offset) != nil {
            if let index = block[(offset - blockStart)...].firstIndex(of: byte) { return blockStart + index }
            offset = blockStart + block.count
        }
        return nil
    }

    private func read(_ offset: Int, atMost limit: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, limit)) { buffer, filled in
            filled = limit > 0 ? max(0, pread(descriptor, buffer.baseAddress, limit, off_t(offset))) : 0
        }
    }
}
