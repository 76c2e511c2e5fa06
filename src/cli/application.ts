import { randomUUID } from 'node:crypto';
import { OPERATOR } from '../application/actor.js';
import type { Reply } from '../application/application.js';
import type { EntryName, InputOf, ValueOf } from '../application/list.js';
import { withOrigin } from '../application/origin.js';
import type { Access } from '../application/wiring/opening.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import type { Outcome } from '../ports/outcome.js';
import type { Run } from './context.js';
import { Failure, WrongUsage } from './exit-codes.js';

/** What can be asked and done while one command works; the operator asks. */
export interface Asking {
  /**
   * The answer of a question or act that only its own form can refuse. Throws `WrongUsage` where it is addressed to
   * nothing, or to what retention has erased; a refusal by a rule is a `Failure`.
   */
  answer<Name extends EntryName>(
    name: Name,
    input: InputOf<Name>,
    onRecords?: OnRecords,
  ): Promise<ValueOf<Name>>;
  /** What came of an act that a rule may refuse. Throws `WrongUsage` as `answer` does. */
  outcome<Name extends EntryName>(
    name: Name,
    input: InputOf<Name>,
    onRecords?: OnRecords,
  ): Promise<Outcome<ValueOf<Name>>>;
}

/**
 * Opens the data folder and the application over it, lets `work` use it, and closes both, whatever comes of it.
 * Loaded here and not before, so that help and wrong usage answer at once.
 */
export async function withApplication<T>(
  run: Run,
  access: Access,
  work: (asking: Asking) => Promise<T>,
): Promise<T> {
  const [{ Application }, { openHouse }] = await Promise.all([
    import('../application/application.js'),
    import('../application/wiring/open-house.js'),
  ]);
  const { house, close } = await openHouse(run.dataFolder, access, run.terminal.env, {
    freshness: run.freshness,
    tell: (sentence) => {
      run.output.message(sentence);
    },
  });
  const application = new Application(house);
  const origin = { request: randomUUID(), from: 'local' };
  const outcome: Asking['outcome'] = async (name, input, onRecords) => {
    const manner = onRecords === undefined ? {} : { onRecords };
    const ask = (): Promise<Reply<ValueOf<typeof name>>> =>
      application.ask(OPERATOR, name, input, manner);
    return passed(await withOrigin(origin, ask));
  };
  try {
    return await work({
      outcome,
      answer: async (name, input, onRecords) => valueOf(await outcome(name, input, onRecords)),
    });
  } finally {
    await close();
  }
}

function passed<T>(reply: Reply<T>): Outcome<T> {
  switch (reply.kind) {
    case 'done':
    case 'refusedByRule':
    case 'misaddressed':
      return reply;
    case 'beyondRetention':
      throw new WrongUsage(reply.message);
    case 'unknown':
    case 'unlogged':
    case 'notPermitted':
    case 'notSignedIn':
    case 'needsPerson':
    case 'secondFactor':
    case 'tooManyLooks':
      throw new Failure(reply.message);
  }
}

function valueOf<T>(outcome: Outcome<T>): T {
  switch (outcome.kind) {
    case 'done':
      return outcome.value;
    case 'misaddressed':
      throw new WrongUsage(outcome.message);
    case 'refusedByRule':
      throw new Failure(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  }
}
