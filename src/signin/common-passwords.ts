import { dictionary } from '@zxcvbn-ts/language-common';

/** What the list of the package does not have: long ones, which are common since long ones are asked for. */
const LONG_ONES: readonly string[] = [
  'correcthorsebatterystaple',
  'correct horse battery staple',
  'thequickbrownfox',
  'the quick brown fox',
  'iloveyousomuch',
  'changemechangeme',
  'letmeinletmein',
  'thisismypassword',
  'this is my password',
  'mypasswordispassword',
  'passwordpassword',
  'administrator',
  'childsupport',
  'child support',
  'childsupportservices',
  'plumbline',
  'california',
  'sacramento',
];

let list: ReadonlySet<string> | null = null;

/** Common passwords in lower case: about 49,000 of the package, and some of our own. Made when it is first asked for. */
export function commonPasswords(): ReadonlySet<string> {
  list ??= new Set(
    [...dictionary['passwords-common'], ...LONG_ONES].map((each) => each.toLowerCase()),
  );
  return list;
}
