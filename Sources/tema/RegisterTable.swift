import Foundation
import Paperwork
import Registers

/// A register's summary for people.
struct RegisterTable {
    let summary: RegisterSummary
    let note: ShelfNote?

    var text: Wording {
        let lines = head + summary.columns.flatMap(lines)
        return Wording(ja: lines.map(\.ja).joined(separator: "\n"), en: lines.map(\.en).joined(separator: "\n"))
    }

    private var head: [Wording] {
        var lines = [
            Wording(
                ja: "台帳「\(summary.name)」 \(summary.records)件"
                    + (summary.damagedKeys > 0 ? "（うちキーの壊れたもの \(summary.damagedKeys)件）" : ""),
                en: "register \(summary.name): \(summary.records.counted("record"))"
                    + (summary.damagedKeys > 0 ? ", \(summary.damagedKeys) with a damaged key" : ""))
        ]
        if let note {
            let time = note.read.formatted(.iso8601)
            lines.append(Wording(ja: "読み込み: \(time)", en: "read: \(time)"))
            if let failure = note.failure {
                lines.append(
                    Wording(ja: "その後は読み込めません: \(failure.message.ja)", en: "not since then: \(failure.message.en)"))
            }
        }
        if let documents = summary.documents, let share = summary.registered {
            lines.append(
                Wording(
                    ja: "重みの推定: 帳票\(documents)件から（台帳にある人の割合 \(Self.percent(share))）",
                    en: "weights: estimated from \(documents.counted("document")) "
                        + "(persons that the register has: \(Self.percent(share)))"))
        } else {
            lines.append(
                Wording(
                    ja: "重みの推定: まだ（仮定の値です。tema register fit \(summary.name) で推定します）",
                    en: "weights: assumed (tema register fit \(summary.name) estimates them)"))
        }
        return lines
    }

    private func lines(of column: RegisterSummary.Column) -> [Wording] {
        let title = Wording(
            ja: "\n\(column.name)（\(column.type)） 値のあるもの \(column.filled)件、異なる値 \(column.different)"
                + (column.documents > 0 ? "、帳票 \(Self.number(column.documents))件" : ""),
            en: "\n\(column.name) (\(column.type)): \(column.filled) with a value, \(column.different) different"
                + (column.documents > 0 ? ", documents: \(Self.number(column.documents))" : ""))
        let levels = column.levels.map { level in
            let chances =
                "\(Self.percent(level.samePerson)) / \(Self.percent(level.strangers))  "
                + (level.bits.map { "\(Self.number($0)) bit" } ?? "–")
            let words = Self.words[level.level] ?? Wording(verbatim: level.level)
            return Wording(
                ja: "  \(words.ja): 本人 / 他人 \(chances)", en: "  \(words.en): same person / strangers \(chances)")
        }
        let values = column.values.map { value in
            Wording(
                ja: "  \(value.value): \(value.records)件、一致は \(Self.number(value.bits)) bit の証拠",
                en:
                    "  \(value.value): \(value.records.counted("record")), agreeing proves \(Self.number(value.bits)) bit"
            )
        }
        return [title] + levels + values
    }

    private static let words = [
        "equal": Wording(ja: "一致", en: "equal"), "near": Wording(ja: "1か所の読み違い", en: "one misreading off"),
        "similar": Wording(ja: "数か所の読み違い", en: "several misreadings off"),
        "different": Wording(ja: "違う", en: "different"),
    ]

    private static func percent(_ share: Double) -> String {
        share == 0 ? "0 %" : share < 0.0001 ? "< 0.01 %" : "\(String(format: "%.2f", share * 100)) %"
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
