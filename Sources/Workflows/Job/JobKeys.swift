/// The keys of a job file.
enum JobKeys {
    static let root = KeySet(
        "root", required: ["workflow", "forms", "steps"],
        optional: ["title", "department", "intake", "time", "results", "schedule", "after", "deadline"])
    static let intake = KeySet("intake", optional: ["inbox", "split", "priority", "records", "view"])
    static let view = KeySet("view", required: ["database", "query", "key"], optional: ["credentials"])
    static let schedule = KeySet("schedule", required: ["cron"], optional: ["on"])
    static let deadline = KeySet("deadline", required: ["business-days"], optional: ["at"])
    static let records = KeySet("records", optional: ["form", "columns"])
    static let splitPages = KeySet("splitPages", required: ["pages"])
    static let step = KeySet("step", optional: StepName.allCases.map(\.rawValue) + ["when"])
    static let read = KeySet("read", optional: ["error-budget", "field-budgets", "trust", "sample"])
    static let rule = KeySet("rule", required: ["that", "else"])
    static let reconcile = KeySet(
        "reconcile", required: ["with", "on"], optional: ["fill", "unless-found", "differences"])
    static let differences = KeySet("differences", optional: ["reading", "variant", "change"])
    static let review = KeySet("review", optional: ["by", "second-person"])
    static let export = KeySet(
        "export", required: ["file", "columns"], optional: ["encoding", "unencodable", "when-waiting"])
    static let enter = KeySet("enter", required: ["into", "script"])
    static let post = KeySet(
        "post", required: ["to", "url", "body"],
        optional: [
            "as", "headers", "credentials", "keep", "repeatable", "retry", "patience", "certificate",
            "key", "authority",
        ])
    static let sql = KeySet(
        "sql", required: ["to", "database", "run"], optional: ["verify", "credentials", "retry", "patience"])
    static let handOver = KeySet(
        "handOver", required: ["to", "folder", "columns"], optional: ["read-back", "encoding", "retry"])
    static let fill = KeySet("fill", required: ["forms", "into"], optional: ["code"])
    static let results = KeySet("results", optional: ["sensitive"])
    static let time = KeySet(
        "time", required: ["baseline"],
        optional: ["entry", "valid-for", "carried-over", "preparation", "set-up", "upkeep", "grade"])
    static let carriedOver = KeySet("carriedOver", required: ["form", "version", "by", "on"])
    static let preparation = KeySet("preparation", required: ["seconds-per-page"])
    static let setUp = KeySet("setUp", required: ["hours", "months", "from"])
    static let upkeep = KeySet("upkeep", required: ["hours-per-month", "from"])
    static let baseline = KeySet(
        "baseline", required: ["minutes", "spread", "sample", "timed", "by", "approved"])
    static let validFor = KeySet("validFor", required: ["form", "version"])

    static let all = [
        root, intake, records, view, schedule, deadline, splitPages, step, read, rule, reconcile, differences, review,
        export, enter, post, sql, handOver, fill,
        results,
        time,
        baseline, validFor, carriedOver, preparation, setUp, upkeep, RegisterReader.keys,
    ]
}

/// The steps that a job file may name.
enum StepName: String, CaseIterable {
    case read, check, reconcile, review, export, enter, post, sql
    case handOver = "hand-over"
    case fill

    /// Steps by which documents leave: nothing is weighed after them.
    static let leaving: Set<StepName> = [.enter, .post, .sql, .handOver]
}
