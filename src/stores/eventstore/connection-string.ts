import type { Endpoint } from './call-failure.js';

/** Where a host is asked of which no port is named. */
const DEFAULT_PORT = 2113;

const FORM = /^(?<scheme>esdb(?:\+discover)?):\/\/(?<rest>.+)$/;
const SECRET_OPTIONS = /\b(userKeyFile|userCertFile|tlsCAFile)=[^&]*/gi;

/** The options that the client takes notice of, spelt as it compares them. */
const TAKEN_OPTIONS: ReadonlySet<string> = new Set([
  'connectionname',
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'keepaliveinterval',
  'keepalivetimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
  'tls',
  'tlscafile',
  'usercertfile',
  'userkeyfile',
]);

interface Parts {
  readonly scheme: string;
  /** `user:password`, null where there is none. */
  readonly credentials: string | null;
  readonly hosts: string;
  /** With its question mark; empty where there is none. */
  readonly options: string;
}

const partsOf = (text: string): Parts | null => {
  const groups = FORM.exec(text.trim())?.groups;
  const scheme = groups?.['scheme'];
  const rest = groups?.['rest'];
  if (scheme === undefined || rest === undefined) return null;
  const mark = rest.indexOf('?');
  const authority = (mark === -1 ? rest : rest.slice(0, mark)).replace(/\/+$/, '');
  const at = authority.lastIndexOf('@');
  return {
    scheme,
    credentials: at === -1 ? null : authority.slice(0, at),
    hosts: authority.slice(at + 1),
    options: mark === -1 ? '' : rest.slice(mark),
  };
};

/**
 * What is wrong with the setting, in a sentence that does not repeat it (it may hold a password), or
 * null where it has the form `esdb://[user:password@]host:port[,host:port...][?option=value...]`.
 */
export const connectionStringFault = (text: string): string | null => {
  const parts = partsOf(text);
  if (parts === null) return 'It must begin with esdb:// or esdb+discover:// and name a host.';
  if (parts.hosts === '') return 'It names no host.';
  if (parts.credentials !== null && !/^[^:@]+:[^:@]+$/s.test(parts.credentials)) {
    return 'Before the @ it must have user:password, with : @ ? in them written as %3A %40 %3F.';
  }
  // The client would take what stands before the ? as the host.
  if (parts.options.includes('@')) {
    return 'After the ? it must have no @: write a ? in the password as %3F, an @ as %40.';
  }
  if (!/^(\?[^=&]+=[^&?]+(&[^=&]+=[^&?]+)*)?$/.test(parts.options)) {
    return 'After the ? it must have option=value, joined by &.';
  }
  return null;
};

/** The connection string without its password and key files: what may be printed and logged. */
export const maskConnectionString = (text: string): string => {
  const parts = partsOf(text);
  if (parts === null) return '(no esdb:// connection string)';
  const user = parts.credentials?.split(':', 1)[0];
  const credentials = user === undefined ? '' : `${user}:***@`;
  const options = parts.options.replace(SECRET_OPTIONS, '$1=***');
  return `${parts.scheme}://${credentials}${parts.hosts}${options}`;
};

/** The scheme and the hosts alone: where the server is, without user, password and options. */
export const hostsOf = (text: string): string => {
  const parts = partsOf(text);
  return parts === null ? maskConnectionString(text) : `${parts.scheme}://${parts.hosts}`;
};

/** `?a=1&b=2` as its options; of each the name as the client compares it, and the text. */
const optionsOf = (options: string): readonly { readonly name: string; readonly text: string }[] =>
  options
    .slice(1)
    .split('&')
    .filter((text) => text !== '')
    .map((text) => ({
      name: (text.split('=', 1)[0] ?? '').toLowerCase().replace(/[_-]/g, ''),
      text,
    }));

/** The user that a setting names; null where it names none. */
export const userIn = (text: string): string | null => {
  const user = partsOf(text)?.credentials?.split(':', 1)[0];
  return user === undefined ? null : decoded(user);
};

/** The last value of an option, spelt as the client compares it (`tlscafile`); null where it is not there. */
export const optionIn = (text: string, option: string): string | null => {
  const found = optionsOf(partsOf(text)?.options ?? '').findLast(({ name }) => name === option);
  return found === undefined ? null : decoded(found.text.slice(found.text.indexOf('=') + 1));
};

/** The hosts that a setting names, each with its port. */
export const endpointsIn = (text: string): readonly Endpoint[] =>
  (partsOf(text)?.hosts ?? '').split(',').map((each) => {
    const [, host = each, port = String(DEFAULT_PORT)] = /^(.*?)(?::(\d+))?$/u.exec(each) ?? [];
    return { host, port: Number(port) };
  });

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Without what the client takes no notice of: it would print a warning with the whole string, password included. */
const takenOptions = (options: string): string => {
  const taken = optionsOf(options).filter(({ name }) => TAKEN_OPTIONS.has(name));
  return taken.length === 0 ? '' : `?${taken.map(({ text }) => text).join('&')}`;
};

/** For each option of the setting that changes nothing a sentence that says so. */
export const ignoredOptions = (text: string): readonly string[] => {
  const ignored = optionsOf(partsOf(text)?.options ?? '').filter(
    ({ name }) => !TAKEN_OPTIONS.has(name),
  );
  return ignored.flatMap(({ name, text: option }) => {
    const [spelt = '', value] = option.split('=');
    if (name !== 'tlsverifycert') {
      return [
        `The EventStoreDB client does not know the option "${spelt}" of the connection string.`,
      ];
    }
    if (value !== 'false') return [];
    return [
      'The EventStoreDB client verifies certificates whatever "tlsVerifyCert" says: name the file of the authority by "tlsCAFile".',
    ];
  });
};

const withOption = (options: string, added: string): string =>
  options === '' ? `?${added}` : `${options}&${added}`;

/**
 * The same, but always to the leader: a follower may be behind, and a stream whose end is behind the
 * replica is an alarm. Of an option given twice the client takes the last.
 */
export const toLeader = (text: string): string => {
  const parts = partsOf(text);
  if (parts === null) return text;
  const credentials = parts.credentials === null ? '' : `${parts.credentials}@`;
  // One attempt is enough: whoever asks tries again, and wants to know why it failed.
  const once = withOption(takenOptions(parts.options), 'maxDiscoverAttempts=1');
  const options = withOption(once, 'nodePreference=leader');
  return `${parts.scheme}://${credentials}${parts.hosts}${options}`;
};

/** The same credentials and options at one node, as a node that is not the leader names the leader. */
export const toNode = (text: string, host: string, port: number): string => {
  const parts = partsOf(text);
  if (parts === null) return text;
  const credentials = parts.credentials === null ? '' : `${parts.credentials}@`;
  return `esdb://${credentials}${host}:${String(port)}${takenOptions(parts.options)}`;
};

/** Whether it names one node and no other: then a cluster's gossip is not asked where the nodes are. */
export const namesOneNode = (text: string): boolean => {
  const parts = partsOf(text);
  return parts !== null && parts.scheme === 'esdb' && !parts.hosts.includes(',');
};
