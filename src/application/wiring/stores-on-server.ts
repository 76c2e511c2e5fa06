import type { WriteStores } from '../../ports/stores.js';

/** What a house takes from a server in place of what it has in its folder, and nothing else that the server's stores have. */
export function storesOnServer(server: WriteStores): WriteStores {
  const {
    writer,
    submissions,
    retention,
    access,
    intake,
    samples,
    credentials,
    eraser,
    rescuer,
    accessRescuer,
    notesOnServer,
    ownNotesOnServer,
  } = server;
  const acts = { submissions, retention, access, intake, samples };
  const notes = { notesOnServer, ownNotesOnServer };
  return { writer, ...acts, credentials, eraser, rescuer, accessRescuer, ...notes };
}
