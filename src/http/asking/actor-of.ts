import type { IncomingMessage } from 'node:http';
import { OPERATOR } from '../../application/actor.js';
import type { Actor } from '../../application/actor.js';

/** Who asks: the one place in which a request says so. Without accounts everyone is the operator. */
export function actorOf(_request: IncomingMessage): Actor {
  return OPERATOR;
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
