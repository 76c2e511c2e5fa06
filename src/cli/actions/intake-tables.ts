import { open, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { RecordType } from '../../../events/registry.js';
import type { County } from '../../../events/values/county.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';
import { readMapping } from '../../../events/tables/mapping.js';
import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { namedFile } from '../../exchange/reading/file-name.js';
import { previewOf } from '../../exchange/reading/preview.js';
import type { TablePreview } from '../../exchange/reading/preview.js';
import { bytesOfHandle } from '../../input/tables/stored-bytes.js';
import { dataDictionary, templateWorkbook } from '../../intake/template/template-workbook.js';
import { peopleTable } from '../../reports/people-table.js';
import type { PeopleColumn } from '../../reports/people-table.js';
import { wrapped } from '../../reports/table.js';
import { withApplication } from '../application.js';
import { countyArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, Failure, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { outPath, writeWholeFile } from '../out-file.js';
import { printOutcome } from '../refusals.js';
import { systemReason } from '../system-reason.js';

export interface TemplateOptions {
  readonly out?: string;
}

export interface MapOptions {
  readonly county: string;
  readonly mapping?: string;
  readonly save?: true;
  readonly json?: true;
}

/** Writes the workbook of a type, named by it where no other name is given. */
export async function template(
  run: Run,
  name: string,
  options: TemplateOptions,
): Promise<ExitCode> {
  const type = typeArgument(name);
  const file = options.out ?? `${type}.xlsx`;
  const path = outPath(run, file);
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === true) {
    throw new Failure(
      `The file ${file} is there already, and may be filled in: name another with --out, or remove it.`,
    );
  }
  await writeWholeFile(path, templateWorkbook(type));
  run.output.message(`${file} is for records of type ${type}: fill in its first sheet.`);
  return EXIT.done;
}

export async function dictionary(run: Run): Promise<ExitCode> {
  for (const line of dataDictionary()) await run.output.result(line);
  return EXIT.done;
}

/** Shows what a table becomes by a mapping, keeps a mapping, or prints the one that is kept. */
export async function map(
  run: Run,
  file: string | undefined,
  options: MapOptions,
): Promise<ExitCode> {
  const county = countyArgument(options.county);
  const given = options.mapping === undefined ? undefined : await jsonIn(run, options.mapping);
  if (options.save === true && given === undefined) {
    throw new WrongUsage('--save keeps a mapping: name its file with --mapping.');
  }
  const isChange = options.save === true;
  if (!isChange) assertMapping(given, options.mapping);
  return withApplication(run, isChange ? 'write' : 'read', async (application) => {
    const value = given ?? (await application.answer('intakeMapping', { county })).value;
    const isJson = options.json === true;
    if (file !== undefined) {
      const preview = await previewOfFile(run, file, county, value);
      await run.output.result(
        isJson ? previewJson(preview) : previewText(preview, run.output.width),
      );
      if (preview.fault !== null) return EXIT.doneWithObjections;
    }
    if (isChange) {
      const outcome = await application.outcome('keepIntakeMapping', { county, value });
      return printOutcome(run, isJson, outcome, () => {
        run.output.message(`The mapping of county ${county} is kept.`);
        return Promise.resolve();
      });
    }
    if (file === undefined) await printMapping(run, county, value, isJson);
    return EXIT.done;
  });
}

/** A mapping as the file that it is edited in and given back as: that is JSON on a screen, too. */
async function printMapping(
  run: Run,
  county: County,
  value: unknown,
  isJson: boolean,
): Promise<void> {
  if (value === null && !isJson && run.output.isResultScreen) {
    const none = `County ${county} has no mapping of its own: its tables have the fields' own names.\n`;
    await run.output.sentences(none);
  } else await run.output.result(`${JSON.stringify(value, null, 2)}\n`);
}

async function previewOfFile(
  run: Run,
  file: string,
  county: County,
  value: unknown,
): Promise<TablePreview> {
  const read = readMapping(value ?? {});
  if (read.kind === 'fault') throw new WrongUsage(read.message);
  const path = resolve(run.terminal.cwd, file);
  const name = basename(path);
  try {
    const handle = await open(path);
    try {
      const named = namedFile(name);
      // What is encrypted is for the service that takes it.
      const received = { name, named, county, mapping: read.mapping, identity: '' };
      return await previewOf(received, await bytesOfHandle(handle));
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof BrokenInput || error instanceof OtherKind) {
      throw new Failure(`The file ${file} cannot be shown: ${error.message}`);
    }
    throw new Failure(`The file ${file} cannot be read (${systemReason(error)}).`);
  }
}

function previewJson({ type, headings, rows, fault }: TablePreview): string {
  const shown = rows.map(({ line, result, column }) =>
    result.kind === 'record'
      ? { line, record: JSON.parse(result.body) as unknown }
      : { line, column, code: result.code, message: result.message },
  );
  return `${JSON.stringify({ type, headings, fault, rows: shown })}\n`;
}

const HEADINGS: readonly PeopleColumn[] = [{ head: 'Heading', isWrapped: true }, { head: 'Field' }];
const BECOMES: readonly PeopleColumn[] = [
  { head: 'Line', isRight: true },
  { head: 'Becomes', isWrapped: true },
];

function previewText({ type, headings, rows, fault }: TablePreview, width: number): string {
  const meanings = headings.map(({ heading, field, isKnown }) => [
    heading,
    field ?? (isKnown ? 'passed over' : '? unknown'),
  ]);
  const lines = rows.map(({ line, result }) => [
    String(line),
    result.kind === 'record' ? result.body : `${result.code}: ${result.message}`,
  ]);
  const none = `Nothing of it would be taken: ${fault ?? ''}.`;
  const parts = [
    `Records of type ${type}.`,
    '',
    ...peopleTable(HEADINGS, meanings, width),
    ...(lines.length === 0 ? [] : ['', ...peopleTable(BECOMES, lines, width)]),
    ...(fault === null ? [] : ['', ...wrapped(none, width)]),
  ];
  return `${parts.join('\n')}\n`;
}

/** What is to be shown is a mapping; one that is to be kept is looked at where it is kept. */
function assertMapping(given: unknown, file = ''): void {
  if (given === undefined) return;
  const read = readMapping(given);
  if (read.kind === 'fault') {
    throw new WrongUsage(`The file ${file} holds no mapping: ${read.message}`);
  }
}

async function jsonIn(run: Run, file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(resolve(run.terminal.cwd, file), 'utf8'));
  } catch (error) {
    throw new Failure(`The file ${file} holds no mapping (${systemReason(error)}).`);
  }
}

function typeArgument(text: string): RecordType {
  const type = RECORD_TYPES.find(({ name }) => name.toLowerCase() === text.toLowerCase())?.name;
  if (type !== undefined) return type;
  const like = RECORD_TYPES.map(({ name }) => name).filter((name) =>
    name.toLowerCase().startsWith(text.slice(0, 4).toLowerCase()),
  );
  const near =
    like.length === 0 ? '"plumbline intake dictionary" lists them' : `perhaps ${like.join(', ')}`;
  throw new WrongUsage(`${JSON.stringify(text.slice(0, 60))} is no record type: ${near}.`);
}
