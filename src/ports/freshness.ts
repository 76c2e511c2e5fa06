/**
 * How much of now an answer of a replica must be: `asFound` is as of when it was last level where the server is away,
 * `fresh` insists on the server, `waiting` waits for it.
 */
export type Freshness = 'asFound' | 'fresh' | 'waiting';
