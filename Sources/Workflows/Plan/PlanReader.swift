package import Foundation
import JapaneseText
package import Paperwork

/// Reads the plan file, with every mistake that it holds.
package enum PlanReader {
    static let sizeLimit = 64 << 10
    static let keys = KeySet("root", required: ["plan", "indicator", "fiscal-years"], optional: ["measure", "unit"])

    private enum Unit: String, CaseIterable {
        case hours
    }

    package static func read(_ url: URL) -> Checked<Plan> {
        let file = DefinitionFile(url, limit: sizeLimit)
        guard let root = file.root, let section = Section(root, keys, name: url.lastPathComponent, in: file) else {
            return Checked(nil, from: file)
        }
        _ = section.choice("unit", of: Unit.self)
        let plan = Plan(
            measure: section.text("measure") ?? "", title: section.text("plan") ?? "",
            indicator: section.text("indicator") ?? "",
            targets: section["fiscal-years"].map { targets($0, in: file) } ?? [:])
        return Checked(plan, from: file)
    }

    private static func targets(_ node: DefinitionNode, in file: DefinitionFile) -> [Int: Double] {
        guard let entries = node.entries, !entries.isEmpty else {
            file.report(
                ja: "「fiscal-years」には「年度: 時間」を並べます（例: R8: 7000）",
                en: "'fiscal-years' takes year: hours, as in R8: 7000", at: node)
            return [:]
        }
        var targets: [Int: Double] = [:]
        for entry in entries {
            guard let name = file.text(entry.key, "fiscal-years") else { continue }
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
            targets[year.startYear] = file.number(entry.value, name, in: 0...10_000_000)
        }
        return targets
    }
}
