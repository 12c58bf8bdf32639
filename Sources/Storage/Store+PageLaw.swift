internal import Foundation
internal import Paperwork
internal import SQLAccess

extension Store {
    /// Pages scanned = pages in documents + blank pages dropped + pages set aside + pages not looked at yet; and each
    /// document has the pages that it says it has.
    ///
    /// - Throws: `Trouble` where it is not so; the transaction that it is called in is undone with it.
    func assertPageLaw(batch: String, _ connection: SQLConnection) throws(Trouble) {
        let broken = try connection.row(
            """
            SELECT 'pages ' || count(number) || ' of ' || (next_page - 1) AS detail
            FROM batch LEFT JOIN page ON page.batch = batch.id WHERE batch.id = ?1
            GROUP BY batch.id HAVING count(number) <> next_page - 1 OR coalesce(max(number), 0) <> next_page - 1
            UNION ALL
            SELECT 'document ' || id || ' names ' || page_count || ' pages' FROM document
            WHERE batch = ?1 AND page_count <> (SELECT count(*) FROM page WHERE page.document = document.id)
            UNION ALL
            SELECT 'page ' || page.number || ' names a document of another batch'
            FROM page JOIN document ON document.id = page.document
            WHERE page.batch = ?1 AND document.batch <> page.batch
            LIMIT 1
            """, [.text(batch)])
        if let broken { throw .brokenPageLaw(try broken.text("detail")) }
    }
}

extension Trouble {
    static func brokenPageLaw(_ detail: String) -> Trouble {
        Trouble(
            .store,
            Wording(
                ja: "ページ数が合わないため、記録しませんでした(\(detail))。",
                en: "The pages do not add up, so nothing was recorded: \(detail)."),
            remedy: Wording(
                ja: "もう一度処理してください。続く場合は、この文を添えて管理者にご連絡ください。",
                en: "Process the batch again; if it happens again, show this message to the administrator."))
    }
}
