import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionIn, userIn } from './connection-string.js';
import type { SettingCause } from './setting-causes.js';

/**
 * What is wrong and what to do, for whoever set `PLUMBLINE_EVENTSTORE`. It names the user and the file of the setting,
 * never the password.
 *
 * @param text - what the connection or the server said
 * @param asked - what was asked of it
 */
export const settingFault = (
  cause: SettingCause,
  setting: string,
  text: string,
  asked: string,
): string => {
  const user = userIn(setting);
  const authority = optionIn(setting, 'tlscafile');
  switch (cause) {
    case 'file':
      return text;
    case 'certificateUnknown':
      return authority === null
        ? 'its certificate was issued by nobody whom this machine trusts. Name the file of the authority that issued it by tlsCAFile in PLUMBLINE_EVENTSTORE.'
        : `its certificate was not issued by the authority in ${authority}. Name the file of the one that issued it by tlsCAFile in PLUMBLINE_EVENTSTORE.`;
    case 'certificateNotNow':
      return "its certificate has expired, or is not valid yet. Renew it on the server, or set this machine's clock.";
    case 'certificateOfOther':
      return `its certificate is another host's (${namesSaid(text)}). Name the server in PLUMBLINE_EVENTSTORE as its certificate does, or have one issued for this name.`;
    case 'speaksNoTls':
      return 'what answers there does not speak TLS. Look at host and port; where the server runs without certificates, write tls=false in PLUMBLINE_EVENTSTORE.';
    case 'speaksTls':
      return 'what answers there speaks TLS, and PLUMBLINE_EVENTSTORE says tls=false. Take that out, and name the file of the authority by tlsCAFile.';
    case 'otherProtocol':
      return 'what answers there is no EventStoreDB (it does not speak gRPC). Look at host and port in PLUMBLINE_EVENTSTORE.';
    case 'unauthenticated':
      return user === null
        ? noUser(setting)
        : `it does not know the user "${user}" with this password. Look at both in PLUMBLINE_EVENTSTORE, where : @ ? in them are written %3A %40 %3F.`;
    case 'denied':
      return user === null
        ? noUser(setting)
        : `the user "${user}" may not ${asked}. Give him that right on the server (the stream's ACL, or a group that has it), or name another user in PLUMBLINE_EVENTSTORE.`;
  }
};

const noUser = (setting: string): string =>
  optionIn(setting, 'tls') === 'false'
    ? 'it lets nobody do this without a user and a password, and they are sent over TLS alone. Write esdb://user:password@host:port without tls=false in PLUMBLINE_EVENTSTORE.'
    : 'it lets nobody do this without a user and a password. Write esdb://user:password@host:port in PLUMBLINE_EVENTSTORE.';

const namesSaid = (text: string): string =>
  /altnames: (.*)/u.exec(text)?.[1]?.replace(/[.:\s]+$/u, '') ?? 'its names do not fit';

/** The files that a setting can name, as the client compares their options, and what each must hold. */
const FILES: readonly (readonly [option: string, spelt: string, holds: string])[] = [
  ['tlscafile', 'tlsCAFile', 'CERTIFICATE'],
  ['usercertfile', 'userCertFile', 'CERTIFICATE'],
  ['userkeyfile', 'userKeyFile', 'PRIVATE KEY'],
];

/** What is wrong with the files that a setting names, a sentence; null where nothing is, or it names none. */
export const fileFault = (setting: string): string | null => {
  if (optionIn(setting, 'tls') === 'false') return null;
  for (const [option, spelt, holds] of FILES) {
    const named = optionIn(setting, option);
    if (named === null) continue;
    const path = resolve(named);
    const finding = findingAt(path, holds);
    if (finding !== null) {
      return `the file ${path}, which ${spelt} in PLUMBLINE_EVENTSTORE names, ${finding}. Name a file that is there and may be read, in PEM form.`;
    }
  }
  return null;
};

const findingAt = (path: string, holds: string): string | null => {
  try {
    const text = readFileSync(path, 'utf8');
    return text.includes(`${holds}-----`) ? null : `holds no ${holds.toLowerCase()}`;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return 'is not there';
    if (code === 'EISDIR') return 'is a folder';
    return `cannot be read (${code})`;
  }
};

/** Not told by its class: the system's errors may be of another realm. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
