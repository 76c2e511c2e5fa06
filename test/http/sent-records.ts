/** A record id of a fixed form from a number. */
export function recordId(number: number): string {
  return `5f0c0a52-6a0e-4d0a-9f1d-${number.toString(16).padStart(12, '0')}`;
}

export interface Sent {
  readonly id: string;
  readonly type: string;
  readonly county: string;
  readonly effective: string;
  readonly data: object;
  readonly [field: string]: unknown;
}

export function participant(number: number, county = '19'): Sent {
  return {
    id: recordId(number),
    type: 'ParticipantRegistered',
    county,
    effective: '2006-09-01',
    data: { participant: `P-${String(number)}`, name: { first: 'Quillon', last: 'Vandermeer' } },
  };
}

export function caseOpened(number: number, caseId: string, county = '19'): Sent {
  return {
    id: recordId(number),
    type: 'CaseOpened',
    county,
    case: caseId,
    effective: '2006-09-01',
    data: {
      ncp: { participant: 'P-1', role: 'father' },
      payee: { participant: 'P-2', kind: 'custodial-parent' },
      program: 'calworks',
    },
  };
}

export function childRegistered(number: number, child: string, county = '19'): Sent {
  return {
    id: recordId(number),
    type: 'ChildRegistered',
    county,
    child,
    effective: '2006-09-02',
    data: { birthDate: '2001-02-03', bornOutOfWedlock: true },
  };
}

export function childAdded(number: number, caseId: string, child: string, county = '19'): Sent {
  return {
    id: recordId(number),
    type: 'ChildAddedToCase',
    county,
    case: caseId,
    effective: '2006-09-03',
    data: { child },
  };
}

/** Many records that no other has to come before. */
export function participants(from: number, count: number, county = '19'): readonly Sent[] {
  return Array.from({ length: count }, (_, index) => participant(from + index, county));
}
