import type { VNode } from 'preact';
import { InstantOf } from '../../components/figures.js';
import { Alert, Facts } from '../../components/parts.js';
import { StatusTag } from '../../components/status-tag.js';
import { Table } from '../../components/table.js';
import { page } from '../../page.js';
import type { PageRequest, ServiceFindings } from '../../page.js';

/** How the service is: what the detail of its health says, in words. */
export const SERVICE_PAGE = page({
  address: '/service',
  action: 'service.inspect',
  asks: ['inspectService'],
  showsPerson: false,
  show: async (request, ask) => {
    // The entry gives what it looks at.
    const found = (await ask('inspectService', { look: request.inspect })) as ServiceFindings;
    return {
      kind: 'shown',
      title: 'Service',
      crumbs: [{ href: '/', text: 'Counties' }],
      body: <Service found={found} request={request} />,
    };
  },
});

const WORDS: Readonly<Record<string, string>> = {
  store: 'Store of the ledgers',
  replica: 'Replica of the server',
  clock: 'Clock',
  disk: 'Disk',
  stopping: 'Stopping',
};

function Service({
  found: { status, checks, program },
  request: { now },
}: {
  found: ServiceFindings;
  request: PageRequest;
}): VNode {
  return (
    <div>
      {status === 'ready' ? (
        <Alert kind="success" heading="The service can be sent requests" />
      ) : (
        <Alert kind="error" heading="The service cannot be sent requests">
          <p>What is to be mended stands below. Those who run it see the same in its log.</p>
        </Alert>
      )}
      <Table
        id="checks"
        caption="What was looked at just now"
        rows={checks}
        keyOf={({ name, finding }) => `${name} ${finding}`}
        isList
        attributesOf={({ name, isReady }) => ({
          'data-check': name,
          'data-ready': String(isReady),
        })}
        columns={[
          { heading: 'What', cell: ({ name }) => WORDS[name] ?? name },
          {
            heading: 'State',
            cell: ({ isReady }) => (
              <StatusTag
                text={isReady ? 'in order' : 'to be mended'}
                tone={isReady ? 'good' : 'bad'}
              />
            ),
          },
          { heading: 'What was found', cell: ({ finding }) => finding },
        ]}
      />
      <h2>The program</h2>
      <Facts
        facts={[
          ...program.map(({ name, text }) => ({ name, is: text })),
          { name: 'Its clock', is: <InstantOf instant={now} /> },
        ]}
      />
    </div>
  );
}
