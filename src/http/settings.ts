import type { Logger } from 'pino';
import type { NetworkSettings } from './network/network-settings.js';
import type { MetricsAddress } from './observing/metrics-server.js';

/** How the service runs. */
export interface ServiceSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Whether nobody is asked who he is, and everyone is the operator: on this machine alone. */
  readonly isWithoutAccounts: boolean;
  /** How it is reached. */
  readonly network: NetworkSettings;
  /** The program's version: a part of every entity tag. */
  readonly version: string;
  /** Where the ledgers are, absolute. */
  readonly dataFolder: string;
  readonly log: Logger;
  /** What the environment says of the house, for threads that open it on their own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where metrics are asked for; nowhere where it is left out. */
  readonly metrics?: MetricsAddress | undefined;
}

/** Where the routes find the settings. */
export const SERVICE_SETTINGS = Symbol('ServiceSettings');
