/// The steps of taking an original, in order; each outlives the process, and the next process goes on from there.
package enum ImportStep: Sendable, Hashable, CaseIterable {
    /// Its folder under `taking` is there.
    case prepared
    /// The original is in it.
    case renamed
    /// A copy is in the page store, not yet a batch's.
    case copied
    /// The copy is the batch's.
    case kept
    /// The batch is in the store's queue.
    case added
    /// The store knows where the original is going to be moved.
    case decided
    /// The note is there.
    case noted
    /// The original is there.
    case moved
}
