import { resolve } from 'node:path';
import { gatheringLog } from '../../access-log/gathering-log.js';
import type { AccessLog } from '../../ports/access-log.js';
import { headSigner } from '../../seals/head-signer.js';
import { KEYS, SigningKeys } from '../../seals/signing-keys.js';
import { AccessLogFolder } from '../../stores/access-log/access-log-folder.js';

/** The access log of a data folder. Nothing is opened or made before its first line. */
export function accessLogOver(dataFolder: string, keysFolder: string): AccessLog {
  const isElsewhere = keysFolder !== resolve(dataFolder, KEYS);
  return gatheringLog(
    new AccessLogFolder({
      folder: dataFolder,
      signer: headSigner(new SigningKeys(keysFolder)),
      keysFolder: isElsewhere ? keysFolder : null,
    }),
  );
}
