/**
 * The paternity establishment percentage that the state has chosen for the year: of children in IV-D cases, or of all
 * children born in the state (45 CFR 305.2(a)(1)). The form has a box for each.
 */
export const PEPS = ['iv-d', 'statewide'] as const;

/** One of `PEPS`. */
export type Pep = (typeof PEPS)[number];

/** The choice that a text spells; null for another. */
export function parsePep(text: string): Pep | null {
  return PEPS.find((pep) => pep === text) ?? null;
}
