internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Paperwork
internal import Storage
internal import Workflows

/// Records that another program posts with a token: one JSON object, or an array of them. They are in the store before it
/// is told so, and come into the inbox as rows; the same `Idempotency-Key` comes in once.
struct RecordPost: Sendable {
    struct Taken: Encodable {
        /// As it will stand in the inbox.
        var file: String
        var workflow: String
        var records: Int
        /// They came in before, under the same key.
        var isRepeat: Bool

        enum CodingKeys: String, CodingKey {
            case file, workflow, records
            case isRepeat = "repeat"
        }
    }

    /// Bytes.
    private static let limit = 8 << 20
    /// Of the column that tells equal records of two posts apart.
    private static let keyHeading = "_key"

    let station: Station

    func take(_ request: Request, from visitor: Visitor) async throws -> Response {
        guard let id = request.uri.queryParameters.get("workflow") else {
            throw Refusal.malformed(Wording(ja: "業務が必要です。", en: "records name their workflow"))
        }
        guard let workflow = station.workflows().first(where: { $0.id == id }),
            visitor.account.sees(department: workflow.department)
        else { throw Refusal.missing }
        guard workflow.intake.records != nil else {
            throw Refusal.malformed(
                Wording(
                    ja: "業務「\(id)」は行を受け付けません。ジョブファイルの intake に records: true を書いてください。",
                    en: "the workflow \(id) takes no records: write records: true under 'intake' in its job file"))
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: Self.limit)
        } catch {
            throw Refusal.tooLarge(bytes: Self.limit)
        }
        let records = try Self.records(Data(buffer.readableBytesView))
        let given = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] }
        let key = given ?? UUID().uuidString.lowercased()
        guard key.count <= 100, key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
            key.first != "."
        else {
            throw Refusal.malformed(
                Wording(
                    ja: "Idempotency-Key は英数字と - _ . の100字までです。",
                    en: "an Idempotency-Key has up to 100 letters, digits and - _ ."))
        }
        let headings = Set(records.flatMap(\.keys)).sorted()
        guard !headings.contains(Self.keyHeading) else {
            throw Refusal.malformed(
                Wording(
                    ja: "「\(Self.keyHeading)」という項目名は使えません。ほかの名前にしてください。",
                    en: "no field can be called \(Self.keyHeading): give it another name"))
        }
        let content = RecordText.csv(
            headings: headings + [Self.keyHeading],
            rows: records.map { record in headings.map { record[$0] ?? "" } + [key] })
        let store = station.store
        let name = "post-\(key).csv"
        let outcome = try await OwnThread.run {
            let outcome = try store.keep(
                ArrivingRecords(workflow: id, key: "post \(key)", name: name, content: content), now: store.now())
            if outcome == .isNew {
                try store.recordInPlace(
                    .uploaded, actor: visitor.account.name, detail: ["file": name, "workflow": id], now: store.now())
            }
            return outcome
        }
        guard outcome != .isOther else {
            throw Refusal.changed(
                Wording(
                    ja: "この Idempotency-Key では、ほかの内容を受け取っています。新しい内容には新しいキーを付けてください。",
                    en: "other records came in under this Idempotency-Key: give new records a key of their own"))
        }
        return try Response.json(
            Taken(file: name, workflow: id, records: records.count, isRepeat: outcome == .isRepeat),
            status: outcome == .isNew ? .created : .ok)
    }

    /// Flat objects, each value as it is written in a CSV file.
    static func records(_ body: Data) throws(Refusal) -> [[String: String]] {
        let wrong = Refusal.malformed(
            Wording(
                ja: "{\"項目\": \"値\"} の形の JSON か、その配列を送ってください。",
                en: "post a JSON object {\"field\": \"value\"}, or an array of them"
            ))
        let decoder = JSONDecoder()
        let records =
            (try? decoder.decode([[String: Cell]].self, from: body))
            ?? (try? decoder.decode([String: Cell].self, from: body)).map { [$0] } ?? []
        guard records.contains(where: { !$0.isEmpty }) else { throw wrong }
        return records.map { $0.mapValues(\.text) }
    }

    private struct Cell: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if value.decodeNil() {
                text = ""
            } else if let flag = try? value.decode(Bool.self) {
                text = flag ? "1" : "0"
            } else if let number = try? value.decode(Decimal.self) {
                text = "\(number)"
            } else {
                text = try value.decode(String.self)
            }
        }
    }
}
