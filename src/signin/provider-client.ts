import * as oidc from 'openid-client';
import type { CredentialDocuments } from './credential-documents.js';
import { newToken } from './tokens.js';
import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/** How long the provider may take to answer, seconds. */
const PROVIDER_SECONDS_MAX = 10;

/** Whoever signs in was with the provider no longer ago than a session lasts, seconds. */
const SIGN_IN_AGE_SECONDS = 12 * 60 * 60;

/** The second factor again: no longer ago than 15 minutes, seconds. */
const AGAIN_AGE_SECONDS = 15 * 60;

/** The hosts of this machine, where a provider may be asked without TLS: for trying it out. */
const OWN_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The provider that stands in place of password and second factor: what the operator says at start. */
export interface ProviderSetting {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What somebody is sent to the provider for: for a session that is not young, or one whose second factor is fresh. */
export type ProviderPurpose = 'sign-in' | 'again';

/** Whom the provider says that somebody is. */
export interface ProviderSaid {
  readonly issuer: string;
  readonly subject: string;
  /** His address, where the provider has verified it; null else. */
  readonly verifiedEmail: string | null;
  /** When he last showed the provider who he is, milliseconds. */
  readonly authenticatedAt: Instant;
}

/**
 * Reads what the environment says of a provider; null where it names none.
 * @throws Error with a sentence that says what to mend
 */
export function providerSetting(
  env: Readonly<Record<string, string | undefined>>,
): ProviderSetting | null {
  const { PLUMBLINE_OIDC_ISSUER: issuer = '', PLUMBLINE_OIDC_CLIENT: clientId = '' } = env;
  const { PLUMBLINE_OIDC_SECRET: clientSecret = '' } = env;
  if (issuer === '') return null;
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const isOwn = url?.protocol === 'http:' && OWN_NAMES.has(url.hostname);
  if (url === null || (url.protocol !== 'https:' && !isOwn)) {
    throw new Error(
      'PLUMBLINE_OIDC_ISSUER is no https address: give the issuer as the provider spells it.',
    );
  }
  if (clientId === '' || clientSecret === '') {
    throw new Error(
      'PLUMBLINE_OIDC_ISSUER needs PLUMBLINE_OIDC_CLIENT and PLUMBLINE_OIDC_SECRET: give what the provider gave you.',
    );
  }
  return { issuer: url, clientId, clientSecret };
}

/**
 * Speaks OpenID Connect with the provider: authorization code with PKCE, state and nonce, all three made of the cookie
 * of the browser that asks, so that an answer is good in that browser alone and nothing is kept meanwhile.
 */
export class ProviderClient {
  readonly #setting: ProviderSetting;
  readonly #documents: CredentialDocuments;
  readonly #returnTo: () => URL;
  #found: Promise<oidc.Configuration> | null = null;

  /** @param returnTo - the one address that the provider sends browsers back to */
  constructor(setting: ProviderSetting, documents: CredentialDocuments, returnTo: () => URL) {
    this.#setting = setting;
    this.#documents = documents;
    this.#returnTo = returnTo;
  }

  /** Where a browser is sent. Throws where the provider does not answer. */
  async addressFor(purpose: ProviderPurpose, cookie: string): Promise<URL> {
    const id = newToken();
    const { verifier, nonce, state } = await this.#bound(purpose, id, cookie);
    return oidc.buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: this.#returnTo().href,
      scope: 'openid email',
      response_type: 'code',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      max_age: String(ageOf(purpose)),
    });
  }

  /**
   * Whom the provider says that the browser's user is; null where the answer is not one to what this browser asked.
   *
   * @param search - what stands behind the question mark of the address that the browser came back to
   */
  async said(search: string, cookie: string): Promise<ProviderSaid | null> {
    const [purpose = '', id = ''] = (new URLSearchParams(search).get('state') ?? '').split('.');
    if (purpose !== 'sign-in' && purpose !== 'again') return null;
    const { verifier, nonce, state } = await this.#bound(purpose, id, cookie);
    const configuration = await this.#configuration();
    const url = this.#returnTo();
    url.search = search;
    try {
      const tokens = await oidc.authorizationCodeGrant(configuration, url, {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: state,
        maxAge: ageOf(purpose),
        idTokenExpected: true,
      });
      return await saidIn(configuration, tokens);
    } catch {
      // Whatever does not fit proves nothing, and says nothing to a stranger.
      return null;
    }
  }

  async #bound(
    purpose: ProviderPurpose,
    id: string,
    cookie: string,
  ): Promise<{ readonly verifier: string; readonly nonce: string; readonly state: string }> {
    const text = `${purpose}\n${id}\n${cookie}`;
    const proof = await this.#documents.keyed('provider-state', text);
    return {
      verifier: await this.#documents.keyed('provider-verifier', text),
      nonce: await this.#documents.keyed('provider-nonce', text),
      state: `${purpose}.${id}.${proof}`,
    };
  }

  /** Asked for once; anew where it failed. */
  #configuration(): Promise<oidc.Configuration> {
    this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = null;
      throw error;
    });
    return this.#found;
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#setting;
    // Without TLS on this machine alone, which the setting was found to be: it is marked so that nobody does it elsewhere.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- meant for just this
    const execute = issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(issuer, clientId, clientSecret, undefined, {
      execute,
      timeout: PROVIDER_SECONDS_MAX,
    });
  }
}

type Tokens = Awaited<ReturnType<typeof oidc.authorizationCodeGrant>>;

async function saidIn(
  configuration: oidc.Configuration,
  tokens: Tokens,
): Promise<ProviderSaid | null> {
  const claims = tokens.claims();
  if (claims === undefined || typeof claims.auth_time !== 'number') return null;
  // Some say the address with who he is, others where they are asked more of him.
  const more =
    claims['email'] === undefined
      ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
      : claims;
  const { email, email_verified: isVerified } = more as Readonly<Record<string, unknown>>;
  return {
    issuer: claims.iss,
    subject: claims.sub,
    verifiedEmail: typeof email === 'string' && isVerified === true ? email : null,
    authenticatedAt: instantOfMs(claims.auth_time * 1000),
  };
}

function ageOf(purpose: ProviderPurpose): number {
  return purpose === 'again' ? AGAIN_AGE_SECONDS : SIGN_IN_AGE_SECONDS;
}
