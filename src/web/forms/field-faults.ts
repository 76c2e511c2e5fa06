/** What is wrong with a form that was sent: of a field, or of the whole where the field is null. */
export interface FieldFault {
  readonly field: string | null;
  /** The refusal's code, as `INVALID_FIELD`. */
  readonly code: string;
  /** A sentence that says what to mend. */
  readonly message: string;
}

export type FieldFaults = readonly FieldFault[];

/** What is wrong with a field; null where nothing is. */
export function faultOfField(faults: FieldFaults, field: string): FieldFault | null {
  return faults.find((fault) => fault.field === field) ?? null;
}
