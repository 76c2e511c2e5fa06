import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_MAPPING, readMapping } from '../../events/tables/mapping.js';
import type { Mapping } from '../../events/tables/mapping.js';
import type { County } from '../../events/values/county.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { errorCode } from '../system-reason.js';
import { makeOwnFolder, writeOwnFile } from './durable-files.js';

/** Most bytes of a mapping. */
export const MAPPING_BYTES_MAX = 256 * 1024;

/** A county's mapping as it is kept, and as it is read. */
export interface KeptMapping {
  /** The JSON value that was given; null where there is none. */
  readonly value: unknown;
  readonly mapping: Mapping;
}

/** The mapping of a county; that of one that writes as the ledger does where none is kept. */
export async function mappingOfCounty(exchange: string, county: County): Promise<KeptMapping> {
  const path = mappingPath(exchange, county);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { value: null, mapping: NO_MAPPING };
    throw error;
  }
  const value = jsonOf(text);
  const read = readMapping(value);
  if (read.kind === 'mapping') return { value, mapping: read.mapping };
  throw new Error(`${path}: ${read.message} Mend it, or give the mapping anew.`);
}

/** What is no JSON is no object either, and `readMapping` says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a county's mapping in place of the one before; refused where it is none. */
export async function keepMapping(
  exchange: string,
  { county, value }: { readonly county: County; readonly value: unknown },
): Promise<Outcome<unknown>> {
  // First: what is nested deeper than a mapping cannot be written.
  const read = readMapping(value);
  if (read.kind === 'fault') return refusedByRule('INVALID_FIELD', read.message);
  const text = JSON.stringify(value, null, 2);
  if (Buffer.byteLength(text) > MAPPING_BYTES_MAX) {
    return refusedByRule('INVALID_FIELD', 'The mapping is larger than 256 KiB: leave codes out.');
  }
  await makeOwnFolder(join(exchange, county));
  await writeOwnFile(mappingPath(exchange, county), [`${text}\n`]);
  return done(value);
}

function mappingPath(exchange: string, county: County): string {
  return join(exchange, county, 'mapping.json');
}
