/// The keys of a site file.
enum SiteKeys {
    static let root = KeySet(
        "root",
        optional: [
            "data", "store", "workers", "workflows", "registers", "station", "plan", "keep", "limits", "secrets",
            "time-zone", "labour",
            "holidays", "notify",
        ])
    static let labour = KeySet("labour", required: ["grades", "standard"], optional: ["error-minutes"])
    static let station = KeySet("station", optional: ["listen", "tls", "language", "planted-errors"])
    static let tls = KeySet("tls", required: ["certificate", "key"])
    static let keep = KeySet("keep", optional: ["pages", "audit", "waiting"])
    static let limits = KeySet(
        "limits", optional: ["pixels", "pages", "megabytes", "page-seconds", "worker-megabytes"])

    static let notify = KeySet("notify", optional: ["mail", "webhook", "template"])
    static let mail = KeySet("mail", required: ["server", "from", "to"], optional: ["credentials"])
    static let webhook = KeySet("webhook", required: ["url"], optional: ["credentials", "body"])

    static let all = [notify, mail, webhook, root, station, tls, keep, limits, labour, RegisterReader.keys]
}
