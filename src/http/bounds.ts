/** Most bytes of the body of one append. */
export const BODY_BYTES_MAX = 64 * 1024 * 1024;

/** Most bytes of a body that is one file. */
export const FILE_BYTES_MAX = 1024 * 1024 * 1024;

/** Most files that come in requests at once. */
export const FILES_AT_ONCE_MAX = 16;

/** Most rejected records of one append; it is not read on after them. */
export const REJECTED_MAX = 10_000;

/** Most rejected records that an answer lists. */
export const REJECTED_SHOWN_MAX = 1_000;

/** Most appends that have begun to send records and are not answered yet. */
export const APPENDS_MAX = 64;

/** Most questions that wait for a replay. */
export const QUESTIONS_WAITING_MAX = 64;

/** A body of up to so many bytes is read before its records are taken, one such body of a county at a time. */
export const SHORT_BODY_BYTES_MAX = 128 * 1024;

/** The longest that a question may keep a replay busy, milliseconds. */
export const QUESTION_MS_MAX = 120_000;

/** Most replays at once; each is a thread with a county's records in its memory. */
export const REPLAY_THREADS_MAX = 4;

/** Rows of a page of a trail where the request does not say. */
export const TRAIL_ROWS_DEFAULT = 1_000;

/** Most rows of a page of a trail. */
export const TRAIL_ROWS_MAX = 10_000;

/** A page of a trail of at most so many rows is made from their records alone; a longer one is cut from the whole. */
export const SHORT_PAGE_ROWS_MAX = 200;

/** Most bytes of fiscal years that a replay thread keeps for the next question about them. */
export const KEPT_YEARS_BYTES_MAX = 256 * 1024 * 1024;

/** Most bytes of records that a replay thread holds as columns: 40 a record were seen. */
export const HELD_COLUMNS_BYTES_MAX = 192 * 1024 * 1024;

/** Most bytes of answers that are kept for the next who asks the same. */
export const KEPT_ANSWERS_BYTES_MAX = 32 * 1024 * 1024;

/** Most bytes of trails that a replay thread keeps for their next pages. */
export const KEPT_TRAILS_BYTES_MAX = 64 * 1024 * 1024;

/** What is kept is thrown away after so long: what was erased meanwhile must not be answered for ever. */
export const KEPT_MS_MAX = 60_000;

/** Most connections; one more is closed at once. */
export const CONNECTIONS_MAX = 4_096;

/** The head of a request must be here after so long, milliseconds. */
export const HEAD_MS_MAX = 10_000;

/** The whole request must be here after so long, milliseconds. */
export const REQUEST_MS_MAX = 300_000;

/** How often the two above are looked at, milliseconds. */
export const TIMEOUT_CHECK_MS = 1_000;

/** A connection without a request is closed after so long, milliseconds. */
export const KEEP_ALIVE_MS = 5_000;

/** Most bytes of the head of a request. */
export const HEAD_BYTES_MAX = 16 * 1024;

/** A body may come as slowly as it likes for so long, milliseconds. */
export const SLOW_BODY_GRACE_MS = 10_000;

/** After that it must have come at this rate since its beginning, bytes a second. */
export const BODY_BYTES_PER_SECOND_MIN = 1_024;

/** An answered request may send so many more bytes of its body before its connection is closed. */
export const REST_OF_BODY_BYTES_MAX = 8 * 1024 * 1024;

/** And may take so long for it, milliseconds. */
export const REST_OF_BODY_MS_MAX = 5_000;

/** Requests under way may take so long once the service stops, milliseconds. */
export const STOP_GRACE_MS = 30_000;

/** What `Retry-After` says, seconds. */
export const RETRY_AFTER_SECONDS = 1;

/** With less free space than this the service is not ready, bytes. */
export const READY_FREE_BYTES_MIN = 256 * 1024 * 1024;

/** A store that has not answered after so long is not reachable, milliseconds. */
export const STORE_ANSWER_MS_MAX = 3_000;

/** A replica that is behind its log by more records than this is not ready. */
export const REPLICA_LAG_MAX = 10_000;

/** Most acts that wait for the thread for acts. */
export const ACTS_WAITING_MAX = 16;

/** The longest that an act may keep that thread busy, milliseconds. */
export const ACT_MS_MAX = 600_000;

/** The longest that a package may take, milliseconds. */
export const PACKAGE_MS_MAX = 3_600_000;

/** A package that was interrupted so often is not begun again. */
export const PACKAGE_ATTEMPTS_MAX = 2;

/** Most packages that people sent and that wait to be checked. */
export const CHECKS_WAITING_MAX = 4;

/** The longest that checking a package may take, milliseconds. */
export const CHECK_MS_MAX = 600_000;

/** Most bytes of a body that is one JSON object. */
export const OBJECT_BYTES_MAX = 64 * 1024;

/** A long answer asks again whether it is still permitted this often, milliseconds. */
export const ASK_AGAIN_MS = 5_000;

/** A page that is watched is told of for so long, milliseconds; then the watcher asks again. */
export const LIVE_MS_MAX = 600_000;

/** Most pages that one person watches at once. */
export const LIVE_OF_PERSON_MAX = 6;

/** Most pages that are made while those who asked for them are told so. */
export const LONG_PAGES_MAX = 64;

/** Whoever asks for a page of a large county that replays is told after so long that it is being made, milliseconds. */
export const PAGE_PATIENCE_MS = 600;

/** From so many records on a county is large: its year is not replayed at once. */
export const LARGE_LEDGER_RECORDS = 250_000;
