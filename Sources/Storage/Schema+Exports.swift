internal import SQLAccess

extension Schema {
    /// What a batch's exports wait for, which documents each of them holds, and whose each name in the outbox is.
    ///
    /// `batch.parts` counts the exports that were written; a document is in the one with the number `export_part`, from 1,
    /// or in none yet. A name belongs to one batch for ever: what may stand under it are the bytes `standing` and, while an
    /// export is being written, `coming`. Batches from before count their time as they did, when a document is settled.
    @Sendable static func exports(in dialect: SQLDialect) -> String {
        """
        ALTER TABLE batch ADD COLUMN export_rule \(dialect.text) NOT NULL DEFAULT 'none'
            CHECK (export_rule IN ('none', 'whole', 'parts'));
        ALTER TABLE batch ADD COLUMN parts \(dialect.integer) NOT NULL DEFAULT 0 CHECK (parts >= 0);
        ALTER TABLE document ADD COLUMN export_part \(dialect.integer)
            CHECK (export_part IS NULL OR (export_part >= 1 AND state = 'done'));
        UPDATE batch SET parts = 1 WHERE state = 'finished';
        UPDATE document SET export_part = 1
            WHERE state = 'done' AND batch IN (SELECT id FROM batch WHERE state = 'finished');
        CREATE INDEX batch_to_export ON batch (priority, received, id)
            WHERE state = 'split' AND export_rule = 'parts' AND unsettled > 0 AND claimed_by IS NULL;

        CREATE TABLE export_name (
            path \(dialect.text) PRIMARY KEY NOT NULL,
            batch \(dialect.text) NOT NULL REFERENCES batch (id),
            step \(dialect.integer) NOT NULL CHECK (step >= 0),
            part \(dialect.integer) NOT NULL CHECK (part >= 0),
            standing \(dialect.text),
            coming \(dialect.text) NOT NULL
        )\(dialect.strict);
        CREATE INDEX export_name_batch ON export_name (batch);
        INSERT INTO export_name (path, batch, step, part, standing, coming)
            SELECT path, batch, step, 0, sha256, sha256 FROM export_file
            WHERE NOT EXISTS (SELECT 1 FROM export_file AS later WHERE later.path = export_file.path
                AND (later.written > export_file.written
                    OR (later.written = export_file.written AND later.batch > export_file.batch)
                    OR (later.written = export_file.written AND later.batch = export_file.batch
                        AND later.step > export_file.step)));
        """
    }
}
