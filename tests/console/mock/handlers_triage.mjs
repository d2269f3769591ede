import {randomBytes} from 'node:crypto';
import {iso, now} from './clock.mjs';
import {makeTicket, newDocket} from './tickets.mjs';
import {unitOf} from './places.mjs';

function openTicket(state, given) {
  const ticket = makeTicket({docket: newDocket(), unit: given.unit ?? 'UPP-LKO', category: given.category ?? 'THEFT', channel: given.channel ?? 'twitter', summary: given.summary, due: iso(now() + 3_600_000 * 3), unread: true, author: given.author ?? ['नागरिक', 'citizen_example'], sealed: given.sealed, opened_at: iso(now())});
  state.tickets.push(ticket);
  state.live.tell('ticket', {docket: ticket.docket, version: ticket.version, unit: ticket.unit, kind: 'opened', by: null, readable: true});
  return ticket;
}

export const triage = {
  'GET /api/v1/triage': ({state, answer}) =>
    answer(200, {items: state.triage, next_cursor: null, waiting: state.triage.length + 32, decided_today: state.triage_decided_today, oldest_at: state.triage[0]?.opened_at ?? null}),
  'GET /api/v1/triage/{id}': ({state, part, answer, refuse}) => {
    const item = state.triage.find((one) => one.id === part.id);
    return item === undefined ? refuse(404, 'not_found', 'There is no such question.') : answer(200, item);
  },
  'POST /api/v1/triage/{id}/decision': ({state, session, part, body, answer, refuse}) => {
    const place = state.triage.findIndex((one) => one.id === part.id);
    if (place < 0) return refuse(409, 'decided_already', 'Somebody was faster.');
    const [item] = state.triage.splice(place, 1);
    const token = randomBytes(6).toString('hex');
    state.triage_undo.set(token, {item, place});
    state.triage_decided_today += 1;
    const ticket = body.dismiss || body.into || body.unit === undefined || unitOf(body.unit) === undefined ? null : openTicket(state, {...body, summary: item.message.text, author: [item.message.author.name, item.message.author.handle]});
    state.live.tell('triage', {id: item.id, state: 'decided', unit: item.unit, by: session.login});
    answer(200, {ticket, undo: {token, expires_at: iso(now() + 600_000)}});
  },
  'POST /api/v1/triage/{id}/undo': ({state, body, answer, refuse}) => {
    const undo = state.triage_undo.get(body.token);
    if (undo === undefined) return refuse(409, 'undo_gone', 'It can no longer be taken back.');
    state.triage_undo.delete(body.token);
    state.triage.splice(undo.place, 0, undo.item);
    state.triage_decided_today -= 1;
    state.live.tell('triage', {id: undo.item.id, state: 'waiting', unit: undo.item.unit, by: null});
    answer(200, undo.item);
  },
  'GET /api/v1/calls': ({state, query, answer}) => {
    const which = query.get('which') ?? 'live';
    answer(200, {calls: state.calls.filter((call) => which === 'all' || (which === 'live' ? call.live : call.call_back.state === 'owed')), next_cursor: null});
  },
  'GET /api/v1/calls/{id}': ({state, part, answer, refuse}) => {
    const call = state.calls.find((one) => one.id === part.id);
    if (call === undefined) return refuse(404, 'not_found', 'There is no such call.');
    const known = call.caller.number.endsWith('210');
    answer(200, {...call, ticket: state.ticket(call.docket) ?? null, dismissal: call.dismissal ?? null, screen_pop: {known, name: known ? 'Anita S.' : '', tickets: known ? [state.ticket('UPP-7K3M9-Q2XVA-4')] : [], calls_before: known ? 3 : 0, missed_before: known ? 1 : 0}});
  },
  'POST /api/v1/calls/{id}/ticket': ({state, request, part, body, answer, refuse}) => {
    const call = state.calls.find((one) => one.id === part.id);
    if (call === undefined) return refuse(404, 'not_found', 'There is no such call.');
    const key = request.headers['idempotency-key'];
    if (state.done.has(key)) return answer(201, state.done.get(key));
    if (call.has_ticket) return refuse(409, 'call_has_ticket', 'A ticket was made of this call.');
    const ticket = body.docket ? state.ticket(body.docket) : openTicket(state, {...body, summary: body.text, channel: call.channel, author: [body.name ?? '', '']});
    Object.assign(call, {docket: ticket.docket, has_ticket: true});
    state.live.tell('call', {id: call.id, state: call.state, live: call.live, agent: call.agent || null});
    state.done.set(key, ticket);
    answer(201, ticket);
  },
  'POST /api/v1/calls/{id}/call-back': ({state, part, answer, refuse}) => {
    const call = state.calls.find((one) => one.id === part.id);
    return call === undefined ? refuse(404, 'not_found', 'There is no such call.') : answer(202, Object.assign(call, {call_back: {state: 'under_way'}}));
  },
  'POST /api/v1/calls/{id}/dismissal': ({state, part, body, answer, refuse}) => {
    const call = state.calls.find((one) => one.id === part.id);
    if (call === undefined) return refuse(404, 'not_found', 'There is no such call.');
    if (call.dismissal) return refuse(409, 'dismissed_already', 'This call was dismissed already.');
    call.dismissal = {kind: body.kind, text: body.text ?? '', at: '2026-11-22T06:12:08Z'};
    answer(204);
  },
};
export {openTicket};
