import Foundation
import Paperwork
import Slips
import Station
import StationRuns
import Storage
import Synchronization
import Testing
import Workflows

/// Browsers that send a byte now and then, and those that send without end.
@Suite struct SlowTests {
    @Test func manySlowConnectionsHoldNobodyUp() async throws {
        let station = try ServedStation(station: #"listen: "127.0.0.1:0", language: en"#)
        try await ServedStation.with(station) { station in
            let address = try station.address
            let clerk = try await People(station).client("clerk")
            let slow = try (0..<200).map { number in
                let connection = try RawConnection(address)
                connection.send(
                    number.isMultiple(of: 2)
                        ? "GET /batches HTTP/1.1\r\nHost: a\r\nX-A: "
                        : "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\nname=")
                return connection
            }
            for connection in slow { connection.send("a") }
            for _ in 0..<20 { #expect(try await clerk.get("/api/batches").status == 200) }
            withExtendedLifetime(slow) {}
        }
    }

    /// Whose head or body does not come on is sent away.
    @Test(arguments: [
        "GET /batches HTTP/1.1\r\nHost: a\r\nX-A: ", "",
        "POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\nname=",
    ])
    func whoIsTooSlowIsSentAway(beginning: String) async throws {
        let folder = try SlipFolder(site: "data: data\nworkflows: [slip]\nstation: {listen: \"127.0.0.1:0\"}\n")
        let site = try #require(SiteReader.read(folder.file("tema.yml")).value)
        let store = try Store.open(sqliteAt: folder.file("tema.sqlite"))
        var patience = Patience()
        (patience.head, patience.body) = (.milliseconds(300), .milliseconds(300))
        let said = Mutex("")
        let station = Station(site: site, store: store, patience: patience) { words in
            said.withLock { $0 += words.en + "\n" }
        }
        let serving = Task { try await station.run() }
        defer { serving.cancel() }
        var address: String?
        for _ in 0..<600 where address == nil {
            address = said.withLock { $0 }.firstMatch(of: /(http:\/\/[^\s\/]+:[1-9]\d*)\//).map { String($0.1) }
            try await Task.sleep(for: .milliseconds(50))
        }
        let connection = try RawConnection(try #require(address))
        connection.send(beginning)
        #expect(connection.receiveAll() != nil, "it is still connected")
    }

    @Test func aStreamWithoutEndIsCutOffAtTheLimitAndLeavesNothing() async throws {
        let station = try ServedStation(
            station: #"listen: "127.0.0.1:0", language: en"#, settings: "limits: {megabytes: 1}")
        try await ServedStation.with(station) { station in
            let clerk = try await People(station).client("clerk")
            let head = """
                POST /api/uploads?workflow=slip&name=scan.pdf HTTP/1.1\r
                Host: station\r
                Cookie: \(try #require(clerk.cookie))\r
                X-Tema-Proof: \(try #require(clerk.proof))\r
                Content-Type: application/octet-stream\r

                """
            // Two gigabytes that are announced are refused before they are sent.
            let announced = try RawConnection(try station.address)
            announced.send(head + "Content-Length: 2147483648\r\n\r\n")
            #expect(announced.receive()?.hasPrefix("HTTP/1.1 413") == true)
            // Nobody says how many these will be.
            let endless = try RawConnection(try station.address)
            endless.send(head + "Transfer-Encoding: chunked\r\n\r\n")
            let piece = Array("10000\r\n".utf8) + [UInt8](repeating: 65, count: 65536) + Array("\r\n".utf8)
            var pieces = 0
            while pieces < 4096, endless.send(piece) { pieces += 1 }
            #expect(pieces < 4096, "all of it was taken")
            let uploads = station.data.appending(path: "uploads")
            for _ in 0..<100 where try !FileManager.default.contentsOfDirectory(atPath: uploads.path).isEmpty {
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: uploads.path).isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: station.inbox.path).isEmpty)
            #expect(try await clerk.get("/api/batches").status == 200)
        }
    }
}
