import type { VNode } from 'preact';
import { LETTER_WORDS } from '../../../../projections/process/letters/letter-words.js';
import type { AccessActName } from '../../../../events/acts/access-act.js';
import { parseDay } from '../../../../events/values/day.js';
import type { GuideAnswer } from '../../../process/guide.js';
import { ErrorSummary } from '../../components/form.js';
import { Links } from '../../components/parts.js';
import { Table } from '../../components/table.js';
import { textOf } from '../../forms/form-texts.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { ActForm } from '../../process/act-form.js';
import type { ActFormShown } from '../../process/act-form.js';
import { formAsked, formsOfActs } from '../../process/acting.js';
import { KIND_WORDS, applicationHref } from '../../process/words.js';
import { dateInWords, numberInWords } from '../../words.js';

const ASKS = ['guide', 'doAccessAct'] as const;
const ADDRESS = '/access/allocation';
const ACTS: readonly AccessActName[] = ['AllocationChanged'];

export const ALLOCATION_PAGE = page({
  address: ADDRESS,
  action: 'application.read',
  asks: ASKS,
  showsPerson: false,
  show: (request, ask) => shown(request, ask, formAsked(request, ACTS), 200),
  acts: formsOfActs({ acts: ACTS, known: () => ({}), showWith: shown }),
});

/** A letter about a changed row as a file. */
export const GUIDE_LETTER_PAGE = page({
  address: '/access/allocation/letters/:name',
  action: 'application.read',
  asks: ['letterOfGuide'],
  showsPerson: false,
  show: async ({ parameters: { name } }, ask) => {
    const { kind, day, pdf } = await ask('letterOfGuide', { sha256: name });
    return { kind: 'download', name: `${kind}-${day}.pdf`, type: 'application/pdf', pieces: [pdf] };
  },
});

async function shown(
  request: PageRequest,
  ask: Ask<(typeof ASKS)[number]>,
  form: ActFormShown | null,
  status: Shown['status'],
): Promise<Shown> {
  const guide = await ask('guide', { on: parseDay(textOf(request.query, 'on')) });
  return {
    kind: 'shown',
    ...(status === undefined ? {} : { status }),
    title: 'Allocation guide',
    crumbs: [{ href: '/access/applications', text: 'Applications' }],
    body:
      form === null ? (
        <Guide guide={guide} mayChange={request.may('application.decide')} />
      ) : (
        <div>
          <ErrorSummary faults={form.state.faults} />
          <ActForm shown={form} request={request} back={ADDRESS} />
        </div>
      ),
  };
}

function Guide({
  guide: { on, rows, letters },
  mayChange,
}: {
  guide: GuideAnswer;
  mayChange: boolean;
}): VNode {
  return (
    <div>
      <p>{`User accounts reserved for third parties, as of ${dateInWords(on)}. It is a guideline: more can be granted with a justification.`}</p>
      {mayChange ? (
        <Links links={[{ href: `${ADDRESS}?act=AllocationChanged`, text: 'Change a row' }]} />
      ) : null}
      <Table
        id="allocation"
        caption="Allocation guide"
        rows={rows}
        keyOf={({ row }) => String(row)}
        attributesOf={({ row }) => ({ 'data-row': String(row) })}
        columns={[
          { heading: 'Row', cell: ({ row }) => String(row) },
          { heading: 'Agency', cell: ({ lcsa }) => lcsa },
          {
            heading: 'Kind',
            cell: ({ kind }) => (kind === null ? 'any other' : (KIND_WORDS[kind] ?? kind)),
          },
          { heading: 'Reserved', isNumber: true, cell: ({ reserved }) => numberInWords(reserved) },
          { heading: 'Accepted', isNumber: true, cell: ({ accepted }) => numberInWords(accepted) },
          { heading: 'Left', isNumber: true, cell: ({ left }) => numberInWords(left) },
          {
            heading: 'Applications',
            cell: ({ applications }) =>
              applications.length === 0 ? (
                ''
              ) : (
                <Links
                  links={applications.map((id) => ({ href: applicationHref(id), text: id }))}
                />
              ),
          },
        ]}
      />
      <Letters letters={letters} />
    </div>
  );
}

function Letters({ letters }: Pick<GuideAnswer, 'letters'>): VNode | null {
  if (letters.length === 0) return null;
  return (
    <Table
      id="letters"
      caption="Letters to directors"
      rows={letters}
      keyOf={({ act }) => String(act)}
      columns={[
        {
          heading: 'Letter',
          cell: ({ kind, sha256 }) => (
            <a href={`${ADDRESS}/letters/${sha256}`}>{LETTER_WORDS[kind]}</a>
          ),
        },
        { heading: 'Day', cell: ({ day }) => dateInWords(day) },
        { heading: 'Row', cell: ({ row }) => String(row) },
      ]}
    />
  );
}
