export { hasKeptYears, ledgerBytes } from '../../stores/sqlite/ledger-path.js';
