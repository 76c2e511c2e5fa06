import type { LedgerRecord } from '../../../../events/record.js';
import { RECORD_TYPES } from '../../../../events/records/schemas.js';
import type { RecordType } from '../../../../events/registry.js';
import type { County } from '../../../../events/values/county.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { dataOf, nameInForm, rowAt } from '../../forms/record-fields.js';
import type { RecordField } from '../../forms/record-fields.js';

/** What a form knows besides what is typed. */
interface OfForm {
  readonly id: string;
  readonly county: County;
  readonly type: RecordType;
  readonly corrected: LedgerRecord | null;
}

/** The record that was typed, whether it is right or not: it is parsed like one of a file. */
export function recordTyped(
  { id, county, type, corrected }: OfForm,
  fields: readonly RecordField[],
  form: FormTexts,
): Readonly<Record<string, unknown>> {
  const subject = RECORD_TYPES.find(({ name }) => name === type)?.subject ?? 'county';
  return {
    id,
    type,
    county,
    ...(subject === 'case' || subject === 'child' ? { [subject]: textOf(form, subject) } : {}),
    ...(subject === 'target' ? subjectOf(corrected) : {}),
    effective: textOf(form, 'effective'),
    data: dataOf(fields, (path) => textOf(form, path)),
    ...(corrected === null ? {} : { corrects: corrected.id, ...reasonOf(textOf(form, 'reason')) }),
  };
}

function reasonOf(reason: string): { readonly reason?: string } {
  return reason === '' ? {} : { reason };
}

function subjectOf(record: LedgerRecord | null): Readonly<Record<string, string>> {
  if (record === null) return {};
  if ('case' in record) return { case: record.case };
  if ('child' in record) return { child: record.child };
  return {};
}

/** The field of a form that a refusal names, as in `` `data.terms.reserved` is missing ``; null where it names none. */
export function fieldOfPath(
  message: string,
  fields: readonly RecordField[],
  form: FormTexts,
): string | null {
  const path = /^`([A-Za-z0-9.[\]]+)`/u.exec(message)?.[1];
  if (path === undefined) return null;
  if (['case', 'child', 'effective', 'reason'].includes(path)) return path;
  const inData = path
    .replace(/^data\./u, '')
    // Rows that were left empty are not counted in the data, and have their place in the form.
    .replaceAll(/([A-Za-z]+)\[(\d+)\]/gu, (_, list: string, place: string) => {
      const row = rowAt(fields, (each) => textOf(form, each), list, Number(place));
      return `${list}.${String(row)}`;
    });
  const found = fields.find(
    (field) => field.path === inData || field.path.startsWith(`${inData}.`),
  );
  return found?.name ?? null;
}

/** A recorded record as the texts of its form, to be corrected. */
export function textsOfRecord(record: LedgerRecord): FormTexts {
  const texts = new Map<string, string>([
    ['effective', record.effective],
    ...Object.entries(subjectOf(record)),
  ]);
  putTexts(texts, record.data, '');
  return texts;
}

function putTexts(texts: Map<string, string>, data: object, before: string): void {
  for (const [name, value] of Object.entries(data) as [string, unknown][]) {
    const path = before === '' ? name : `${before}.${name}`;
    if (Array.isArray(value) && !value.some((item) => typeof item === 'object')) {
      texts.set(nameInForm(path), value.map(String).join(', '));
    } else if (typeof value === 'object' && value !== null) {
      putTexts(texts, value, path);
    } else if (typeof value === 'boolean') {
      texts.set(nameInForm(path), value ? 'yes' : 'no');
    } else {
      texts.set(nameInForm(path), String(value));
    }
  }
}
