import type { AnyPage } from './page.js';
import { COMPONENTS_PAGE } from './pages/components/page.js';
import { COUNTIES_PAGE } from './pages/counties/page.js';
import { MONTH_PAGE } from './pages/month/page.js';
import { RECORD_PAGE } from './pages/record/page.js';
import { CASE_PAGE, CHILD_PAGE } from './pages/subject/page.js';
import { TRAIL_PAGE } from './pages/trail/page.js';

/** Every page there is. A page that is not here has no address. */
export const PAGES: readonly AnyPage[] = [
  COUNTIES_PAGE,
  MONTH_PAGE,
  TRAIL_PAGE,
  CASE_PAGE,
  CHILD_PAGE,
  RECORD_PAGE,
  COMPONENTS_PAGE,
];
