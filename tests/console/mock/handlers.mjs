// What each operation of the contract does in the mock.
import {randomBytes} from 'node:crypto';
import {iso, kStart, now} from './clock.mjs';
import {administration} from './handlers_administration.mjs';
import {tickets} from './handlers_tickets.mjs';
import {triage} from './handlers_triage.mjs';
import {categories, people, unitOf, units} from './places.mjs';

export const kBuild = 'mock-1';

export const handlers = {
  'GET /api/v1/instance': ({answer}) =>
    answer(200, {
      name: {en: 'Uttar Pradesh Police', hi: 'उत्तर प्रदेश पुलिस'}, desk: {en: 'Citizens’ complaints cell', hi: 'नागरिक शिकायत कक्ष'}, docket_prefix: 'UPP', time_zone: 'Asia/Kolkata', languages: ['hi', 'en'],
      build: kBuild, now: iso(now()), public_url: 'https://seva.example',
    }),
  'POST /api/v1/session': ({state, body, answer, refuse}) => {
    const person = people.find((one) => one.login === body.login);
    if (person === undefined || body.password !== 'mock') return refuse(401, 'credentials_wrong', 'Login name or password is not right.');
    const token = randomBytes(8).toString('hex');
    const session = {login: person.login, csrf: randomBytes(8).toString('hex'), preferences: {language: state.language ?? 'hi', keys: true, ...state.preferences}};
    state.sessions.set(token, session);
    answer(201, {user: state.me(session), csrf_token: session.csrf}, {'Set-Cookie': `seva=${token}; Path=/; HttpOnly; SameSite=Lax`});
  },
  'GET /api/v1/session': ({state, session, answer}) => answer(200, {user: state.me(session), csrf_token: session.csrf}),
  'DELETE /api/v1/session': ({state, session, answer}) => {
    for (const [token, one] of state.sessions) if (one === session) state.sessions.delete(token);
    answer(204);
  },
  'PUT /api/v1/me/preferences': ({session, body, answer}) => answer(200, (session.preferences = body)),
  'GET /api/v1/live': ({state, request, response}) => state.live.open(request, response, kBuild),
  'GET /api/v1/presence': ({state, answer}) => answer(200, {presence: [...state.presence.keys()].map((docket) => state.present(docket)).filter((one) => one.people.length > 0)}),
  'PUT /api/v1/tickets/{docket}/presence': ({state, session, part, body, answer, refuse}) => {
    const ticket = state.ticket(part.docket);
    if (ticket === undefined) return refuse(404, 'not_found', 'There is no such ticket.');
    if (body.version !== undefined && body.version >= ticket.version) ticket.unread = false;
    answer(200, state.setPresence(part.docket, session.login, state.me(session).name, body.state));
  },
  'GET /api/v1/units': ({answer}) => answer(200, {units}),
  'GET /api/v1/categories': ({answer}) => answer(200, {categories}),
  'GET /api/v1/departments': ({state, answer}) => answer(200, {departments: state.departments}),
  'GET /api/v1/channels': ({state, answer}) => answer(200, {channels: state.channels}),
  'GET /api/v1/units/{code}/people': ({state, session, part, answer, refuse}) =>
    unitOf(part.code) === undefined ? refuse(404, 'not_found', 'There is no such unit.')
      : answer(200, {people: people.filter((one) => one.permissions.includes('reply')).map((one) => ({login: one.login, name: state.nameOf(one.login, session.preferences.language), open_tickets: 7}))}),
  'GET /api/v1/replies': ({state, answer}) => answer(200, {replies: state.replies}),
  ...tickets,
  ...triage,
  ...administration,
};

export {kStart};
