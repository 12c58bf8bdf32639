package import Foundation
import JapaneseText
package import Paperwork

/// Reads the plan file, with every mistake that it holds.
package enum PlanReader {
    static let sizeLimit = 64 << 10
    static let keys = KeySet(
        "root", required: ["plan", "indicator", "fiscal-years"], optional: ["measure", "unit", "indicators"])
    static let indicatorKeys = KeySet(
        "indicators", required: ["id", "name", "unit", "start", "targets"],
        optional: ["english", "english-unit", "from"])

    private enum Unit: String, CaseIterable {
        case hours
    }

    package static func read(_ url: URL) -> Checked<Plan> {
        let file = DefinitionFile(url, limit: sizeLimit)
        guard let root = file.root, let section = Section(root, keys, name: url.lastPathComponent, in: file) else {
            return Checked(nil, from: file)
        }
        _ = section.choice("unit", of: Unit.self)
        var plan = Plan(
            measure: section.text("measure") ?? "", title: section.text("plan") ?? "",
            indicator: section.text("indicator") ?? "",
            targets: section["fiscal-years"].map { targets($0, "fiscal-years", in: file) } ?? [:])
        for node in section["indicators"]?.items ?? [] {
            guard let indicator = indicator(node, in: file) else { continue }
            if plan.indicators.contains(where: { $0.id == indicator.id }) {
                file.report(
                    ja: "指標「\(indicator.id)」が2回書かれています", en: "the indicator '\(indicator.id)' is given twice",
                    at: node)
            }
            plan.indicators.append(indicator)
        }
        return Checked(plan, from: file)
    }

    private enum Source: String, CaseIterable {
        case ledger
    }

    private static func indicator(_ node: DefinitionNode, in file: DefinitionFile) -> Plan.Indicator? {
        guard let section = Section(node, indicatorKeys, name: "indicators", in: file),
            let id = section["id"].flatMap({ file.identifier($0, "id") }), let name = section.text("name"),
            let unit = section.text("unit"), let start = section.number("start", in: 0...1e12),
            let targets = section["targets"].map({ targets($0, "targets", in: file) })
        else { return nil }
        return Plan.Indicator(
            id: id, name: Wording(ja: name, en: section.text("english") ?? name),
            unit: Wording(ja: unit, en: section.text("english-unit") ?? unit), start: start, targets: targets,
            isFromLedger: section.choice("from", of: Source.self) == .ledger)
    }

    private static func targets(_ node: DefinitionNode, _ key: String, in file: DefinitionFile) -> [Int: Double] {
        guard let entries = node.entries, !entries.isEmpty else {
            file.report(
                ja: "「\(key)」には「年度: 時間」を並べます（例: R8: 7000）",
                en: "'\(key)' takes year: hours, as in R8: 7000", at: node)
            return [:]
        }
        var targets: [Int: Double] = [:]
        for entry in entries {
            guard let name = file.text(entry.key, key) else { continue }
            guard let year = FiscalYear(name) else {
                file.report(
                    ja: "「\(name)」は年度として読めません（例: R8、2026）",
                    en: "'\(name)' is no fiscal year: write it as in R8 or 2026",
                    at: entry.key)
                continue
            }
            if targets[year.startYear] != nil {
                file.report(ja: "「\(name)」の年度が2回書かれています", en: "the fiscal year '\(name)' is given twice", at: entry.key)
            }
            targets[year.startYear] = file.number(entry.value, name, in: 0...1e12)
        }
        return targets
    }
}
