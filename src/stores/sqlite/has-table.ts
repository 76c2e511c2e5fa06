import type SQLite from 'better-sqlite3';

/** Whether a file has a table: those that are derived, or came later, are missing in some. */
export function hasTable(database: SQLite.Database, name: string): boolean {
  const found = database
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")
    .get(name);
  return found !== undefined;
}
