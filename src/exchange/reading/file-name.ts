import { typeOfTable } from '../../../events/tables/file-type.js';
import type { RecordType } from '../../../events/registry.js';
import { OtherKind } from '../../input/input-faults.js';

/** What a file holds in the end. */
export type Content =
  { readonly kind: 'ndjson' } | { readonly kind: 'csv' | 'xlsx'; readonly type: RecordType };

/** What a file is by its name. */
export interface NamedFile {
  /** As a receipt has it, as in `csv.gz.age`. */
  readonly format: string;
  readonly isAge: boolean;
  readonly body: Content | { readonly kind: 'zip' };
  readonly isGzip: boolean;
}

const CONTENTS = '.ndjson, .csv or .xlsx';

/**
 * What a file is by its name (contract/intake.md, Formats): `.ndjson`, `.csv`, `.xlsx`, each perhaps with `.gz`, or a
 * `.zip` of such; any of them perhaps with `.age`. Throws `OtherKind` for any other.
 */
export function namedFile(name: string): NamedFile {
  const isAge = hasEnd(name, '.age');
  const sealed = isAge ? name.slice(0, -4) : name;
  const isGzip = hasEnd(sealed, '.gz');
  const packed = isGzip ? sealed.slice(0, -3) : sealed;
  const format = (kind: string): string => `${kind}${isGzip ? '.gz' : ''}${isAge ? '.age' : ''}`;
  if (hasEnd(packed, '.zip')) {
    if (isGzip) throw nested('a ZIP archive within .gz');
    return { format: format('zip'), isAge, isGzip: false, body: { kind: 'zip' } };
  }
  const body = contentOf(packed);
  return { format: format(body.kind), isAge, isGzip, body };
}

/** What a member of an archive is by its name. Throws `OtherKind`; what is packed once more is not unpacked. */
export function contentOf(name: string): Content {
  if (hasEnd(name, '.ndjson')) return { kind: 'ndjson' };
  const kind = hasEnd(name, '.csv') ? 'csv' : hasEnd(name, '.xlsx') ? 'xlsx' : null;
  if (kind === null) {
    if (['.zip', '.gz', '.age'].some((end) => hasEnd(name, end))) {
      throw nested('packed more than once');
    }
    throw new OtherKind(
      `named as no kind of file that is taken`,
      `give it a name that ends in ${CONTENTS}, and perhaps .gz, .zip or .age behind that`,
    );
  }
  const type = typeOfTable(name);
  if (type !== null) return { kind, type };
  throw new OtherKind(
    'a table whose name begins with no record type',
    `name it after its records' type, for example CollectionReceived-2006-09.${kind}`,
  );
}

function nested(what: string): OtherKind {
  return new OtherKind(what, 'pack it once, or send what is in it');
}

function hasEnd(name: string, end: string): boolean {
  return name.toLowerCase().endsWith(end) && name.length > end.length;
}
