// ---- Why a file cannot be read, in words.
import { sep } from 'node:path';

const REASONS = {
  ENOENT: 'it is not there',
  ENOTDIR: 'it is not there, or what should be its folder is a file',
  EISDIR: 'it is a folder and not a file',
  EACCES: 'this computer does not let you read it',
  EPERM: 'this computer does not let you read it',
  ELOOP: 'it is a link that leads to itself',
  EIO: 'the disk fails',
  EMFILE: 'this computer has too many files open',
};

/** The reason of a failure, with the file it is about if that is another than the one already named. */
export function reasonOf(error, folder, named = '') {
  const { code, path, message } = error;
  const within = (text) => text.replaceAll(`${folder}${sep}`, '');
  if (typeof code === 'string' && code in REASONS) {
    const isOther = typeof path === 'string' && within(path) !== named;
    return isOther ? `${within(path)}: ${REASONS[code]}` : REASONS[code];
  }
  if (error instanceof TypeError) return 'it does not have the form that a package has';
  return within(String(message)).replace(/\.$/, '');
}
