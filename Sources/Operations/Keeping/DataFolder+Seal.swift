package import Engine
internal import Foundation
package import Paperwork
package import Storage

extension DataFolder {
    /// What signs the next month that is closed.
    ///
    /// - Parameter isNew: signs with another key than the months before where theirs is lost.
    /// - throws: `Trouble` where months are signed, and their key is not there or is another one.
    package func seal(for store: Store, isNew: Bool) throws -> LedgerSeal {
        let last = try store.lastPublicKey()
        let seal = try LedgerSeal(keyFile: ledgerKey, makesKey: last == nil || isNew)
        guard let last, last != seal.publicKey, !isNew else { return seal }
        throw Self.otherKey(ledgerKey)
    }

    /// Why the next month can't be closed with the key that is there; nil where it can, or where no month is closed.
    func sealTrouble(for store: Store) throws -> Trouble? {
        guard try store.lastPublicKey() != nil else { return nil }
        do {
            _ = try seal(for: store, isNew: false)
            return nil
        } catch let trouble as Trouble {
            return trouble
        }
    }

    private static func otherKey(_ file: URL) -> Trouble {
        Trouble(
            .file,
            Wording(
                ja: "月締めの鍵 \(file.path) は、これまでの月に署名した鍵と違います。",
                en: "the key for closing months is not the one that signed the months before: \(file.path)"),
            remedy: Wording(
                ja: "バックアップの keys/ledger.key を戻してください。鍵を替えたときは tema ledger close に --new-key を付けてください。",
                en: "bring back keys/ledger.key from a backup; where the key was changed on purpose, give --new-key to "
                    + "tema ledger close"))
    }
}
