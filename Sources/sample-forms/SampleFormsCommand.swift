import ArgumentParser

@main
struct SampleFormsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample-forms", abstract: "Draw, fill and badly scan sample forms, with the truth beside.",
        subcommands: [
            FormsCommand.self, SeedsCommand.self, DrawCommand.self, SamplesCommand.self, BlanksCommand.self,
            ZooCommand.self, InvoicesCommand.self,
        ])
}
