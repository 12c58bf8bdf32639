/// How long a watcher waits for what; all in seconds.
package struct InboxTiming: Sendable, Hashable {
    /// Between two looks, at most.
    package var poll: Double
    /// An entry that did not change for so long, over two looks or more, is looked into.
    package var settle: Double
    /// An entry that is incomplete and did not change for so long gets a note beside it.
    package var stuck: Double
    /// Between two looks where the last ones failed, at most.
    package var longestDelay: Double

    package init(poll: Double = 2, settle: Double = 2, stuck: Double = 600, longestDelay: Double = 60) {
        self.poll = poll
        self.settle = settle
        self.stuck = stuck
        self.longestDelay = longestDelay
    }

    /// 2 s, 2 s, 10 minutes, 60 s.
    package static let standard = InboxTiming()
}
