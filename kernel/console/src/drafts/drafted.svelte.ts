import {SvelteSet} from 'svelte/reactivity';
import {listDrafts} from './drafts';

/** The dockets at which the person has begun to write and not sent. */
class Drafted {
  readonly dockets = new SvelteSet<string>();

  async load(owner: string): Promise<void> {
    const drafts = await listDrafts(owner);
    this.dockets.clear();
    for (const draft of drafts) this.dockets.add(draft.key.split(':')[0] ?? '');
  }
}

export const drafted = new Drafted();
