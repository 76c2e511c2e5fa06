import type { Request, Response } from 'express';

/** A request and the answer to it. */
export interface Exchange {
  readonly request: Request;
  readonly response: Response;
}
