/**
 * Makes sure that one process at a time does a work, whatever becomes of it: what a process that died had is free. Null
 * where another has it; else what gives it back.
 */
export type ClaimAlone = (name: string) => (() => void) | null;
