package import Foundation
package import Paperwork

/// Reads a robot's script, with every mistake that it holds.
package enum RobotScriptReader {
    static let sizeLimit = 256 << 10

    /// Reads a script by itself: names of fields are taken as they are.
    package static func read(_ url: URL) -> Checked<RobotScript> {
        let file = DefinitionFile(url, limit: sizeLimit)
        var fields: KnownFields?
        let script = parse(file, fields: &fields)
        return Checked(script, from: file)
    }

    /// - Parameter fields: those that the document has by then; what the script keeps is added. Nil: any name is taken.
    static func parse(_ file: DefinitionFile, fields: inout KnownFields?) -> RobotScript? {
        guard let root = file.root,
            let section = Section(root, RobotKeys.root, name: file.url.lastPathComponent, in: file)
        else { return nil }
        let id = section["robot"].flatMap { file.identifier($0, "robot") } ?? ""
        let blocks = section["blocks"]?.entries ?? []
        let names = blocks.compactMap(\.key.text)
        if let node = section["blocks"], node.entries == nil {
            file.report(ja: "「blocks」には「名前: 手順」を書きます", en: "'blocks' takes name: steps", at: node)
        }
        var reader = RobotStepsReader(file: file, blocks: names, fields: fields)
        let login = section["login"].map { reader.steps($0, "login") } ?? []
        let bodies = blocks.map { ($0.key.text ?? "", reader.steps($0.value, $0.key.text ?? "?")) }
        let steps = section["steps"].map { reader.steps($0, "steps") } ?? []
        let verify = section.section("verify", RobotKeys.verify).flatMap { reader.verification($0) }
        let script = RobotScript(
            id: id, title: section.text("title") ?? id,
            address: section["address"].flatMap { address($0, in: file) } ?? URL(filePath: "/"),
            credentials: section["credentials"].flatMap { file.identifier($0, "credentials") },
            pace: section.number("pace", in: 0...3600) ?? 0,
            hours: section["hours"].flatMap { hours($0, in: file) },
            retry: section.number("retry", in: 0.1...86400) ?? 60,
            patience: section.number("patience", in: 0.1...3600) ?? 15,
            settling: section.number("settling", in: 0...3600) ?? 10, login: login,
            signedOut: section["signed-out"].flatMap { reader.place($0, "signed-out") },
            blocks: Dictionary(bodies) { $1 }, steps: steps, verify: verify, file: file.url,
            sha256: SHA256.hex(file.bytes))
        check(script, section, in: file)
        fields = reader.fields
        return script
    }

    /// What no single step shows.
    private static func check(_ script: RobotScript, _ section: Section, in file: DefinitionFile) {
        let commits = script.everyStep.filter { $0.commit != nil }.count
        if let node = section["steps"], commits != 1, file.mistakes.isEmpty {
            file.report(
                ja: commits == 0
                    ? "どの手順にも「commits」がありません。登録を確定する click か accept に書きます" : "「commits」は1か所だけに書きます",
                en: commits == 0
                    ? "no step has 'commits': write it with the click or accept that saves the record"
                    : "only one step may have 'commits'", at: node)
        }
        if script.verify == nil, let node = section["steps"] {
            file.warn(
                ja: "「verify」がないため、返事のない登録はすべて人の判断を待ちます",
                en: "without 'verify' every entry that gets no answer waits for a person to say whether it is there",
                at: node)
        }
        if script.everyStep.contains(where: \.needsSecret), script.credentials == nil, let node = section["robot"] {
            file.report(
                ja: "{secret.…} を使うには「credentials」に認証情報の名前を書きます",
                en: "{secret.…} needs 'credentials': the name of an entry of the secrets file", at: node)
        }
    }

    private static func address(_ node: DefinitionNode, in file: DefinitionFile) -> URL? {
        if let text = node.text, let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil {
            return url
        }
        file.report(
            ja: "「address」には http:// か https:// で始まる場所を書きます",
            en: "'address' must be an address that begins with http:// or https://", at: node)
        return nil
    }

    private static func hours(_ node: DefinitionNode, in file: DefinitionFile) -> ClosedRange<Int>? {
        if let match = node.text?.wholeMatch(of: /(\d\d):(\d\d)-(\d\d):(\d\d)/) {
            let numbers = [match.1, match.2, match.3, match.4].map { Int($0) ?? 0 }
            let from = numbers[0] * 60 + numbers[1]
            let to = numbers[2] * 60 + numbers[3]
            if from < to, to <= 24 * 60, numbers[1] < 60, numbers[3] < 60 { return from...to }
        }
        file.report(
            ja: "「hours」には 08:30-17:15 のように書きます", en: "'hours' must be like 08:30-17:15", at: node)
        return nil
    }
}

extension RobotStep {
    fileprivate var needsSecret: Bool {
        if case .type(_, let text) = action { text.isSecret } else { false }
    }
}
