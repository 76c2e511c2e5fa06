import type { VNode } from 'preact';
import { NOTICE_KINDS } from '../../../../projections/notices/occasions.js';
import type { NoticeKind } from '../../../../projections/notices/occasions.js';
import { CheckboxField, Form, SubmitButton } from '../../components/form.js';
import { Alert } from '../../components/parts.js';
import { textOf } from '../../forms/form-texts.js';
import type { FormTexts } from '../../forms/form-texts.js';
import type { PageRequest } from '../../page.js';
import type { NoticesView } from './account-view.js';

const WORDS: Readonly<Record<NoticeKind, string>> = {
  approval: 'A version waits for your approval',
  returned: 'A version was returned',
  due: 'A report is due in three days or less',
  late: 'A report is late',
  outdated: 'An approved version became outdated',
  application: 'An application waits for you',
};

/** Which notices somebody gets by mail: his choice. */
export function NoticesForm({
  around,
  notices: { isMailSet, wanted },
}: {
  around: Pick<PageRequest, 'token' | 'once'>;
  notices: NoticesView;
}): VNode {
  const texts = new Map(wanted.map((kind) => [fieldOf(kind), 'yes']));
  return (
    <section id="notices">
      <h2>Mails that you get</h2>
      {isMailSet ? null : (
        <Alert kind="info">
          This service sends no mail now. Your choice counts once it does. What waits for you stands
          on the first page.
        </Alert>
      )}
      <p>
        You are told what you may act on, once. A mail has no case, name or amount in it. Links to
        sign in come whatever you choose.
      </p>
      <Form act="ChooseNotices" request={around}>
        <fieldset class="usa-fieldset">
          <legend class="usa-legend">Tell me by mail when</legend>
          {NOTICE_KINDS.map((kind) => (
            <CheckboxField
              key={kind}
              name={fieldOf(kind)}
              label={WORDS[kind]}
              state={{ texts, faults: [] }}
            />
          ))}
        </fieldset>
        <SubmitButton text="Keep my choice" />
      </Form>
    </section>
  );
}

/** The kinds that were ticked. */
export function noticesChosen(form: FormTexts): readonly NoticeKind[] {
  return NOTICE_KINDS.filter((kind) => textOf(form, fieldOf(kind)) === 'yes');
}

function fieldOf(kind: NoticeKind): string {
  return `notice-${kind}`;
}
