import { schemaOfAnyRecord, schemaOfType } from '../../../events/reference/json-schema.js';
import { TYPE_NAMES, isRecordType } from '../../../events/registry.js';
import type { RecordType } from '../../../events/registry.js';
import { nearestName, nearestNames, offered } from '../../../events/values/nearest-names.js';
import { typeText, typesText } from '../../printing/reference/types-text.js';
import { choiceArgument } from '../arguments.js';
import type { Run } from '../context.js';
import { EXIT, WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';

export interface TypesOptions {
  readonly format?: string;
  readonly json?: true;
}

const FORMATS = ['table', 'json', 'markdown'] as const;

export async function types(
  run: Run,
  named: string | undefined,
  options: TypesOptions,
): Promise<ExitCode> {
  const type = named === undefined ? null : typeArgument(named);
  const format = formatOf(options);
  if (format === 'markdown' && type !== null) {
    throw new WrongUsage('--format markdown is the page about all types: leave TYPE out.');
  }
  await run.output.result(await printed(type, format, run.output.width));
  return EXIT.done;
}

async function printed(
  type: RecordType | null,
  format: (typeof FORMATS)[number],
  width: number,
): Promise<string> {
  switch (format) {
    case 'table':
      return type === null ? typesText(width) : typeText(type, width);
    case 'json': {
      const schema = type === null ? schemaOfAnyRecord() : schemaOfType(type);
      return `${JSON.stringify(schema, null, 2)}\n`;
    }
    case 'markdown':
      return (await import('../../printing/reference/records-page.js')).recordsPage();
  }
}

function formatOf({ format, json }: TypesOptions): (typeof FORMATS)[number] {
  if (json === undefined) return choiceArgument('--format', format, FORMATS);
  if (format === undefined || format === 'json') return 'json';
  throw new WrongUsage(`--json and --format ${format} ask for two formats: give one of them.`);
}

function typeArgument(text: string): RecordType {
  if (isRecordType(text)) return text;
  const shown = JSON.stringify(text.slice(0, 60));
  const near = offered(nearestNames(text, TYPE_NAMES));
  if (near !== '') throw new WrongUsage(`${shown} is no record type.${near}`);
  const nearest = nearestName(text, TYPE_NAMES);
  const far = nearest === null ? '' : ` The nearest is \`${nearest}\`;`;
  throw new WrongUsage(`${shown} is no record type.${far} "plumbline types" lists them.`);
}
