import type { AnyPage } from './page.js';
import { ACCOUNT_OF_PAGE } from './pages/account-of/page.js';
import { ACCOUNTS_PAGE } from './pages/accounts/page.js';
import { INVITATION_PAGE } from './pages/accounts/invitation.js';
import { COMPONENTS_PAGE } from './pages/components/page.js';
import { COUNTIES_PAGE } from './pages/counties/page.js';

/** Every page there is. A page that is not here has no address. */
export const PAGES: readonly AnyPage[] = [
  COUNTIES_PAGE,
  ACCOUNTS_PAGE,
  INVITATION_PAGE,
  ACCOUNT_OF_PAGE,
  COMPONENTS_PAGE,
];
