import Engine
import Foundation
import Operations
import Paperwork

/// The ties between the service's processes.
enum Supervision {
    /// Asks for this process's end once standard input ends, as it does when the supervisor is gone, however it went.
    static func follow(_ stop: StopSignal) {
        atEndOfInput { stop.ask() }
    }

    /// Lets this process take what CPU time it needs, and ends it at once where the supervisor is gone.
    static func runUnlimited() {
        ProcessLimits.allowAnyTime()
        atEndOfInput { _exit(ExitStatus.inputOutput.rawValue) }
    }

    private static func atEndOfInput(_ act: @escaping @Sendable () -> Void) {
        OwnThread.start {
            while let data = try? FileHandle.standardInput.read(upToCount: 64), !data.isEmpty {}
            act()
        }
    }

    /// How the service starts this program again, with another command.
    ///
    /// - Parameter isForced: workflows are served although their golden cases come out worse than the accepted run.
    static func commands(siteFile: URL?, language: Language, isForced: Bool) -> Service.Commands {
        var watch = command(
            "watch", Wording(ja: "受付フォルダーの監視", en: "The inboxes' watcher"), siteFile: siteFile, language: language)
        if isForced { watch.arguments.append("--force") }
        return Service.Commands(
            watch: watch,
            work: command("work", Wording(ja: "処理プロセス", en: "The worker"), siteFile: siteFile, language: language),
            station: command(
                "station", Wording(ja: "ステーション", en: "The station"), siteFile: siteFile, language: language))
    }

    /// How a workflow's golden cases are run; the workflow is added to its arguments.
    static func test(siteFile: URL?, language: Language) -> ProcessCommand {
        command("test", Wording(ja: "正解例の確認", en: "The golden cases"), siteFile: siteFile, language: language)
    }

    private static func command(
        _ name: String, _ title: Wording, siteFile: URL?, language: Language
    ) -> ProcessCommand {
        let site = siteFile.map { ["--site", $0.path] } ?? []
        return ProcessCommand(
            title: title, executable: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath(),
            arguments: [name, "--supervised", "--language", language.rawValue] + site)
    }
}
