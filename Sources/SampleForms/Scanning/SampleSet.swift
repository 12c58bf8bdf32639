package import Foundation

/// The batches and golden cases that the project ships, by their seeds.
package enum SampleSet {
    private struct Recipe {
        var form: FormDesign
        var level: ScanLevel
        var documents: Int
        var seed: UInt64
        var isBlackAndWhite: Bool
        /// Under the project's folder.
        var path: String
    }

    private static let batches = [
        Recipe(
            form: .payroll, level: .office, documents: 12, seed: 4, isBlackAndWhite: false,
            path: "Samples/payroll/office.pdf"),
        Recipe(
            form: .payroll, level: .hard, documents: 4, seed: 2, isBlackAndWhite: true, path: "Samples/payroll/hard.tif"
        ),
        Recipe(
            form: .onestop, level: .office, documents: 12, seed: 1, isBlackAndWhite: true,
            path: "Samples/onestop/office.pdf"),
        Recipe(
            form: .onestop, level: .clean, documents: 3, seed: 2, isBlackAndWhite: false,
            path: "Samples/onestop/clean.pdf"),
        Recipe(
            form: .survey, level: .office, documents: 12, seed: 1, isBlackAndWhite: true,
            path: "Samples/survey/office.pdf"),
        Recipe(
            form: .survey, level: .hard, documents: 4, seed: 2, isBlackAndWhite: true, path: "Samples/survey/hard.tif"),
    ]

    private static func writeInvoices(to project: URL) throws {
        let scan = project.appending(path: "Samples/invoice/office.pdf")
        try FileManager.default.createDirectory(
            at: scan.deletingLastPathComponent(), withIntermediateDirectories: true)
        try InvoiceBatch.drawn(seed: 1, issuers: Array(InvoiceIssuer.all.indices)).write(to: scan)
        try InvoiceBatch.drawn(seed: 101, issuers: Array(InvoiceIssuer.all.indices))
            .writeCase(to: project.appending(path: "Workflows/invoice/cases/issuers"))
    }

    /// Draws them all anew into the project's folder: always the same bytes.
    package static func write(to project: URL) throws {
        let register = ResidentRegister.drawn(
            count: ResidentRegister.standardCount, seed: ResidentRegister.standardSeed)
        for recipe in batches {
            let file = project.appending(path: recipe.path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try SampleBatch.drawn(
                recipe.form, level: recipe.level, documents: recipe.documents, seed: recipe.seed, register: register,
                isBlackAndWhite: recipe.isBlackAndWhite
            ).write(to: file)
        }
        try writeInvoices(to: project)
        for form in FormDesign.all {
            for (name, level, seed) in [
                ("clean-1", ScanLevel.clean, 101), ("office-1", .office, 102), ("office-2", .office, 103),
            ] {
                try SampleBatch.drawn(
                    form, level: level, documents: 1, seed: UInt64(seed), register: register, isBlackAndWhite: true
                ).writeCase(to: project.appending(path: "Workflows/\(form.id)/cases/\(name)"))
            }
        }
    }
}
