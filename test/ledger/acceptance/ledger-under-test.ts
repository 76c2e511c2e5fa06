import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { decide } from '../../../src/ledger/acceptance/decide.js';
import type { RecordDecision } from '../../../src/ledger/acceptance/decide.js';
import { LedgerState } from '../../../src/ledger/acceptance/ledger-state.js';
import type { SenderScope } from '../../../src/ports/ledger-writer.js';
import type { LedgerEntry } from '../../../src/ports/event-log.js';
import { MemoryEntries } from '../memory-ledger.js';
import { parsed } from '../sent-records.js';
import type { Sent } from '../sent-records.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** The clock of these tests: noon of 2006-01-20. */
export const NOON = Date.UTC(2006, 0, 20, 12);

/** A county that the contract knows. */
export function county(code: string): County {
  const known = parseCounty(code);
  if (known === null) throw new Error(`${code} is no county.`);
  return known;
}

/** An empty ledger of county 19, at noon of 2006-01-20. */
export class LedgerUnderTest {
  readonly accepted = new MemoryEntries();
  readonly state = new LedgerState(county('19'), this.accepted);
  now = NOON;

  decide(sent: Sent, scope?: SenderScope): RecordDecision {
    return decide(this.state, parsed(sent), instantOfMs(this.now), scope);
  }

  /** What became of the last of these: `accepted`, `duplicate` or the code. */
  send(...sent: readonly Sent[]): string {
    let last = 'nothing sent';
    for (const each of sent) {
      const decision = this.decide(each);
      last = decision.kind === 'rejection' ? decision.code : decision.kind;
    }
    return last;
  }

  /** The entry of a record that must be accepted. */
  entry(sent: Sent): LedgerEntry {
    const decision = this.decide(sent);
    if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision));
    return decision.entry;
  }

  commit(): void {
    this.accepted.entries.push(...this.state.undecided());
    this.state.commit();
  }
}
