import {api, ask, keepCsrfToken, signed} from '../api/client';
import {isBrought} from '../api/early';
import {ApiProblem} from '../api/problem';
import type {Me, Preferences} from '../api/types';

/** Who is signed in. */
class Session {
  me = $state.raw<Me | null>(null);
  is_known = $state(false);

  /** Asks the server who it is; nobody is no failure. */
  async find(): Promise<void> {
    try {
      if (isBrought('/api/v1/me')) return void (this.me = await ask(api.GET('/api/v1/me')));
      const session = await ask(api.GET('/api/v1/session'));
      this.#begin(session.user, session.csrf_token);
    } catch (failure) {
      if (!(failure instanceof ApiProblem) || failure.kind !== 'signed_out') throw failure;
      this.me = null;
    } finally {
      this.is_known = true;
    }
  }

  async signIn(login: string, password: string): Promise<void> {
    const session = await ask(api.POST('/api/v1/session', {body: {login, password}}));
    this.#begin(session.user, session.csrf_token);
  }

  async signOut(): Promise<void> {
    await ask(api.DELETE('/api/v1/session', {params: signed}));
    this.end();
  }

  /** The session has ended, here or elsewhere. */
  end(): void {
    this.me = null;
    keepCsrfToken('');
  }

  async prefer(change: Preferences): Promise<void> {
    if (this.me === null) return;
    const preferences = {...this.me.preferences, ...change};
    this.me = {...this.me, preferences};
    await ask(api.PUT('/api/v1/me/preferences', {params: signed, body: preferences}));
  }

  may(permission: string): boolean {
    return this.me?.permissions.includes(permission) ?? false;
  }

  #begin(me: Me, csrf_token: string): void {
    keepCsrfToken(csrf_token);
    this.me = me;
  }
}

export const session = new Session();
