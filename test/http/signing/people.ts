import { TOTP } from 'otpauth';
import { plumbline } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { BrowserOfTest, textOfId } from './browser-of-test.js';

/** A password that nobody has on a list. */
export const PASSWORD = 'nine umbrellas under Tuesday';

/** Somebody who has signed in, and what he signs in with. */
export interface Person {
  readonly account: string;
  readonly email: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly browser: BrowserOfTest;
}

/** Invites somebody by the command line; answers the account and the token of the link. */
export async function invite(
  data: string,
  email: string,
  role = 'account-manager',
  county: string | null = null,
): Promise<{ readonly account: string; readonly link: string }> {
  const name = ['--first', 'Ana', '--last', 'Diaz'];
  const scope = county === null ? [] : ['--county', county];
  const argv = ['access', 'invite', '--email', email, ...name, '--role', role, ...scope];
  const { stdout, stderr } = await plumbline([...argv, '--data', data, '--json']);
  if (stdout === '') throw new Error(stderr);
  const { account, link } = JSON.parse(stdout) as { account: string; link: string };
  return { account, link: present(link.split('#')[1]) };
}

/** The code that an authenticator program shows, some steps from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });
}

/**
 * Takes a link through the welcome: password and authenticator program.
 *
 * @param steps - how many steps of a code the service's clock is ahead
 */
export async function welcome(
  url: string,
  { account, link }: { readonly account: string; readonly link: string },
  email: string,
  steps = 0,
): Promise<Person> {
  const browser = new BrowserOfTest(url);
  await browser.send('/welcome', 'UseLink', { link });
  await browser.send('/welcome/password', 'ChoosePassword', { password: PASSWORD });
  const page = await browser.get('/welcome/second-factor');
  const secret = textOfId(page.text, 'time-secret').replaceAll(' ', '');
  // A step back, so that the codes of now and of the next step are left to use.
  const code = codeOf(secret, steps - 1);
  const codes = await browser.send('/welcome/second-factor', 'ProveCode', { code });
  const recoveryCodes = textOfId(codes.text, 'recovery-codes').split(' ');
  return { account, email, secret, recoveryCodes, browser };
}

/** Signs somebody in anew, with a recovery code, which is good at any moment. */
export async function signIn(
  url: string,
  { email }: Pick<Person, 'email'>,
  code: string,
): Promise<BrowserOfTest> {
  const browser = new BrowserOfTest(url);
  await browser.send('/sign-in', 'SignIn', { email, password: PASSWORD });
  await browser.send('/sign-in/second-factor', 'GiveCode', { code });
  return browser;
}
