/// The keys of a job file.
enum JobKeys {
    static let root = KeySet(
        "root", required: ["workflow", "forms", "steps"],
        optional: ["title", "department", "intake", "time", "results"])
    static let intake = KeySet("intake", optional: ["inbox", "split", "priority", "records"])
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
    static let results = KeySet("results", optional: ["sensitive"])
    static let time = KeySet(
        "time", required: ["baseline"],
        optional: ["valid-for", "carried-over", "preparation", "set-up", "upkeep", "grade"])
    static let carriedOver = KeySet("carriedOver", required: ["form", "version", "by", "on"])
    static let preparation = KeySet("preparation", required: ["seconds-per-page"])
    static let setUp = KeySet("setUp", required: ["hours", "months", "from"])
    static let upkeep = KeySet("upkeep", required: ["hours-per-month", "from"])
    static let baseline = KeySet(
        "baseline", required: ["minutes", "spread", "sample", "timed", "by", "approved"])
    static let validFor = KeySet("validFor", required: ["form", "version"])

    static let all = [
        root, intake, records, splitPages, step, read, rule, reconcile, differences, review, export, enter, results,
        time,
        baseline, validFor, carriedOver, preparation, setUp, upkeep, RegisterReader.keys,
    ]
}

/// The steps that a job file may name.
enum StepName: String, CaseIterable {
    case read, check, reconcile, review, export, enter

    /// Steps by which documents leave: nothing is weighed after them.
    static let leaving: Set<StepName> = [.enter]

    /// Steps of the job language that this version can't run.
    static let planned = ["post"]
}
