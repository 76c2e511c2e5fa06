/** Subjects that are folded from one block; few enough that its columns stay in a core's cache. */
export const BLOCK_SUBJECTS = 1024;

/** The block of a subject: 0 holds the county's own records, 1 the subjects 1 to 1024, and so on. */
export function blockOfSubject(subject: number): number {
  return Math.ceil(subject / BLOCK_SUBJECTS);
}

/** The least subject number of a block. */
export function firstSubjectOf(block: number): number {
  return block === 0 ? 0 : (block - 1) * BLOCK_SUBJECTS + 1;
}

/** One more than the greatest subject number of a block. */
export function endSubjectOf(block: number): number {
  return block === 0 ? 1 : block * BLOCK_SUBJECTS + 1;
}
