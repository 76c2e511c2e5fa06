import { Ajv2020 } from 'ajv/dist/2020.js';
import { exampleRecord } from '../../events/reference/told-types.js';
import { schemaOfType } from '../../events/reference/json-schema.js';
import { RECORD_TYPES } from '../../events/records/schemas.js';
import type { RecordType } from '../../events/registry.js';
import { parseValue } from '../../events/wire/parse.js';
import { componentSchemas } from '../../src/http/openapi/schemas.js';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
const types = RECORD_TYPES.map(({ name }) => name);

function sentSchema(type: RecordType): Readonly<Record<string, unknown>> {
  const schema = componentSchemas()[type];
  if (schema === undefined) throw new Error(`The document has no schema of ${type}.`);
  return schema;
}

describe('the schema of a record in the OpenAPI document', () => {
  it.each(types)('of %s is the one that `types --json` prints, without `recorded`', (type) => {
    const { $schema, $id, properties, ...rest } = schemaOfType(type);
    const { recorded, ...sent } = properties as Readonly<Record<string, unknown>>;
    expect(recorded).toBeDefined();
    expect([$schema, $id]).toEqual([expect.any(String), expect.any(String)]);
    expect(sentSchema(type)).toEqual({ ...rest, properties: sent });
    expect(ajv.compile(sentSchema(type))(exampleRecord(type))).toBe(true);
  });

  const ofNothing = { currentSupport: '0.00', cashMedical: '0.00' };
  const reserved = { ...ofNothing, cashMedical: '1.00', healthInsurance: true, reserved: true };
  const charged = exampleRecord('CurrentSupportCharged');
  const order = exampleRecord('SupportOrderEstablished');
  const adjusted = exampleRecord('ArrearsAdjusted');
  it.each([
    ['an amount of 0.00', { ...charged, data: { ...charged.data, amount: '0.00' } }],
    ['an adjustment of -0.00', { ...adjusted, data: { ...adjusted.data, amount: '-0.00' } }],
    ['a correction without a reason', { ...charged, corrects: order.id }],
    ['a reserved order of an amount', { ...order, data: { ...order.data, terms: reserved } }],
    ['a void of a case and a child', { ...exampleRecord('RecordVoided'), child: 'K-77' }],
  ])('refuses, as the parser does, %s', (_what, record) => {
    const takes = ajv.compile(sentSchema(record.type));
    expect([takes(record), parseValue(record).kind]).toEqual([false, 'rejection']);
  });
});
