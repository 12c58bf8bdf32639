import ArgumentParser

@main
struct TemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tema", abstract: "Reads scanned forms, proves what it read, and counts the hours saved.")
}
