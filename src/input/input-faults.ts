/** The file broke off or could not be read to its end; what came before was handed out. */
export class BrokenInput extends Error {
  override readonly name = 'BrokenInput';
}

/** A part of a packed file breaks off or is damaged: what came of it cannot be believed. */
export class BrokenPart extends BrokenInput {}

/** The file is plainly of another kind than records; nothing of it was handed out. */
export class OtherKind extends Error {
  override readonly name = 'OtherKind';

  /**
   * @param what - what the file is, as the end of a sentence that begins "The file is"
   * @param mend - what to do, as an order
   */
  constructor(
    readonly what: string,
    readonly mend: string,
    options?: ErrorOptions,
  ) {
    super(`It is ${what}: ${mend}.`, options);
  }
}
