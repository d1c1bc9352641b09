-- The schema as version 2 of the database had it. It stands still: what is released is not changed.
CREATE TABLE aliases (old TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE cards (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL,
    deck TEXT NOT NULL,
    position INTEGER,
    needs TEXT NOT NULL DEFAULT '',
    ease INTEGER,
    interval_days INTEGER,
    repetitions INTEGER,
    due_day INTEGER,
    lapses INTEGER,
    first_day INTEGER,
    last_day INTEGER,
    last_grade INTEGER,
    last_order_ms INTEGER,
    suspended INTEGER NOT NULL DEFAULT 0,
    buried_day INTEGER,
    advanced INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID
;
CREATE TABLE decks (name TEXT PRIMARY KEY, title TEXT NOT NULL, path TEXT NOT NULL,
       own INTEGER NOT NULL, cards INTEGER NOT NULL, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE journal (
    device TEXT NOT NULL CHECK (length(device) BETWEEN 1 AND 64),
    seq INTEGER NOT NULL CHECK (seq > 0),
    order_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('answer', 'try', 'practice', 'cram', 'quiz', 'placed', 'advance',
                                       'suspend', 'resume', 'bury', 'reset', 'undo')),
    card TEXT NOT NULL CHECK (length(card) > 0),
    grade INTEGER CHECK (grade BETWEEN 0 AND 5),
    elapsed_ms INTEGER CHECK (elapsed_ms >= 0),
    target_device TEXT,
    target_seq INTEGER,
    detail TEXT NOT NULL CHECK (length(detail) >= 2),
    checksum TEXT NOT NULL CHECK (length(checksum) = 16),
    PRIMARY KEY (device, seq),
    CHECK (kind <> 'answer' OR grade IS NOT NULL),
    CHECK ((kind = 'undo') = (target_seq IS NOT NULL)),
    CHECK ((target_device IS NULL) = (target_seq IS NULL))
) STRICT
;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE quiz_standings (quiz TEXT PRIMARY KEY REFERENCES quizzes (id) ON DELETE CASCADE,
       standing TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE quizzes (id TEXT PRIMARY KEY, drawn TEXT NOT NULL, begun_ms INTEGER NOT NULL)
       STRICT, WITHOUT ROWID;
CREATE INDEX cards_advanced ON cards (position) WHERE advanced = 1;
CREATE INDEX cards_due ON cards (due_day, position, last_day, buried_day, suspended, advanced)
       WHERE due_day IS NOT NULL AND position IS NOT NULL;
CREATE INDEX cards_entry ON cards (entry);
CREATE INDEX cards_of_day ON cards (last_day);
CREATE INDEX cards_unseen ON cards (position) WHERE due_day IS NULL AND position IS NOT NULL;
CREATE INDEX journal_card ON journal (card);
CREATE INDEX journal_order ON journal (order_ms, device, seq);
CREATE INDEX journal_target ON journal (target_device, target_seq) WHERE target_seq IS NOT NULL;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
PRAGMA application_id=1718383464;
PRAGMA user_version=2;
