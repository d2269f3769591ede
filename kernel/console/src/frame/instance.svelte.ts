import {api, ask} from '../api/client';
import type {Category, Channel, Department, Instance, Text, Unit} from '../api/types';
import {now} from '../words/now.svelte';

/** What the whole console knows of its instance: name, units, categories, and what departments and channels say of themselves. */
class InstanceStore {
  now = $state.raw<Instance | null>(null);
  units = $state.raw<Unit[]>([]);
  categories = $state.raw<Category[]>([]);
  departments = $state.raw<Department[]>([]);
  channels = $state.raw<Channel[]>([]);

  #unit = $derived(new Map(this.units.map((unit) => [unit.code, unit])));
  #category = $derived(new Map([...this.departments.flatMap((department) => department.categories), ...this.categories].map((one) => [one.code, one])));
  #channel = $derived(new Map(this.channels.map((channel) => [channel.id, channel])));
  #department = $derived(new Map(this.departments.map((department) => [department.id, department])));

  /** Needs no session. */
  async introduce(): Promise<void> {
    this.now = await ask(api.GET('/api/v1/instance'));
    now.set(this.now.now);
  }

  /** After signing in; again when a plugin's state changed. */
  async load(): Promise<void> {
    const [units, categories, departments, channels] = await Promise.all([
      ask(api.GET('/api/v1/units')), ask(api.GET('/api/v1/categories')), ask(api.GET('/api/v1/departments')), ask(api.GET('/api/v1/channels')),
    ]);
    this.units = units.units;
    this.categories = categories.categories;
    this.departments = departments.departments;
    this.channels = channels.channels;
  }

  async loadPlugins(): Promise<void> {
    const [departments, channels] = await Promise.all([ask(api.GET('/api/v1/departments')), ask(api.GET('/api/v1/channels'))]);
    this.departments = departments.departments;
    this.channels = channels.channels;
  }

  unit(code: string): Unit | undefined {
    return this.#unit.get(code);
  }

  unitName(code: string): Text {
    return this.#unit.get(code)?.name ?? {en: code, hi: code};
  }

  categoryName(code: string): Text {
    return this.#category.get(code)?.name ?? {en: code, hi: code};
  }

  channel(id: string): Channel | undefined {
    return this.#channel.get(id);
  }

  department(id: string): Department | undefined {
    return this.#department.get(id);
  }

  /** A unit and all below it. */
  within(code: string): Unit[] {
    const inside = new Set([code]);
    return this.units.filter((unit) => {
      const is_inside = inside.has(unit.code) || (unit.parent !== null && inside.has(unit.parent));
      if (is_inside) inside.add(unit.code);
      return is_inside;
    });
  }
}

export const instance = new InstanceStore();
