/// The keys of a site file.
enum SiteKeys {
    static let root = KeySet(
        "root",
        optional: [
            "data", "store", "workers", "workflows", "registers", "station", "plan", "keep", "limits", "secrets",
            "time-zone", "labour",
        ])
    static let labour = KeySet("labour", required: ["grades", "standard"], optional: ["error-minutes"])
    static let station = KeySet("station", optional: ["listen", "tls", "language", "planted-errors"])
    static let tls = KeySet("tls", required: ["certificate", "key"])
    static let keep = KeySet("keep", optional: ["pages", "audit", "waiting"])
    static let limits = KeySet(
        "limits", optional: ["pixels", "pages", "megabytes", "page-seconds", "worker-megabytes"])

    static let all = [root, station, tls, keep, limits, labour, RegisterReader.keys]
}
