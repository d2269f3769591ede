// The mock's clock starts at the same instant in every run and goes on from there.
export const kStart = Date.parse('2026-11-22T06:12:08Z');

const began = Date.now();

export const now = () => kStart + (Date.now() - began);
export const iso = (instant) => new Date(instant).toISOString();
export const minutes = (count) => count * 60_000;
/** An instant so many minutes before (or, negative, after) the start. */
export const before = (count) => iso(kStart - minutes(count));
/** 18:42 of a day of India relative to the start's day. */
export const india = (day, time) => {
  const [hour, minute] = time.split(':').map(Number);
  return iso(Date.UTC(2026, 10, 22 + day, hour, minute) - minutes(330));
};
