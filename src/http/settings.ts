import type { Logger } from 'pino';
import type { NetworkSettings } from './network/network-settings.js';

/** How the service runs. */
export interface ServiceSettings {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** How it is reached. */
  readonly network: NetworkSettings;
  /** The program's version: a part of every entity tag. */
  readonly version: string;
  /** Where the ledgers are, absolute. */
  readonly dataFolder: string;
  readonly log: Logger;
}

/** Where the routes find the settings. */
export const SERVICE_SETTINGS = Symbol('ServiceSettings');
