/** The parts of an instant on the wall of the instance's time zone. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

export function wallTime(instant: number, zone: string): WallTime {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const {year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0} = parts;
  return {year, month, day, hour, minute, second, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay()};
}

/** Whole days from one wall day to another: 1 is tomorrow, -1 yesterday. */
export function daysBetween(from: WallTime, to: WallTime): number {
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / 86_400_000);
}

export function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** A length of time in at most two units, the smaller one in full: 6 d 18 h, 3 h 27 min, 52 min. Never below a minute. */
export function twoUnits(milliseconds: number): {days: number; hours: number; minutes: number} {
  const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / 60_000));
  if (minutes < 60) return {days: 0, hours: 0, minutes};
  if (minutes < 1440) return {days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60};
  return {days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: 0};
}
