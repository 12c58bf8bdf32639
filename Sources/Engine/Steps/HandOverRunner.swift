internal import Delivery
internal import FieldTypes
internal import Foundation
internal import Paperwork
internal import Robot
internal import SQLAccess
internal import Storage
internal import Workflows

/// Hands a document to an HTTP service or a database, once: its intent is in the store before anything is sent.
struct HandOverRunner: StepRunner {
    let step: HandOverStep
    let number: Int
    let leaving: Leaving

    var store: Store { leaving.robots.store }
    private var worker: String { leaving.robots.worker }

    func run(
        _ subject: inout DocumentCase, files: inout OpenFiles, clock: inout StageClock
    ) throws -> StepOutcome {
        if try store.isRepeat(batch: leaving.batch.id) { return .goOn }
        let document = subject.document
        let values = try values(of: document)
        if let known = try store.entry(ofDocument: document.id, step: number) {
            switch known.state {
            case .done: return keep(known.kept, in: &subject)
            case .refused: break
            case .intended, .inDoubt:
                if case .folder(let folder) = step.action { return try give(folder, values, known, &subject) }
                switch try isThere(known, values) {
                case true?: return try settle(known, [:], &subject)
                case false?: try store.withdraw(known, actor: worker, now: store.now())
                case nil: return try doubt(known, &subject)
                }
            }
        }
        subject.document.problems.removeAll { $0.rule == rule }
        subject.document.waivers?.removeAll { $0.rule == rule }
        let intent = EntryRecord(
            document: document.id, step: number, target: step.to, account: step.credentials ?? "", state: .intended,
            request: step.words, script: "", worker: worker)
        try store.intend(intent, now: store.now())
        var entry = try store.entry(ofDocument: document.id, step: number) ?? intent
        switch step.action {
        case .post(let post): return try send(post, values, &entry, &subject)
        case .sql(let sql): return try write(sql, values, &entry, &subject)
        case .folder(let folder): return try give(folder, values, entry, &subject)
        }
    }

    // MARK: HTTP

    private func send(
        _ post: HandOverStep.Post, _ values: RecordValues, _ entry: inout EntryRecord, _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        var headers = ["Idempotency-Key": "\(entry.document)-\(number + 1)"]
        let pairs = try post.body.map { ($0.name, try values.text($0.text)) }
        let body: Data
        if post.isForm {
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
            body = Data(pairs.map { "\(Self.escaped($0.0))=\(Self.escaped($0.1))" }.joined(separator: "&").utf8)
        } else {
            headers["Content-Type"] = "application/json; charset=utf-8"
            body = try JSONEncoder().encode(Dictionary(pairs) { $1 })
        }
        for header in post.headers { headers[header.name] = try values.text(header.text) }
        let answer: HTTPPost.Answer
        do {
            var request = HTTPPost(url: post.url, headers: headers, body: body, patience: step.patience)
            request.identity = .init(
                certificate: try file(post.certificate, values), key: try file(post.key, values),
                authority: try file(post.authority, values))
            answer = try request.send()
        } catch HTTPPost.Failure.notSent(let reason) {
            throw try again(entry, Wording(verbatim: reason))
        } catch HTTPPost.Failure.noAnswer(let reason) {
            guard post.isRepeatable else { return try doubt(entry, &subject) }
            throw try again(entry, Wording(verbatim: reason))
        } catch let trouble as Trouble {
            throw try again(entry, trouble.message)
        }
        switch answer.status {
        case 200..<300:
            let object = (try? JSONSerialization.jsonObject(with: answer.body)) as? [String: Any] ?? [:]
            var kept: [String: String] = [:]
            for (field, key) in post.keep { if let value = object[key] { kept[field] = "\(value)" } }
            return try settle(entry, kept, &subject)
        case 400..<500 where ![401, 403, 404, 407, 408, 425, 429].contains(answer.status):
            let said = String(decoding: answer.body.prefix(500), as: UTF8.self).oneLine
            return try refuse(entry, Wording(verbatim: "HTTP \(answer.status): \(said)"), &subject)
        case 500..<600 where answer.status != 503 && !post.isRepeatable: return try doubt(entry, &subject)
        default: throw try again(entry, Wording(verbatim: "HTTP \(answer.status)"))
        }
    }

