import type { County } from '../../../events/values/county.js';
import { parseRetentionAct } from '../../../events/acts/retention-acts.js';
import type { RetentionAct } from '../../../events/acts/retention-acts.js';
import type { StoredAct } from '../../ports/act-log.js';
import type { Fault } from '../../ports/fault.js';
import type { LedgerReader } from '../../ports/ledger-reader.js';

/** Each erasure of the ledger against the order that asked for it, and each order that is done against the ledger. */
export function faultsOfOrders(
  county: County,
  acts: readonly StoredAct[],
  ledger: LedgerReader | null,
): readonly Fault[] {
  const faults: Fault[] = [];
  const fault = (number: number | null, finding: string): void => {
    const act = number === null ? {} : { act: { stream: 'retention' as const, number } };
    faults.push({ county, position: null, ...act, finding });
  };
  const ordered = new Map<number, Extract<RetentionAct, { kind: 'ordered' }>>();
  const done = new Map<number, number>();
  for (const { number, body } of acts) {
    let act: RetentionAct;
    try {
      act = parseRetentionAct(body);
    } catch (error) {
      fault(number, error instanceof Error ? error.message : String(error));
      continue;
    }
    if (act.kind === 'ordered') ordered.set(act.order, act);
    if (act.kind === 'done' || act.kind === 'applied') done.set(act.order, number);
  }
  if (ledger === null) return faults;
  const erasures = new Map(ledger.erasures.map((erasure) => [erasure.order, erasure]));
  for (const [order, { plan }] of erasures) {
    const asked = ordered.get(order);
    if (asked === undefined) {
      fault(null, `the ledger was erased from by order ${String(order)}, which was never given.`);
    } else if (asked.plan !== plan) {
      fault(
        null,
        `the ledger was erased from by order ${String(order)} with plan ${plan}, and the order is for plan ${asked.plan}.`,
      );
    }
  }
  for (const [order, number] of done) {
    if (erasures.has(order)) continue;
    fault(number, `order ${String(order)} is done, and the ledger does not know it.`);
  }
  return faults;
}
