import type { VNode } from 'preact';
import type { Link, Shown } from '../page.js';
import { Facts, Links } from './parts.js';

/** What went wrong, for whoever asked. */
export interface ProblemShown {
  readonly status: number;
  readonly title: string;
  /** What was wrong, with which value, and what to do. */
  readonly detail: string;
  readonly request: string;
  readonly links?: readonly Link[];
}

/** A page in place of one that cannot be shown. */
export function problemPage(problem: ProblemShown): Shown {
  return {
    kind: 'shown',
    title: problem.title,
    crumbs: [{ href: '/', text: 'Counties' }],
    body: <ProblemBody problem={problem} />,
  };
}

function ProblemBody({ problem }: { problem: ProblemShown }): VNode {
  const { status, detail, request, links = [{ href: '/', text: 'To the counties' }] } = problem;
  return (
    <div>
      <p class="usa-intro" data-error={String(status)}>
        {detail}
      </p>
      <Links links={links} />
      <Facts
        facts={[
          { name: 'Answer', is: String(status) },
          { name: 'Request', is: <span class="pl-hash">{request}</span> },
        ]}
      />
      <p>Give the request’s id to whoever runs the service when you ask for help.</p>
    </div>
  );
}
