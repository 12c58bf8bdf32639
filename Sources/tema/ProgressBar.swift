import Engine
import Foundation
import Paperwork
import Synchronization

/// Draws how far a run is on standard error: documents, pages per second, time left.
///
/// On a terminal it draws over one line; elsewhere it stays silent, so that logs stay readable.
final class ProgressBar: Sendable {
    private let start = Date()
    private let lastDrawn = Mutex(Date.distantPast)
    private let width = 24

    func show(_ progress: RunProgress, now: Date = Date()) {
        guard Terminal.isInteractive else { return }
        let isDue = lastDrawn.withLock { last in
            guard now.timeIntervalSince(last) >= 0.1 || progress.isComplete else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        Terminal.write("\r\u{1B}[K" + line(for: progress, now: now) + (progress.isComplete ? "\n" : ""))
    }

    private func line(for progress: RunProgress, now: Date) -> String {
        let seconds = max(0.001, now.timeIntervalSince(start))
        let rate = Double(progress.pagesDone) / seconds
        let share = progress.pages == 0 ? 1 : Double(progress.pagesDone) / Double(progress.pages)
        let filled = Int((share * Double(width)).rounded(.down))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let left = rate > 0 ? Double(progress.pages - progress.pagesDone) / rate : 0
        let pages = String(format: "%.1f", rate)
        return Wording(
            ja: "\(bar) \(progress.pagesDone)/\(progress.pages) ページ  帳票 \(progress.documents) 件  "
                + "\(pages) ページ/秒  残り \(Self.clock(left))",
            en:
                "\(bar) \(progress.pagesDone)/\(progress.pages.counted("page"))  \(progress.documents.counted("document"))  "
                + "\(pages) pages/s  \(Self.clock(left)) left"
        ).said
    }

    private static func clock(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return String(format: "%d:%02d", whole / 60, whole % 60)
    }
}
