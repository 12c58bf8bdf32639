import Foundation

/// The tables that come with this room.
enum Resources {
    /// The lines of a UTF-8 text file. Lines that begin with `#` name the source and are left out.
    static func lines(_ file: String) -> [Substring] {
        guard let url = Bundle.module.url(forResource: file, withExtension: nil),
            let text = try? String(contentsOf: url, encoding: .utf8)
        else {
            // A build without its own resources can do nothing right.
            preconditionFailure("The resource \(file) is missing from this build")
        }
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    }
}
