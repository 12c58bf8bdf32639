/// The keys of a robot's script.
enum RobotKeys {
    static let root = KeySet(
        "root", required: ["robot", "address", "steps"],
        optional: [
            "title", "credentials", "pace", "hours", "retry", "patience", "settling", "login", "signed-out", "blocks",
            "verify",
        ])
    static let place = KeySet(
        "place", optional: ["label", "button", "link", "role", "cell", "text", "css", "name", "part"])
    static let step = KeySet("step", optional: RobotStepName.allCases.map(\.rawValue) + ["commits"])
    static let type = KeySet("type", required: ["into", "text"])
    static let choose = KeySet("choose", required: ["from", "option"])
    static let expect = KeySet("expect", required: ["at", "is"])
    static let upload = KeySet("upload", required: ["into", "file"])
    static let download = KeySet("download", required: ["click", "name"])
    static let when = KeySet("when", required: ["steps"], optional: ["that", "shown", "else"])
    static let forEachRow = KeySet("forEachRow", required: ["of", "steps"])
    static let commits = KeySet("commits", required: ["done"], optional: ["refused", "request", "keep"])
    static let verify = KeySet("verify", required: ["steps", "found", "absent"], optional: ["keep"])

    static let all = [
        root, place, step, type, choose, expect, upload, download, when, forEachRow, commits, verify,
    ]
}

/// What a step of a script may do.
enum RobotStepName: String, CaseIterable {
    case open, type, choose, tick, untick, click, accept, dismiss
    case waitFor = "wait-for"
    case expect, keep, upload, download, when
    case forEachRow = "for-each-row"
    case use, frame
}
