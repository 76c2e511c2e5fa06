import { AsyncLocalStorage } from 'node:async_hooks';

/** Which request something is asked in: what its line of the access log says of it. */
export interface Origin {
  /** A UUID. */
  readonly request: string;
  /** Where it came from: an address, `local` for the command line. */
  readonly from: string;
}

const ORIGINS = new AsyncLocalStorage<Origin>();

/** Does work that belongs to a request, with all that it waits for. */
export function withOrigin<Result>(origin: Origin, work: () => Result): Result {
  return ORIGINS.run(origin, work);
}

/** Does work of the house itself, for many requests or for one that has its own line: what is asked in it has none. */
export function inTheHouse<Result>(work: () => Result): Result {
  return ORIGINS.exit(work);
}

/** The request in which something is asked; null in a thread, which answers to whoever has asked it, and in the house. */
export function originNow(): Origin | null {
  return ORIGINS.getStore() ?? null;
}
