import { canonicalJson } from '../wire/canonical.js';
import type { County } from '../values/county.js';
import { formatInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { formatMonth } from '../values/month.js';
import type { Month } from '../values/month.js';
import { parsePep } from '../values/pep.js';
import type { Pep } from '../values/pep.js';
import { FIRST_EDITION, parseEdition } from '../form-editions.js';
import { readAct } from './act-schema.js';
import type { KeptLines } from './act-schema.js';

/** What a county submitted for a month: positions, hashes and cells, never rows or names of cases. */
export interface SubmittedReport {
  readonly month: Month;
  /** From 1, without gaps within the month. */
  readonly version: number;
  /** The ledger position that the report was frozen at. */
  readonly asOf: number;
  /** Merkle root of the ledger at `asOf`, 64 hexadecimal digits. */
  readonly root: string;
  /** SHA-256 of the canonical report, 64 hexadecimal digits. */
  readonly report: string;
  /** SHA-256 of the canonical trail rows of all lines, 64 hexadecimal digits. */
  readonly trail: string;
  /** The edition of the form that it was made under. */
  readonly form: string;
  /** The edition of the rules that it was computed by. */
  readonly edition: string;
  /** The version of the program that computed it. */
  readonly program: string;
  readonly lines: KeptLines;
  readonly comment: string;
  /** Telephone of the contact person, to stand on the form; absent where none was given. */
  readonly contactTelephone?: string;
  /** The state's choice of PEP when it was submitted; absent where none was set. */
  readonly pep?: Pep;
}

/**
 * What somebody did about a county's report: one event of the county's own stream of submissions,
 * which never stands in the ledger. Acts of a county are in order of time.
 */
export type ReportAct =
  | {
      readonly kind: 'submitted';
      readonly submission: SubmittedReport;
      readonly by: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'approved';
      readonly month: Month;
      readonly version: number;
      readonly by: string;
      readonly telephone: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'returned';
      readonly month: Month;
      readonly version: number;
      readonly by: string;
      readonly reason: string;
      readonly at: Instant;
    };

const HEAD = { county: 'county', by: 'text', at: 'instant' } as const;
const OF_VERSION = { month: 'month', version: 'number' } as const;

/** The acts of the stream by the names that it has for them. They are storage: never change or reuse one. */
const SCHEMAS = {
  ReportSubmitted: {
    ...HEAD,
    ...OF_VERSION,
    asOf: 'number',
    root: 'hash',
    report: 'hash',
    trail: 'hash',
    form: 'text?',
    edition: 'text',
    program: 'text',
    lines: 'lines',
    comment: 'remark',
    contactTelephone: 'text?',
    pep: 'text?',
  },
  ReportApproved: { ...HEAD, ...OF_VERSION, telephone: 'text' },
  ReportReturned: { ...HEAD, ...OF_VERSION, reason: 'remark' },
} as const;

/** An act as canonical JSON, which is what the stream keeps. */
export function reportActJson(county: County, act: ReportAct): string {
  const head = { county, by: act.by, at: formatInstant(act.at) };
  switch (act.kind) {
    case 'submitted': {
      const { month, form, ...submission } = act.submission;
      // The first edition has no name in an act: those of its time have none.
      const named = form === FIRST_EDITION.id ? {} : { form };
      return canonicalJson({
        type: 'ReportSubmitted',
        ...head,
        month: formatMonth(month),
        ...named,
        ...submission,
      });
    }
    case 'approved': {
      const { version, telephone } = act;
      const month = formatMonth(act.month);
      return canonicalJson({ type: 'ReportApproved', ...head, month, version, telephone });
    }
    case 'returned': {
      const { version, reason } = act;
      const month = formatMonth(act.month);
      return canonicalJson({ type: 'ReportReturned', ...head, month, version, reason });
    }
  }
}

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseReportAct(body: string): ReportAct {
  const act = readAct(SCHEMAS, 'submissions', body);
  switch (act.type) {
    case 'ReportSubmitted': {
      const { month, version, asOf, root, report, trail, by, at } = act;
      const { edition, program, lines, comment, contactTelephone } = act;
      const form = formOf(act.form, lines);
      const of = { month, version, asOf, root, report, trail };
      const pep = pepOf(act.pep);
      return {
        kind: 'submitted',
        submission: {
          ...of,
          ...{ form, edition, program, lines, comment },
          ...(contactTelephone === null ? {} : { contactTelephone }),
          ...(pep === null ? {} : { pep }),
        },
        by,
        at,
      };
    }
    case 'ReportApproved': {
      const { month, version, by, telephone, at } = act;
      return { kind: 'approved', month, version, by, telephone, at };
    }
    case 'ReportReturned': {
      const { month, version, by, reason, at } = act;
      return { kind: 'returned', month, version, by, reason, at };
    }
  }
}

function pepOf(named: string | null): Pep | null {
  const pep = named === null ? null : parsePep(named);
  if (named === null || pep !== null) return pep;
  throw new Error(
    `The stream of submissions holds a report with the PEP ${named}, which this program does not know: use the newer version that wrote it.`,
  );
}

/** The edition of a submission, whose lines are those that it kept: no more, no less. */
function formOf(named: string | null, lines: KeptLines): string {
  const id = named ?? FIRST_EDITION.id;
  const edition = parseEdition(id);
  if (edition === null) {
    throw new Error(
      `The stream of submissions holds a report by edition ${id} of the form, which this program does not know: use the newer version that wrote it.`,
    );
  }
  const kept = Object.keys(lines);
  const has = new Set<string>(edition.lines);
  const isSame = kept.length === has.size && kept.every((line) => has.has(line));
  // The lines were read: these are the edition's, and no others.
  if (isSame) return id;
  throw new Error(
    `The stream of submissions holds the lines ${kept.join(', ')} where an act of type ReportSubmitted has its lines of edition ${id}: restore the latest backup.`,
  );
}
