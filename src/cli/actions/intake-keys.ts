import { constants, createReadStream } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { ShownIntakeKey } from '../../exchange/intake-keys.js';
import { KEPT_MONTHS_MAX, SENT_BY_ITSELF } from '../../exchange/settings.js';
import type { ExchangeSettings, SentByItself } from '../../exchange/settings.js';
import { labelled, peopleTable } from '../../reports/people-table.js';
import type { PeopleColumn } from '../../reports/people-table.js';
import { withApplication } from '../application.js';
import { countArgument, countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { formatArgument, usualOn } from '../formats.js';
import type { FormatOptions } from '../formats.js';
import { printOutcome } from '../refusals.js';
import { systemReason } from '../system-reason.js';

export interface KeyOptions {
  readonly county: string;
  readonly label: string;
  readonly until?: string;
  readonly json?: true;
}

export interface ListOptions {
  readonly county: string;
  readonly json?: true;
}

export interface SendOptions {
  readonly county: string;
  readonly note?: string;
  readonly json?: true;
}

export interface SettingsOptions extends FormatOptions {
  readonly county: string;
  readonly keptMonths?: string;
  readonly sends?: string;
}

/** Adds the public key that a file holds. */
export async function addKey(run: Run, file: string, options: KeyOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const key = (await textIn(run, file)).replace(/\r?\n$/u, '');
  const { label, until = null } = options;
  return withApplication(run, 'write', async (application) => {
    const outcome = await application.outcome('addIntakeKey', { county, key, label, until });
    return printOutcome(run, options.json === true, outcome, async (added) => {
      await run.output.result(
        options.json === true ? `${JSON.stringify(added)}\n` : keysTable([added], run.output.width),
      );
    });
  });
}

export async function removeKey(run: Run, options: KeyOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const { label } = options;
  return withApplication(run, 'write', async (application) => {
    const outcome = await application.outcome('removeIntakeKey', { county, label });
    return printOutcome(run, options.json === true, outcome, (removed) => {
      run.output.message(`The key ${removed} of county ${county} stands no more.`);
      return Promise.resolve();
    });
  });
}

export async function listKeys(run: Run, options: ListOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  return withApplication(run, 'read', async (application) => {
    const keys = await application.answer('intakeKeys', { county });
    if (options.json === true) await run.output.result(`${JSON.stringify(keys)}\n`);
    else if (keys.length > 0) await run.output.result(keysTable(keys, run.output.width));
    else await run.output.sentences(`County ${county} has no public key for files.\n`);
    return EXIT.done;
  });
}

/** Puts files into a county's outbox. */
export async function send(
  run: Run,
  files: readonly string[],
  options: SendOptions,
): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const { note = null } = options;
  const isJson = options.json === true;
  for (const file of files) await assertReadable(run, file);
  return withApplication(run, 'write', async (application) => {
    let code: ExitCode = EXIT.done;
    for (const file of files) {
      const chunks = createReadStream(resolve(run.terminal.cwd, file));
      const asked = { county, file: basename(file), note, chunks };
      const outcome = await application.outcome('sendToCounty', asked);
      const printed = await printOutcome(run, isJson, outcome, async (sent) => {
        if (isJson) await run.output.result(`${JSON.stringify(sent)}\n`);
        else run.output.message(`${sent.file} lies in the outbox of county ${county}.`);
      });
      if (printed !== EXIT.done) code = printed;
    }
    return code;
  });
}

/** Changes or prints a county's switches. */
export async function settings(run: Run, options: SettingsOptions): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const keptMonths =
    options.keptMonths === undefined
      ? {}
      : { keptMonths: countArgument('--kept-months', options.keptMonths, KEPT_MONTHS_MAX) };
  const sends = options.sends === undefined ? {} : { sends: sendsArgument(options.sends) };
  const given = { ...keptMonths, ...sends };
  const isChange = Object.keys(given).length > 0;
  const isTable = formatArgument(options, ['table', 'json'], usualOn(run, 'json')) === 'table';
  return withApplication(run, isChange ? 'write' : 'read', async (application) => {
    const found = isChange
      ? await application.answer('keepExchangeSettings', { county, given })
      : await application.answer('exchangeSettings', { county });
    await run.output.result(
      isTable ? settingsText(county, found, run.output.width) : `${JSON.stringify(found)}\n`,
    );
    return EXIT.done;
  });
}

function sendsArgument(text: string): readonly SentByItself[] {
  const words = text === 'none' ? [] : text.split(',');
  return words.map((word) => {
    const known = SENT_BY_ITSELF.find((each) => each === word);
    if (known !== undefined) return known;
    throw new WrongUsage(
      `--sends ${JSON.stringify(text.slice(0, 60))} is none of these: give ${SENT_BY_ITSELF.join(',')}, or none.`,
    );
  });
}

/** A file that can be read, and no folder, pipe or device: those have no end that could be sent. */
async function assertReadable(run: Run, file: string): Promise<void> {
  const path = resolve(run.terminal.cwd, file);
  const refuse = (why: string): Failure => new Failure(`${why} Nothing was put into an outbox.`);
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw refuse(`${file} is a folder: name the files in it, for example ${join(file, '*')}.`);
    }
    if (!found.isFile()) throw refuse(`${file} is a pipe or a device: send a file.`);
    await access(path, constants.R_OK);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw refuse(`The file ${file} cannot be read (${systemReason(error)}).`);
  }
}

async function textIn(run: Run, file: string): Promise<string> {
  try {
    return await readFile(resolve(run.terminal.cwd, file), 'utf8');
  } catch (error) {
    throw new Failure(`The file ${file} cannot be read (${systemReason(error)}).`);
  }
}

const KEY_COLUMNS: readonly PeopleColumn[] = [
  { head: 'Label', isWrapped: true },
  { head: 'Type' },
  { head: 'Fingerprint' },
  { head: 'Until' },
  { head: 'State' },
  { head: 'By', isWrapped: true },
  { head: 'Added' },
];

function keysTable(keys: readonly ShownIntakeKey[], width: number): string {
  const rows = keys.map(({ label, type, fingerprint, until, stands, by, at }) => [
    label,
    type,
    fingerprint,
    until ?? '',
    stands ? 'stands' : 'over',
    by,
    at,
  ]);
  return `${peopleTable(KEY_COLUMNS, rows, width).join('\n')}\n`;
}

/** A county's switches for people. */
function settingsText(
  county: string,
  { keptMonths, sends, sendsSince }: ExchangeSettings,
  width: number,
): string {
  const said = labelled(
    [
      ['files are kept', `until ${String(keptMonths)} months after the month in which they came`],
      ['sent by itself', sends.length === 0 ? 'nothing' : sends.join(', ')],
      ['since', sendsSince ?? '-'],
    ],
    width,
  );
  return `${[`Files of county ${county}`, '', ...said].join('\n')}\n`;
}
