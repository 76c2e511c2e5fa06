import type { VNode } from 'preact';
import { SelectField, TextField } from '../components/form.js';
import type { FormState } from '../components/form.js';
import { GIVEN_ROLES, ROLE_TITLES } from '../role-words.js';
import { textOf } from './form-texts.js';
import type { FormTexts } from './form-texts.js';

/** The fields that say which role somebody gets, and where. */
export function GrantFields({ state }: { state: FormState }): VNode {
  return (
    <fieldset class="usa-fieldset">
      <legend class="usa-legend">What the person may do</legend>
      <SelectField
        name="role"
        label="Role"
        state={state}
        options={[
          { value: '', text: 'Choose a role' },
          ...GIVEN_ROLES.map((role) => ({ value: role, text: ROLE_TITLES[role] })),
        ]}
      />
      <TextField
        name="county"
        label="County"
        hint="The number, 01 to 58, for a role of a county. An auditor of all counties has none."
        inputmode="numeric"
        state={state}
      />
      <TextField
        name="application"
        label="Application"
        hint="As T-1, for the contact of another organization."
        state={state}
      />
      <TextField
        name="until"
        label="Last day"
        hint="As 2027-06-30. Leave it empty where the role has no end."
        state={state}
      />
    </fieldset>
  );
}

/** The grant as an act has it, of what was typed. What is empty is left out. */
export function grantTyped(form: FormTexts): Readonly<Record<string, string>> {
  const names = ['role', 'county', 'application', 'until'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(form, name);
      return text === '' ? [] : [[name, text] as const];
    }),
  );
}
