import Foundation
import Slips
import StationRuns
import Testing

/// The station with a certificate of its own.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")))
struct TLSTests {
    private static func openssl(_ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = arguments
        let (given, printed) = (Pipe(), Pipe())
        process.standardInput = given
        process.standardOutput = printed
        process.standardError = FileHandle.nullDevice
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try given.fileHandleForWriting.close()
        let data = printed.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// A certificate for 127.0.0.1 that signs itself, beside the site file.
    private static func makeCertificate(in folder: SlipFolder, named name: String = "station") throws {
        _ = try openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=station", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
            folder.file("\(name)-key.pem").path, "-out", folder.file("\(name).pem").path,
        ])
    }

    @Test func pagesAreServedEncryptedAndNotOtherwise() async throws {
        let folder = try SlipFolder()
        try Self.makeCertificate(in: folder)
        let station = try ServedStation(
            folder: folder, station: #"listen: "127.0.0.1:0", tls: {certificate: station.pem, key: station-key.pem}"#)
        try await ServedStation.with(station) { station in
            let address = try station.address
            #expect(address.hasPrefix("https://"))
            _ = try People(station)
            let ask = { (request: String) in
                try Self.openssl(
                    [
                        "s_client", "-connect", String(address.dropFirst(8)), "-CAfile",
                        folder.file("station.pem").path,
                        "-verify_return_error", "-verify_ip", "127.0.0.1", "-quiet",
                    ], input: request)
            }
            let health = try ask("GET /health HTTP/1.1\r\nHost: s\r\nConnection: close\r\n\r\n")
            #expect(health.hasPrefix("HTTP/1.1 200"), "\(health)")
            #expect(health.lowercased().contains("strict-transport-security: max-age=31536000"))
            let form = "name=clerk&password=\(People.password.replacing(" ", with: "+"))"
            let signedIn = try ask(
                "POST /sign-in HTTP/1.1\r\nHost: s\r\nConnection: close\r\nContent-Length: \(form.utf8.count)\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n\r\n\(form)")
            let cookie = signedIn.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix("set-cookie") }
            #expect(cookie?.contains("Secure") == true && cookie?.contains("HttpOnly") == true, "\(signedIn)")
            let plain = try RawConnection(address.replacing("https", with: "http"))
            plain.send("GET /health HTTP/1.1\r\nHost: s\r\n\r\n")
            #expect(plain.receiveAll()?.contains("HTTP/1.1") == false)
        }
    }

    @Test func aKeyThatIsAnotherCertificatesIsNamed() async throws {
        let folder = try SlipFolder()
        try Self.makeCertificate(in: folder)
        try Self.makeCertificate(in: folder, named: "other")
        let station = try ServedStation(
            folder: folder, station: #"listen: "127.0.0.1:0", tls: {certificate: station.pem, key: other-key.pem}"#)
        // The service goes on, and the station never listens.
        await #expect(throws: ServedStationFailure.self) { try await station.start(within: .milliseconds(1)) }
        _ = try? await station.waitForLog(/must be PEM files that belong together/)
        #expect(station.log.contains("must be PEM files that belong together"), "\(station.log)")
        await station.stop()
    }
}
