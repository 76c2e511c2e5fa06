import type { VNode } from 'preact';
import { Form, SubmitButton, TextArea, TextField } from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { Links } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import { GrantFields } from '../../forms/grant-form.js';
import type { PageRequest } from '../../page.js';
import { wordOfScope } from './acts.js';
import type { AccountView } from './view.js';

interface Shown {
  readonly request: PageRequest;
  readonly view: AccountView;
  readonly state: FormState;
}

/** What can be done with the account: links to the changes, and the form of the one that was chosen. */
export function ChangeForms({ request, view, state }: Shown): VNode | null {
  const changes = changesOf(request, view);
  if (changes.length === 0) return null;
  const wanted = state.texts.get('act') ?? textOf(request.query, 'change');
  const chosen = changes.find(({ act }) => act === wanted) ?? null;
  return (
    <section id="change">
      <h2>Change the account</h2>
      <Links
        links={changes
          .filter(({ act }) => act !== chosen?.act)
          .map(({ act, title }) => ({ href: `${request.path}?change=${act}#change`, text: title }))}
      />
      {chosen === null ? null : (
        <div>
          <h3>{chosen.title}</h3>
          <Form act={chosen.act} request={request}>
            {chosen.fields({ request, view, state })}
            <SubmitButton
              text={chosen.title}
              isDangerous={chosen.isDangerous}
              back={{ href: request.path, text: 'Change nothing' }}
            />
          </Form>
        </div>
      )}
    </section>
  );
}

/** A change: the act, what it is called, its fields. */
interface Change {
  readonly act: string;
  readonly title: string;
  readonly isDangerous: boolean;
  readonly fields: (shown: Shown) => VNode;
}

/** The changes that whoever looks may make, and that the account's state allows. */
function changesOf(request: PageRequest, view: AccountView): readonly Change[] {
  const changes: Change[] = [];
  const add = (act: string, title: string, fields: Change['fields']): void => {
    changes.push({ act, title, isDangerous: false, fields });
  };
  if (request.may('account.change') && view.canBe.changed) {
    add('GrantGiven', 'Give a role', ({ state }) => <GrantFields state={state} />);
    add('AccountChanged', 'Change name, e-mail or telephone', PersonFields);
    if (view.isMachine) add('ApiKeyIssued', 'Issue a key', KeyFields);
  }
  for (const { act, title, what, needs, can, isDangerous } of REASONED) {
    if (!request.may(needs) || !view.canBe[can]) continue;
    const fields = ({ state }: Shown): VNode => (
      <div>
        <p>{what}</p>
        <TextArea name="reason" label="Reason" rows={2} state={state} />
      </div>
    );
    changes.push({ act, title, isDangerous, fields });
  }
  return changes;
}

/** Acts that need nothing but a reason. */
const REASONED = [
  {
    act: 'SignInReset',
    title: 'Send a new link',
    what: 'Password, passkeys, codes and open sessions count no more. The person is told by mail and chooses them again.',
    needs: 'account.change',
    can: 'reset',
    isDangerous: false,
  },
  {
    act: 'AccountSuspended',
    title: 'Suspend',
    what: 'The account can do nothing until it is restored. Open sessions end now.',
    needs: 'account.suspend',
    can: 'suspended',
    isDangerous: true,
  },
  {
    act: 'AccountRestored',
    title: 'Restore',
    what: 'The account is again what it was before it was suspended.',
    needs: 'account.change',
    can: 'restored',
    isDangerous: false,
  },
  {
    act: 'AccountClosed',
    title: 'Close for ever',
    what: 'All rights and keys of the account end now, and it cannot be opened again.',
    needs: 'account.change',
    can: 'changed',
    isDangerous: true,
  },
] as const;

function PersonFields({ view, state }: Shown): VNode {
  return (
    <div>
      <TextField
        name="email"
        label="E-mail address"
        type="email"
        initial={view.email}
        state={state}
      />
      <TextField name="first" label="First name" initial={view.name.first} state={state} />
      <TextField name="last" label="Last name" initial={view.name.last} state={state} />
      <TextField
        name="telephone"
        label="Telephone"
        type="tel"
        initial={view.telephone ?? ''}
        state={state}
      />
    </div>
  );
}

function KeyFields({ view, state }: Shown): VNode {
  return (
    <div>
      <TextField
        name="key"
        label="Name of the key"
        hint="Up to 40 characters, as nightly-load."
        state={state}
      />
      <TextField
        name="grants"
        label="Roles that the key carries"
        hint="Of those above, with a blank between, as lcsa-reporter/19."
        initial={view.grants.map(wordOfScope).join(' ')}
        state={state}
      />
      <TextField
        name="until"
        label="Last day"
        hint="As 2027-06-30, at most a year ahead."
        state={state}
      />
    </div>
  );
}
