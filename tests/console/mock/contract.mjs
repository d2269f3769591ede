// Holds the mock, and with it the console, to the API's description: requests and answers that do not fit are refused or reported.
import {createRequire} from 'node:module';
import {readOpenapi} from '../../../kernel/console/scripts/read_openapi.mjs';

const require = createRequire(new URL('../../../kernel/console/package.json', import.meta.url));
const {Validator} = await import(require.resolve('@cfworker/json-schema'));

const api = readOpenapi();
const kMethods = ['get', 'post', 'put', 'patch', 'delete'];
const operations = [];
for (const [path, methods] of Object.entries(api.paths)) {
  if (!path.startsWith('/api/')) continue;
  const pattern = new RegExp(`^${path.replace(/\{[a-z]+\}/g, '([^/]+)')}$`);
  const names = [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => name);
  for (const method of kMethods) if (methods[method]) operations.push({path, method: method.toUpperCase(), pattern, names, operation: methods[method]});
}
// A literal path goes before one with a name in its place: /tickets/counts before /tickets/{docket}.
operations.sort((one, other) => one.names.length - other.names.length);

const resolve = (thing) => (thing?.$ref ? thing.$ref.slice(2).split('/').reduce((node, key) => node[key], api) : thing);
const validators = new Map();
function problemsOf(schema, value) {
  if (schema === undefined) return [];
  if (!validators.has(schema)) validators.set(schema, new Validator({...schema, components: api.components}, '2020-12', false));
  return validators.get(schema).validate(value).errors.filter((one) => !['$ref', 'properties', 'items', 'allOf', 'oneOf'].includes(one.keyword)).map((one) => `${one.instanceLocation} ${one.error}`);
}

export const breaches = [];

export function match(method, path) {
  for (const one of operations) {
    const found = one.method === method && one.pattern.exec(path);
    if (found) return {...one, part: Object.fromEntries(one.names.map((name, place) => [name, decodeURIComponent(found[place + 1])]))};
  }
  return null;
}

/** What is wrong with a request, or nothing. */
export function checkRequest(found, query, body) {
  const parameters = [...(api.paths[found.path].parameters ?? []), ...(found.operation.parameters ?? [])].map(resolve);
  const known = new Set(parameters.filter((one) => one.in === 'query').map((one) => one.name));
  for (const name of query.keys()) if (!known.has(name)) return {status: 400, code: 'parameter_unknown', detail: `There is no parameter "${name}" here.`, where: name};
  const schema = found.operation.requestBody?.content?.['application/json']?.schema;
  const problems = schema === undefined ? [] : problemsOf(schema, body);
  return problems.length > 0 ? {status: 422, code: 'invalid', detail: problems.join('; '), where: 'body'} : null;
}

/** Reports an answer that is not as described. */
export function checkAnswer(found, status, body) {
  const response = resolve(found.operation.responses[String(status)]);
  if (response === undefined) return void breaches.push(`${found.method} ${found.path}: status ${status} is not described`);
  const schema = response.content?.['application/json']?.schema ?? response.content?.['application/problem+json']?.schema;
  for (const problem of problemsOf(schema, body)) breaches.push(`${found.method} ${found.path} ${status}: ${problem}`);
}
