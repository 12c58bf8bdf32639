/// How long a watcher waits for what; all in seconds.
package struct InboxTiming: Sendable, Hashable {
    /// Between two looks, at most.
    package var poll: Double
    /// An entry that did not change for so long, over two looks or more, is looked into.
    package var settle: Double
    /// A file that seems to lack its end and did not change for so long is opened as its reader opens it: what that can
    /// read is whole, whatever its writer left out or added.
    package var unfinished: Double
    /// An entry that is incomplete and did not change for so long gets a note beside it.
    package var stuck: Double
    /// Between two looks where the last ones failed, at most.
    package var longestDelay: Double

    package init(
        poll: Double = 2, settle: Double = 2, unfinished: Double = 120, stuck: Double = 600, longestDelay: Double = 60
    ) {
        self.poll = poll
        self.settle = settle
        self.unfinished = unfinished
        self.stuck = stuck
        self.longestDelay = longestDelay
    }

    /// 2 s, 2 s, 2 minutes, 10 minutes, 60 s.
    package static let standard = InboxTiming()
}
