package import Foundation
import Paperwork

/// A form drawn by chance: its blank, its template, its job file.
package struct ZooForm: Sendable {
    package var design: FormDesign
    var questions: [ZooQuestion]
    /// Where the parts of a value go that the form's own words part, by the field's name.
    var slots: [String: [Zone]]
    /// The office's scanner writes TIFF, not PDF.
    var isScannedToTIFF = false

    /// The residents whom it is filled in for; nil where each question is about another person.
    package var register: ResidentRegister?

    /// The fields that a register has too, with its headings: of each kind the first, all of one applicant.
    var applicant: [(question: ZooQuestion, heading: String)] {
        guard register != nil else { return [] }
        let headings: [(heading: String, isMeant: (ZooQuestion) -> Bool)] = [
            ("氏名", { $0.kind == .name }), ("フリガナ", { $0.kind == .kana }), ("住所", { $0.kind == .address }),
            ("郵便番号", { $0.kind == .postalCode }), ("電話番号", { $0.kind == .phone }),
            ("生年月日", { $0.isBirth }), ("個人番号", { $0.kind == .myNumber }),
        ]
        return headings.compactMap { heading, isMeant in questions.first(where: isMeant).map { ($0, heading) } }
    }

    /// The greys of the form's grounds, from 0 to 1.
    var grounds: [Double] {
        let grays = design.pages.flatMap { $0 }.compactMap { element -> Double? in
            if case .area(_, let gray) = element { gray } else { nil }
        }
        return Set(grays).filter { $0 > 0.5 }.sorted()
    }

    /// The form of a seed; the same seed and split draw the same form wherever the split's families are installed.
    package static func drawn(seed: UInt64, index: Int, split: ZooSplit) -> ZooForm {
        var random = SeededRandom(seed: seed).forked(UInt64(index)).forked(
            split == .report ? 3 : split == .choose ? 2 : 1)
        let family = TypeFamily.drawn(.japanese, in: split, complete: true, using: &random)?.name ?? "IPAexMincho"
        let style = ZooStyle.drawn(family: family, using: &random)
        var layout = ZooLayout(style: style, random: random.forked(1))
        let title = random.pick(ZooWords.titles)
        layout.printTitle(title)
        layout.fill(with: Self.kinds(using: &random))
        let id = "zoo-\(split.rawValue)-\(seed)-\(index)"
        var design = layout.sheet.design(id: id, version: "2026", title: title)
        design.paper = style.paper
        return ZooForm(
            design: design, questions: layout.questions, slots: layout.slots, isScannedToTIFF: random.chance(0.15))
    }

    /// Enough kinds of questions for any page, each kind early once.
    private static func kinds(using random: inout SeededRandom) -> [ZooQuestion.Kind] {
        let once = ZooQuestion.Kind.inRows.shuffled(using: &random)
        let often =
            ZooQuestion.Kind.inRows.filter { $0 != .table }
            + [.yen, .yen, .yen, .date, .eraDate, .time, .decimal, .name, .latin, .words, .choice, .choice, .choice]
        return once + (0..<60).map { _ in random.pick(often) }
    }

    /// The job file: it reads, and leaves to a person what is not proved.
    package var job: String {
        """
        # Written by `sample-forms zoo`, for measuring alone.
        workflow: \(design.id)
        title: \(design.title)
        department: 見本課

        intake: {inbox: \(design.id), split: form}
        forms: [forms/\(design.id).yml]

        steps:
          - read: {error-budget: 0.1%}\(reconciling)
          - review: {by: clerk}

        """
    }

    /// The site file with the register; nil where there is none.
    private var site: String? {
        guard !applicant.isEmpty else { return nil }
        let columns = applicant.map { "\($0.question.name): \($0.heading)" }.joined(separator: ", ")
        return """
            # Written by `sample-forms zoo`, for measuring alone.
            data: data
            workflows: [.]
            registers:
              residents:
                csv: residents.csv
                encoding: CP932
                key: resident
                columns: {resident: 宛名番号, \(columns)}

            """
    }

    private var reconciling: String {
        guard !applicant.isEmpty else { return "" }
        let names = applicant.map(\.question.name).joined(separator: ", ")
        return "\n  - reconcile: {with: residents, on: [\(names)], unless-found: review}"
    }

    /// Writes job file, template and blank into `folder`, as a workflow's folder holds them.
    package func write(to folder: URL) throws {
        let forms = folder.appending(path: "forms")
        try FileManager.default.createDirectory(at: forms, withIntermediateDirectories: true)
        try job.write(to: folder.appending(path: "workflow.yml"), atomically: true, encoding: .utf8)
        try design.template.write(to: forms.appending(path: "\(design.id).yml"), atomically: true, encoding: .utf8)
        if let register, let site {
            try register.csv().write(to: folder.appending(path: "residents.csv"))
            try site.write(to: folder.appending(path: "tema.yml"), atomically: true, encoding: .utf8)
        }
        try design.writeBlank(to: forms.appending(path: "\(design.id)-blank.pdf"))
    }
}
