import {api, ask, signed} from '../../api/client';
import type {Plugin} from '../../api/types';

/** The plugins of the instance and how they do. */
class Plugins {
  all = $state.raw<Plugin[]>([]);
  failure = $state.raw<unknown>(null);
  is_loaded = $state(false);
  /** Plugins whose switch is on its way to the server. */
  busy = $state.raw<ReadonlySet<string>>(new Set());
  readonly channels = $derived(this.all.filter((plugin) => plugin.kind === 'channel'));
  readonly departments = $derived(this.all.filter((plugin) => plugin.kind === 'department'));
  readonly on = $derived(this.all.filter((plugin) => plugin.enabled).length);
  readonly troubled = $derived(this.all.filter((plugin) => plugin.enabled && plugin.health !== 'ok').length);

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.all = (await ask(api.GET('/api/v1/admin/plugins'))).plugins;
      this.is_loaded = true;
    } catch (failure) {
      this.failure = failure;
    }
  }

  async turn(plugin: Plugin, enabled: boolean): Promise<void> {
    this.busy = new Set([...this.busy, plugin.id]);
    try {
      const changed = await ask(api.PUT('/api/v1/admin/plugins/{id}/enabled', {params: {...signed, path: {id: plugin.id}}, body: {enabled}}));
      this.all = this.all.map((one) => (one.id === plugin.id ? changed : one));
    } finally {
      this.busy = new Set([...this.busy].filter((id) => id !== plugin.id));
    }
  }

  /** Lets the plugin reach a host that it asks for, or no more. */
  async approve(plugin: Plugin, host: string, approved: boolean): Promise<void> {
    const changed = await ask(api.PUT('/api/v1/admin/plugins/{id}/hosts', {params: {...signed, path: {id: plugin.id}}, body: {host, approved}}));
    this.all = this.all.map((one) => (one.id === plugin.id ? changed : one));
  }
}

export const plugins = new Plugins();
