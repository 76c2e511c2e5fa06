import { RECORD_SCHEMAS } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { meaningOf } from './described-fields.js';
import { PARTS_OF_LIFE, exampleRecord, toldOf } from './told-types.js';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** A schema as JSON holds it. */
type Schema = Readonly<Record<string, unknown>>;

/** A schema as `records/` writes it: JSON Schema, and keywords of ours that other programs do not know. */
interface OwnSchema extends Schema {
  readonly type?: string;
  readonly form?: string;
  readonly properties?: Readonly<Record<string, OwnSchema>>;
  readonly items?: OwnSchema;
  readonly zeroWhen?: { readonly field: string; readonly amounts: readonly string[] };
}

/**
 * The JSON Schema (2020-12) of one record type, with what each field means and an example. Days are spelt right by it, and
 * whether they exist it cannot say; what other records have to do with it (`UNKNOWN_CASE` and the like) neither.
 */
export function schemaOfType(type: RecordType): Schema {
  return { $schema: DIALECT, $id: `urn:plumbline:record:${type}`, ...bodyOf(type) };
}

/** The JSON Schema of a record of any type: one of those under `$defs`. */
export function schemaOfAnyRecord(): Schema {
  const types = PARTS_OF_LIFE.flatMap((part) => part.types);
  return {
    $schema: DIALECT,
    $id: 'urn:plumbline:record',
    title: 'A record of a county’s ledger',
    oneOf: types.map((type) => ({ $ref: `#/$defs/${type}` })),
    $defs: Object.fromEntries(types.map((type) => [type, bodyOf(type)])),
  };
}

function bodyOf(type: RecordType): Schema {
  const { meaning } = toldOf(type);
  // Schemas are data, and these keywords are what `records/` writes into them.
  const schema = RECORD_SCHEMAS[type] as unknown as OwnSchema;
  const described = converted(schema, (path) => meaningOf(type, path));
  return {
    title: type,
    description: meaning,
    ...described,
    dependentRequired: { corrects: ['reason'] },
    ...(type === 'RecordVoided' ? { not: { required: ['case', 'child'] } } : {}),
    examples: [exampleRecord(type)],
  };
}

function converted(schema: OwnSchema, meaning: (path: string) => string, path = ''): Schema {
  const { form, properties, items, zeroWhen, ...rest } = schema;
  return {
    ...(path === '' || path.endsWith('[]') ? {} : { description: meaning(path) }),
    ...('enum' in rest ? { type: 'string' } : {}),
    ...rest,
    ...(form === 'moneyPositive' ? { not: { const: '0.00' } } : {}),
    ...(form === 'moneySigned' ? { not: { enum: ['0.00', '-0.00'] } } : {}),
    ...(properties === undefined ? {} : { properties: convertedFields(properties, meaning, path) }),
    ...(items === undefined ? {} : { items: converted(items, meaning, `${path}[]`) }),
    ...(zeroWhen === undefined ? {} : reservedRule(zeroWhen)),
  };
}

function convertedFields(
  properties: Readonly<Record<string, OwnSchema>>,
  meaning: (path: string) => string,
  path: string,
): Schema {
  const front = path === '' ? '' : `${path}.`;
  return Object.fromEntries(
    Object.entries(properties).map(([name, field]) => [
      name,
      converted(field, meaning, front + name),
    ]),
  );
}

function reservedRule({ field, amounts }: NonNullable<OwnSchema['zeroWhen']>): Schema {
  return {
    if: { properties: { [field]: { const: true } }, required: [field] },
    then: {
      properties: Object.fromEntries(amounts.map((name) => [name, { const: '0.00' }])),
    },
  };
}
