import Foundation
import Paperwork

extension DefinitionFile {
    /// The id of a workflow or form: it names folders and stands in addresses.
    func identifier(_ node: DefinitionNode, _ name: String) -> String? {
        guard let text = text(node, name) else { return nil }
        let allowed = text.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-"
        }
        guard allowed, !text.hasPrefix("-"), text.count <= 64 else {
            report(
                ja: "「\(name)」には半角の英小文字・数字・ハイフンを64文字まで書きます（「\(text)」は使えません）",
                en: "'\(name)' takes a-z, 0-9 and -, up to 64 characters, not '\(text)'", at: node)
            return nil
        }
        return text
    }

    /// A name that rules can use as a column: letters of any script, digits and `_`.
    func columnName(_ node: DefinitionNode, _ key: String) -> String? {
        guard let text = text(node, key) else { return nil }
        let scalars = text.unicodeScalars
        let allowed = scalars.allSatisfy {
            $0.value > 0x7F
                ? !$0.properties.isWhitespace && $0.properties.generalCategory != .control
                : ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "_"
        }
        let startsWell = scalars.first.map { !("0"..."9").contains($0) && $0 != "_" } ?? false
        guard allowed, startsWell else {
            report(
                ja: "「\(text)」は項目名に使えません。文字で始め、空白や記号は「_」にします",
                en: "'\(text)' cannot be a name: begin with a letter, and write _ for blanks and signs", at: node)
            return nil
        }
        return text
    }
}
