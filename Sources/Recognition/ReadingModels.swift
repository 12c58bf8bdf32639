package import Paperwork

/// The language models that reading needs on this machine.
package enum ReadingModels {
    /// What is not installed, one for each model, each with the package that holds it.
    package static func missing() -> [Trouble] {
        TesseractModel.allCases.filter { model in
            !TesseractEngine.installedFolders.contains { model.isInstalled(in: $0) }
        }
        .map(\.missing)
    }

    /// What keeps the second reader from reading; nil where it can.
    package static func secondReaderMissing() -> Trouble? { SecondReader.installed.missing() }
}
