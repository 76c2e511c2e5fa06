import type { ParsedRecord } from '../../events/wire/parse.js';
import { parseValue } from '../../events/wire/parse.js';

/** A record as it is sent: plain JSON. */
export type Sent = Readonly<Record<string, unknown>>;

/** A valid UUID that shows its number. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Parses a record that the parser takes, fields that are undefined left out; anything else is a mistake of the test. */
export function parsed(sent: Sent): ParsedRecord {
  const result = parseValue(JSON.parse(JSON.stringify(sent)));
  if (result.kind === 'rejection') {
    throw new Error(`${result.code}: ${result.message} (${JSON.stringify(sent)})`);
  }
  return result;
}

/** Sends records with ids in order: 1, 2, 3... */
export class Sender {
  #last = 0;
  readonly county: string;
  readonly effective: string;

  constructor(county = '19', effective = '2006-01-15') {
    this.county = county;
    this.effective = effective;
  }

  /** A record of the case `1`, unless `more` says otherwise. */
  ofCase(type: string, data: Sent = {}, more: Sent = {}): Sent {
    return this.#record(type, { case: '1', data, ...more });
  }

  ofChild(type: string, data: Sent = {}, more: Sent = {}): Sent {
    return this.#record(type, { child: 'K-1', data, ...more });
  }

  ofCounty(type: string, data: Sent, more: Sent = {}): Sent {
    return this.#record(type, { data, ...more });
  }

  opened(more: Sent = {}): Sent {
    return this.ofCase('CaseOpened', OPENING, more);
  }

  transferredIn(more: Sent = {}): Sent {
    const data = { ...OPENING, fromCounty: '30', openedOn: '2001-02-03' };
    return this.ofCase('CaseTransferredIn', data, more);
  }

  registered(more: Sent = {}): Sent {
    const data = { birthDate: '2000-05-06', bornOutOfWedlock: true };
    return this.ofChild('ChildRegistered', data, more);
  }

  order(order: string, more: Sent = {}, data: Sent = {}): Sent {
    return this.ofCase('SupportOrderEstablished', { ...ORDER, order, ...data }, more);
  }

  collected(collection: string, amount: string, more: Sent = {}): Sent {
    return this.ofCase('CollectionReceived', { collection, amount, source: 'direct' }, more);
  }

  distributed(distribution: string, collection: string, amounts: string[], more: Sent = {}): Sent {
    const allocations = amounts.map((amount) => ({ bucket: 'current', amount, to: 'family' }));
    return this.ofCase('CollectionDistributed', { distribution, collection, allocations }, more);
  }

  reversed(distribution: string, more: Sent = {}): Sent {
    return this.ofCase('DistributionReversed', { distribution }, more);
  }

  /** A void of a record of the case `1`, unless `more` says otherwise. */
  voided(target: Sent, more: Sent = {}): Sent {
    return this.ofCase('RecordVoided', {}, { ...correcting(target), ...more });
  }

  /** A void with the subject of its target. */
  voidedAsIs(target: Sent): Sent {
    const { case: caseId, child } = target;
    const subject = caseId !== undefined ? { case: caseId } : child !== undefined ? { child } : {};
    return this.#record('RecordVoided', { ...subject, data: {}, ...correcting(target) });
  }

  #record(type: string, rest: Sent): Sent {
    this.#last += 1;
    const { county, effective } = this;
    return { id: uuid(this.#last), type, county, effective, ...rest };
  }
}

/** The fields that make a record a correction of the target. */
export function correcting(target: Sent): Sent {
  return { corrects: target['id'], reason: 'entered in error' };
}

export const OPENING: Sent = {
  ncp: { participant: 'P-1', role: 'father' },
  payee: { participant: 'P-2', kind: 'custodial-parent' },
  program: 'none',
};

export const TERMS: Sent = {
  currentSupport: '100.00',
  cashMedical: '0.00',
  healthInsurance: false,
  reserved: false,
};

const ORDER: Sent = { establishedBy: 'county', kind: 'permanent', terms: TERMS };
