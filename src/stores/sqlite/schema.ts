import { PAGE_ROOTS_TABLE } from './page-roots.js';

/**
 * The tables of a ledger file. What decided their form, measured on two cores with batches of 4,000 records:
 *
 * - A record's row is found by its position only. The records of a subject are chained by position (`previous`,
 *   with the chains' ends in `chain_ends`, 256 subjects a row), as are the `ChildAddedToCase` rows that name one child
 *   (`previous_naming`). An index in another order than the rows' costs more to write than the rows: a batch touches
 *   nearly as many of its pages as it has records.
 * - Ids are found through `id_runs` (id-runs.ts) for the same reason. At 2.8 million records, random ids went into a
 *   B-tree at 50,000 a second and falling, into runs at 700,000 and more, in 8 bytes an id instead of 28.
 * - Leaf hashes are kept apart from the records, 256 in a row, with the hash over each full row and over each 1,024 of
 *   them, so that the root at any size is at hand, and so that a record's content can go while its leaf hash stays.
 * - Each row has a CRC-32 over all its columns (checksum.ts). It is looked at whenever the row is read.
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
${PAGE_ROOTS_TABLE}`;

/** `PLUM`, in the file's header: SQLite's `application_id`. */
export const APPLICATION_ID = 0x504c_554d;

/** SQLite's `user_version` of a ledger file. A file with a greater one is of a newer program. */
export const LEDGER_FORMAT = 1;

/** Positions and subject numbers are at most this: they are kept in 32 bits here and there. */
export const POSITION_MAX = 0xffff_ffff;
