-- The schema as version 4 of the database had it. It stands still: what is released is not changed.
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
CREATE INDEX cards_advanced ON cards (position) WHERE advanced = 1;
CREATE INDEX cards_buried ON cards (buried_day) WHERE buried_day IS NOT NULL;
CREATE INDEX cards_due ON cards (due_day, position, last_day, buried_day, suspended, advanced)
       WHERE due_day IS NOT NULL AND position IS NOT NULL;
CREATE INDEX cards_entry ON cards (entry);
CREATE INDEX cards_lapsed ON cards (lapses, ease, interval_days, suspended, position)
       WHERE lapses IS NOT NULL AND position IS NOT NULL;
CREATE INDEX cards_needing ON cards (entry, needs, repetitions, position) WHERE needs <> '';
CREATE INDEX cards_of_day ON cards (last_day, position);
CREATE INDEX cards_place ON cards (position) WHERE position >= 0;
CREATE INDEX cards_suspended ON cards (id) WHERE suspended = 1;
CREATE INDEX cards_unseen ON cards (position) WHERE due_day IS NULL AND position IS NOT NULL;
CREATE INDEX journal_card ON journal (card, order_ms, device, seq, kind, day, grade, elapsed_ms);
CREATE INDEX journal_order ON journal (order_ms, device, seq);
CREATE INDEX journal_target ON journal (target_device, target_seq) WHERE target_seq IS NOT NULL;
CREATE TRIGGER cards_by_due_day_come AFTER INSERT ON cards WHEN NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 1, NEW.due_day, NEW.suspended, 1 WHERE NEW.due_day IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_due_day_go AFTER DELETE ON cards WHEN OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 1 AND value = OLD.due_day AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 1 AND value = OLD.due_day AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_due_day_move_from AFTER UPDATE OF position, suspended, due_day ON cards WHEN (OLD.due_day IS NOT NEW.due_day OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 1 AND value = OLD.due_day AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 1 AND value = OLD.due_day AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_due_day_move_to AFTER UPDATE OF position, suspended, due_day ON cards WHEN (OLD.due_day IS NOT NEW.due_day OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 1, NEW.due_day, NEW.suspended, 1 WHERE NEW.due_day IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_ease_come AFTER INSERT ON cards WHEN NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 3, NEW.ease, NEW.suspended, 1 WHERE NEW.ease IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_ease_go AFTER DELETE ON cards WHEN OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 3 AND value = OLD.ease AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 3 AND value = OLD.ease AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_ease_move_from AFTER UPDATE OF position, suspended, ease ON cards WHEN (OLD.ease IS NOT NEW.ease OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 3 AND value = OLD.ease AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 3 AND value = OLD.ease AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_ease_move_to AFTER UPDATE OF position, suspended, ease ON cards WHEN (OLD.ease IS NOT NEW.ease OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 3, NEW.ease, NEW.suspended, 1 WHERE NEW.ease IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_interval_days_come AFTER INSERT ON cards WHEN NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 2, NEW.interval_days, NEW.suspended, 1 WHERE NEW.interval_days IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_interval_days_go AFTER DELETE ON cards WHEN OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 2 AND value = OLD.interval_days AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 2 AND value = OLD.interval_days AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_interval_days_move_from AFTER UPDATE OF position, suspended, interval_days ON cards WHEN (OLD.interval_days IS NOT NEW.interval_days OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND OLD.position IS NOT NULL BEGIN UPDATE card_heaps SET cards = cards - 1 WHERE what = 2 AND value = OLD.interval_days AND suspended = OLD.suspended; DELETE FROM card_heaps WHERE what = 2 AND value = OLD.interval_days AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_interval_days_move_to AFTER UPDATE OF position, suspended, interval_days ON cards WHEN (OLD.interval_days IS NOT NEW.interval_days OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND NEW.position IS NOT NULL BEGIN INSERT INTO card_heaps SELECT 2, NEW.interval_days, NEW.suspended, 1 WHERE NEW.interval_days IS NOT NULL
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_stage_come AFTER INSERT ON cards WHEN NEW.position IS NOT NULL BEGIN INSERT INTO card_stages VALUES (NEW.deck, CASE WHEN NEW.ease IS NULL THEN 0 WHEN NEW.repetitions < 2 THEN 1 ELSE 2 END, NEW.suspended, 1)
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER cards_by_stage_go AFTER DELETE ON cards WHEN OLD.position IS NOT NULL BEGIN UPDATE card_stages SET cards = cards - 1 WHERE deck = OLD.deck AND stage = CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END AND suspended = OLD.suspended; DELETE FROM card_stages WHERE deck = OLD.deck AND stage = CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_stage_move_from AFTER UPDATE OF position, suspended, ease, repetitions ON cards WHEN (CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END <> CASE WHEN NEW.ease IS NULL THEN 0 WHEN NEW.repetitions < 2 THEN 1 ELSE 2 END OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND OLD.position IS NOT NULL BEGIN UPDATE card_stages SET cards = cards - 1 WHERE deck = OLD.deck AND stage = CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END AND suspended = OLD.suspended; DELETE FROM card_stages WHERE deck = OLD.deck AND stage = CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END AND suspended = OLD.suspended AND cards = 0; END;
CREATE TRIGGER cards_by_stage_move_to AFTER UPDATE OF position, suspended, ease, repetitions ON cards WHEN (CASE WHEN OLD.ease IS NULL THEN 0 WHEN OLD.repetitions < 2 THEN 1 ELSE 2 END <> CASE WHEN NEW.ease IS NULL THEN 0 WHEN NEW.repetitions < 2 THEN 1 ELSE 2 END OR OLD.suspended IS NOT NEW.suspended OR (OLD.position IS NULL) <> (NEW.position IS NULL)) AND NEW.position IS NOT NULL BEGIN INSERT INTO card_stages VALUES (NEW.deck, CASE WHEN NEW.ease IS NULL THEN 0 WHEN NEW.repetitions < 2 THEN 1 ELSE 2 END, NEW.suspended, 1)
              ON CONFLICT DO UPDATE SET cards = cards + 1; END;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
       BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
PRAGMA application_id=1718383464;
PRAGMA user_version=4;
