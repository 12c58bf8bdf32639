package import Foundation
package import Paperwork

/// What a scan really holds, as its truth file says.
package struct Truth: Sendable, Decodable {
    /// A document of a scan whose truth is known.
    package struct TrueDocument: Sendable, Decodable {
        package var pages: [Int]
        package var form: String
        package var fields: [String: FieldValue]
        /// The key of the register's record; nil where the person is not registered.
        package var registerKey: String?

        enum CodingKeys: String, CodingKey {
            case pages, form, fields
            case registerKey = "register_key"
        }
    }

    package var documents: [TrueDocument]
    /// Pages with nothing on them, from 1.
    package var blank: [Int]
    /// Pages of no known form, from 1.
    package var foreign: [Int]

    /// - throws: `Trouble` where the file can't be read or is no truth file.
    package init(reading file: URL) throws(Trouble) {
        do {
            self = try JSONDecoder().decode(Truth.self, from: Data(contentsOf: file))
        } catch let error as DecodingError {
            throw Trouble(
                .definition,
                Wording(
                    ja: "\(file.path) は正解ファイルの形式ではありません(\(error))。",
                    en: "\(file.path) is not a truth file (\(error))"),
                remedy: Wording(
                    ja: "sample-forms draw が作る .truth.json と同じ形にしてください。",
                    en: "give it the form of the .truth.json files that sample-forms draw writes"))
        } catch {
            throw Trouble(
                .file, Wording(ja: "\(file.path) を読めません。", en: "\(file.path) can't be read"),
                remedy: Wording(ja: "パスと権限を確かめてください。", en: "check the path and its permissions"))
        }
    }
}
