import type { County } from '../../../events/values/county.js';
import type { House } from '../../application/house.js';
import type { RequestFor } from '../../application/list.js';
import type { ActLog, StoredAct } from '../../ports/act-log.js';
import type { CountyQuestion, GivenActs, ReplayedName } from './questions.js';

const NONE: GivenActs = { submissions: null, retention: null };

/** The acts that a question rests on besides its ledger, as they stand now. */
export async function actsFor(
  { submissions, retention }: House,
  { name, input: { county } }: CountyQuestion,
): Promise<GivenActs> {
  switch (name) {
    case 'outdated':
      return { ...NONE, submissions: await submissions.read(county) };
    case 'retentionPlan':
      return { ...NONE, retention: await retention.read(county) };
    case 'report':
    case 'trailPage':
    case 'history':
    case 'explain':
    case 'root':
    case 'record':
    case 'proveRecord':
    case 'proveBeginning':
    case 'diff':
    case 'differences':
    case 'measures':
      return NONE;
  }
}

/** The same for a question that is answered with values. */
export async function actsForValue(
  { submissions, retention }: House,
  { name, input: { county } }: RequestFor<ReplayedName>,
): Promise<GivenActs> {
  switch (name) {
    case 'effectOfRecord':
    case 'outdated':
    case 'senseWarnings':
      return { ...NONE, submissions: await submissions.read(county) };
    case 'planShown':
    case 'retentionReason':
      return { ...NONE, retention: await retention.read(county) };
    case 'report':
    case 'trail':
    case 'trailPage':
    case 'history':
    case 'explain':
    case 'casesOfParticipant':
    case 'findById':
    case 'supersessionOf':
    case 'courseOfCase':
    case 'diff':
    case 'differences':
    case 'measures':
    case 'measuresOfCounty':
      return NONE;
  }
}

/** A thread's house in which the acts that it was given stand in place of those of the folder. */
export function houseWith(house: House, county: County, acts: GivenActs): House {
  const { submissions, retention } = acts;
  return {
    ...house,
    ...(submissions === null ? {} : { submissions: logOf(county, submissions) }),
    ...(retention === null ? {} : { retention: logOf(county, retention) }),
  };
}

function logOf(county: County, acts: readonly StoredAct[]): ActLog {
  const refuse = (): never => {
    throw new Error('A thread that answers questions adds no acts.');
  };
  return {
    read: (of) => Promise.resolve(of === county ? acts : refuse()),
    counties: () => Promise.resolve([county]),
    append: refuse,
    appendAll: refuse,
  };
}
