import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { grantTyped } from '../../forms/grant-form.js';

type Given = Readonly<Record<string, unknown>>;

/** The acts of this page, each of what its form has typed, without `at` and `by`. */
export const ACTS_OF_ACCOUNT: Readonly<
  Record<string, (account: string, form: FormTexts) => Given>
> = {
  GrantGiven: (account, form) => ({ account, grant: grantTyped(form) }),
  GrantWithdrawn: (account, form) => ({ account, grant: grantTyped(form) }),
  AccountSuspended: withReason,
  AccountRestored: withReason,
  SignInReset: withReason,
  AccountClosed: withReason,
  AccountChanged: (account, form) => ({
    account,
    ...present(form, 'email'),
    name: { first: textOf(form, 'first'), last: textOf(form, 'last') },
    ...present(form, 'telephone'),
  }),
  ApiKeyIssued: (account, form) => ({
    account,
    key: textOf(form, 'key'),
    grants: textOf(form, 'grants')
      .split(' ')
      .filter((text) => text !== '')
      .map(scopeOf),
    until: textOf(form, 'until'),
  }),
  ApiKeyWithdrawn: (account, form) => ({ account, key: textOf(form, 'key') }),
};

function withReason(account: string, form: FormTexts): Given {
  return { account, reason: textOf(form, 'reason') };
}

function present(form: FormTexts, name: string): Given {
  const text = textOf(form, name);
  return text === '' ? {} : { [name]: text };
}

/** A role and its scope as one word of a form: `lcsa-reporter/19`, `requestor-contact/T-1`, `auditor`. */
export function wordOfScope(grant: {
  readonly role: string;
  readonly county: string | null;
  readonly application: string | null;
}): string {
  const scope = grant.county ?? grant.application;
  return scope === null ? grant.role : `${grant.role}/${scope}`;
}

function scopeOf(word: string): Given {
  const [role, scope] = word.split('/');
  if (scope === undefined) return { role };
  return { role, [scope.startsWith('T-') ? 'application' : 'county']: scope };
}
