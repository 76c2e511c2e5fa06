import type { VNode } from 'preact';
import {
  CheckboxField,
  ErrorSummary,
  FRESH,
  Form,
  SubmitButton,
  TextField,
} from '../../components/form.js';
import type { FormState } from '../../components/form.js';
import { faultsOfAct, statusOf } from '../../forms/act-faults.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import { GrantFields, grantTyped } from '../../forms/grant-form.js';
import { page, redirectTo } from '../../page.js';
import type { PageAnswer, PageRequest } from '../../page.js';

const FIELDS = ['email', 'first', 'last', 'telephone', 'role', 'county', 'application', 'until'];

/** Inviting a person, or a machine of an organisation. */
export const INVITATION_PAGE = page({
  address: '/access/invitation',
  action: 'account.change',
  asks: ['doAccessAct'],
  showsPerson: true,
  show: (request) => shown(request, FRESH),
  acts: {
    AccountInvited: async (request, form, ask) => {
      const reply = await ask.reply('doAccessAct', { given: invitation(form) });
      const faults = faultsOfAct(reply, FIELDS);
      if (faults !== null) return shown(request, { texts: form, faults }, statusOf(faults));
      const made = reply.kind === 'done' ? reply.value.made.account : undefined;
      return redirectTo(`/access/accounts/${made ?? ''}`);
    },
  },
});

/** The act, of what was typed. */
function invitation(form: FormTexts): Readonly<Record<string, unknown>> {
  const telephone = textOf(form, 'telephone');
  return {
    act: 'AccountInvited',
    email: textOf(form, 'email'),
    name: { first: textOf(form, 'first'), last: textOf(form, 'last') },
    ...(telephone === '' ? {} : { telephone }),
    ...(textOf(form, 'machine') === 'yes' ? { machine: true } : {}),
    grants: [grantTyped(form)],
  };
}

function shown(request: PageRequest, state: FormState, status: 200 | 409 | 422 = 200): PageAnswer {
  return {
    kind: 'shown',
    status,
    title: 'Invite somebody',
    crumbs: [{ href: '/access/accounts', text: 'Accounts' }],
    body: <Invitation request={request} state={state} />,
  };
}

function Invitation({ request, state }: { request: PageRequest; state: FormState }): VNode {
  return (
    <div>
      <p>
        One account belongs to one person. The invitation goes to the e-mail address as a link that
        works once, for 72 hours. Where the service sends no mail, the link is made on its machine
        with <code>plumbline access link</code>.
      </p>
      <ErrorSummary faults={state.faults} />
      <Form act="AccountInvited" request={request}>
        <TextField name="email" label="E-mail address" type="email" state={state} />
        <TextField name="first" label="First name" state={state} />
        <TextField name="last" label="Last name" state={state} />
        <TextField name="telephone" label="Telephone (may be empty)" type="tel" state={state} />
        <CheckboxField
          name="machine"
          label="This is a machine, not a person"
          hint="It signs in with keys alone and can do no act that needs a person."
          state={state}
        />
        <GrantFields state={state} />
        <SubmitButton text="Invite" back={{ href: '/access/accounts', text: 'Do not invite' }} />
      </Form>
    </div>
  );
}
