import type { AccessActName } from '../../../../events/acts/access-act.js';
import { parseCounty } from '../../../../events/values/county.js';
import { countyName } from '../../../../events/values/county-names.js';
import { page } from '../../page.js';
import type { Ask, PageRequest, Shown } from '../../page.js';
import { ACT_FORMS } from '../../process/act-forms.js';
import type { ActFormShown } from '../../process/act-form.js';
import { formAsked, formsOfActs } from '../../process/acting.js';
import { ApplicationShown } from './application.js';
import { applicationView } from './view.js';

const ASKS = ['application', 'lettersMailed', 'doAccessAct'] as const;

/** Acts that are about no application that is there. */
const OTHERS: readonly string[] = [
  'RequestorIdentified',
  'CountyConverted',
  'AllocationChanged',
  'ProcessReviewed',
];

const ACTS = Object.keys(ACT_FORMS).filter((act) => !OTHERS.includes(act)) as AccessActName[]; // its own keys

type ApplicationRequest = PageRequest<{ readonly application: string }>;

export const APPLICATION_PAGE = page({
  address: '/access/applications/:application',
  action: 'application.read',
  asks: ASKS,
  showsPerson: true,
  show: (request, ask) => shown(request, ask, formAsked(request, ACTS), 200),
  acts: formsOfActs({
    acts: ACTS,
    known: ({ parameters }: ApplicationRequest) => ({ application: parameters.application }),
    showWith: shown,
  }),
});

async function shown(
  request: ApplicationRequest,
  ask: Ask<(typeof ASKS)[number]>,
  form: ActFormShown | null,
  status: Shown['status'],
): Promise<Shown> {
  const { application: id } = request.parameters;
  const application = await ask('application', { application: id, on: null });
  const mailed = await ask('lettersMailed', { application: id });
  const county = parseCounty(application.county);
  const place = county === null ? '' : `, ${countyName(county)} County`;
  return {
    kind: 'shown',
    ...(status === undefined ? {} : { status }),
    title: 'Application for third party access',
    heading: `${id}: ${application.organisation}${place}`,
    crumbs: [{ href: '/access/applications', text: 'Applications' }],
    county,
    body: (
      <ApplicationShown
        application={application}
        view={applicationView(application, request.may, mailed)}
        form={form}
        request={request}
      />
    ),
  };
}

/** A letter as a file. */
export const LETTER_PAGE = page({
  address: '/access/applications/:application/letters/:name',
  action: 'application.read',
  asks: ['letter'],
  showsPerson: true,
  show: async ({ parameters: { application, name } }, ask) => {
    const { kind, day, pdf } = await ask('letter', { application, sha256: name });
    const file = `${application}-${kind}-${day}.pdf`;
    return { kind: 'download', name: file, type: 'application/pdf', pieces: [pdf] };
  },
});
