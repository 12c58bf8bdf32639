package import Engine
package import Foundation
package import Paperwork
internal import Robot
package import Storage

/// What a person does about entering into other systems.
package struct RobotDesk {
    /// Where all robots stand.
    package struct State: Sendable, Encodable {
        package struct Robot: Sendable, Encodable {
            package var name: String
            package var isStopped: Bool
            package var restsUntil: Date?
            package var reason: String?
            package var document: String?
            /// Pictures of the page, in the data folder.
            package var expected: String?
            package var found: String?

            enum CodingKeys: String, CodingKey {
                case name
                case isStopped = "stopped"
                case restsUntil = "rests_until"
                case reason, document, expected, found
            }
        }

        package struct Doubt: Sendable, Encodable {
            package var document: String
            package var robot: String
            package var account: String
            package var sent: Date?
            package var picture: String?
        }

        package var robots: [Robot]
        package var doubts: [Doubt]

        /// Whether something waits for a person.
        package var needsPerson: Bool { !doubts.isEmpty || robots.contains(where: \.isStopped) }

        /// One line for each.
        package var lines: [Wording] {
            robots.map { robot in
                let reason = robot.reason ?? ""
                let pictures = [robot.expected, robot.found].compactMap { $0 }.joined(separator: " ≠ ")
                guard robot.isStopped else {
                    return robot.restsUntil == nil
                        ? Wording(ja: "\(robot.name): 動作中", en: "\(robot.name): open")
                        : Wording(ja: "\(robot.name): 休止中。\(reason)", en: "\(robot.name): rests. \(reason)")
                }
                return Wording(
                    ja: "\(robot.name): 停止中。\(reason) \(pictures)", en: "\(robot.name): stopped. \(reason) \(pictures)")
            }
                + doubts.map { doubt in
                    Wording(
                        ja: "\(doubt.document): \(doubt.robot) に登録されたか不明（\(doubt.picture ?? "画像なし")）",
                        en: "\(doubt.document): not known whether it is in \(doubt.robot) "
                            + "(\(doubt.picture ?? "no picture"))")
                }
        }
    }

    private let store: Store
    private let dataFolder: DataFolder

    /// - Throws: `Trouble` where the store can't be opened.
    package init(_ dataFolder: DataFolder) throws(Trouble) {
        self.dataFolder = dataFolder
        store = try Store.open(dataFolder)
    }

    package init(store: Store, dataFolder: DataFolder) {
        self.store = store
        self.dataFolder = dataFolder
    }

    package func state(in language: Language = .ja) throws -> State {
        State(
            robots: try store.lanes().filter { !$0.isWaiting }.map { lane in
                State.Robot(
                    name: lane.name, isStopped: lane.isStopped,
                    restsUntil: lane.restsUntil.flatMap { $0 > store.now() ? $0 : nil },
                    reason: lane.reason?.text(in: language), document: lane.document, expected: lane.expected,
                    found: lane.found)
            },
            doubts: try store.entries(.inDoubt).map { entry in
                State.Doubt(
                    document: entry.document, robot: entry.target, account: entry.account, sent: entry.intended,
                    picture: entry.picture.map { "pages/\($0)" })
            })
    }

    /// Lets a robot go on.
    ///
    /// - Throws: `Trouble` where no lane has that name.
    package func open(_ name: String, by account: String) throws {
        guard try store.lanes().contains(where: { $0.name == name }) else {
            throw Trouble(
                .file, Wording(ja: "「\(name)」というロボットはありません。", en: "there is no robot '\(name)'"),
                remedy: Wording(ja: "tema robot list で名前を確かめてください。", en: "tema robot list shows their names"))
        }
        guard try store.openLane(name) else { return }
        try store.recordInPlace(.robotOpened, actor: account, detail: ["target": name], now: store.now())
    }

    /// A change that may mend a stopped robot's script: the line as it is, and as it would be.
    package struct Proposal: Sendable, Hashable, Codable {
        package var before: String
        package var after: String
    }

    /// What would mend a stopped robot's script; nil where nothing is proposed, or the script is another by now.
    package func proposal(for name: String) -> Proposal? {
        ScriptRepair.proposed(for: name, in: dataFolder)?.change.map { Proposal(before: $0.before, after: $0.after) }
    }

    /// Changes a stopped robot's script as proposed, and lets the robot go on.
    ///
    /// - Parameter seen: the proposal that the person saw; another is not made.
    /// - Throws: `Trouble` where nothing, or another change, is proposed, or the script can't be changed.
    package func repair(_ name: String, as seen: Proposal, by account: String) throws {
        guard try store.lanes().contains(where: { $0.name == name && $0.isStopped }),
            let repair = ScriptRepair.proposed(for: name, in: dataFolder), proposal(for: name) == seen
        else { throw Self.nothingProposed(name) }
        try repair.apply()
        try store.openLane(name)
        try store.recordInPlace(
            .robotRepaired, actor: account,
            detail: [
                "target": name, "script": URL(filePath: repair.script).lastPathComponent,
                "before": seen.before.trimmingCharacters(in: .whitespaces),
                "after": seen.after.trimmingCharacters(in: .whitespaces),
            ], now: store.now())
    }

    /// As `proposal`, of a robot that is stopped.
    ///
    /// - Throws: `Trouble` where nothing is proposed.
    package func proposalForStopped(_ name: String) throws -> Proposal {
        guard try store.lanes().contains(where: { $0.name == name && $0.isStopped }),
            let proposal = proposal(for: name)
        else { throw Self.nothingProposed(name) }
        return proposal
    }

    private static func nothingProposed(_ name: String) -> Trouble {
        Trouble(
            .file,
            Wording(ja: "「\(name)」を直す案はありません。", en: "nothing is proposed that would mend '\(name)'"),
            remedy: Wording(
                ja: "tema robot list の2枚の画像を見て、手順書を直してください。",
                en: "look at the two pictures that tema robot list names, and mend the script"))
    }

    /// - Parameter seconds: that it took the person, as far as a screen measured it.
    /// - Throws: `Trouble` where the document is not in doubt.
    package func settle(
        _ document: String, isEntered: Bool, seconds: Double = 0, by account: String
    ) throws {
        let isSettled = try store.settleDoubt(
            ofDocument: document, isEntered: isEntered, account: account, seconds: seconds, now: store.now())
        guard !isSettled else { return }
        throw Trouble(
            .file, Wording(ja: "帳票 \(document) は要判断ではありません。", en: "document \(document) is not in doubt"),
            remedy: Wording(ja: "tema robot list で確かめてください。", en: "tema robot list shows those that are"))
    }
}
