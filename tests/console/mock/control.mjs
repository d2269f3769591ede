// What tests may do to the mock from outside: POST /mock/NAME with JSON.
import {iso, now} from './clock.mjs';
import {turn} from './handlers_administration.mjs';
import {openTicket} from './handlers_triage.mjs';
import {entry, message} from './timeline.mjs';

const acts = {
  /** A post of a citizen becomes a ticket. */
  post: (state, {text, unit = 'UPP-LKO-HZG'}) => ({docket: openTicket(state, {summary: text, unit}).docket}),
  /** The citizen of a ticket writes again. */
  answer: (state, {docket, text}) => {
    const ticket = state.ticket(docket);
    state.record(ticket, entry('message_appended', iso(now()), {actor: {kind: 'citizen', name: '', login: null}, message: message(ticket, text, iso(now()))}), {needs_attention: true});
    return {version: ticket.version};
  },
  /** A colleague writes a note. */
  note: (state, {docket, text, login = 'yadav'}) => {
    const ticket = state.ticket(docket);
    state.record(ticket, entry('noted', iso(now()), {actor: {kind: 'user', name: state.nameOf(login, state.language ?? 'hi'), login}, details: {text}}), {}, login);
    return {version: ticket.version};
  },
  /** A ticket goes to a unit that the officer does not see. */
  lose: (state, {docket}) => {
    const ticket = state.ticket(docket);
    state.record(ticket, entry('transferred', iso(now()), {details: {unit_before: ticket.unit, unit: 'UPP-GKP'}}), {unit: 'UPP-GKP'}, 'yadav', false);
    return {};
  },
  presence: (state, {docket, login = 'yadav', doing = 'looking', name}) => state.setPresence(docket, login, name ?? state.nameOf(login, state.language ?? 'hi'), doing, 3600),
  ring: (state, {login = 'meera'}) => {
    const call = {...state.calls[0], id: String(200 + state.calls.length), state: 'offered', agent: login, answered_at: null, started_at: iso(now())};
    state.calls = [call, ...state.calls];
    state.live.tell('call', {id: call.id, state: call.state, live: true, agent: login});
    return {id: call.id};
  },
  turn: (state, {id, enabled}) => (turn(state, state.plugins.find((one) => one.id === id), enabled), {}),
  cut: (state) => (state.live.cut(), {}),
  mend: (state) => (state.live.mend(), {}),
  forget: (state) => (state.live.forget(), {}),
  language: (state, {language}) => ((state.language = language), {}),
  prefer: (state, preferences) => ((state.preferences = preferences), {}),
  delay: (state, {milliseconds}) => ((state.delay = milliseconds), {}),
  streams: (state) => ({count: state.live.count}),
  empty: (state) => ((state.triage = []), (state.tickets = []), (state.dead_letters = []), {}),
  sign_out_all: (state) => (state.sessions.clear(), state.live.mention('signed_out', {}), {}),
};

export function control(state, path, bytes, response) {
  const act = acts[path.slice('/mock/'.length)];
  if (act === undefined) return void response.writeHead(404).end();
  const result = act(state, JSON.parse(bytes.toString() || '{}'));
  response.writeHead(200, {'Content-Type': 'application/json'}).end(JSON.stringify(result));
}
