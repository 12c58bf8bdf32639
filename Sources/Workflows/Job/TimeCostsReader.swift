import Paperwork

/// Reads what a job file says of people's time beside the documents.
struct TimeCostsReader {
    let file: DefinitionFile

    func costs(_ time: Section) -> TimeCosts {
        var costs = TimeCosts()
        costs.preparationPerPage =
            time.section("preparation", JobKeys.preparation)?.number("seconds-per-page", in: 0...3600) ?? 0
        if let section = time.section("set-up", JobKeys.setUp),
            let hours = section.number("hours", in: 0...100_000), let months = section.whole("months", in: 1...600),
            let from = month(section)
        {
            costs.setUp = TimeCosts.Monthly(hours: hours / Double(months), from: from, months: months)
        }
        if let section = time.section("upkeep", JobKeys.upkeep),
            let hours = section.number("hours-per-month", in: 0...10_000), let from = month(section)
        {
            costs.upkeep = TimeCosts.Monthly(hours: hours, from: from, months: nil)
        }
        costs.grade = time.text("grade")
        return costs
    }

    /// As in `2026-04`.
    private func month(_ section: Section) -> String? {
        guard let node = section["from"], let text = file.text(node, "from") else { return nil }
        if text.wholeMatch(of: /\d{4}-(0[1-9]|1[0-2])/) != nil { return text }
        file.report(
            ja: "「from」には月を書きます（例: 2026-04）", en: "'from' must be a month, as in 2026-04", at: node)
        return nil
    }
}