    private func file(_ text: RobotText?, _ values: RecordValues) throws -> URL? {
        try text.map { URL(filePath: try values.text($0), relativeTo: step.folder).absoluteURL }
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(
            withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: "\0"..."\u{7F}")))
            ?? ""
    }

    // MARK: SQL

    private func write(
        _ sql: HandOverStep.SQL, _ values: RecordValues, _ entry: inout EntryRecord, _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        let database: SQLDatabase
        do {
            database = try open(sql, values)
        } catch let trouble as Trouble {
            throw try again(entry, trouble.message)
        }
        do {
            try database.write { connection in
                for statement in sql.run {
                    try connection.execute(statement.text, statement.arguments.map { try argument($0, values) })
                }
            }
        } catch let trouble as Trouble where trouble.isPassing {
            guard database.dialect.engine == .postgresql else { throw try again(entry, trouble.message) }
            // A connection may be lost between the commit and its answer: the intent stays, and is looked for.
            throw RobotHalt.rests(seconds: step.retry, reason: trouble.sentence, isOfDocument: false)
        } catch let trouble as Trouble {
            // One transaction: nothing of it happened.
            return try refuse(entry, trouble.message, &subject)
        }
        return try settle(entry, [:], &subject)
    }

    private func open(_ sql: HandOverStep.SQL, _ values: RecordValues) throws -> SQLDatabase {
        let place = try values.text(sql.database)
        if place.hasPrefix("postgres") { return try SQLDatabase.open(postgresql: place) }
        let file = URL(filePath: place, relativeTo: step.folder).absoluteURL
        guard FileManager.default.fileExists(atPath: file.path) else {
            throw Trouble(
                .file,
                Wording(
                    ja: "データベースのファイル「\(file.lastPathComponent)」がありません。",
                    en: "there is no database file \(file.lastPathComponent)"),
                remedy: Wording(
                    ja: "ジョブファイルの sql の database を確かめてください。",
                    en: "check 'database' under 'sql' in the job file"))
        }
        return try SQLDatabase.open(sqliteAt: file)
    }

    private func argument(_ text: RobotText, _ values: RecordValues) throws -> SQLValue {
        let value = try values.text(text)
        return value.isEmpty ? .null : .text(value)
    }

    /// Whether a hand-over that was begun is there; nil where nothing tells.
    private func isThere(_ entry: EntryRecord, _ values: RecordValues) throws -> Bool? {
        switch step.action {
        case .folder: return nil
        // It is sent again under the same key, which the service takes once.
        case .post(let post): return post.isRepeatable ? false : nil
        case .sql(let sql):
            guard let verify = sql.verify else { return nil }
            do {
                return try open(sql, values).read { connection in
                    try connection.row(verify.text, verify.arguments.map { try argument($0, values) }) != nil
                }
            } catch let trouble as Trouble {
                throw RobotHalt.rests(seconds: step.retry, reason: trouble.sentence, isOfDocument: false)
            }
        }
    }

    // MARK: What came of it

    func settle(
        _ entry: EntryRecord, _ kept: [String: String], _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        var entry = entry
        entry.state = .done
        entry.kept = kept
        try store.settle(entry, actor: worker, now: store.now())
        try store.openLane(step.to)
        return keep(kept, in: &subject)
    }

    func refuse(
        _ entry: EntryRecord, _ said: Wording, _ subject: inout DocumentCase
    ) throws -> StepOutcome {
        var entry = entry
        let (ja, en) = (said.ja.oneLine, said.en.oneLine)
        entry.state = .refused
        entry.message = ja
        try store.settle(entry, actor: worker, now: store.now())
        subject.document.problems.append(
            Problem(
                rule: rule,
                message: Wording(
                    ja: "\(step.to) が受け付けませんでした: 「\(ja)」。値を直すか、そのまま通すと、もう一度送ります。",
                    en: "\(step.to) did not take it: '\(en)'; mend a value, or let it pass, and it is sent again"))
        )
        return .wait
    }

    private func doubt(_ entry: EntryRecord, _ subject: inout DocumentCase) throws -> StepOutcome {
        var entry = entry
        entry.state = .inDoubt
        try store.settle(entry, actor: worker, now: store.now())
        subject.document.problems.append(
            Problem(
                rule: rule,
                message: Wording(
                    ja: "\(step.to) に書き込まれたか分かりません。確かめて、tema robot settle で答えてください。",
                    en: "whether it is in \(step.to) is not known; look there, and answer by tema robot settle")))
        return .doubt
    }

    /// Nothing was taken, or the key keeps it from being taken twice.
    func again(_ entry: EntryRecord, _ reason: Wording) throws -> RobotHalt {
        try store.withdraw(entry, actor: worker, now: store.now())
        return .rests(
            seconds: step.retry,
            reason: Wording(
                ja: "\(step.to) から返事がありません（\(reason.ja.oneLine)）。",
                en: "\(step.to) does not answer (\(reason.en.oneLine))"),
            isOfDocument: true)
    }

    private func keep(_ kept: [String: String], in subject: inout DocumentCase) -> StepOutcome {
        for (name, text) in kept.sorted(by: { $0.key < $1.key }) where subject.document.field(name) == nil {
            var field = Field(
                name: name, type: FieldTypes.plain.name, value: text.isEmpty ? .none : .text(text), text: text,
                isOptional: true)
            field.confidence = .certain
            field.decision = Decision(
                accepted: true, because: Wording(ja: "\(step.to) の返事から", en: "from the answer of \(step.to)"))
            subject.document.fields.append(field)
        }
        return .goOn
    }

    private func values(of document: Document) throws -> RecordValues {
        var secrets: [String: String] = [:]
        do throws(Trouble) {
            if let name = step.credentials { secrets = try SecretsReader.secrets(name, file: leaving.robots.secrets) }
        } catch {
            throw RobotHalt.rests(seconds: step.retry, reason: error.sentence, isOfDocument: false)
        }
        return RecordValues(
            document.fields,
            facts: [
                "_document": document.id, "_batch": document.batch, "_file": leaving.batch.file,
                "_pages": document.pages.map { String($0) }.joined(separator: " "),
            ], secrets: secrets)
    }

    private var rule: String { EnterRunner.rule(step.to) }
}
