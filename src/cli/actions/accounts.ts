import type { AccountSecrets } from '../../access/operators-accounts.js';
import { addressOfLink } from '../../signin/one-time-links.js';
import type { Outcome } from '../../ports/outcome.js';
import { withApplication } from '../application.js';
import type { Asking } from '../application.js';
import type { Access } from '../../application/wiring/opening.js';
import type { Run } from '../context.js';
import { WrongUsage } from '../exit-codes.js';
import type { ExitCode } from '../exit-codes.js';
import { printOutcome } from '../refusals.js';

/** Where the service is found where nothing is said: on this machine, at the port that it has by itself. */
const ORIGIN_DEFAULT = 'http://localhost:1257';

const OWN_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

interface LinkOptions {
  readonly origin?: string;
  readonly json?: true;
}

export interface InviteOptions extends LinkOptions {
  readonly email: string;
  readonly first: string;
  readonly last: string;
  readonly role: string;
  readonly county?: string;
  readonly application?: string;
  readonly key?: string;
}

export interface NewLinkOptions extends LinkOptions {
  readonly account: string;
}

export interface NewKeyOptions {
  readonly account: string;
  readonly key: string;
  readonly json?: true;
}

/** `plumbline access invite`: lets a person in with a one-time link, or a machine with a key. */
export async function inviteCommand(run: Run, options: InviteOptions): Promise<ExitCode> {
  const { email, first, last, role, county = null, application = null, key = null } = options;
  const asked = { email, first, last, role, county, application, key };
  return made(run, options, 'write', (asking) => asking.outcome('inviteAccount', asked));
}

/** `plumbline access link`: another one-time link, as `SignInReset` by the operator. */
export async function linkCommand(run: Run, options: NewLinkOptions): Promise<ExitCode> {
  const { account } = options;
  return made(run, options, 'change', (application) =>
    application.outcome('makeLink', { account }),
  );
}

/** `plumbline access key`: a key of an account, shown once. */
export async function keyCommand(run: Run, options: NewKeyOptions): Promise<ExitCode> {
  const { account, key } = options;
  return made(run, options, 'change', (application) =>
    application.outcome('issueKey', { account, key }),
  );
}

async function made(
  run: Run,
  options: LinkOptions,
  access: Access,
  ask: (application: Asking) => Promise<Outcome<AccountSecrets>>,
): Promise<ExitCode> {
  const origin = originOf(run, options);
  const isJson = options.json === true;
  return withApplication(run, access, async (application) =>
    printOutcome(run, isJson, await ask(application), async ({ account, link, key }) => {
      const address = link === null ? null : addressOfLink(origin, link);
      const shown = { account, link: address, key };
      if (isJson) await run.output.result(`${JSON.stringify(shown)}\n`);
      else {
        const { sentence, secret } = secretsText(shown);
        await run.output.sentences(`${sentence}\n`);
        // To be copied: on a line of its own, whole.
        await run.output.result(`${secret}\n`);
      }
    }),
  );
}

function secretsText({ account, link, key }: AccountSecrets): {
  readonly sentence: string;
  readonly secret: string;
} {
  if (link !== null) {
    const good = 'Its one-time link, good once and for 72 hours, is shown this once:';
    return { sentence: `Account ${account}. ${good}`, secret: link };
  }
  const sent = 'Its key, sent as Authorization: Bearer <key>, is shown this once:';
  return { sentence: `Account ${account}. ${sent}`, secret: key ?? '' };
}

/** The one name by which the service is known: `--origin`, `PLUMBLINE_ORIGIN`, or this machine. */
function originOf({ terminal }: Run, { origin }: LinkOptions): URL {
  const said = origin ?? terminal.env['PLUMBLINE_ORIGIN'] ?? '';
  const text = said === '' ? ORIGIN_DEFAULT : said;
  if (URL.canParse(text)) {
    const url = new URL(text);
    const isBare = text === url.origin || text === `${url.origin}/`;
    const isOwn = url.protocol === 'http:' && OWN_NAMES.has(url.hostname);
    if (isBare && (url.protocol === 'https:' || isOwn)) return url;
  }
  throw new WrongUsage(
    `The origin ${JSON.stringify(text.slice(0, 100))} is none: give the service's own as https:// and its name, for example --origin https://plumbline.example.gov.`,
  );
}
