export { ledgerBytes } from '../../stores/sqlite/ledger-path.js';
