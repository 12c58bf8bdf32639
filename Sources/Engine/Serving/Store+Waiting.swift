internal import Foundation
internal import Paperwork
internal import Storage

extension Store {
    /// Blocks until something was committed since `version`, `seconds` at most.
    func waitForChange(since version: Int64, seconds: Double) throws(Trouble) {
        let end = ContinuousClock.now + .seconds(seconds)
        while try self.version() == version, ContinuousClock.now < end { Thread.sleep(forTimeInterval: 0.05) }
    }
}
