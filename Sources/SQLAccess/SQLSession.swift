internal import Paperwork

/// One transaction on one engine; what `SQLConnection` offers is done here.
protocol SQLSession: AnyObject {
    var dialect: SQLDialect { get }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> Int
    func executeScript(_ sql: String) throws(Trouble)
    func rows(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> [SQLRow]
    func row(_ sql: String, _ arguments: [SQLValue]) throws(Trouble) -> SQLRow?
    func forEachRow(_ sql: String, _ arguments: [SQLValue], _ body: (SQLRow) throws -> Void) throws
    func hold(_ name: String) throws(Trouble)
    func announce() throws(Trouble)
}
