import {api, ask, guarded, signed} from '../../api/client';
import type {Act, BulkResult, Priority} from '../../api/types';
import type {DeskAddress} from './filter';
import {queue} from './queue.svelte';

export type BulkKind = 'forward' | 'assign' | 'take_up' | 'priority' | 'note' | 'verify';

/** What a person filled in; each kind needs its own part of it. */
export interface BulkForm {
  unit: string;
  login: string;
  priority: Priority;
  text: string;
  reason: string;
}

/** The act of a form, or nothing while it is not complete. */
export function actOf(kind: BulkKind, form: BulkForm): Act | null {
  const reason = form.reason.trim();
  switch (kind) {
    case 'forward': return form.unit !== '' && reason !== '' ? {kind: 'forward', unit: form.unit, reason} : null;
    case 'assign': return form.login !== '' ? {kind: 'assign', login: form.login} : null;
    case 'take_up': return {kind: 'status', status: 'in_process', ...(reason === '' ? {} : {reason})};
    case 'priority': return reason !== '' ? {kind: 'correct', priority: form.priority, reason} : null;
    case 'note': return form.text.trim() !== '' ? {kind: 'note', text: form.text.trim()} : null;
    case 'verify': return {kind: 'verify', ...(reason === '' ? {} : {reason})};
  }
}

/** What would happen, ticket by ticket. Nothing changes. */
export function preview(act: Act, address: DeskAddress): Promise<BulkResult> {
  const which = queue.is_all_ticked ? {filter: address.filter} : {dockets: [...queue.ticked]};
  return ask(api.POST('/api/v1/tickets/bulk', {params: {header: guarded(null)}, body: {...which, act, dry_run: true}}));
}

/** Does exactly what was previewed. */
export function carryOut(act: Act, selection: string): Promise<BulkResult> {
  return ask(api.POST('/api/v1/tickets/bulk', {params: {header: guarded(null)}, body: {selection, act, dry_run: false}}));
}

export function takeBack(token: string): Promise<BulkResult> {
  return ask(api.POST('/api/v1/tickets/bulk/undo', {params: signed, body: {token}}));
}
