internal import Foundation
package import Robot

extension ScriptRepair {
    /// What was proposed when a robot stopped; nil where nothing was.
    package static func proposed(for lane: String, in dataFolder: DataFolder) -> ScriptRepair? {
        (try? Data(contentsOf: Robots.proposal(of: lane, in: dataFolder))).flatMap {
            try? JSONDecoder().decode(ScriptRepair.self, from: $0)
        }
    }
}
