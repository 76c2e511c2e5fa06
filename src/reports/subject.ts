/** A case or a child by the id that the county gave it. */
export interface SubjectKey {
  readonly kind: 'case' | 'child';
  readonly id: string;
}
