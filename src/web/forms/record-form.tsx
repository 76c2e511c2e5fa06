import type { VNode } from 'preact';
import { toldOf } from '../../../events/reference/told-types.js';
import { RECORD_SCHEMAS, RECORD_TYPES } from '../../../events/records/schemas.js';
import type { RecordTypeEntry } from '../../../events/records/schemas.js';
import type { RecordType } from '../../../events/registry.js';
import { SelectField, TextField } from '../components/form.js';
import type { FormState } from '../components/form.js';
import { codeInWords, fieldInWords, toldInWords } from '../record-words.js';
import { capital } from '../words.js';
import type { FormTexts } from './form-texts.js';
import { fieldsOfSchema, rowsTyped } from './record-fields.js';
import type { RecordField } from './record-fields.js';

/** The fields of a type's form: as many rows of each list as what is typed, or corrected, needs. */
export function fieldsOfForm(type: RecordType, texts: FormTexts): readonly RecordField[] {
  return fieldsOfSchema(RECORD_SCHEMAS[type], {
    meanings: toldOf(type).fields,
    rowsOf: (path) => rowsTyped(texts.keys(), path),
  });
}

/** What a record of a type is about. */
export function subjectOfType(type: RecordType): RecordTypeEntry['subject'] {
  return RECORD_TYPES.find(({ name }) => name === type)?.subject ?? 'county';
}

/** What a record says besides its data: whom it is about, and when it happened. */
export function HeadFields({ type, state }: { type: RecordType; state: FormState }): VNode {
  const subject = subjectOfType(type);
  return (
    <div>
      {subject === 'case' || subject === 'child' ? (
        <TextField name={subject} label={subject === 'case' ? 'Case' : 'Child'} state={state} />
      ) : null}
      <TextField
        name="effective"
        label="Day on which it happened"
        hint="A day, as 2006-10-15"
        state={state}
      />
    </div>
  );
}

/** One field of a record's data. */
export function FieldOfRecord({ field, state }: { field: RecordField; state: FormState }): VNode {
  const { path, name, is, hint, meaning, isNeeded } = field;
  // A row of a list has its number behind the list's name: `allocations 1, bucket`.
  const words = path
    .replaceAll(/\.(\d+)(?=\.|$)/gu, (_, row: string) => ` ${String(Number(row) + 1)}`)
    .split('.')
    .map(fieldInWords)
    .join(', ');
  const label = `${capital(words)}${isNeeded ? '' : ' (may be left out)'}`;
  const told = meaning === '' ? hint : `${sentence(meaning)} ${hint}`;
  switch (is.kind) {
    case 'choice': {
      const options = is.options.map((value) => [value, codeInWords(value)] as const);
      return (
        <SelectField
          {...{ name, label, state }}
          {...(meaning === '' ? {} : { hint: sentence(meaning) })}
          options={withNone(options)}
        />
      );
    }
    case 'yesOrNo':
      return (
        <SelectField
          {...{ name, label, state }}
          {...(meaning === '' ? {} : { hint: sentence(meaning) })}
          options={withNone([
            ['yes', 'Yes'],
            ['no', 'No'],
          ])}
        />
      );
    case 'number':
      return <TextField {...{ name, label, state }} hint={told} inputmode="numeric" />;
    case 'text':
    case 'list':
      return <TextField {...{ name, label, state }} hint={told} />;
  }
}

function sentence(meaning: string): string {
  return `${capital(toldInWords(meaning))}.`;
}

function withNone(
  options: readonly (readonly [string, string])[],
): readonly { readonly value: string; readonly text: string }[] {
  return [{ value: '', text: '- Choose -' }, ...options.map(([value, text]) => ({ value, text }))];
}
