import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function table(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../contract', name), 'utf8'));
}

const PERMISSIONS = table('permissions.json') as {
  readonly roles: Readonly<Record<string, string>>;
  readonly actions: Readonly<
    Record<string, { readonly roles: readonly string[]; readonly what: string }>
  >;
};

/** The scope that each role needs. */
export const ROLE_NEEDS = PERMISSIONS.roles;

/** The roles that may do an action. */
export function rolesOf(action: string): readonly string[] {
  return PERMISSIONS.actions[action]?.roles ?? [];
}

/** The action of an act: the one whose description names it. Acts of which it names more than one are looked at apart. */
export function actionOf(act: string): string {
  const found = Object.entries(PERMISSIONS.actions).find(([, { what }]) =>
    what.split(/[^A-Za-z]+/u).includes(act),
  );
  if (found === undefined) throw new Error(`No action names ${act}.`);
  return found[0];
}

export interface GuideRow {
  readonly row: number;
  readonly counties: readonly string[];
  readonly kind: string | null;
  readonly reserved: number;
}

export const GUIDE = (table('allocation.json') as { readonly rows: readonly GuideRow[] }).rows;
