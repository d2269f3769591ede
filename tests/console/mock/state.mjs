// All that the mock holds. Made anew for each server, always the same at first.
import {iso, kStart, now} from './clock.mjs';
import {makeCalls, makeConfig, makeDeadLetters, makePlugins, makeReplies} from './administration.mjs';
import {LiveLog} from './live.mjs';
import {departments, channels, people, unitOf, units} from './places.mjs';
import {makeTickets, newId} from './tickets.mjs';
import {makeTimeline} from './timeline.mjs';
import {makeTriage} from './triage_cases.mjs';

export class State {
  live = new LiveLog();
  tickets = makeTickets();
  timelines = new Map();
  triage = makeTriage();
  triage_decided_today = 186;
  triage_undo = new Map();
  plugins = makePlugins();
  configs = new Map();
  dead_letters = makeDeadLetters();
  replies = makeReplies();
  calls = makeCalls();
  departments = structuredClone(departments);
  channels = structuredClone(channels);
  sessions = new Map();
  presence = new Map();
  undo = new Map();
  selections = new Map();
  saved_views = [];
  attachments = new Map();
  done = new Map();

  constructor() {
    const save = (id, name, filter, count) => this.saved_views.push({id, code: null, name, filter, order: 'due', pinned: false, is_own: true, count});
    save('v1', 'हज़रतगंज: मोबाइल चोरी', {open: true, unit: 'UPP-LKO-HZG', category: ['ROBBERY']}, 9);
    save('v2', '1090 से प्राप्त', {open: true, channel: ['helpline1090']}, 14);
    save('v3', 'पुनः खोली गई', {reopened: true}, 6);
    save('v4', 'साइबर ठगी, इस सप्ताह', {category: ['CYBER_FRAUD'], opened_from: '2026-11-16'}, 31);
  }

  ticket(docket) {
    return this.tickets.find((ticket) => ticket.docket === docket);
  }

  timeline(ticket) {
    if (!this.timelines.has(ticket.docket)) this.timelines.set(ticket.docket, makeTimeline(ticket));
    return this.timelines.get(ticket.docket);
  }

  config(id) {
    if (!this.configs.has(id)) this.configs.set(id, {version: 1, ...makeConfig(id)});
    return this.configs.get(id);
  }

  /** Changes a ticket, records what happened and tells whoever looks. */
  record(ticket, entry, change, by, readable = true) {
    Object.assign(ticket, change, {version: ticket.version + 1, unread: by === undefined});
    this.timeline(ticket).push(entry);
    this.live.tell('ticket', {docket: ticket.docket, version: ticket.version, unit: ticket.unit, kind: entry.kind, by: by ?? null, readable});
    return ticket;
  }

  isWithin(unit, root) {
    for (let at = unitOf(unit); at; at = at.parent === null ? null : unitOf(at.parent)) if (at.code === root) return true;
    return false;
  }

  me(session) {
    const person = people.find((one) => one.login === session.login);
    const language = session.preferences.language ?? 'hi';
    return {
      id: newId(), login: person.login, name: person.names[language] ?? person.names.en, language, disabled: false, created_at: iso(kStart - 1e10), roles: person.roles, permissions: person.permissions,
      preferences: session.preferences, home: person.home,
    };
  }

  nameOf(login, language) {
    return people.find((one) => one.login === login)?.names[language] ?? login;
  }

  present(docket) {
    const here = this.presence.get(docket) ?? new Map();
    for (const [login, one] of here) if (one.until < now()) here.delete(login);
    return {docket, people: [...here].map(([login, one]) => ({login, name: one.name, state: one.state, since: one.since}))};
  }

  setPresence(docket, login, name, state, seconds = 45) {
    const here = this.presence.get(docket) ?? new Map();
    if (state === 'left') here.delete(login);
    else here.set(login, {state, name, since: here.get(login)?.since ?? iso(now()), until: now() + seconds * 1000});
    this.presence.set(docket, here);
    const present = this.present(docket);
    this.live.mention('presence', present);
    return present;
  }
}

export {units};
