import type { DataOf, LedgerRecord } from '../../../events/record.js';
import { formatDay } from '../../../events/values/day.js';
import { lastDayOf } from '../../../events/values/month.js';
import { windowOf } from '../../../projections/month-window.js';
import { replay } from '../../../projections/replay/replay.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';
import type { Evidence } from '../evidence.js';

/** Where a case's standing and people are recorded. */
interface CasePositions {
  readonly isOpen: boolean;
  readonly standing: number;
  readonly opening: number;
}

interface ChildPositions {
  readonly registration: number;
  readonly establishment: number;
}

type Name = { readonly first: string; readonly last: string } | undefined;

/** What the audit tables say of a case or child besides its id: texts, '' where nothing is known. */
export class AuditFacts {
  readonly cases = new Map<number, CasePositions>();
  readonly #children = new Map<number, ChildPositions>();
  readonly #names: ReadonlyMap<string, string>;
  readonly #file: LedgerReader;

  constructor({ view, file, version }: Evidence) {
    const { month, asOf } = version;
    this.#file = file;
    this.#names = participantNames(file, asOf, lastDayOf(month));
    replay(
      view,
      { windows: [windowOf(month)], asOf, isTraced: false },
      {
        onCase: (_index, subject, _c, { standing }) => {
          if (standing.standingPosition === 0) return;
          this.cases.set(subject, {
            isOpen: standing.isOpen,
            standing: standing.standingPosition,
            opening: standing.ncpPosition,
          });
        },
        onChild: (_index, subject, _k, fold) => {
          this.#children.set(subject, {
            registration: fold.registrationPosition,
            establishment: fold.isEstablished ? fold.establishmentPosition : 0,
          });
        },
      },
    );
  }

  caseStatus(subject: number): string {
    return this.cases.get(subject)?.isOpen === true ? 'Open' : 'Closed';
  }

  /** The day of the record that opened or closed the case last. */
  statusDate(subject: number): string {
    return this.#dayAt(this.cases.get(subject)?.standing ?? 0);
  }

  payeeName(subject: number): string {
    return this.#nameOf(this.#openingOf(subject)?.payee.participant);
  }

  ncpName(subject: number): string {
    return this.#nameOf(this.#openingOf(subject)?.ncp.participant);
  }

  childName(subject: number): string {
    return nameText(this.#registrationOf(subject)?.name);
  }

  childBirthDate(subject: number): string {
    return this.#registrationOf(subject)?.birthDate ?? '';
  }

  paternityDate(subject: number): string {
    return this.#dayAt(this.#children.get(subject)?.establishment ?? 0);
  }

  #dayAt(position: number): string {
    return position === 0 ? '' : formatDay(this.#file.row(position).effective);
  }

  #nameOf(participant: string | undefined): string {
    return this.#names.get(participant ?? '') ?? '';
  }

  #openingOf(subject: number): DataOf<'CaseOpened'> | DataOf<'CaseTransferredIn'> | null {
    const position = this.cases.get(subject)?.opening ?? 0;
    if (position === 0) return null;
    const record = parsed(this.#file.row(position).body);
    return record.type === 'CaseOpened' || record.type === 'CaseTransferredIn' ? record.data : null;
  }

  #registrationOf(subject: number): DataOf<'ChildRegistered'> | null {
    const position = this.#children.get(subject)?.registration ?? 0;
    if (position === 0) return null;
    const record = parsed(this.#file.row(position).body);
    return record.type === 'ChildRegistered' ? record.data : null;
  }
}

/** Names by participant: of each the latest registration that stands, in business order. */
function participantNames(
  file: LedgerReader,
  asOf: number,
  lastDay: number,
): ReadonlyMap<string, string> {
  const standing = new Map<number, ReturnType<LedgerReader['row']>>();
  for (const row of file.rowsOf(0)) {
    if (row.position > asOf) break;
    standing.delete(row.corrects);
    if (row.type === 'ParticipantRegistered') standing.set(row.position, row);
  }
  const names = new Map<string, string>();
  const inOrder = [...standing.values()]
    .filter(({ effective }) => effective <= lastDay)
    .sort((one, other) => one.effective - other.effective || one.root - other.root);
  for (const { body } of inOrder) {
    const record = parsed(body);
    if (record.type !== 'ParticipantRegistered') continue;
    names.set(record.data.participant, nameText(record.data.name));
  }
  return names;
}

function nameText(name: Name): string {
  return name === undefined ? '' : `${name.last}, ${name.first}`;
}

/** Only records that passed the parser are stored, and the row's checksum covers the body. */
function parsed(body: string): LedgerRecord {
  return JSON.parse(body) as LedgerRecord;
}
