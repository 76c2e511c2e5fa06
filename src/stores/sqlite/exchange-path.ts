/** Where files from counties are in a data folder and in a backup: kept copies, receipts, mappings. */
export const EXCHANGE_FOLDER = 'intake';

/** The paths that are copied; a name that is no such path is nobody's, or a draft. */
export const EXCHANGE_PATH =
  /^intake\/(?:token|watched|\d\d\/(?:(?:mapping|settings|sent)\.json|\d{8}\/[a-z]+\.(?:age|json|ndjson)|by-sha256\/[0-9a-f]{64}-[A-Za-z]+-[a-z.]+))$/u;
