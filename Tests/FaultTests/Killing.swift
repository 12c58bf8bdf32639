import Foundation
import Paperwork
import Slips
import Storage

/// Drops scans into a served place's inbox while killing its processes at random moments.
struct Killing {
    /// One scan: how many of each kind of page it has.
    struct Scan: Hashable {
        var documents: Int
        var blanks: Int
        var foreign: Int

        var pages: Int { documents + blanks + foreign }
    }

    let place: ServedPlace
    var random: SeededRandom
    /// Called between two kills, with the number of kills so far.
    var betweenKills: (Int) throws -> Void = { _ in }

    init(_ place: ServedPlace, seed: UInt64) {
        self.place = place
        random = SeededRandom(seed: seed)
    }

    /// Scans of about `documentsEach` documents each, that together have at least `documents`, no two alike.
    mutating func makeScans(documents: Int, documentsEach: Int) -> [(name: String, scan: Scan)] {
        var scans: [(String, Scan)] = []
        var sum = 0
        while sum < documents {
            let scan = Scan(
                documents: documentsEach + Int.random(in: -5...5, using: &random),
                blanks: Int.random(in: 0...3, using: &random), foreign: Int.random(in: 0...2, using: &random))
            sum += scan.documents
            scans.append(("scan-\(scans.count + 1).pdf", scan))
        }
        return scans
    }

    /// Drops the scans one after the other and kills until `kills` is reached and everything is done.
    ///
    /// - Returns: how many processes were killed; nil where nothing more was done although work was left.
    mutating func run(_ scans: [(name: String, scan: Scan)], kills: Int) throws -> Int? {
        var waiting = scans[...]
        var killed = 0
        var progress = (unfinished: Int.max, at: ContinuousClock.now)
        while try killed < kills || !waiting.isEmpty || place.unfinished() > 0 {
            try place.start()
            if let next = waiting.first, place.files(in: "data/inbox/slip").isEmpty || Bool.random(using: &random) {
                try drop(next.name, next.scan)
                waiting.removeFirst()
            }
            Thread.sleep(forTimeInterval: .random(in: 0.05...0.8, using: &random))
            if killed < kills, killOne() {
                killed += 1
                try betweenKills(killed)
            }
            let unfinished = try place.unfinished() + waiting.count
            if unfinished == 0 { try retryWhatKillsEnded() }
            if unfinished != progress.unfinished { progress = (unfinished, .now) }
            if killed >= kills, ContinuousClock.now - progress.at > .seconds(240) { return nil }
        }
        return killed
    }

    /// Three kills at the same document end it as failed; a person would have it tried again.
    private func retryWhatKillsEnded() throws {
        let failed = try place.store.batches().contains {
            try $0.state == .failed || !place.store.failedDocuments(inBatch: $0.batch.id).isEmpty
        }
        if failed { _ = try place.command(["retry"]) }
    }

    private mutating func killOne() -> Bool {
        let (supervisor, others) = place.processes()
        let isSupervisors = Int.random(in: 0..<8, using: &random) == 0
        guard let victim = isSupervisors ? supervisor : others.randomElement(using: &random) else { return false }
        return kill(victim, SIGKILL) == 0
    }

    /// In one of the ways in which files come: renamed from a temporary name, or written in place in pieces.
    mutating func drop(_ name: String, _ scan: Scan) throws {
        var pages = Array(repeating: Slip.Page.plain, count: scan.documents)
        for page in Array(repeating: Slip.Page.blank, count: scan.blanks)
            + Array(repeating: Slip.Page.foreign, count: scan.foreign)
        {
            pages.insert(page, at: Int.random(in: 0...pages.count, using: &random))
        }
        // Two scans of the same pages are two scans: no two files have the same bytes.
        let bytes = Slip.pdf(pages) + Data("% \(name)\n".utf8)
        let target = place.inbox.appending(path: name)
        if Bool.random(using: &random) {
            let temporary = place.inbox.appending(path: name + ".part")
            try bytes.write(to: temporary)
            try FileManager.default.moveItem(at: temporary, to: target)
        } else {
            try Data().write(to: target)
            let handle = try FileHandle(forWritingTo: target)
            for start in stride(from: 0, to: bytes.count, by: 1 + bytes.count / 5) {
                try handle.write(contentsOf: bytes[start..<min(bytes.count, start + 1 + bytes.count / 5)])
                Thread.sleep(forTimeInterval: 0.02)
            }
            try handle.close()
        }
    }
}
