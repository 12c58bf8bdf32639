package import Foundation
package import Paperwork

/// The name of an exported file, as a job file's template gives it.
package enum OutputName {
    /// What stands for the braces of a template.
    package struct Values: Sendable, Hashable {
        package var moment: Date
        package var timeZone: TimeZone
        package var batch: String
        package var workflow: String

        package init(moment: Date, timeZone: TimeZone = .current, batch: String, workflow: String) {
            self.moment = moment
            self.timeZone = timeZone
            self.batch = batch
            self.workflow = workflow
        }
    }

    /// The place in `folder` that `template` names: `{date}` is `2026-04-01`, `{time}` is `171500`, `{batch}` and
    /// `{workflow}` are ids in which every character that a file name can't hold on some system becomes `_`.
    /// - throws: `Trouble` of kind `definition` for a name that leaves the folder, is hidden, is empty or is too long.
    package static func place(_ template: String, _ values: Values, in folder: URL) throws(Trouble) -> URL {
        let stamp = stamp(of: values)
        var name = template
        for (placeholder, value) in [
            ("{date}", stamp.date), ("{time}", stamp.time), ("{batch}", safe(values.batch)),
            ("{workflow}", safe(values.workflow)),
        ] {
            name = name.replacing(placeholder, with: value)
        }
        guard isPlain(name) else {
            throw Trouble(
                .definition,
                Wording(ja: "「\(name)」はファイル名に使えません", en: "'\(name)' cannot be a file's name"),
                remedy: Wording(
                    ja: "フォルダーを含まない、「.」で始まらない、200バイトまでの名前にしてください",
                    en: "write a name without folders, not beginning with a dot, up to 200 bytes"))
        }
        return folder.appendingPathComponent(name)
    }

    /// The same place with `suffix` before the ending, as in `kit-2.csv`.
    package static func place(_ place: URL, with suffix: String) -> URL {
        let name = place.deletingPathExtension().lastPathComponent + suffix
        let folder = place.deletingLastPathComponent()
        return folder.appendingPathComponent(place.pathExtension.isEmpty ? name : "\(name).\(place.pathExtension)")
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && !name.hasPrefix(".") && name.utf8.count <= 200
            && name.unicodeScalars.allSatisfy { !forbidden.contains($0) && $0.properties.generalCategory != .control }
    }

    private static func safe(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    forbidden.contains($0) || $0.properties.generalCategory == .control ? "_" : $0
                }))
    }

    /// What Windows refuses in names, the slash that every system refuses, and braces that no template filled.
    private static let forbidden: Set<Unicode.Scalar> = ["/", "\\", ":", "*", "?", "\"", "<", ">", "|", "{", "}"]

    private static func stamp(of values: Values) -> (date: String, time: String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = values.timeZone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: values.moment)
        func digits(_ number: Int?, _ count: Int) -> String {
            let text = String(number ?? 0)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        return (
            "\(digits(parts.year, 4))-\(digits(parts.month, 2))-\(digits(parts.day, 2))",
            digits(parts.hour, 2) + digits(parts.minute, 2) + digits(parts.second, 2)
        )
    }
}
