/** The forms that anyone may have, to fill in. */
export const PAPERS = ['application-form', 'mou', 'confidentiality-statement'] as const;

/** One of `PAPERS`. */
export type PaperName = (typeof PAPERS)[number];
