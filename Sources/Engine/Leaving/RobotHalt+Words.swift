internal import Foundation
internal import Paperwork
internal import Robot
internal import Storage

extension Wording {
    static func laneRests(_ lane: String, because reason: Wording) -> Wording {
        Wording(
            ja: "\(lane) への入力は休止しています。\(reason.ja) 自動で再開します。",
            en: "entering into \(lane) rests: \(reason.en) It goes on by itself.")
    }

    static func laneStopped(_ lane: String, because reason: Wording) -> Wording {
        Wording(
            ja: "\(lane) への入力を止めました。\(reason.ja) 直したら tema robot open \(lane) で再開します。",
            en: "entering into \(lane) is stopped: \(reason.en); once that is mended, tema robot open \(lane) goes on")
    }
}

extension RobotHalt {
    /// What a person at the screen is told.
    func trouble(_ lane: String) -> Trouble {
        switch self {
        case .rests(_, let reason, _): Trouble(.file, .laneRests(lane, because: reason))
        case .stopped(let page): Trouble(.file, .laneStopped(lane, because: page.reason))
        }
    }
}
