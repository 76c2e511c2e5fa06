import { invalidRequest } from './request-pipe.js';

/** A judgement as it was sent; what its texts must be is the act's to say. */
interface SentJudgement {
  readonly judgement: string;
  readonly reason: string | null;
  readonly text: string | null;
  readonly evidence: readonly string[];
  readonly replaces: number | null;
  readonly by: string | undefined;
}

const FIELDS = ['judgement', 'reason', 'text', 'evidence', 'replaces', 'by'] as const;
const EVIDENCE_MAX = 20;

/** Reads a judgement. Throws a `Problem` where a field is not known, or is of another kind. */
export function judgementIn(sent: object): SentJudgement {
  const given = new Map<string, unknown>(Object.entries(sent));
  for (const name of given.keys()) {
    if (!(FIELDS as readonly string[]).includes(name)) {
      const shown = name.slice(0, 60).toWellFormed();
      throw fault(shown, `${shown} is not known here: leave it out, or see /openapi.json.`);
    }
  }
  const judgement = textIn(given, 'judgement');
  if (judgement === undefined) throw fault('judgement', 'judgement must be given.');
  return {
    judgement,
    reason: textIn(given, 'reason') ?? null,
    text: textIn(given, 'text') ?? null,
    evidence: listIn(given.get('evidence') ?? []),
    replaces: numberIn(given.get('replaces')),
    by: textIn(given, 'by'),
  };
}

function textIn(given: ReadonlyMap<string, unknown>, name: string): string | undefined {
  const value = given.get(name);
  if (value === undefined || typeof value === 'string') return value;
  throw fault(name, `${name} must be a text: leave it out where there is none.`);
}

function listIn(value: unknown): readonly string[] {
  const isList = Array.isArray(value) && value.length <= EVIDENCE_MAX;
  if (isList && value.every((each) => typeof each === 'string')) return value;
  throw fault('evidence', `evidence must be a list of at most ${String(EVIDENCE_MAX)} texts.`);
}

function numberIn(value: unknown): number | null {
  if (value === undefined) return null;
  if (Number.isSafeInteger(value) && Number(value) >= 1) return Number(value);
  throw fault('replaces', 'replaces must be the number of a judgement, from 1.');
}

function fault(name: string, message: string): Error {
  return invalidRequest([{ name, message }]);
}
