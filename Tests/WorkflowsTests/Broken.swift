import Foundation
import Paperwork
import Testing
import Workflows

/// A correct set of files with one edit in it, and the mistakes that the edit makes.
struct Broken: Sendable, CustomTestStringConvertible {
    var file: String
    var old: String
    var new: String
    var mistakes: [String]

    init(_ file: String, _ old: String, _ new: String, _ mistakes: String...) {
        self.file = file
        self.old = old
        self.new = new
        self.mistakes = mistakes
    }

    static func job(_ old: String, _ new: String, _ mistakes: String...) -> Broken {
        var broken = Broken("Workflows/onestop/workflow.yml", old, new)
        broken.mistakes = mistakes.map { "Workflows/onestop/workflow.yml:" + $0 }
        return broken
    }

    static func template(_ old: String, _ new: String, _ mistakes: String...) -> Broken {
        var broken = Broken("Workflows/onestop/forms/onestop.yml", old, new)
        broken.mistakes = mistakes.map { "Workflows/onestop/forms/onestop.yml:" + $0 }
        return broken
    }

    static func site(_ old: String, _ new: String, _ mistakes: String...) -> Broken {
        var broken = Broken("tema.yml", old, new)
        broken.mistakes = mistakes.map { "tema.yml:" + $0 }
        return broken
    }

    var testDescription: String { "\(file): \(new)" }

    /// The correct files with the edit made.
    func folder() throws -> WorkingFolder {
        let folder = try WorkingFolder(Samples.files)
        let text = try String(contentsOf: folder.file(file), encoding: .utf8)
        try #require(text.contains(old), "the edit must change something")
        try folder.write(text.replacingOccurrences(of: old, with: new), to: file)
        return folder
    }
}
