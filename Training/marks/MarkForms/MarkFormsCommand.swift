import ArgumentParser

/// Draws forms that ask for marks, for training, calibration and measurement.
@main
struct MarkFormsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mark-forms",
        abstract: "Draw random forms that ask for marks, mark and scan them, and see how they are read.",
        subcommands: [CutCommand.self, ReadCommand.self, FitCommand.self, StampsCommand.self])
}

/// Which sheets to draw.
struct SheetOptions: ParsableArguments {
    @Option(help: "The first form's seed.") var first: UInt64
    @Option(help: "How many forms.") var forms = 10
    @Option(help: "Sheets of each form; a quarter are clean scans, half everyday ones, a quarter hard.") var sheets = 4
    @Flag(help: "Forms with fonts, frames and grounds that are never drawn without this.") var apart = false
    @Option(help: "The share of questions with a doubtful mark.") var doubtful = 0.12
}
