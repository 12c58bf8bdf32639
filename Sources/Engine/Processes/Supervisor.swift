internal import Foundation
package import Storage

/// Keeps processes at work.
package final class Supervisor: Sendable {
    /// Seconds that workers have to end once they are told to; after that they are killed.
    private static let patienceSeconds: Double = 30
    /// Seconds between looks for workers on this host that died unseen.
    private static let roundSeconds: Double = 30

    private let slots: [ProcessSlot]
    private let store: Store
    private let stop: StopSignal

    package init(slots: [ProcessSlot], store: Store, stop: StopSignal) {
        self.slots = slots
        self.store = store
        self.stop = stop
    }

    /// Blocks the calling thread until the end is asked for and every worker is gone.
    package func run() {
        let gone = DispatchGroup()
        for slot in slots {
            gone.enter()
            OwnThread.start {
                slot.run()
                gone.leave()
            }
        }
        repeat {
            try? store.dismissDeadWorkers(now: store.now())
        } while !stop.wait(seconds: Self.roundSeconds)
        for slot in slots { slot.askToStop() }
        if gone.wait(timeout: .now() + Self.patienceSeconds) == .timedOut {
            for slot in slots { slot.kill() }
            gone.wait()
        }
    }
}
