/** Where they were before more than the form asked for them. */
export { countyName } from '../../../events/values/county-names.js';
