import type { County } from '../../events/values/county.js';
import { formatInstant, parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import type { Act } from '../../projections/versions/act.js';
import type { ReportLines } from '../../projections/cs1257/report.js';

/** The names of the acts in the stream. They are storage: never change or reuse one. */
const TYPE_OF = {
  submitted: 'ReportSubmitted',
  approved: 'ReportApproved',
  returned: 'ReportReturned',
} as const satisfies Readonly<Record<Act['kind'], string>>;

/** An act as canonical JSON, which is what the stream keeps. */
export function actJson(county: County, act: Act): string {
  const head = { type: TYPE_OF[act.kind], county, by: act.by, at: formatInstant(act.at) };
  switch (act.kind) {
    case 'submitted': {
      const { month, ...submission } = act.submission;
      return canonicalJson({ ...head, month: formatMonth(month), ...submission });
    }
    case 'approved': {
      const { version, telephone } = act;
      return canonicalJson({ ...head, month: formatMonth(act.month), version, telephone });
    }
    case 'returned': {
      const { version, reason } = act;
      return canonicalJson({ ...head, month: formatMonth(act.month), version, reason });
    }
  }
}

/** The fields of all acts as they stand in the stream. */
interface WrittenAct {
  readonly type: string;
  readonly month: string;
  readonly version: number;
  readonly by: string;
  readonly at: string;
  readonly asOf: number;
  readonly root: string;
  readonly report: string;
  readonly trail: string;
  readonly edition: string;
  readonly program: string;
  readonly lines: ReportLines;
  readonly comment: string;
  readonly telephone: string;
  readonly reason: string;
}

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseAct(body: string): Act {
  // Only `actJson` writes the stream, and the store's own checksum says that it is unchanged.
  const written = JSON.parse(body) as WrittenAct;
  const { type, version, by } = written;
  const month = monthOfAct(written.month);
  const at = instantOfAct(written.at);
  switch (type) {
    case TYPE_OF.submitted: {
      const { asOf, root, report, trail, edition, program, lines, comment } = written;
      const hashes = { root, report, trail };
      const made = { edition, program, lines, comment };
      return {
        kind: 'submitted',
        submission: { month, version, asOf, ...hashes, ...made },
        by,
        at,
      };
    }
    case TYPE_OF.approved:
      return { kind: 'approved', month, version, by, telephone: written.telephone, at };
    case TYPE_OF.returned:
      return { kind: 'returned', month, version, by, reason: written.reason, at };
    default:
      throw new Error(
        `The stream of submissions holds an act of type ${type}, which this program does not know: use the newer version that wrote it.`,
      );
  }
}

function monthOfAct(text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw damaged('month', text);
  return month;
}

function instantOfAct(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === null) throw damaged('instant', text);
  return instant;
}

function damaged(what: string, text: string): Error {
  return new Error(
    `The stream of submissions holds "${text}" where an act has its ${what}: restore the latest backup.`,
  );
}
