import { readFileSync } from 'node:fs';

/**
 * Loaded before a program (`--import`): its clock, and that of its threads, is as many milliseconds ahead as the file
 * says that `PLUMBLINE_TEST_CLOCK` names. The program asks `Date.now` for the time and nothing else.
 */
const path = process.env.PLUMBLINE_TEST_CLOCK ?? '';
const now = Date.now;

Date.now = () => now() + Number(readFileSync(path, 'utf8'));
