import Foundation

/// Numbers side by side that are never changed: in memory of their own, or in a mapped file, whose pages all processes
/// that map it share.
struct Block<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let owner: AnyObject
    private let start: UnsafePointer<Element>
    let count: Int

    init(_ elements: [Element]) {
        let memory = OwnedMemory(byteCount: elements.count * MemoryLayout<Element>.stride)
        let room = memory.start.bindMemory(to: Element.self, capacity: max(1, elements.count))
        elements.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { room.update(from: first, count: source.count) }
        }
        owner = memory
        start = UnsafePointer(room)
        count = elements.count
    }

    /// - Parameters:
    ///   - start: aligned for the elements, and readable as long as `owner` lives.
    ///   - count: elements from there on.
    init(owner: AnyObject, start: UnsafeRawPointer, count: Int) {
        self.owner = owner
        self.start = start.bindMemory(to: Element.self, capacity: max(1, count))
        self.count = count
    }

    subscript(index: Int) -> Element {
        precondition(index >= 0 && index < count, "A block of \(count) has no element \(index)")
        return start[index]
    }

    func withUnsafeBufferPointer<Value>(_ body: (UnsafeBufferPointer<Element>) -> Value) -> Value {
        body(UnsafeBufferPointer(start: start, count: count))
    }

    /// A copy of some elements.
    func elements(_ range: Range<Int>) -> [Element] {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "A block of \(count) has no elements \(range)")
        return Array(UnsafeBufferPointer(start: start + range.lowerBound, count: range.count))
    }

    func slice(_ range: Range<Int>) -> BlockSlice<Element> {
        BlockSlice(block: self, startIndex: range.lowerBound, endIndex: range.upperBound)
    }

    var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: count * MemoryLayout<Element>.stride)
    }
}

/// A part of a block.
struct BlockSlice<Element: BitwiseCopyable & Sendable>: RandomAccessCollection, Sendable {
    fileprivate let block: Block<Element>
    let startIndex: Int
    let endIndex: Int

    subscript(index: Int) -> Element { block[index] }
}

private final class OwnedMemory {
    let start: UnsafeMutableRawPointer

    init(byteCount: Int) { start = .allocate(byteCount: max(byteCount, 1), alignment: BlockFile.alignment) }

    deinit { start.deallocate() }
}
