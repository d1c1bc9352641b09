-- The schema as version 5 of the database had it. It stands still: what is released is not changed.
CREATE TABLE aliases (old TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE card_heaps (what INTEGER NOT NULL, value INTEGER NOT NULL, suspended INTEGER NOT NULL,
       cards INTEGER NOT NULL, PRIMARY KEY (what, value, suspended)) STRICT, WITHOUT ROWID;
CREATE TABLE card_stages (deck TEXT NOT NULL, stage INTEGER NOT NULL, suspended INTEGER NOT NULL,
       cards INTEGER NOT NULL, PRIMARY KEY (deck, stage, suspended)) STRICT, WITHOUT ROWID;
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
CREATE TABLE tally_answers (kind TEXT NOT NULL, order_ms INTEGER NOT NULL, device TEXT NOT NULL,
       seq INTEGER NOT NULL, day INTEGER NOT NULL, answers INTEGER NOT NULL, "right" INTEGER NOT NULL,
       PRIMARY KEY (kind, order_ms, device, seq, day)) STRICT, WITHOUT ROWID;
CREATE TABLE tally_days (deck TEXT NOT NULL, day INTEGER NOT NULL, state TEXT NOT NULL, grade_0 INTEGER NOT NULL, grade_1 INTEGER NOT NULL, grade_2 INTEGER NOT NULL, grade_3 INTEGER NOT NULL, grade_4 INTEGER NOT NULL, grade_5 INTEGER NOT NULL,
        ms INTEGER NOT NULL, PRIMARY KEY (deck, day, state)) STRICT, WITHOUT ROWID;
CREATE TABLE tally_hours (deck TEXT NOT NULL, day INTEGER NOT NULL, hour INTEGER NOT NULL,
        reviews INTEGER NOT NULL, passed INTEGER NOT NULL, PRIMARY KEY (deck, day, hour)) STRICT, WITHOUT ROWID;
CREATE TABLE tally_problems (deck TEXT NOT NULL, day INTEGER NOT NULL, kind TEXT NOT NULL, slip TEXT NOT NULL,
        answers INTEGER NOT NULL, "right" INTEGER NOT NULL, PRIMARY KEY (deck, day, kind, slip))
        STRICT, WITHOUT ROWID;
CREATE TABLE unsettled (number INTEGER PRIMARY KEY, deck TEXT NOT NULL,
       cards INTEGER, stage INTEGER, suspended INTEGER, due_day INTEGER, interval_days INTEGER, ease INTEGER,
       reviews INTEGER, day INTEGER, state TEXT, hour INTEGER, grade INTEGER, ms INTEGER) STRICT;
CREATE INDEX cards_advanced ON cards (position) WHERE advanced = 1;
CREATE INDEX cards_buried ON cards (buried_day) WHERE buried_day IS NOT NULL;
CREATE INDEX cards_due ON cards (due_day, position, last_day, buried_day, suspended, advanced, interval_days)
       WHERE due_day IS NOT NULL AND position IS NOT NULL;
CREATE INDEX cards_entry ON cards (entry);
CREATE INDEX cards_lapsed ON cards (lapses, ease, suspended, position)
       WHERE lapses IS NOT NULL AND position IS NOT NULL;
CREATE INDEX cards_needing ON cards (entry, needs, repetitions, position) WHERE needs <> '';
CREATE INDEX cards_of_day ON cards (last_day, position);
CREATE INDEX cards_place ON cards (position) WHERE position >= 0;
CREATE INDEX cards_suspended ON cards (id) WHERE suspended = 1;
CREATE INDEX cards_unseen ON cards (position) WHERE due_day IS NULL AND position IS NOT NULL;
CREATE INDEX journal_card ON journal (card, order_ms, device, seq, kind, day, grade, elapsed_ms);
CREATE INDEX journal_order ON journal (order_ms, day);
CREATE INDEX journal_target ON journal (target_device, target_seq) WHERE target_seq IS NOT NULL;
CREATE TRIGGER cards_are_counted AFTER UPDATE OF ease, interval_days, repetitions, due_day, suspended ON cards
        WHEN NEW.position IS NOT NULL BEGIN
        INSERT INTO unsettled (cards, deck, stage, suspended, due_day, interval_days, ease)
        VALUES (-1, OLD.deck, CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END, OLD.suspended, OLD.due_day, OLD.interval_days, OLD.ease), (1, NEW.deck, CASE WHEN NEW.ease IS NULL THEN 0 WHEN NEW.repetitions < 2 THEN 1 ELSE 2 END, NEW.suspended, NEW.due_day, NEW.interval_days, NEW.ease); END;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
PRAGMA application_id=1718383464;
PRAGMA user_version=5;
