import { sameDayYearsOn } from '../../../../events/values/anniversary.js';
import { civilDayOf } from '../../../../events/values/civil-day.js';
import { formatDay } from '../../../../events/values/day.js';
import type { Day } from '../../../../events/values/day.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Account, RoleAndScope } from '../../../../projections/access/access-state.js';
import { isOrganisations, isStanding } from '../../../../projections/access/grants.js';
import { Id } from '../../components/figures.js';
import { CheckboxField, ErrorSummary, FRESH, Form } from '../../components/form.js';
import { SubmitButton, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Alert, Empty } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { PageRequest, Shown } from '../../page.js';
import { grantInWords } from '../../role-words.js';

type Around = Pick<PageRequest, 'token' | 'once'>;

/** Fields that a refusal of the act may name. */
export const OWN_KEY_FIELDS = ['key', 'until'] as const;

/** Days that a key is good for unless its person says otherwise. */
const DAYS_OFFERED = 90;

const TO_ACCOUNT = [
  { href: '/', text: 'Counties' },
  { href: '/account', text: 'Your account' },
];

/** The roles of an account that a key of it may carry on a day. */
export function rolesOfOwnKey({ grants }: Account, on: Day): readonly RoleAndScope[] {
  return grants.filter((grant) => isStanding(grant, on) && !isOrganisations(grant));
}

/** The act of what was typed. */
export function ownKeyGiven(account: Account, form: FormTexts, now: Instant): object {
  const grants = rolesOfOwnKey(account, civilDayOf(now))
    .filter((grant) => textOf(form, fieldOf(grant)) === 'yes')
    .map(({ role, county, application }) => ({
      role,
      ...(county === null ? {} : { county }),
      ...(application === null ? {} : { application }),
    }));
  const { account: id } = account;
  const [key, until] = [textOf(form, 'key'), textOf(form, 'until')];
  return { act: 'ApiKeyIssued', account: id, key, grants, until };
}

function fieldOf({ role, county, application }: RoleAndScope): string {
  return `grant-${role}-${county ?? application ?? 'all'}`;
}

/** The page on which somebody makes a key for a program of his. */
export function ownKeyPage(
  around: Around,
  account: Account,
  now: Instant,
  state: FormState = FRESH,
): Shown {
  const today = civilDayOf(now);
  const roles = rolesOfOwnKey(account, today);
  const body = (
    <div>
      <ErrorSummary faults={state.faults} />
      {roles.length === 0 ? (
        <Empty why="No role of yours can be carried by a key." />
      ) : (
        <Form act="ApiKeyIssued" request={around}>
          <p>
            A program that sends the key does in your name what its roles may do, but nothing that
            needs a person. It is shown once.
          </p>
          <TextField
            name="key"
            label="Name of the key"
            hint="Up to 40 characters, as nightly-report."
            state={state}
          />
          <fieldset class="usa-fieldset">
            <legend class="usa-legend">Roles that the key carries</legend>
            {roles.map((grant) => (
              <CheckboxField
                key={fieldOf(grant)}
                name={fieldOf(grant)}
                label={grantInWords(grant)}
                state={state}
              />
            ))}
          </fieldset>
          <TextField
            name="until"
            label="Last day"
            hint={`As ${formatDay(dayAfter(today, DAYS_OFFERED))}. The latest is ${formatDay(sameDayYearsOn(today, 1))}.`}
            initial={formatDay(dayAfter(today, DAYS_OFFERED))}
            state={state}
          />
          <SubmitButton text="Make the key" back={{ href: '/account', text: 'Make no key' }} />
        </Form>
      )}
    </div>
  );
  return { kind: 'shown', title: 'A key for a program', crumbs: TO_ACCOUNT, body };
}

function dayAfter(day: Day, days: number): Day {
  return (day + days) as Day; // a day after another
}

/** The key that was made, this once. */
export function ownKeyShownPage(secret: string): Shown {
  const body = (
    <div>
      <Alert kind="success" heading="The key is shown this once">
        <p id="new-key">
          <Id id={secret} />
        </p>
        <p>Copy it now to where the program keeps its keys. It cannot be shown again.</p>
      </Alert>
      <p>
        <a class="usa-button" href="/account">
          I have copied it: go on
        </a>
      </p>
    </div>
  );
  return { kind: 'shown', title: 'Your new key', crumbs: TO_ACCOUNT, body };
}
