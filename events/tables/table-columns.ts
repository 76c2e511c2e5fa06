import { RECORD_SCHEMAS } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { planOfObject } from '../wire/plan.js';
import type { FieldPlan, ObjectPlan } from '../wire/plan.js';

/** What stands between the ids of a list in one cell. */
export const LIST_SEPARATOR = '|';

/** A field of a record as a table has it: one column, or one for each place of an array of objects. */
export interface TableColumn {
  /** The field's name in full, as in `data.allocations.1.amount`. */
  readonly heading: string;
  /** Its name without `data.`, where the envelope of its type has no field of that name. */
  readonly shortHeading: string;
  /** Names of the objects that lead to it; a number is a place in an array, from 0. */
  readonly path: readonly (string | number)[];
  readonly plan: CellPlan;
  /** Whether a record of the type may be without it. */
  readonly isOptional: boolean;
}

/** What a cell holds: one value, or several with `LIST_SEPARATOR` between. */
export type CellPlan =
  | Exclude<FieldPlan, { readonly kind: 'object' | 'list' }>
  | {
      readonly kind: 'values';
      readonly item: Exclude<FieldPlan, { readonly kind: 'object' | 'list' }>;
      readonly lengthMin: number;
      readonly lengthMax: number;
    };

/** What the name of a file says: its records' type. It is no column. */
const TYPE_FIELD = 'type';

/** Given by the ledger; a table has no column for it, and a cell of that name is refused as the field is. */
const RECORDED_FIELD = 'recorded';

const COLUMNS = new Map<RecordType, readonly TableColumn[]>();

/** The columns of a type's table, in the order of its schema: the envelope, then the data (contract/intake.md, CSV). */
export function tableColumnsOf(type: RecordType): readonly TableColumn[] {
  const known = COLUMNS.get(type);
  if (known !== undefined) return known;
  const plan = planOfObject(RECORD_SCHEMAS[type]);
  const envelope = new Set(plan.fields.map(({ name }) => name));
  const columns = leavesOf(plan, [], false)
    .filter(({ path: [first] }) => first !== TYPE_FIELD && first !== RECORDED_FIELD)
    .map(({ path, plan: cell, isOptional }): TableColumn => {
      const heading = headingOf(path);
      const [first, second] = path;
      const isShort = first === 'data' && !envelope.has(String(second));
      return {
        heading,
        shortHeading: isShort ? heading.slice(5) : heading,
        path,
        plan: cell,
        isOptional,
      };
    });
  COLUMNS.set(type, columns);
  return columns;
}

interface Leaf {
  readonly path: readonly (string | number)[];
  readonly plan: CellPlan;
  readonly isOptional: boolean;
}

function leavesOf(
  { fields }: ObjectPlan,
  path: readonly (string | number)[],
  isWithinOptional: boolean,
): readonly Leaf[] {
  return fields.flatMap(({ name, plan, isOptional }) =>
    leavesOfField(plan, [...path, name], isOptional || isWithinOptional),
  );
}

function leavesOfField(
  plan: FieldPlan,
  path: readonly (string | number)[],
  isOptional: boolean,
): readonly Leaf[] {
  if (plan.kind === 'object') return leavesOf(plan, path, isOptional);
  if (plan.kind !== 'list') return [{ path, plan, isOptional }];
  const { item, lengthMin, lengthMax } = plan;
  if (item.kind === 'object') {
    return Array.from({ length: lengthMax }, (_, index) =>
      leavesOf(item, [...path, index], isOptional || index >= lengthMin),
    ).flat();
  }
  if (item.kind === 'list') throw new TypeError('A list of lists has no form in a table.');
  return [{ path, plan: { kind: 'values', item, lengthMin, lengthMax }, isOptional }];
}

/** Places of an array are counted from 1 in a heading. */
function headingOf(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === 'number' ? String(part + 1) : part)).join('.');
}
