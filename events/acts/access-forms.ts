import Type from 'typebox';
import type { TSchema, TUnsafe } from 'typebox';

import { CLOSED, county, day, instant, text } from '../records/forms.js';
import type { County } from '../values/county.js';
import type { Day } from '../values/day.js';
import type { Instant } from '../values/instant.js';
import { ROLES } from './permissions.js';

const REASON_LENGTH_MAX = 1000;
const TELEPHONE_LENGTH_MAX = 40;
const KEY_LABEL_LENGTH_MAX = 40;
const PLACE_LENGTH_MAX = 200;
const ID_PATTERN = '[1-9][0-9]*';

/** Most grants that one act gives. */
const GRANTS_LENGTH_MAX = 20;

/** A name, an office, a signature: text where the contract says nothing of its length. */
export const name = text();

/** `reason`, `text` and the like: why, or what was found. */
export const reason = text(REASON_LENGTH_MAX);

export const telephone = text(TELEPHONE_LENGTH_MAX);

/** `title`, `address`, `contact` and an organisation's name. */
export const nameOrAddress = text(PLACE_LENGTH_MAX);

export const keyLabel = text(KEY_LABEL_LENGTH_MAX);

/** A day, which is a `Day` once the act is read. */
export const parsedDay: TUnsafe<Day> = Type.Unsafe<Day>(day);

/** An instant, which is an `Instant` once the act is read. */
export const parsedInstant: TUnsafe<Instant> = Type.Unsafe<Instant>(instant);

/** A county, which is a `County` once the act is read. */
export const parsedCounty: TUnsafe<County> = Type.Unsafe<County>(county);

export const accountId = Type.String({ form: 'accountId', pattern: `^A-${ID_PATTERN}$` });

/** Who acts: an account, or the operator of the machine. */
export const actorId = Type.String({ form: 'actorId', pattern: `^(operator|A-${ID_PATTERN})$` });

export const applicationId = Type.String({ form: 'applicationId', pattern: `^T-${ID_PATTERN}$` });

export const findingNumber = Type.String({ form: 'findingNumber', pattern: `^${ID_PATTERN}$` });

export const email = Type.String({
  form: 'email',
  maxLength: 254,
  pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$',
});

/** A box that can be ticked and not unticked. */
export const yes = Type.Literal(true);

/** What its own reader looks at. */
export const anything: TUnsafe = Type.Unsafe({ anything: true });

export const role = Type.Enum([...ROLES]);

const scoped = {
  role,
  county: Type.Optional(parsedCounty),
  application: Type.Optional(applicationId),
};

/** A role and what it is limited to. */
export const roleAndScope = Type.Object(scoped, CLOSED);

/** A grant as it is given. */
export const grant = Type.Object({ ...scoped, until: Type.Optional(parsedDay) }, CLOSED);

/* eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type of a schema is what its construction infers */
export function grantsOf<Item extends TSchema>(item: Item) {
  return Type.Array(item, { minItems: 1, maxItems: GRANTS_LENGTH_MAX });
}
