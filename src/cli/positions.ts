import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { editionOf } from '../../projections/form/editions.js';
import type { AsOfNamed } from '../reports/as-of.js';
import type { Asking } from './application.js';
import type { Run } from './context.js';

/** Where in which ledger something is asked for. */
export interface PositionNamed {
  readonly county: County;
  /** Whose versions `vN` numbers, null where no month is named. */
  readonly month: Month | null;
}

/** The position of a county's ledger that was asked for; null where none was, which means its size. */
export async function positionAsked(
  application: Asking,
  named: PositionNamed,
  asked: AsOfNamed | null,
): Promise<number | null> {
  return asked === null ? null : positionOf(application, named, asked);
}

/** The position of a county's ledger that a position, version, day or instant comes to. */
export function positionOf(
  application: Asking,
  { county, month }: PositionNamed,
  asked: AsOfNamed,
): Promise<number> {
  return application.answer('position', { county, month, asked });
}

/**
 * The edition of the form that is meant besides the position: a version keeps the one that it was made under. Nothing
 * where none is named, or where the month has that edition anyway.
 */
export async function editionAsked(
  application: Asking,
  { county, month }: PositionNamed,
  asked: AsOfNamed | null,
): Promise<{ readonly edition?: string }> {
  if (asked?.kind !== 'version' || month === null) return {};
  const address = { county, month, version: asked.version };
  const edition = await application.answer('editionOfVersion', address);
  return edition === editionOf(month).id ? {} : { edition };
}

/** Says on standard error which position it came to, for an answer in whose form it has no place. */
export function tellPosition(run: Run, asked: AsOfNamed | null, position: number | null): void {
  if (asked === null || asked.kind === 'position' || position === null) return;
  run.output.message(`As of position ${String(position)}.`);
}
