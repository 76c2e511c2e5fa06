import type { VNode } from 'preact';
import type { SubjectKey } from '../../../reports/subject.js';
import type { NamedWarning } from '../../../versions/sense.js';
import { Alert } from '../../components/parts.js';
import { counted } from '../../words.js';

/** Cases or children that are named behind a warning; the rest are counted. */
const NAMED = 20;

/** What should be looked at before a report is submitted or approved. It keeps nobody from either. */
export function WarningsShown({
  warnings,
  hrefOf,
}: {
  warnings: readonly NamedWarning[];
  hrefOf: (subject: SubjectKey) => string;
}): VNode {
  if (warnings.length === 0) {
    return (
      <Alert kind="success" heading="Nothing looks unlikely">
        <p>The report was compared with the month before and with its own records.</p>
      </Alert>
    );
  }
  return (
    <section id="warnings">
      <h2>{`${counted(warnings.length, 'thing')} to look at`}</h2>
      <p>
        {warnings.length === 1 ? 'It may be right, and keeps' : 'They may be right, and keep'}{' '}
        nobody from submitting or approving.
      </p>
      <ul class="usa-list">
        {warnings.map(({ check, message, subjects }) => (
          <li key={message} data-check={check}>
            {message}{' '}
            {subjects.slice(0, NAMED).map((subject, index) => (
              <span key={`${subject.kind} ${subject.id}`}>
                {index === 0 ? '' : ', '}
                <a class="pl-nowrap" href={hrefOf(subject)}>
                  {`${subject.kind} ${subject.id}`}
                </a>
              </span>
            ))}
            {subjects.length > NAMED ? `, and ${String(subjects.length - NAMED)} more.` : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
