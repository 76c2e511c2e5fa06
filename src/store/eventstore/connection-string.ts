const FORM = /^(?<scheme>esdb(?:\+discover)?):\/\/(?<rest>.+)$/;
const SECRET_OPTIONS = /\b(userKeyFile|userCertFile|tlsCAFile)=[^&]*/gi;

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
  if (parts.credentials !== null && !/^[^:]+:.+$/s.test(parts.credentials)) {
    return 'Before the @ it must have user:password.';
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
  const options = withOption(parts.options, 'nodePreference=leader');
  return `${parts.scheme}://${credentials}${parts.hosts}${options}`;
};

/** The same credentials and options at one node, as a node that is not the leader names the leader. */
export const toNode = (text: string, host: string, port: number): string => {
  const parts = partsOf(text);
  if (parts === null) return text;
  const credentials = parts.credentials === null ? '' : `${parts.credentials}@`;
  return `esdb://${credentials}${host}:${String(port)}${parts.options}`;
};

/** Whether it names one node and no other: then a cluster's gossip is not asked where the nodes are. */
export const namesOneNode = (text: string): boolean => {
  const parts = partsOf(text);
  return parts !== null && parts.scheme === 'esdb' && !parts.hosts.includes(',');
};
