import { canonicalJson } from '../wire/canonical.js';
import type { County } from '../values/county.js';
import { formatDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import { formatInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { readAct } from './act-schema.js';

/** What happens to the public keys of a county's file transmission, one act after the other (contract/intake.md). */
export type IntakeAct =
  | {
      readonly kind: 'keyAdded';
      readonly by: string;
      readonly at: Instant;
      /** Type and base64 of an OpenSSH key, with one blank between. */
      readonly key: string;
      readonly label: string;
      /** The last day on which it is good; null where it has none. */
      readonly until: Day | null;
    }
  | {
      readonly kind: 'keyRemoved';
      readonly by: string;
      readonly at: Instant;
      readonly label: string;
    };

const HEAD = { county: 'county', by: 'text', at: 'instant' } as const;

/** The acts of the stream by the names that it has for them. They are storage: never change or reuse one. */
const SCHEMAS = {
  IntakeKeyAdded: { ...HEAD, key: 'text', label: 'text', until: 'day?' },
  IntakeKeyRemoved: { ...HEAD, label: 'text' },
} as const;

/** An act as canonical JSON, which is what the stream keeps. */
export function intakeActJson(county: County, act: IntakeAct): string {
  const { by, label } = act;
  const head = { county, by, at: formatInstant(act.at), label };
  switch (act.kind) {
    case 'keyAdded': {
      const until = act.until === null ? {} : { until: formatDay(act.until) };
      return canonicalJson({ type: 'IntakeKeyAdded', ...head, key: act.key, ...until });
    }
    case 'keyRemoved':
      return canonicalJson({ type: 'IntakeKeyRemoved', ...head });
  }
}

/** The act that a body of the stream spells. Throws where the store holds what this program did not write. */
export function parseIntakeAct(body: string): IntakeAct {
  const act = readAct(SCHEMAS, 'intake keys', body);
  const { by, at, label } = act;
  switch (act.type) {
    case 'IntakeKeyAdded':
      return { kind: 'keyAdded', by, at, label, key: act.key, until: act.until };
    case 'IntakeKeyRemoved':
      return { kind: 'keyRemoved', by, at, label };
  }
}
