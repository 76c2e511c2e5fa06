import { fieldsAround, fieldsOfData } from '../../../events/reference/described-fields.js';
import type { DescribedField } from '../../../events/reference/described-fields.js';
import {
  REFUSALS_OF_ALL,
  REFUSALS_OF_CORRECTIONS,
  TOLD_REFUSALS,
  refusalsOf,
} from '../../../events/reference/refusals.js';
import {
  PARTS_OF_LIFE,
  exampleCorrection,
  exampleRecord,
  toldOf,
} from '../../../events/reference/told-types.js';
import type { RecordType } from '../../../events/registry.js';
import { REJECTION_CODES } from '../../../events/rejections.js';
import type { RejectionCode } from '../../../events/rejections.js';
import { aboutOf } from './types-text.js';

const HEAD = `# Records that a county may send

<!-- Made by \`npm run docs:records\` from the schemas in events/records and what events/reference tells of them. Change those. -->

One JSON object a line, in UTF-8. Every record has the fields around \`data\`; what stands in \`data\` is the type's own. A field that may be left out is
left out: \`null\` is no value. A field that is not named here is refused. How to send them, and how to mend what was refused: [for a county](how-to/county.md).
The same, by type, on a screen: \`plumbline types TYPE\`; for programs: \`plumbline types --json\` (JSON Schema 2020-12).`;

const CORRECTIONS = `## Corrections

A record with \`corrects\` and a \`reason\`, of the same type and subject, takes the place of the one that it names, with its own \`effective\` and \`data\`. It keeps the ids that the
record introduced (\`order\`, \`collection\`, ...). A record is corrected once; the next correction names the replacement. What is to go without replacement is taken out by a
[RecordVoided](#recordvoided). Reports as of earlier positions stay as they were.`;

const REFUSALS = `## What each refusal means

A refused record leaves no trace: its id is not taken, and the rest of the file goes on. Of several reasons the first in this order is given, with the line number and a sentence
that names what is wrong. Mend the record and send it again, with the same id if you like.`;

/** docs/records.md: every record type with its fields, an example and its refusals; every refusal with how to mend it. */
export function recordsPage(): string {
  const blocks = [
    HEAD,
    '## Fields around `data`',
    fieldTable(fieldsAround('CaseOpened')),
    'A record about a child has `child` in place of `case`, one about the county has neither.',
    CORRECTIONS,
    example(exampleCorrection('InterestAccrued')),
    ...contents(),
    ...PARTS_OF_LIFE.flatMap(({ title, types }) => [`## ${title}`, ...types.flatMap(typeBlocks)]),
    REFUSALS,
    refusalTable(),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function contents(): readonly string[] {
  const parts = PARTS_OF_LIFE.map(
    ({ title, types }) =>
      `| ${title} | ${types.map((type) => `[${type}](#${type.toLowerCase()})`).join(', ')} |`,
  );
  return ['## The types', ['| part | types |', '| --- | --- |', ...parts].join('\n')];
}

function typeBlocks(type: RecordType): readonly string[] {
  const { meaning, corrected } = toldOf(type);
  const fields = fieldsOfData(type);
  const own = refusalsOf(type);
  return [
    `### ${type}`,
    `About ${aboutOf(type)}. ${meaning}`,
    fields.length === 0 ? 'Its `data` is empty.' : fieldTable(fields),
    example(exampleRecord(type)),
    ...(corrected === undefined ? [] : [`Corrected: ${corrected}`]),
    own.length === 0
      ? ONLY_GENERAL
      : `Refusals: ${own.map(codeLink).join(', ')}, and those of every record.`,
  ];
}

const ONLY_GENERAL = 'Refusals: those of every record.';

function fieldTable(fields: readonly DescribedField[]): string {
  const rows = fields.map(({ path, isRequired, form, meaning }) => {
    const name = path.replace(/^data\./u, '');
    return `| \`${name}\` | ${isRequired ? 'yes' : ''} | ${form} | ${meaning} |`;
  });
  return ['| field | required | give | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function example(record: object): string {
  return `\`\`\`json\n${JSON.stringify(record)}\n\`\`\``;
}

function refusalTable(): string {
  const rows = REJECTION_CODES.map((code) => {
    const { meaning, mend } = TOLD_REFUSALS[code];
    return `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${meaning} | ${mend} | ${metBy(code)} |`;
  });
  return ['| code | means | mend it so | can meet |', '| --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function metBy(code: RejectionCode): string {
  if (REFUSALS_OF_ALL.includes(code)) return 'every record';
  if (REFUSALS_OF_CORRECTIONS.includes(code)) return 'corrections';
  const types = PARTS_OF_LIFE.flatMap((part) => part.types).filter((type) =>
    refusalsOf(type).includes(code),
  );
  return types.length > 6 ? `${String(types.length)} types` : types.join(', ');
}

function codeLink(code: RejectionCode): string {
  return `[${code}](#${code.toLowerCase()})`;
}
