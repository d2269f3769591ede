import {api, ask, guarded, signed} from '../../api/client';
import type {Call, CallFile, Schemas, Ticket} from '../../api/types';

type CallForm = Schemas['CallForm'];
export type DismissalKind = Schemas['DismissalKind'];

/** Calls as they ring. */
class Calls {
  all = $state.raw<Call[]>([]);
  which = $state<'live' | 'owed' | 'all'>('live');
  failure = $state.raw<unknown>(null);
  is_loaded = $state(false);
  /** The call that rings at this person's own extension and has not been opened. */
  ringing = $state.raw<CallFile | null>(null);

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.all = (await ask(api.GET('/api/v1/calls', {params: {query: {which: this.which, limit: 50}}}))).calls;
      this.is_loaded = true;
    } catch (failure) {
      this.failure = failure;
    }
  }

  /** A live event. A call that rings here pops up; one that is answered elsewhere or has ended goes away. */
  async hear(event: Schemas['LiveCall'], own_login: string): Promise<void> {
    if (this.ringing?.id === event.id && event.state !== 'offered' && event.state !== 'answered') this.ringing = null;
    if (event.state === 'offered' && (event.agent === own_login || event.agent === null)) this.ringing = await this.file(event.id);
    if (this.is_loaded) await this.load();
  }

  file(id: string): Promise<CallFile> {
    return ask(api.GET('/api/v1/calls/{id}', {params: {path: {id}}}));
  }

  /** The docket that came of it. The key belongs to the form, so that a form sent twice opens one docket. */
  open(id: string, form: CallForm, key: string): Promise<Ticket> {
    return ask(api.POST('/api/v1/calls/{id}/ticket', {params: {path: {id}, header: guarded(null, key)}, body: form}));
  }

  callBack(id: string): Promise<Call> {
    return ask(api.POST('/api/v1/calls/{id}/call-back', {params: {path: {id}, header: guarded(null)}}));
  }

  dismiss(id: string, kind: DismissalKind): Promise<unknown> {
    return ask(api.POST('/api/v1/calls/{id}/dismissal', {params: {...signed, path: {id}}, body: {kind}}));
  }
}

export const calls = new Calls();
export const kCallIcons: Record<Call['state'], string> = {
  waiting: 'clock', offered: 'phone-incoming', answered: 'phone-call', transferred: 'arrow-right', wrap_up: 'pencil', ended: 'phone', abandoned: 'phone-missed',
};
