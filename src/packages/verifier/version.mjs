// ---- What data/version.json says of itself: form, number, state, and how late it was.
import { join } from 'node:path';
import { textOf } from './bytes.mjs';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const DAY_MS = 86_400_000;

/** Reports are due by the calendar of California, on the 15th of the month after the report month. */
const CALENDAR = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

export function checkVersion(folder, version, fail) {
  const { form, county, month, kind, state, submitted, approved, returned, due } = version;
  const expect = (what, says, gives) => {
    if (says !== gives) fail(`data/version.json says ${what} ${says}, and it has to be ${gives}.`);
  };
  expect('form', form, 'CS 1257');
  if (!/^\d\d$/.test(county)) fail(`data/version.json names no county: ${county}.`);
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) {
    fail(`data/version.json names no month: ${month}.`);
    return;
  }
  if (!Number.isSafeInteger(version.version) || version.version < 1) {
    fail(`data/version.json has no number of a version: ${version.version}.`);
  }
  const name = `External-Identifier: cs1257-${county}-${month}-v${version.version}\n`;
  if (!textOf(join(folder, 'bag-info.txt')).includes(name)) {
    fail('bag-info.txt names another county, month or version than data/version.json.');
  }
  expect('kind', kind, version.version === 1 ? 'NEW' : 'REVISED');
  const decided = approved !== null ? 'approved' : returned !== null ? 'returned' : 'submitted';
  expect('state', state, decided);
  const decision = approved ?? returned;
  const instants = [submitted, ...(decision === null ? [] : [decision])].map(({ at }) => at);
  const wrong = instants.find((at) => !INSTANT.test(at) || Number.isNaN(Date.parse(at)));
  if (wrong !== undefined) {
    fail(`data/version.json has ${wrong} where an instant in UTC has to be.`);
    return;
  }
  const last = instants[instants.length - 1];
  if (Date.parse(last) < Date.parse(submitted.at)) {
    fail(`data/version.json says that it was ${state} at ${last}, before it was submitted.`);
  }
  const [year, number] = month.split('-').map(Number);
  const dueAt = Date.UTC(year, number, 15);
  expect('due', due, new Date(dueAt).toISOString().slice(0, 10));
  const late = Math.max(0, (civilDayOf(Date.parse(last)) - dueAt) / DAY_MS);
  expect('daysLate', version.daysLate, late);
}

/** Midnight UTC of the day that an instant falls on in California. */
function civilDayOf(instant) {
  const parts = new Map(CALENDAR.formatToParts(instant).map(({ type, value }) => [type, value]));
  const [year, month, day] = ['year', 'month', 'day'].map((type) => Number(parts.get(type)));
  return Date.UTC(year, month - 1, day);
}
