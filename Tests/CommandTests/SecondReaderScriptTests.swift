import Foundation
import Slips
import Testing

/// The script that lays the second reader takes nothing but what is pinned.
@Suite struct SecondReaderScriptTests {
    private func install(wheels: [String]) throws -> (said: String, isLaid: Bool) {
        let folder = try SlipFolder()
        for wheel in wheels { try folder.write("this is no wheel\n", to: "wheels/\(wheel)") }
        if wheels.isEmpty {
            try FileManager.default.createDirectory(at: folder.file("wheels"), withIntermediateDirectories: true)
        }
        let script = HouseTests.root.appending(path: "Scripts/install-second-reader")
        let process = Process()
        process.executableURL = script
        process.arguments = [folder.file("wheels").path]
        let target = folder.file("second-reader")
        process.environment = ProcessInfo.processInfo.environment.merging(["TEMA_SECOND_READER": target.path]) { $1 }
        let pipe = Pipe()
        (process.standardError, process.standardOutput) = (pipe, pipe)
        try process.run()
        let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "what can't be had stops nothing else")
        return (said, FileManager.default.fileExists(atPath: target.path))
    }

    @Test(arguments: [
        // The right names, another content.
        [
            "openvino-2026.4.1-1-cp311-cp311-manylinux_2_28_x86_64.whl", "rapidocr-3.10.0-py3-none-any.whl",
        ],
        // Other versions.
        [
            "openvino-2026.3.0-1-cp311-cp311-manylinux_2_28_x86_64.whl", "rapidocr-3.9.0-py3-none-any.whl",
        ], [],
    ]) func anotherWheelIsNotInstalled(wheels: [String]) throws {
        let (said, isLaid) = try install(wheels: wheels)
        #expect(said.contains("was not installed") || said.contains("no library for"))
        #expect(said.contains("Tesseract reads in its place"))
        #expect(!isLaid)
    }
}
