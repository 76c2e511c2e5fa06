import type { County } from '../../../events/values/county.js';
import { readMapping } from '../../../events/tables/mapping.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import type { StoredBytes } from '../../input/tables/stored-bytes.js';
import { done, refusedByRule } from '../../ports/outcome.js';
import type { Outcome } from '../../ports/outcome.js';
import { namedFile } from './file-name.js';
import { previewOf } from './preview.js';
import type { TablePreview } from './preview.js';

/** Most bytes of a table that are looked at; of a larger one of CSV its beginning. */
export const PREVIEW_BYTES_MAX = 8 * 1024 * 1024;

/** A table that is shown and not kept, and by which mapping. */
export interface TableToShow {
  readonly county: County;
  readonly file: string;
  /** The JSON value of a mapping; null for the one that is kept. */
  readonly mapping: unknown;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/**
 * What the first rows of a table would become, nothing taken and nothing kept. Refused, `INVALID_FIELD`, where it is no
 * table or the mapping is none.
 *
 * @param keptMapping - the value of the county's own
 */
export async function previewOfSent(
  { county, file, mapping: given, chunks }: TableToShow,
  keptMapping: () => Promise<unknown>,
): Promise<Outcome<TablePreview>> {
  const read = readMapping(given ?? (await keptMapping()) ?? {});
  if (read.kind === 'fault') return refusedByRule('INVALID_FIELD', read.message);
  const { mapping } = read;
  try {
    const named = namedFile(file);
    // What is encrypted is for the service that takes it: nobody shows it here.
    const received = { name: file, named, county, mapping, identity: '' };
    return done(await previewOf(received, await beginningOf(chunks)));
  } catch (error) {
    if (!(error instanceof BrokenInput || error instanceof OtherKind)) throw error;
    return refusedByRule('INVALID_FIELD', `The file cannot be shown: ${error.message}`);
  }
}

async function beginningOf(chunks: AsyncIterable<Uint8Array>): Promise<StoredBytes> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length >= PREVIEW_BYTES_MAX) break;
  }
  const bytes = Buffer.concat(parts);
  return {
    size: bytes.length,
    read: (offset, count) => Promise.resolve(bytes.subarray(offset, offset + count)),
  };
}
