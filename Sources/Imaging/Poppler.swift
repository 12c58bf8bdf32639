internal import Foundation

/// One thread of a process uses Poppler at a time: its cairo output keeps one FreeType library for all documents, which may
/// not be used by two threads at once.
enum Poppler {
    static let turn = NSRecursiveLock()
}
