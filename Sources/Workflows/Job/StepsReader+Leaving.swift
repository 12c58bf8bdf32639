import Foundation
import Paperwork

extension StepsReader {
    mutating func enterStep(_ node: DefinitionNode) -> EnterStep? {
        guard let section = Section(node, JobKeys.enter, name: "enter", in: file) else { return nil }
        let into = section["into"].flatMap { file.identifier($0, "into") }
        guard let into, let path = section.text("script"), let place = section["script"] else { return nil }
        let script = DefinitionFile(file.register(at: path), limit: RobotScriptReader.sizeLimit)
        guard script.root != nil else {
            let reason = script.mistakes.first?.message ?? Wording(ja: "何も書かれていません", en: "the file is empty")
            file.report(
                ja: "手順書「\(path)」を読めません: \(reason.ja)", en: "cannot read the script '\(path)': \(reason.en)", at: place)
            return nil
        }
        var known: KnownFields? = fields
        let read = RobotScriptReader.parse(script, fields: &known)
        // Of a version that is kept, the robot itself says what is wrong with its script: nothing else depends on it.
        if file.readsOwnRegisters { file.take(script) }
        if let known { fields = known }
        guard let read else { return nil }
        if read.id != into, !read.id.isEmpty, let node = section["into"] {
            file.report(
                ja: "手順書の robot は「\(read.id)」です。「into」と同じにしてください",
                en: "the script is of the robot '\(read.id)': 'into' must be the same", at: node)
        }
        return EnterStep(into: into, script: script.url, keeps: read.keptFields)
    }
}
