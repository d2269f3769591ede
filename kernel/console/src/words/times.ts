import {instance} from '../frame/instance.svelte';
import {daysBetween, twoDigits, twoUnits, wallTime} from './instants';
import {now} from './now.svelte';
import {named, t} from './words.svelte';

const kIndia = 'Asia/Kolkata';
const zone = (): string => instance.now?.time_zone ?? kIndia;

/** 18:42 */
export function hour(instant: string): string {
  const at = wallTime(Date.parse(instant), zone());
  return `${twoDigits(at.hour)}:${twoDigits(at.minute)}`;
}

/** 11:42:08 */
export function second(instant: number): string {
  const at = wallTime(instant, zone());
  return `${twoDigits(at.hour)}:${twoDigits(at.minute)}:${twoDigits(at.second)}`;
}

/** 22 Nov, with the year where it is another */
export function day(instant: string): string {
  const at = wallTime(Date.parse(instant), zone());
  const today = wallTime(now.shown, zone());
  const date = `${at.day} ${named('month', String(at.month))}`;
  return at.year === today.year ? date : `${date} ${at.year}`;
}

/** Sat 21 Nov 2026 */
export function longDay(instant: string): string {
  const at = wallTime(Date.parse(instant), zone());
  return `${named('weekday', String(at.weekday))} ${at.day} ${named('month', String(at.month))} ${at.year}`;
}

/** A day's own key: the same for all instants of one day of the instance. */
export function dayKey(instant: string): string {
  const at = wallTime(Date.parse(instant), zone());
  return `${at.year}-${at.month}-${at.day}`;
}

/** today, yesterday, tomorrow, or nothing */
export function nearDay(instant: string): string {
  const distance = daysBetween(wallTime(now.shown, zone()), wallTime(Date.parse(instant), zone()));
  if (distance === 0) return t('time.today');
  if (distance === -1) return t('time.yesterday');
  return distance === 1 ? t('time.tomorrow') : '';
}

/** today 12:02, tomorrow 09:00, 29 Nov 06:02 */
export function near(instant: string): string {
  return `${nearDay(instant) || day(instant)} ${hour(instant)}`;
}

/** 3 h 27 min */
export function length(milliseconds: number): string {
  const {days, hours, minutes} = twoUnits(milliseconds);
  if (days > 0) return hours > 0 ? `${t('time.days', {days})} ${t('time.hours', {hours})}` : t('time.days', {days});
  if (hours > 0) return `${t('time.hours', {hours})} ${t('time.minutes', {minutes: twoDigits(minutes)})}`;
  return t('time.minutes', {minutes});
}

/** How long ago, in one unit: 3 s, 12 min, 5 h, or the day */
export function ago(instant: string): string {
  const seconds = Math.max(0, Math.floor((now.shown - Date.parse(instant)) / 1000));
  if (seconds < 60) return t('time.ago', {length: t('time.seconds', {seconds})});
  if (seconds < 3600) return t('time.ago', {length: t('time.minutes', {minutes: Math.floor(seconds / 60)})});
  if (seconds < 43_200) return t('time.ago', {length: t('time.hours', {hours: Math.floor(seconds / 3600)})});
  return near(instant);
}

/** When the instance’s present day ends: what is due before then is due today. */
export function endOfToday(): number {
  const at = wallTime(now.shown, zone());
  return now.shown + (86_400_000 - ((at.hour * 60 + at.minute) * 60 + at.second) * 1000);
}
