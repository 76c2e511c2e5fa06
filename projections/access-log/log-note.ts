import type { TreeHead } from '../seal/county-note.js';
import { checkpointText, noteText } from '../seal/signed-note.js';

/** What the log of a name is called in its notes, which is also the name that its key signs by. */
export function originOfLog(name: string): string {
  return `plumbline/${name}`;
}

/** The text of a head that is signed. */
export function headOfLogText(name: string, { size, root }: TreeHead): string {
  return checkpointText({ origin: originOfLog(name), size, root });
}

/**
 * The signed note of a head.
 *
 * @param signature - key id and signature, base64: what stands behind the key's name in the note
 */
export function noteOfHead(name: string, head: TreeHead, signature: string): string {
  return noteText(headOfLogText(name, head), [`\u2014 ${originOfLog(name)} ${signature}`]);
}

/** What stands behind the key's name in the one signature line of a note. */
export function signatureIn(note: string): string {
  return note.trimEnd().split(' ').at(-1) ?? '';
}
