import { parseArgs } from 'node:util';

/** What `npm run bench` was asked to do. */
export interface BenchArguments {
  /** Sizes of caseload, cases. */
  readonly sizes: readonly number[];
  /** How often everything is measured, each time in a process of its own. */
  readonly rounds: number;
  readonly seed: string;
  /** Only these works are measured; empty for all. */
  readonly only: readonly string[];
  /** Where the data is made and kept; null for a folder that is removed in the end. */
  readonly folder: string | null;
  /** A folder in whose node_modules emmett and its SQLite store are installed; null for none. */
  readonly emmett: string | null;
}

const SMALL = [3_000];
const USUAL = [3_000, 30_000];
const LARGE = [3_000, 30_000, 300_000];
const ROUNDS = 5;

export const USAGE = `npm run bench -- [--small | --large] [--rounds N] [--seed TEXT] [--only NAME,NAME] [--folder DIR] [--emmett DIR]

  --small        3,000 cases only
  --large        3,000, 30,000 and 300,000 cases (without: 3,000 and 30,000)
  --rounds N     measure everything N times (${String(ROUNDS)})
  --seed TEXT    seed of the simulated caseload (plumbline)
  --only NAMES   measure these works only
  --folder DIR   make the data there and keep it; what is there already is used again
  --emmett DIR   folder whose node_modules has @event-driven-io/emmett and @event-driven-io/emmett-sqlite
`;

/** Reads the command line; a sentence where it is wrong. */
export function benchArguments(given: readonly string[]): BenchArguments | string {
  let values;
  try {
    values = parseArgs({
      args: [...given],
      options: {
        small: { type: 'boolean', default: false },
        large: { type: 'boolean', default: false },
        rounds: { type: 'string', default: String(ROUNDS) },
        seed: { type: 'string', default: 'plumbline' },
        only: { type: 'string', default: '' },
        folder: { type: 'string' },
        emmett: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    return `--rounds is a whole number from 1, not ${values.rounds}.`;
  }
  return {
    sizes: values.small ? SMALL : values.large ? LARGE : USUAL,
    rounds,
    seed: values.seed,
    only: values.only === '' ? [] : values.only.split(','),
    folder: values.folder ?? null,
    emmett: values.emmett ?? null,
  };
}
