import type { PageRequest } from '../../page.js';

/** Whose name a draw and a judgement say: `A-7 Ana Diaz`; `operator` where the service has no accounts. */
export function actorName({ signedIn }: PageRequest): string {
  return signedIn === null ? 'operator' : `${signedIn.account} ${signedIn.name}`;
}
