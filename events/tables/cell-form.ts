import { FORM_ADVICE } from '../wire/form-checks.js';
import { LIST_SEPARATOR } from './table-columns.js';
import type { CellPlan, TableColumn } from './table-columns.js';

/** How a cell of a column is filled in, for people. */
export interface CellForm {
  /** As the end of a sentence that begins "give". */
  readonly form: string;
  readonly example: string;
  /** The codes that it may have; null where it is no code. */
  readonly codes: readonly string[] | null;
}

/** How the cells of a column are filled in, by its schema (contract/records.md, Forms). */
export function cellFormOf({ plan, heading }: TableColumn): CellForm {
  if (plan.kind !== 'values') return formOf(plan, heading);
  const { form, example, codes } = formOf(plan.item, heading);
  const more = plan.lengthMin === 0 ? `; ${LIST_SEPARATOR} alone for none at all` : '';
  return {
    form: `${form}; several with ${LIST_SEPARATOR} between, at most ${String(plan.lengthMax)}${more}`,
    example: `${example}${LIST_SEPARATOR}${codes?.[1] ?? second(example)}`,
    codes,
  };
}

type SinglePlan = Exclude<CellPlan, { readonly kind: 'values' }>;

function formOf(plan: SinglePlan, heading: string): CellForm {
  switch (plan.kind) {
    case 'boolean':
      return { form: 'true or false', example: 'true', codes: ['true', 'false'] };
    case 'constant':
      return { form: String(plan.value), example: String(plan.value), codes: [String(plan.value)] };
    case 'choice': {
      const codes = [...plan.values];
      return { form: `one of ${codes.join(', ')}`, example: codes[0] ?? '', codes };
    }
    case 'integer':
      return {
        form: `a whole number from ${String(plan.min)} to ${String(plan.max)}`,
        example: String(Math.max(plan.min, 12)),
        codes: null,
      };
    case 'form':
      if (plan.form === 'text') {
        const form = `a text of 1 to ${String(plan.lengthMax)} characters`;
        return { form, example: 'as it is called', codes: null };
      }
      return {
        form: asCell(FORM_ADVICE[plan.form]),
        example: exampleOf(plan.form, heading),
        codes: null,
      };
    case 'anything':
      return { form: 'what its own page says', example: '', codes: null };
  }
}

/** Advice for JSON, said of a cell: no quotes, and nothing of strings. */
function asCell(advice: string): string {
  return advice.replaceAll('"', '').replaceAll(' as a string', '');
}

function exampleOf(form: string, heading: string): string {
  switch (form) {
    case 'recordId':
      return '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
    case 'county':
      return '19';
    case 'day':
      return '2006-09-12';
    case 'month':
      return '2006-09';
    case 'instant':
      return '2006-10-03T17:05:00Z';
    case 'staffNumber':
      return '12.50';
    case 'subjectId':
      return `${(heading.split('.').at(-1) ?? 'id').slice(0, 1).toUpperCase()}-0017`;
    default:
      return form.startsWith('money') ? '125.00' : '';
  }
}

function second(example: string): string {
  return example.replace(/7$/u, '8');
}
