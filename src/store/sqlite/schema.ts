/**
 * The tables of a ledger file. Design notes, each of them measured (docs/decisions):
 *
 * - A record's row is found by its position only. The records of a subject are chained by position (`previous`,
 *   with the chain's end in `chain_ends`), as are the `ChildAddedToCase` rows that name one child (`previous_naming`):
 *   an index over millions of rows in another order than theirs would cost more to write than the rows.
 * - Ids are found through `id_runs`, for the same reason: random ids in a B-tree make every insert
 *   touch a page of its own. A run holds the keys of a range of positions; see id-runs.ts.
 * - Leaf hashes are kept apart from the records, 256 in a row, with the hash of each full row, so that
 *   the root at any size is at hand, and so that a record's content can go while its leaf hash stays.
 * - Each row has a CRC-32 over all its columns. It is looked at whenever the row is read.
 */
export const LEDGER_TABLES = `
CREATE TABLE ledger (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  county TEXT NOT NULL,
  size INTEGER NOT NULL,
  last_recorded INTEGER NOT NULL,
  subjects INTEGER NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE records (
  position INTEGER PRIMARY KEY,
  recorded INTEGER NOT NULL,
  type INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  corrects INTEGER NOT NULL,
  root INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  ref2 INTEGER NOT NULL,
  previous INTEGER NOT NULL,
  previous_naming INTEGER NOT NULL,
  body TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE subjects (
  number INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  id TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE chain_ends (
  block INTEGER PRIMARY KEY,
  ends BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE id_runs (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  keys BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE tiles (
  tile INTEGER PRIMARY KEY,
  leaves BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE tile_roots (
  tile INTEGER PRIMARY KEY,
  root BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
`;

/** `PLUM`, in the file's header: SQLite's `application_id`. */
export const APPLICATION_ID = 0x504c_554d;

/** SQLite's `user_version` of a ledger file. A file with a greater one is of a newer program. */
export const LEDGER_FORMAT = 1;

/** Positions and subject numbers are at most this: they are kept in 32 bits here and there. */
export const POSITION_MAX = 0xffff_ffff;
