import type { Month } from '../../events/values/month.js';
import { CASE_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { explainSubject } from '../../projections/form/explain.js';
import { trailRows } from '../../projections/form/trail.js';
import { ASKED_OF_ESTABLISHMENT, countedEstablishmentsInFfy } from '../oracle/orders.js';
import type { World } from '../oracle/world.js';
import type { PlacedRecord } from './view-of-records.js';

/** The lines that counted establishments put a case on. */
export const ESTABLISHMENT_LINES = ['17', '48', '49'] as const;
type EstablishmentLine = (typeof ESTABLISHMENT_LINES)[number];

/** One month of a ledger, as of a position. */
interface Shown {
  readonly view: LedgerView;
  readonly records: readonly PlacedRecord[];
  readonly month: Month;
  readonly asOf: number;
}

/** "CASE-1 12 15": a case of the line and the positions of the establishments that put it there. */
const said = (caseId: string, positions: readonly number[]): string =>
  [caseId, ...positions.toSorted((one, other) => one - other)].join(' ');

/** By the second evaluator, in order of case. */
export function establishmentsOfOracle(world: World, line: EstablishmentLine): readonly string[] {
  return world.cases
    .map((file) => ({ file, counted: countedEstablishmentsInFfy(world, file) }))
    .map(({ file, counted }) => ({ file, counted: counted.filter(ASKED_OF_ESTABLISHMENT[line]) }))
    .filter(({ counted }) => counted.length > 0)
    .map(({ file, counted }) =>
      said(
        file.id,
        counted.map(({ position }) => position),
      ),
    );
}

/** By the records that the rows of the line's trail name, in order of case. */
export function establishmentsInTrail(shown: Shown, line: EstablishmentLine): readonly string[] {
  const { view, month, asOf } = shown;
  return trailRows(view, month, asOf, line)
    .map(({ subject, positions }) =>
      said(view.subjectIds[subject] ?? '', ofOrders(shown, positions)),
    )
    .toSorted();
}

/** By the records behind the facts of the explanations, in order of case. */
export function establishmentsExplained(shown: Shown, line: EstablishmentLine): readonly string[] {
  const { view, month, asOf } = shown;
  return view.subjectIds
    .flatMap((id, subject) =>
      view.subjectKinds[subject] === CASE_SUBJECT
        ? explainSubject(view, { month, asOf, subject, line })
            .filter(({ counted }) => counted)
            .map(({ facts }) => said(id, ofOrders(shown, positionsOf(facts))))
        : [],
    )
    .toSorted();
}

function positionsOf(facts: readonly { readonly positions: readonly number[] }[]): number[] {
  return [...new Set(facts.flatMap(({ positions }) => positions))];
}

function ofOrders({ records }: Shown, positions: readonly number[]): readonly number[] {
  return positions.filter((position) => {
    const type = records[position - 1]?.record.type;
    return type === 'SupportOrderEstablished' || type === 'SupportOrderModified';
  });
}
