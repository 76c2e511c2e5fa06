import type { Actor } from '../../application/actor.js';
import type { Reply } from '../../application/application.js';
import { LIST } from '../../application/list.js';
import type { EntryName, InputOf, ValueOf } from '../../application/list.js';
import type { AnyPage, Ask } from '../../web/page.js';
import { valueOrProblem } from '../problems/problem-of-reply.js';

/** How a request of the list is answered, wherever it is worked on. */
export type AnswerRequest = <Name extends EntryName>(
  actor: Actor,
  name: Name,
  input: InputOf<Name>,
) => Promise<Reply<ValueOf<Name>>>;

/** Replies that are about who asks, and not about what he asks for. */
const OF_WHO_ASKS: ReadonlySet<Reply<unknown>['kind']> = new Set([
  ...(['notSignedIn', 'notPermitted', 'needsPerson', 'secondFactor', 'unlogged'] as const),
]);

/** Replies that let nobody look at a case for now: of what is asked for they say nothing, and no page may. */
const OF_NO_LOOK: ReadonlySet<Reply<unknown>['kind']> = new Set(['tooManyLooks', 'unlogged']);

/** What a page asks with: entries that it does not name are no part of it. */
export function askOf(page: AnyPage, actor: Actor, answering: AnswerRequest): Ask<EntryName> {
  const reply = async <Name extends EntryName>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<Reply<ValueOf<Name>>> => {
    if (!page.asks.includes(name)) {
      throw new Error(`The page ${page.address} asks ${name}, which it does not name.`);
    }
    const answered = await answering(actor, name, input);
    // Why an act may not be done is no fault of what was typed: it is a page of its own, and the way to sign in anew.
    const { kind, action } = LIST[name];
    if (kind === 'act' && OF_WHO_ASKS.has(answered.kind)) valueOrProblem(answered);
    if (action === 'case.read' && OF_NO_LOOK.has(answered.kind)) valueOrProblem(answered);
    return answered;
  };
  const ask = async <Name extends EntryName>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<ValueOf<Name>> => valueOrProblem(await reply(name, input));
  return Object.assign(ask, { reply });
}
