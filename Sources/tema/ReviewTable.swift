import Delivery
import Foundation
import Operations
import Paperwork

/// What `tema review` prints for people.
enum ReviewTable {
    static func text(of lines: [WaitingLine], zone: TimeZone, in language: Language) -> String {
        guard !lines.isEmpty else {
            return Wording(ja: "確認を待つ帳票はありません。", en: "No document waits.").text(in: language)
        }
        return table(
            [
                Wording(ja: "帳票", en: "document"), Wording(ja: "業務", en: "workflow"), Wording(ja: "ファイル", en: "file"),
                Wording(ja: "受付", en: "received"), Wording(ja: "確認中", en: "held by"),
            ],
            lines.map { [$0.id, $0.workflow, $0.file, Terminal.moment($0.received, in: zone), $0.holder ?? ""] },
            language)
    }

    static func text(of sheet: WaitingSheet, in language: Language) -> String {
        let open = sheet.fields.filter { ["doubt", "second", "waits"].contains($0.state) }
        var parts = [
            Wording(
                ja:
                    "\(sheet.id)  \(sheet.workflow)  \(sheet.file)  \(sheet.pages.map(String.init).joined(separator: " "))ページ",
                en:
                    "\(sheet.id)  \(sheet.workflow)  \(sheet.file)  page \(sheet.pages.map(String.init).joined(separator: " "))"
            ).text(in: language)
        ]
        if !open.isEmpty {
            parts.append(
                table(
                    [
                        Wording(ja: "項目", en: "field"), Wording(ja: "値", en: "value"), Wording(ja: "他の候補", en: "or"),
                        Wording(ja: "台帳", en: "register"), Wording(ja: "理由", en: "reason"),
                    ],
                    open.map {
                        [
                            $0.name, $0.shown, $0.alternatives.joined(separator: " | "), $0.registered ?? "", $0.reason,
                        ]
                    }, language))
        }
        if let register = sheet.register, !register.candidates.isEmpty {
            parts.append(
                Wording(ja: "台帳「\(register.name)」の近い記録", en: "records of \(register.name) that fit best").text(
                    in: language))
            parts += register.candidates.map { record in
                "  \(record.key)  "
                    + record.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "  ")
            }
        }
        parts += problems(sheet.problems, language)
        return parts.joined(separator: "\n").harmless
    }

    static func text(of receipt: ReviewReceipt, in language: Language) -> String {
        let end =
            switch receipt.end {
            case .goesOn: Wording(ja: "確認が終わり、処理に戻しました", en: "settled, and goes on")
            case .waits: Wording(ja: "まだ確認を待っています", en: "waits still")
            case .waitsForAnother: Wording(ja: "2人目の入力を待っています", en: "waits for a second person")
            case .rejected: Wording(ja: "却下しました", en: "rejected")
            }
        var lines = ["\(receipt.document): \(end.text(in: language))"]
        lines += receipt.refused.map { refusal in
            Wording(
                ja: "  \(refusal.field): 確定していません。\(refusal.message)",
                en: "  \(refusal.field): not settled; \(refusal.message)"
            ).text(in: language)
        }
        if !receipt.open.isEmpty {
            let open = receipt.open.joined(separator: ", ")
            lines.append(Wording(ja: "  残り: \(open)", en: "  left: \(open)").text(in: language))
        }
        lines += problems(receipt.problems, language)
        return lines.joined(separator: "\n").harmless
    }

    private static func problems(_ problems: [WaitingSheet.ProblemSheet], _ language: Language) -> [String] {
        problems.map { "  \($0.rule): \($0.message)" }
    }

    private static func table(_ header: [Wording], _ rows: [[String]], _ language: Language) -> String {
        TextTable(
            header: header.map { $0.text(in: language) },
            rows: rows.map { $0.map { $0.split(whereSeparator: \.isNewline).joined(separator: " / ") } },
            alignments: header.map { _ in .left }
        ).rendered().harmless
    }
}
