import type { AnyPage } from './page.js';
import { COMPONENTS_PAGE } from './pages/components/page.js';
import { COUNTIES_PAGE } from './pages/counties/page.js';

/** Every page there is. A page that is not here has no address. */
export const PAGES: readonly AnyPage[] = [COUNTIES_PAGE, COMPONENTS_PAGE];
