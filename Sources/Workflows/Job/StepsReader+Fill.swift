import Forms
import Foundation
import Paperwork

extension StepsReader {
    func fillStep(_ node: DefinitionNode) -> FillStep? {
        guard let section = Section(node, JobKeys.fill, name: "fill", in: file),
            let into = section["into"].flatMap({ texts.text($0, "into") })
        else { return nil }
        let forms = section.texts("forms").compactMap { path, node -> URL? in
            let url = file.register(at: path)
            let checked = TemplateReader.read(url)
            if let template = checked.value, checked.diagnostics.isEmpty {
                guard template.blank == nil else { return url }
                file.report(
                    ja: "「\(path)」には空の様式がないので、記入できません", en: "'\(path)' has no blank form to draw on", at: node)
                return nil
            }
            let mistake = checked.diagnostics.first
            file.report(
                Wording(
                    ja: "「\(path)」の様式を使えません。\(mistake?.text(in: .ja) ?? "")",
                    en: "the template '\(path)' can't be used: \(mistake?.text(in: .en) ?? "")"), at: node)
            return nil
        }
        return FillStep(forms: forms, into: into, isCoded: section.flag("code") ?? true)
    }
}
