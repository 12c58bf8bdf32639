package import Paperwork

/// The text of a site file while it is changed: comments, order and all that is not named stay as they are.
package struct SiteText {
    private var yaml: YAMLText

    /// - throws: `Trouble` of kind `definition` where it is no YAML.
    package init(_ text: String) throws(Trouble) {
        do { yaml = try YAMLText(text) } catch { throw Self.trouble(error) }
    }

    package var text: String { yaml.text }

    /// Names one more workflow under `workflows:`, which names some already.
    ///
    /// - Parameter path: relative to the file's folder, or absolute.
    /// - throws: `Trouble` of kind `definition` where the list is written in a way that this can't change.
    package mutating func add(workflow path: String) throws(Trouble) {
        do { try yaml.addItem(path, at: [.key("workflows")]) } catch { throw Self.trouble(error) }
    }

    private static func trouble(_ stuck: YAMLText.Stuck) -> Trouble {
        Trouble(
            .definition,
            Wording(
                ja: "サイトファイルの\(stuck.line)行目は、ここからは書き換えられない書き方です。",
                en: "line \(stuck.line) of the site file is written in a way that can't be changed from here"),
            remedy: Wording(
                ja: "ファイルをテキストエディターで直してください。", en: "change it in the file, with a text editor"))
    }
}
