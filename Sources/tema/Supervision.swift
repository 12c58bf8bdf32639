import Engine
import Foundation
import Paperwork

/// What ties the service's processes to the one that started them.
enum Supervision {
    /// Asks for this process's end once standard input ends, as it does when the supervisor is gone, however it went.
    static func follow(_ stop: StopSignal) {
        OwnThread.start {
            while let data = try? FileHandle.standardInput.read(upToCount: 64), !data.isEmpty {}
            stop.ask()
        }
    }

    /// How the service starts this program again, with another command.
    static func commands(siteFile: URL?, language: Language) -> Service.Commands {
        let site = siteFile.map { ["--site", $0.path] } ?? []
        let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        func command(_ name: String, _ title: Wording) -> ProcessCommand {
            ProcessCommand(
                title: title, executable: executable,
                arguments: [name, "--supervised", "--language", language.rawValue] + site)
        }
        return Service.Commands(
            watch: command("watch", Wording(ja: "受付フォルダの監視", en: "The inboxes' watcher")),
            work: command("work", Wording(ja: "処理プロセス", en: "The worker")))
    }
}
