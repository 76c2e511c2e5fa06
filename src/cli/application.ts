import { REPLICA_ACCEPTANCE } from '../ledger/acceptance/replica-acceptance.js';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command, Query } from '@nestjs/cqrs';
import type { Answer } from '../reports/answer.js';
import type { LedgerFolder } from '../stores/sqlite/ledger-folder.js';
import { eventStoreSetting } from '../stores/replicated/event-store-setting.js';
import type { EventStoreSetting } from '../stores/replicated/event-store-setting.js';
import type { WriteStores } from '../ports/stores.js';
import type { Run } from './context.js';
import { WrongUsage } from './exit-codes.js';

/** The program's command and query buses, for as long as one command works. */
export interface Application {
  /** Asks a query that has an answer for everybody. */
  query<T>(query: Query<T>): Promise<T>;
  /** Asks a query that a ledger may refuse; a refusal becomes wrong usage. */
  answer<T>(query: Query<Answer<T>>): Promise<T>;
  execute<T>(command: Command<T>): Promise<T>;
}

/** Only commands that add records (`write`) may make a data folder of a new or empty one. */
export type Access = 'read' | 'change' | 'write';

/**
 * Opens the data folder and the Nest application over it, lets `work` use it, and closes both,
 * whatever comes of it. Loaded here and not before, so that help and wrong usage answer at once.
 */
export async function withApplication<T>(
  run: Run,
  access: Access,
  work: (application: Application) => Promise<T>,
): Promise<T> {
  const setting = eventStoreSetting(run.terminal.env);
  if (setting !== null) return withEventStore(run, setting, work);
  const { LedgerFolder: Folder } = await import('../stores/sqlite/ledger-folder.js');
  const folder =
    access === 'write'
      ? Folder.openOrCreate(run.dataFolder)
      : Folder.open(run.dataFolder, access === 'read' ? 'read' : 'write');
  try {
    return await withContext(folder, undefined, work);
  } finally {
    folder.close();
  }
}

/** With a server the data folder is its replica: made where it is missing, and level before the work. */
async function withEventStore<T>(
  run: Run,
  setting: EventStoreSetting,
  work: (application: Application) => Promise<T>,
): Promise<T> {
  const [{ LedgerFolder: Folder }, { openEventStore }] = await Promise.all([
    import('../stores/sqlite/ledger-folder.js'),
    import('../stores/replicated/event-store.js'),
  ]);
  const folder = Folder.openOrCreate(run.dataFolder);
  try {
    const store = openEventStore(setting, folder, REPLICA_ACCEPTANCE);
    try {
      await store.catchUpAll();
      return await withContext(folder, store, work);
    } finally {
      await store.close();
    }
  } finally {
    folder.close();
  }
}

async function withContext<T>(
  folder: LedgerFolder,
  stores: WriteStores | undefined,
  work: (application: Application) => Promise<T>,
): Promise<T> {
  const [{ NestFactory }, { CommandBus, QueryBus }, { AppModule }] = await Promise.all([
    import('@nestjs/core'),
    import('@nestjs/cqrs'),
    import('../app.module.js'),
  ]);
  const context: INestApplicationContext = await NestFactory.createApplicationContext(
    AppModule.over(folder, stores),
    { logger: false, abortOnError: false },
  );
  try {
    const queries = context.get(QueryBus);
    const commands = context.get(CommandBus);
    return await work({
      query: (query) => queries.execute(query),
      answer: async (query) => {
        const answer = await queries.execute(query);
        if (answer.kind === 'refused') throw new WrongUsage(answer.message);
        return answer.value;
      },
      execute: (command) => commands.execute(command),
    });
  } finally {
    await context.close();
  }
}
