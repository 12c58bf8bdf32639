internal import Foundation

/// One thread of a process uses Poppler or draws text at a time.
///
/// Poppler keeps one FreeType library for all documents, which may not be used by two threads at once, and the fonts that
/// it made of it stay in cairo's own cache, from which any thread's next font may push them out.
enum DrawingLibraries {
    static let turn = NSRecursiveLock()
}
