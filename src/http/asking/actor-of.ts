import type { IncomingMessage } from 'node:http';
import { NOBODY } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';

const ACTORS = new WeakMap<IncomingMessage, Actor>();

/** Keeps who asks, found out once when the request comes in. */
export function putActor(request: IncomingMessage, actor: Actor): void {
  ACTORS.set(request, actor);
}

/** Who asks: the one place in which a request says so. Nobody, where it was not found out. */
export function actorOf(request: IncomingMessage): Actor {
  return ACTORS.get(request) ?? NOBODY;
}

/** What an actor is called where answers are kept apart by who was given them. */
export function nameOfActor(actor: Actor): string {
  switch (actor.kind) {
    case 'operator':
    case 'nobody':
      return actor.kind;
    case 'account':
      return actor.account;
    case 'key':
      return `${actor.account} ${actor.key}`;
  }
}
