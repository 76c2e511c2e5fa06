import type { Logger } from 'pino';

/** How the service runs. */
export interface ServiceSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether nobody is asked who he is, and everyone is the operator: on this machine alone. */
  readonly isWithoutAccounts: boolean;
  /** The program's version: a part of every entity tag. */
  readonly version: string;
  /** Where the ledgers are, absolute. */
  readonly dataFolder: string;
  readonly log: Logger;
}

/** Where the routes find the settings. */
export const SERVICE_SETTINGS = Symbol('ServiceSettings');
