/** The value, which the test knows to be there. Throws if it is not. */
export function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('The test expected a value here.');
  return value;
}
