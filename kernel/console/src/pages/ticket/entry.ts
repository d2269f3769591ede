import type {Attachment, Delivery, Entry, Way} from '../../api/types';
import {instance} from '../../frame/instance.svelte';
import {grouped, named, said, t} from '../../words/words.svelte';

/** Who speaks in an entry. */
export type EntryKind = 'citizen' | 'us' | 'note' | 'event';

export function kindOf(entry: Entry): EntryKind {
  if (entry.kind === 'noted') return 'note';
  if (entry.delivery !== null && entry.kind === 'replied') return 'us';
  if (entry.message !== null && entry.message.from_us) return 'us';
  return entry.message !== null ? 'citizen' : 'event';
}

/** With the docket its receipt went out: a line of its own, with what became of it. */
export function apart(entry: Entry): Entry[] {
  if (entry.kind !== 'opened' || entry.delivery === null) return [entry];
  const receipt: Entry = {...entry, id: `${entry.id}-receipt`, kind: 'replied', message: null, reason: '', details: {}, actor: {kind: 'kernel', name: '', login: null}};
  return [{...entry, delivery: null}, receipt];
}

const unit = (entry: Entry, name: string): string => said(instance.unitName(entry.details[name] ?? ''));

/** What happened, as one sentence. */
export function eventSentence(entry: Entry): string {
  const details = entry.details;
  switch (entry.kind) {
    case 'opened': return t('event.opened', {unit: unit(entry, 'unit')});
    case 'status_changed': return named('event.status', details['status'] ?? '', {by: entry.actor.name});
    case 'assigned': return details['assignee_name'] ? t('event.assigned', {name: details['assignee_name']}) : t('event.unassigned');
    case 'forwarded': case 'transferred': return named('event', entry.kind, {from: unit(entry, 'unit_before'), to: unit(entry, 'unit')});
    case 'corrected': return t('event.corrected', {category: said(instance.categoryName(details['category'] ?? '')), priority: named('priority', details['priority'] ?? '')});
    case 'triaged': return t('event.triaged', {unit: unit(entry, 'unit')});
    case 'delivery_changed': return t('event.delivery_changed', {state: named('delivery', details['state'] ?? '')});
    case 'merged': case 'merged_into': case 'unmerged': return named('event', entry.kind, {docket: details['docket'] ?? ''});
    default: return named('event', entry.kind, {by: entry.actor.name});
  }
}

/** The ways to send what failed once more: all but the one that failed, and no call. */
export function otherWays(ways: readonly Way[], failed: Delivery): Way[] {
  return ways.filter((way) => way.kind !== 'call_back' && !(way.channel === failed.channel && way.kind === (failed.kind === 'private' ? 'private' : 'public')));
}

export type FileKind = 'picture' | 'film' | 'sound' | 'document';

/** What a stored file is to a person. A picture is one that can be shown: made of nothing but dots. */
export function fileKind(file: Attachment): FileKind {
  if (['image/jpeg', 'image/png', 'image/webp', 'image/gif'].includes(file.type)) return 'picture';
  return file.type.startsWith('video/') ? 'film' : file.type.startsWith('audio/') ? 'sound' : 'document';
}

export function fileSize(bytes: number): string {
  return bytes < 1_000_000 ? t('file.kilobytes', {size: Math.max(1, Math.round(bytes / 1000))}) : t('file.megabytes', {size: grouped(Math.round(bytes / 100_000) / 10)});
}
