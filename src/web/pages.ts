import type { AnyPage } from './page.js';
import { ACCOUNT_OF_PAGE } from './pages/account-of/page.js';
import { ACCOUNTS_PAGE } from './pages/accounts/page.js';
import { INVITATION_PAGE } from './pages/accounts/invitation.js';
import { ALLOCATION_PAGE, GUIDE_LETTER_PAGE } from './pages/allocation/page.js';
import { APPLICATION_PAGE, LETTER_PAGE } from './pages/application/page.js';
import { APPLICATIONS_PAGE } from './pages/applications/page.js';
import { SAMPLE_CHECKS_PAGE } from './pages/audit/checks.js';
import { AUDIT_PAGE } from './pages/audit/page.js';
import { SAMPLE_PAGE } from './pages/audit/sample.js';
import { CBUD_PAGE } from './pages/cbud/page.js';
import { CHECKS_PAGE } from './pages/checks/page.js';
import { COMPONENTS_PAGE } from './pages/components/page.js';
import { COUNTIES_PAGE } from './pages/counties/page.js';
import { COUNTY_PAGE } from './pages/county/page.js';
import { COURSE_PAGE } from './pages/course/page.js';
import { DIFFERENCES_PAGE } from './pages/differences/page.js';
import { DOWNLOADS } from './pages/downloads/page.js';
import { FILE_PAGE, RECEIPT_PAGE, REJECTS_PAGE } from './pages/files/file.js';
import { FILES_PAGE } from './pages/files/page.js';
import { FIGURES_PAGE } from './pages/figures/page.js';
import { HELP_PAGES } from './pages/help/page.js';
import { INTAKE_KEYS_PAGE } from './pages/intake/keys.js';
import { INTAKE_PAGE } from './pages/intake/page.js';
import { LOG_PAGE } from './pages/log/page.js';
import { MATRIX_PAGE } from './pages/matrix/page.js';
import { MEASURES_PAGES } from './pages/measures/page.js';
import { MONTH_PAGE } from './pages/month/page.js';
import { OUTDATED_PAGE } from './pages/outdated/page.js';
import { PACKAGES_PAGE, PACKAGE_FILE } from './pages/packages/page.js';
import { PARTICIPANT_PAGE } from './pages/participant/page.js';
import { RECORD_PAGE } from './pages/record/page.js';
import { FIGURE_CORRECTION_PAGE, NEW_RECORD_PAGE } from './pages/records/new-record.js';
import { RECORDS_PAGE } from './pages/records/page.js';
import { RETENTION_PAGE } from './pages/retention/page.js';
import { SEARCH_PAGE } from './pages/search/page.js';
import { SERVICE_PAGE } from './pages/service/page.js';
import { STATE_PAGES } from './pages/state/page.js';
import { CASE_PAGE, CHILD_PAGE } from './pages/subject/page.js';
import { SUBMISSIONS_PAGE } from './pages/submissions/page.js';
import { SUBMIT_PAGE } from './pages/submit/page.js';
import { THIRD_PARTY_ACCESS_PAGE } from './pages/third-party-access/page.js';
import { TRACKING_PAGE } from './pages/tracking/page.js';
import { TRAIL_PAGE } from './pages/trail/page.js';
import { UNUSUAL_PAGE } from './pages/unusual/page.js';
import { VERSION_PAGE } from './pages/version/page.js';

/** Every page there is. A page that is not here has no address. */
export const PAGES: readonly AnyPage[] = [
  COUNTIES_PAGE,
  SEARCH_PAGE,
  COUNTY_PAGE,
  SUBMISSIONS_PAGE,
  OUTDATED_PAGE,
  MONTH_PAGE,
  SUBMIT_PAGE,
  CHECKS_PAGE,
  DIFFERENCES_PAGE,
  VERSION_PAGE,
  COURSE_PAGE,
  TRAIL_PAGE,
  ...DOWNLOADS,
  CASE_PAGE,
  CHILD_PAGE,
  PARTICIPANT_PAGE,
  RECORDS_PAGE,
  // Before the page of a record: `new` is no id.
  NEW_RECORD_PAGE,
  RECORD_PAGE,
  FIGURE_CORRECTION_PAGE,
  FILES_PAGE,
  FILE_PAGE,
  RECEIPT_PAGE,
  REJECTS_PAGE,
  INTAKE_PAGE,
  INTAKE_KEYS_PAGE,
  PACKAGES_PAGE,
  PACKAGE_FILE,
  AUDIT_PAGE,
  // Before the page of a sample: `checks` is no sample.
  SAMPLE_CHECKS_PAGE,
  SAMPLE_PAGE,
  APPLICATIONS_PAGE,
  APPLICATION_PAGE,
  LETTER_PAGE,
  TRACKING_PAGE,
  ALLOCATION_PAGE,
  GUIDE_LETTER_PAGE,
  CBUD_PAGE,
  MATRIX_PAGE,
  THIRD_PARTY_ACCESS_PAGE,
  RETENTION_PAGE,
  ...MEASURES_PAGES,
  ...STATE_PAGES,
  FIGURES_PAGE,
  ...HELP_PAGES,
  ACCOUNTS_PAGE,
  INVITATION_PAGE,
  ACCOUNT_OF_PAGE,
  LOG_PAGE,
  UNUSUAL_PAGE,
  SERVICE_PAGE,
  COMPONENTS_PAGE,
];
