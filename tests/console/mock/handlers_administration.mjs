import {iso, now} from './clock.mjs';

const text = (en, hi) => ({en, hi});
const find = (state, id) => state.plugins.find((one) => one.id === id);

export function turn(state, plugin, enabled) {
  Object.assign(plugin, enabled ? {enabled, state: 'running', health: 'ok', waiting_in_triage: 0} : {enabled, state: 'off', health: 'off', waiting_in_triage: plugin.kind === 'department' ? 14 : 0});
  for (const list of [state.departments, state.channels]) for (const one of list) if (one.id === plugin.id) Object.assign(one, {enabled, state: plugin.state});
  state.live.tell('plugin', {id: plugin.id, kind: plugin.kind, enabled, state: plugin.state, health: plugin.health});
}

function check(body) {
  const port = body.config.port;
  const problems = Number.isInteger(port) && port > 0 && port < 65536 ? [] : [{path: '/port', message: text('The port must be 1 to 65535.', 'पोर्ट 1 से 65535 के बीच हो।')}];
  const is_new = body.secrets?.password !== undefined && body.secrets.password !== '';
  const steps = problems.length > 0 ? [] : [
    {name: text('Exchange reached', 'एक्सचेंज तक पहुँचा'), passed: true, milliseconds: 84},
    {name: is_new ? text('Login taken', 'लॉग इन हुआ') : text('Login refused', 'लॉग इन नहीं हुआ'), passed: is_new, ...(is_new ? {} : {detail: text('wrong password', 'पासवर्ड ठीक नहीं')})},
  ];
  return {passed: problems.length === 0 && is_new, problems, steps};
}
const shown = ({version, ...config}) => config;

export const administration = {
  'GET /api/v1/admin/plugins': ({state, answer}) => answer(200, {plugins: state.plugins}),
  'PUT /api/v1/admin/plugins/{id}/enabled': ({state, part, body, answer, refuse}) => {
    const plugin = find(state, part.id);
    if (plugin === undefined) return refuse(404, 'not_found', 'There is no such plugin.');
    turn(state, plugin, body.enabled);
    answer(200, plugin);
  },
  'PUT /api/v1/admin/plugins/{id}/hosts': ({state, part, body, answer, refuse}) => {
    const plugin = find(state, part.id);
    if (plugin === undefined) return refuse(404, 'not_found', 'There is no such plugin.');
    plugin.hosts = plugin.hosts.map((one) =>
      one.host === body.host ? {...one, approved_by: body.approved ? 'A. Mehta' : null, approved_at: body.approved ? new Date().toISOString() : null} : one);
    answer(200, plugin);
  },
  'GET /api/v1/admin/plugins/{id}/config': ({state, part, answer, refuse, etag}) => {
    if (find(state, part.id) === undefined) return refuse(404, 'not_found', 'There is no such plugin.');
    const config = state.config(part.id);
    answer(200, shown(config), etag(config.version));
  },
  'POST /api/v1/admin/plugins/{id}/config/check': ({body, answer}) => answer(200, check(body)),
  'PUT /api/v1/admin/plugins/{id}/config': ({state, part, body, answer, etag}) => {
    const result = check(body);
    if (!result.passed) return answer(422, result);
    const config = state.config(part.id);
    Object.assign(config, {config: body.config, version: config.version + 1});
    config.secrets[0].refused_at = null;
    Object.assign(find(state, part.id), {health: 'ok'});
    answer(200, shown(config), etag(config.version));
  },
  'GET /api/v1/admin/dead-letters': ({state, query, answer}) => {
    const is_waiting = (one) => one.state === 'waiting' || one.state === 'failed_again';
    const wanted = (query.get('state') ?? 'waiting') === 'waiting';
    answer(200, {dead_letters: state.dead_letters.filter((one) => is_waiting(one) === wanted), next_cursor: null, waiting: state.dead_letters.filter(is_waiting).length});
  },
  'POST /api/v1/admin/dead-letters/{id}/retry': ({state, part, answer, refuse}) => {
    const letter = state.dead_letters.find((one) => one.id === part.id);
    if (letter === undefined) return refuse(404, 'not_found', 'There is no such dead letter.');
    answer(200, Object.assign(letter, {attempts: letter.attempts + 1, ...(letter.kind === 'event' ? {state: 'accepted', settled_at: iso(now())} : {state: 'failed_again'})}));
  },
  'POST /api/v1/admin/dead-letters/{id}/dismissal': ({state, part, answer, refuse}) => {
    const letter = state.dead_letters.find((one) => one.id === part.id);
    return letter === undefined ? refuse(404, 'not_found', 'There is no such dead letter.') : answer(200, Object.assign(letter, {state: 'dismissed', settled_at: iso(now())}));
  },
};
