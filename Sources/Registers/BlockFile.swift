import Foundation
import Paperwork

#if canImport(Glibc)
    import Glibc
#endif

/// A file of blocks, mapped into memory: a process reads of it what it needs, and the system keeps one copy for all.
///
/// It begins with ``magic``, the number of blocks, and where each begins and how many bytes it has, all as 64-bit numbers of
/// this machine; it is written beside and renamed, so that a file is whole or not there.
final class BlockFile: Sendable {
    static let alignment = 64
    /// "TEMAREG" and the version of the form.
    private static let magic: UInt64 = 0x5445_4D41_5245_4702

    private let mapping: Mapping
    private let places: [Range<Int>]

    /// Nil where there is no such file, or one of another version.
    init?(_ url: URL) {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= 16 else { return nil }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else { return nil }
        mapping = Mapping(UnsafeRawBufferPointer(start: start, count: size))
        let bytes = mapping.bytes
        guard bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self) == Self.magic else { return nil }
        let count = Int(clamping: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        guard count < 1000, size >= 16 + count * 16 else { return nil }
        var places: [Range<Int>] = []
        for number in 0..<count {
            let offset = Int(clamping: bytes.loadUnaligned(fromByteOffset: 16 + number * 16, as: UInt64.self))
            let length = Int(clamping: bytes.loadUnaligned(fromByteOffset: 24 + number * 16, as: UInt64.self))
            guard offset % Self.alignment == 0, offset <= size, length <= size - offset else { return nil }
            places.append(offset..<offset + length)
        }
        self.places = places
    }

    /// Nil where the file has no such block, or one that holds other elements.
    func block<Element>(_ number: Int, of type: Element.Type = Element.self) -> Block<Element>? {
        guard places.indices.contains(number), places[number].count % MemoryLayout<Element>.stride == 0,
            let base = mapping.bytes.baseAddress
        else { return nil }
        let place = places[number]
        return Block(
            owner: self, start: base + place.lowerBound, count: place.count / MemoryLayout<Element>.stride)
    }

    /// Writes blocks as a file that only this user may read: it holds what the register holds.
    /// - Throws: `Trouble`: the file can't be written.
    static func write(_ blocks: [UnsafeRawBufferPointer], to url: URL) throws(Trouble) {
        let beside = url.path + ".new-\(getpid())"
        let descriptor = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .indexUnwritable(url) }
        defer { close(descriptor) }
        var head: [UInt64] = [magic, UInt64(blocks.count)]
        var offset = aligned(16 + blocks.count * 16)
        for block in blocks {
            head += [UInt64(offset), UInt64(block.count)]
            offset = aligned(offset + block.count)
        }
        var position = 0
        let isWritten =
            head.withUnsafeBytes { append($0, to: descriptor, &position) }
            && blocks.allSatisfy { block in pad(descriptor, &position) && append(block, to: descriptor, &position) }
        guard isWritten, pad(descriptor, &position), fsync(descriptor) == 0, rename(beside, url.path) == 0 else {
            let trouble = Trouble.indexUnwritable(url)
            unlink(beside)
            throw trouble
        }
    }

    private static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }

    private static func pad(_ descriptor: Int32, _ position: inout Int) -> Bool {
        let zeros = [UInt8](repeating: 0, count: aligned(position) - position)
        return zeros.withUnsafeBytes { append($0, to: descriptor, &position) }
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, _ position: inout Int) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(
                descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, min(rest.count, 1 << 30))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        position += bytes.count
        return true
    }
}

/// A mapped file's bytes, unmapped with the object.
private final class Mapping: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}

extension Trouble {
    fileprivate static func indexUnwritable(_ url: URL) -> Trouble {
        let reason = String(cString: strerror(errno))
        return Trouble(
            .file,
            Wording(
                ja: "台帳の索引 \(url.path) を書けません（\(reason)）。",
                en: "The register's index \(url.path) can't be written: \(reason)."),
            remedy: Wording(
                ja: "データのフォルダーの書き込みの権限と、ディスクの空き容量を確認してください。",
                en: "Check that the data folder may be written to and that the disk has space."),
            isPassing: true)
    }
}
