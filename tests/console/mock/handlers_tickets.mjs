import {randomBytes} from 'node:crypto';
import {street} from '../../stories/street.mjs';
import {before, iso, now} from './clock.mjs';
import {counts, filterOf, find, ordered} from './filters.mjs';
import {people, unitOf} from './places.mjs';
import {newId} from './tickets.mjs';
import {delivery, entry, makeDuplicates, makeReasons} from './timeline.mjs';

const text = (en, hi) => ({en, hi});
const token = () => randomBytes(6).toString('hex');
const kTenSeconds = 10_000;

/** Reads the ticket, checks the version, does it once for each key, answers with the ticket. */
const work = (act) => (call) => {
  const {state, session, request, part, answer, refuse, etag} = call;
  const ticket = state.ticket(part.docket);
  if (ticket === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
  const wanted = request.headers['if-match'];
  const key = request.headers['idempotency-key'];
  if (key !== undefined && state.done.has(key)) return answer(200, ticket, etag(ticket.version));
  if (wanted !== undefined && wanted !== `"${ticket.version}"`) return refuse(412, 'stale', 'Somebody changed it since it was read.');
  const actor = {kind: 'user', name: state.me(session).name, login: session.login};
  const refused = act({...call, ticket, actor});
  if (refused !== undefined) return refuse(...refused);
  if (key !== undefined) state.done.set(key, true);
  answer(200, ticket, etag(ticket.version));
};

const acts = (ticket) => {
  const is_closed = ticket.status === 'closed';
  const closed = text('It is closed.', 'यह निस्तारित है।');
  const act = (name, may, why_not) => ({act: name, may, ...(may ? {} : {why_not})});
  return [
    act('reply', true), act('private_message', true), act('note', true), act('ask', !is_closed, closed), act('take_up', ticket.status === 'open'), act('close', !is_closed, closed), act('reopen', is_closed),
    act('forward', !is_closed, closed), act('assign', true), act('correct', !is_closed, closed), act('verify', is_closed && ticket.verified_at === null), act('merge', !is_closed, closed), act('reveal', ticket.sealed),
  ].map((one) => (one.may || one.why_not !== undefined ? one : {act: one.act, may: false}));
};

function ways(ticket, channels) {
  if (ticket.sealed) return [{id: 'w3', channel: 'sms', kind: 'private', to: 'X', reply_limit: {limit: 160}, takes_attachments: false}];
  const own = channels.find((one) => one.id === ticket.channel);
  const found = [];
  if (own?.can_reply) found.push({id: 'w1', channel: own.id, kind: 'public', to: `@${ticket.author.handle}`, reply_limit: own.reply_limit, takes_attachments: true});
  if (own?.can_send_private) found.push({id: 'w2', channel: own.id, kind: 'private', to: `@${ticket.author.handle}`, reply_limit: null, takes_attachments: true});
  if (ticket.author.phone || ['dial112', 'sms'].includes(ticket.channel)) found.push({id: 'w3', channel: 'sms', kind: 'private', to: ticket.author.phone || '+91 98••• ••000', reply_limit: {limit: 160}, takes_attachments: false});
  return found;
}

const due = (ticket) => (ticket.clock === null ? text('', '') : text('12:02', '12:02'));

function run(state, actor, ticket, act) {
  const at = iso(now());
  if (act.kind === 'forward') {
    if (ticket.unit === act.unit) return 'same_unit';
    if (ticket.status === 'closed') return 'closed';
    const from = ticket.unit;
    state.record(ticket, entry('forwarded', at, {actor, reason: act.reason ?? '', details: {unit_before: from, unit: act.unit}}), {unit: act.unit, unit_name: unitOf(act.unit).name}, actor.login);
  } else if (act.kind === 'assign') {
    state.record(ticket, entry('assigned', at, {actor, details: {assignee_name: act.login}}), {assignee: act.login, assignee_name: state.nameOf(act.login, 'en')}, actor.login);
  } else if (act.kind === 'status') {
    if (ticket.status === 'closed') return 'closed';
    state.record(ticket, entry('status_changed', at, {actor, reason: act.reason ?? '', details: {status: act.status}}), {status: act.status}, actor.login);
  } else if (act.kind === 'correct') {
    state.record(ticket, entry('corrected', at, {actor, reason: act.reason ?? '', details: {category: ticket.category, priority: act.priority}}), {priority: act.priority}, actor.login);
  } else if (act.kind === 'note') {
    state.record(ticket, entry('noted', at, {actor, details: {text: act.text}}), {}, actor.login);
  } else {
    if (ticket.status !== 'closed') return 'not_closed';
    state.record(ticket, entry('verified', at, {actor}), {verified_at: at}, actor.login);
  }
  return null;
}
const would = (ticket, act) =>
  act.kind === 'verify' ? (ticket.status === 'closed' ? null : 'not_closed') : ticket.status === 'closed' && act.kind !== 'note' ? 'closed' : act.kind === 'forward' && ticket.unit === act.unit ? 'same_unit' : null;
const row = (ticket, code) => ({docket: ticket.docket, ok: code === null, version: ticket.version, problem: code === null ? null : {type: `/docs#problem-${code}`, title: 'Not possible now', status: 409, code, detail: code, next: 'Load it again.'}});

const kBuiltIn = (home) => [
  ['queue', {open: true, within: home}], ['over', {due: ['over'], within: home}], ['today', {due: ['today'], within: home}], ['attention', {attention: true, within: home}], ['mine', {assignee: 'me', open: true}],
  ['incomplete', {status: ['incomplete'], within: home}], ['unverified', {unverified: true, within: home}],
];

export const tickets = {
  'GET /api/v1/tickets': ({state, session, query, answer}) => {
    const found = ordered(find(state, filterOf(query), session.login), query.get('order'));
    const from = Number(query.get('cursor') ?? 0);
    const limit = Number(query.get('limit') ?? 50);
    answer(200, {tickets: found.slice(from, from + limit), next_cursor: from + limit < found.length ? String(from + limit) : null});
  },
  'GET /api/v1/tickets/counts': ({state, session, query, answer}) => answer(200, counts(find(state, filterOf(query), session.login))),
  'GET /api/v1/views': ({state, session, answer}) => {
    const home = state.me(session).home;
    const built = kBuiltIn(home).map(([code, filter]) => ({id: code, code, name: '', filter, order: 'due', pinned: true, is_own: false, count: find(state, filter, session.login).length}));
    answer(200, {views: [...built, ...state.saved_views.map((view) => ({...view, count: find(state, view.filter, session.login).length}))]});
  },
  'POST /api/v1/views': ({state, body, answer}) => {
    const view = {id: `v${state.saved_views.length + 10}`, code: null, name: body.name, filter: body.filter, order: body.order ?? 'due', pinned: body.pinned ?? false, is_own: true, count: find(state, body.filter, '').length};
    state.saved_views.push(view);
    answer(201, view);
  },
  'PATCH /api/v1/views/{id}': ({state, part, body, answer, refuse}) => {
    const view = state.saved_views.find((one) => one.id === part.id);
    if (view === undefined) return refuse(404, 'not_found', 'There is no such view.');
    answer(200, Object.assign(view, body));
  },
  'DELETE /api/v1/views/{id}': ({state, part, answer}) => {
    state.saved_views = state.saved_views.filter((one) => one.id !== part.id);
    answer(204);
  },
  'GET /api/v1/tickets/{docket}': ({state, part, answer, refuse, etag}) => {
    const ticket = state.ticket(part.docket);
    return ticket === undefined ? refuse(404, 'not_found', 'There is no such ticket.') : answer(200, ticket, etag(ticket.version));
  },
  'GET /api/v1/tickets/{docket}/timeline': ({state, part, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    return ticket === undefined ? refuse(404, 'not_found', 'There is no such ticket.') : answer(200, {entries: state.timeline(ticket)});
  },
  'GET /api/v1/tickets/{docket}/explanation': ({state, part, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    return ticket === undefined ? refuse(404, 'not_found', 'There is no such ticket.') : answer(200, {reasons: makeReasons(ticket)});
  },
  'GET /api/v1/tickets/{docket}/duplicates': ({state, part, answer}) => answer(200, {duplicates: makeDuplicates(state.ticket(part.docket) ?? {})}),
  'GET /api/v1/tickets/{docket}/options': ({state, session, part, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    if (ticket === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
    answer(200, {
      acts: acts(ticket), ways: ways(ticket, state.channels), people: people.filter((one) => one.permissions.includes('reply')).map((one) => ({login: one.login, name: state.nameOf(one.login, session.preferences.language)})),
      variables: {docket: text(ticket.docket, ticket.docket), unit: ticket.unit_name, due: due(ticket)},
    });
  },
  'POST /api/v1/tickets/{docket}/replies': work(({state, ticket, actor, body}) => {
    if (ticket.sealed && !body.ready?.startsWith('neutral_')) return [422, 'only_neutral', 'A sealed ticket takes neutral texts alone.', 'text'];
    body.text ??= state.replies.find((one) => one.purpose === body.ready)?.text.hi;
    const channel = body.way === 'w3' ? 'sms' : ticket.channel;
    const sent = delivery(ticket, body.text, {kind: body.private ? 'private' : 'reply', channel, attachments: (body.attachments ?? []).map((id) => state.attachments.get(id)).filter(Boolean)});
    state.record(ticket, entry('replied', iso(now()), {actor, delivery: sent}), {needs_attention: false}, actor.login);
    if (body.then) state.record(ticket, entry('status_changed', iso(now()), {actor, details: {status: body.then.status}}), {status: body.then.status, ...(body.then.status === 'incomplete' && ticket.clock ? {clock: {...ticket.clock, stopped_at: iso(now())}} : {})}, actor.login);
    setTimeout(() => state.record(ticket, entry('delivery_changed', iso(now()), {details: {state: 'delivered'}}), Object.assign(sent, {state: 'delivered', attempts: 1, at: iso(now())}) && {}, 'kernel'), state.deliver_after ?? 800).unref();
  }),
  'POST /api/v1/tickets/{docket}/notes': work(({state, ticket, actor, body}) => void state.record(ticket, entry('noted', iso(now()), {actor, details: {text: body.text}, attachments: (body.attachments ?? []).map((id) => state.attachments.get(id)).filter(Boolean)}), {}, actor.login)),
  'POST /api/v1/tickets/{docket}/status': work(({state, ticket, actor, body}) => {
    if (body.status === 'closed' && body.outcome === undefined) return [422, 'outcome_missing', 'An outcome is needed.', 'outcome'];
    const closes = body.status === 'closed';
    const reopens = ticket.status === 'closed' && body.status === 'open';
    state.record(ticket, entry(reopens ? 'reopened' : 'status_changed', iso(now()), {actor, reason: body.reason ?? '', details: {status: body.status}}), {
      status: body.status, ...(closes ? {closed_at: iso(now()), outcome: body.outcome, clock: null, next_due: null} : {}), ...(reopens ? {reopened_count: ticket.reopened_count + 1, closed_at: null, outcome: null, clock: state.tickets[0].clock} : {}),
    }, actor.login);
  }),
  'POST /api/v1/tickets/{docket}/assignment': work(({state, ticket, actor, body}) => {
    const name = body.login === '' ? null : state.nameOf(body.login, 'en');
    state.record(ticket, entry('assigned', iso(now()), {actor, details: {assignee_name: name ?? ''}}), {assignee: body.login || null, assignee_name: name}, actor.login);
  }),
  'POST /api/v1/tickets/{docket}/verification': work(({state, ticket, actor}) => void state.record(ticket, entry('verified', iso(now()), {actor}), {verified_at: iso(now())}, actor.login)),
  'PATCH /api/v1/tickets/{docket}': work(({state, ticket, actor, body}) => void state.record(ticket, entry('corrected', iso(now()), {actor, reason: body.reason ?? '', details: {category: body.category, priority: body.priority}}), {category: body.category, priority: body.priority}, actor.login)),
  'POST /api/v1/tickets/{docket}/merge': work(({state, ticket, actor, body}) => void state.record(ticket, entry('merged_into', iso(now()), {actor, details: {docket: body.into}}), {merged_into: body.into, status: 'closed', clock: null}, actor.login)),
  'DELETE /api/v1/tickets/{docket}/merge': work(({state, ticket, actor}) => void state.record(ticket, entry('reopened', iso(now()), {actor, details: {status: 'open'}}), {merged_into: null, status: 'open', clock: state.tickets[0].clock}, actor.login)),
  'POST /api/v1/tickets/{docket}/reveal': ({state, part, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    if (ticket === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
    if (!ticket.sealed) return refuse(409, 'not_sealed', 'Nothing of this ticket is sealed.');
    answer(200, {identity: {id: '+91 00000 00210', handle: '', name: 'Synthetic Name'}});
  },
  'POST /api/v1/tickets/{docket}/attachments': ({state, part, query, body, answer, refuse}) => {
    if (state.ticket(part.docket) === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
    if (body.length > 10_000_000) return refuse(413, 'too_large', 'At most 10 MB.');
    const attachment = {id: newId(), name: query.get('name'), type: 'image/png', size: body.length, state: 'stored'};
    state.attachments.set(attachment.id, attachment);
    answer(201, attachment);
  },
  'GET /api/v1/tickets/{docket}/attachments/{id}': ({response}) => void response.writeHead(200, {'Content-Type': 'image/png', 'Content-Disposition': 'attachment', 'Cache-Control': 'no-store'}).end(street()),
  'DELETE /api/v1/tickets/{docket}/attachments/{id}': ({state, part, answer}) => (state.attachments.delete(part.id), answer(204)),
  'GET /api/v1/tickets/{docket}/print': ({state, session, part, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    if (ticket === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
    let path = '';
    for (let y = 0; y < 25; ++y) for (let x = 0; x < 25; ++x) if ((x * 7 + y * 13 + x * y) % 3 === 0) path += `M${x} ${y}.5h1`;
    answer(200, {
      ticket, entries: state.timeline(ticket), reasons: makeReasons(ticket), printed_at: iso(now()), printed_by: state.me(session).name, track_url: `https://seva.example/track/${ticket.docket}`, qr: {size: 25, path},
    });
  },
  'POST /api/v1/tickets/bulk': ({state, session, request, body, answer, refuse}) => {
    const key = request.headers['idempotency-key'];
    if (key !== undefined && state.done.has(key)) return answer(200, state.done.get(key));
    const actor = {kind: 'user', name: state.me(session).name, login: session.login};
    const dockets = body.selection !== undefined ? state.selections.get(body.selection) : (body.dockets ?? find(state, body.filter, session.login).map((one) => one.docket));
    if (dockets === undefined) return refuse(409, 'selection_gone', 'Preview it again.');
    const chosen = dockets.map((docket) => state.ticket(docket)).filter(Boolean);
    if (body.dry_run) {
      const selection = token();
      state.selections.set(selection, chosen.filter((one) => would(one, body.act) === null).map((one) => one.docket));
      const results = chosen.map((one) => row(one, would(one, body.act)));
      return answer(200, {total: results.length, done: results.filter((one) => one.ok).length, results, selection, undo: null});
    }
    const memory = chosen.map((one) => [one, {status: one.status, unit: one.unit, unit_name: one.unit_name, priority: one.priority, assignee: one.assignee, assignee_name: one.assignee_name, verified_at: one.verified_at}]);
    const results = chosen.map((one) => row(one, run(state, actor, one, body.act)));
    const undo = token();
    state.undo.set(undo, {memory, actor});
    const answered = {total: results.length, done: results.filter((one) => one.ok).length, results, selection: null, undo: {token: undo, expires_at: iso(now() + kTenSeconds + 500)}};
    if (key !== undefined) state.done.set(key, answered);
    answer(200, answered);
  },
  'POST /api/v1/tickets/bulk/undo': ({state, body, answer, refuse}) => {
    const undo = state.undo.get(body.token);
    if (undo === undefined) return refuse(409, 'undo_gone', 'It can no longer be taken back.');
    state.undo.delete(body.token);
    const results = undo.memory.map(([ticket, was]) => (state.record(ticket, entry('status_changed', iso(now()), {actor: undo.actor, details: {status: was.status}}), was, undo.actor.login), row(ticket, null)));
    answer(200, {total: results.length, done: results.length, results, selection: null, undo: null});
  },
};
export {before};
