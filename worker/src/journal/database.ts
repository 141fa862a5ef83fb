import { DatabaseSync } from 'node:sqlite'

/**
 * A row is written before the message that it stands for is sent, so after a crash the journal knows at least as much
 * as anybody else. `done`: the last receipt is signed. `acked`: the relayer has the newest receipt, or there is none.
 */
const SCHEMA = `
  CREATE TABLE shares (
    ticket TEXT NOT NULL,
    share INTEGER NOT NULL,
    session TEXT NOT NULL,
    seq INTEGER NOT NULL,
    signed TEXT NOT NULL,
    routing TEXT NOT NULL,
    first_image INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    opening BLOB NOT NULL,
    accepted_at INTEGER NOT NULL,
    accept_signature TEXT NOT NULL,
    redeem_by INTEGER NOT NULL,
    cancel_steps INTEGER,
    done INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 1,
    outcome TEXT,
    PRIMARY KEY (ticket, share),
    UNIQUE (session, seq)
  ) STRICT;
  CREATE INDEX shares_unfinished ON shares (accepted_at) WHERE outcome IS NULL AND done = 0;
  CREATE INDEX shares_unacknowledged ON shares (accepted_at) WHERE outcome IS NULL AND acked = 0;
  CREATE INDEX shares_by_end ON shares (outcome, redeem_by);
  CREATE TABLE images (
    ticket TEXT NOT NULL,
    share INTEGER NOT NULL,
    image INTEGER NOT NULL,
    image_hash TEXT NOT NULL,
    trace_root TEXT NOT NULL,
    steps INTEGER NOT NULL,
    blob TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    completed_at INTEGER NOT NULL,
    PRIMARY KEY (ticket, share, image)
  ) STRICT;
  CREATE TABLE receipts (
    ticket TEXT NOT NULL,
    share INTEGER NOT NULL,
    images INTEGER NOT NULL,
    last INTEGER NOT NULL,
    receipt TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (ticket, share, last, images)
  ) STRICT;
  CREATE TABLE reports (
    batch TEXT PRIMARY KEY,
    lines TEXT NOT NULL,
    receipts_root TEXT NOT NULL,
    time INTEGER NOT NULL,
    signature TEXT NOT NULL
  ) STRICT;
  CREATE TABLE daily_keys (
    seq INTEGER PRIMARY KEY,
    certificate TEXT NOT NULL,
    secret BLOB NOT NULL,
    not_after INTEGER NOT NULL
  ) STRICT;
`

const SCHEMA_VERSION = 1

/** Durable before it returns: a commit is on the disk, not in a cache. */
export const openDatabase = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path)
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000')
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  if (version === 0) {
    transact(database, () => database.exec(`${SCHEMA}; PRAGMA user_version = ${SCHEMA_VERSION}`))
  }
  return database
}

export const transact = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
