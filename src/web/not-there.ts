/** Thrown by a page whose address names something that there is not: a sentence that says what to do. */
export class NotThere extends Error {
  override readonly name = 'NotThere';
}
