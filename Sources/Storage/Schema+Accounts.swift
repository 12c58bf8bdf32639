internal import SQLAccess

extension Schema {
    /// Who may use the station, and who is signed in. Of a session's and a token's secret only a digest is kept.
    @Sendable static func accounts(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE account (
            name \(dialect.text) PRIMARY KEY NOT NULL,
            display \(dialect.text) NOT NULL,
            password \(dialect.text) NOT NULL,
            role \(dialect.text) NOT NULL CHECK (role IN ('clerk', 'it', 'manager', 'auditor')),
            departments \(dialect.text) NOT NULL,
            language \(dialect.text) CHECK (language IN ('ja', 'en')),
            created \(dialect.integer) NOT NULL,
            is_closed \(dialect.integer) NOT NULL CHECK (is_closed IN (0, 1)),
            failures \(dialect.integer) NOT NULL CHECK (failures >= 0),
            locked_until \(dialect.integer)
        )\(dialect.strict);

        CREATE TABLE session (
            digest \(dialect.text) PRIMARY KEY NOT NULL CHECK (length(digest) = 64),
            account \(dialect.text) NOT NULL REFERENCES account (name),
            kind \(dialect.text) NOT NULL CHECK (kind IN ('browser', 'token')),
            label \(dialect.text) NOT NULL,
            begun \(dialect.integer) NOT NULL,
            seen \(dialect.integer) NOT NULL,
            ends \(dialect.integer) NOT NULL
        )\(dialect.strict);
        CREATE INDEX session_account ON session (account);
        CREATE INDEX session_ends ON session (ends);
        """
    }

    /// What people do with the documents that wait for them.
    ///
    /// A document is held by one person at a time, until `until`; `token` tells the windows of one person apart.
    /// `review_first` is the one person who can't settle what is left, because it takes another than them. What was typed is kept
    /// with `review_entry` until the batch's pages are purged. `review_plant` holds the wrong values that people were shown
    /// on purpose, and whether they saw it: they are in no document. `set_aside_answer` says what a person did with a page
    /// that was set aside; it stays set aside in its batch.
    @Sendable static func review(in dialect: SQLDialect) -> String {
        """
        CREATE TABLE review_hold (
            document \(dialect.text) PRIMARY KEY NOT NULL REFERENCES document (id),
            account \(dialect.text) NOT NULL,
            token \(dialect.text) NOT NULL,
            until \(dialect.integer) NOT NULL
        )\(dialect.strict);
        CREATE INDEX review_hold_account ON review_hold (account);

        CREATE TABLE review_first (
            document \(dialect.text) PRIMARY KEY NOT NULL REFERENCES document (id),
            account \(dialect.text) NOT NULL
        )\(dialect.strict);

        CREATE TABLE review_later (
            document \(dialect.text) NOT NULL REFERENCES document (id),
            account \(dialect.text) NOT NULL,
            at \(dialect.integer) NOT NULL,
            PRIMARY KEY (document, account)
        )\(dialect.strict);

        CREATE TABLE review_entry (
            id \(dialect.countedKey),
            document \(dialect.text) NOT NULL REFERENCES document (id),
            field \(dialect.text) NOT NULL,
            account \(dialect.text) NOT NULL,
            action \(dialect.text) NOT NULL
                CHECK (action IN ('confirm', 'change', 'first', 'second', 'choose', 'waive', 'reject')),
            mode \(dialect.text) NOT NULL,
            value \(dialect.text),
            before \(dialect.text),
            ms \(dialect.integer) NOT NULL CHECK (ms >= 0),
            at \(dialect.integer) NOT NULL,
            is_undone \(dialect.integer) NOT NULL CHECK (is_undone IN (0, 1))
        )\(dialect.strict);
        CREATE INDEX review_entry_document ON review_entry (document, id);
        CREATE INDEX review_entry_account ON review_entry (account, id);

        CREATE TABLE review_plant (
            document \(dialect.text) NOT NULL REFERENCES document (id),
            account \(dialect.text) NOT NULL,
            field \(dialect.text) NOT NULL,
            shown \(dialect.text),
            mode \(dialect.text),
            is_caught \(dialect.integer) CHECK (is_caught IN (0, 1)),
            at \(dialect.integer) NOT NULL,
            PRIMARY KEY (document, account),
            CHECK ((is_caught IS NULL) = (mode IS NULL))
        )\(dialect.strict);
        CREATE INDEX review_plant_account ON review_plant (account, at);

        CREATE TABLE set_aside_answer (
            batch \(dialect.text) NOT NULL REFERENCES batch (id),
            page \(dialect.integer) NOT NULL CHECK (page >= 1),
            account \(dialect.text) NOT NULL,
            answer \(dialect.text) NOT NULL CHECK (answer IN ('moved', 'dismissed')),
            reason \(dialect.text) NOT NULL,
            at \(dialect.integer) NOT NULL,
            PRIMARY KEY (batch, page)
        )\(dialect.strict);

        CREATE INDEX audit_entry_at ON audit_entry (at);
        CREATE INDEX document_in_review ON document (priority, received, batch, number) WHERE state = 'review';
        """
    }
}
