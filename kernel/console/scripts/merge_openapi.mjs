// The API as one document: openapi.yaml with openapi_next.yaml laid over it. Operations are replaced whole, schemas key by key.
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';

const http = new URL('../../http/', import.meta.url);

const read = (name) => parse(readFileSync(new URL(name, http), 'utf8'), {merge: true, maxAliasCount: 1000});

const isMap = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

function laidOver(below, above) {
  if (!isMap(below) || !isMap(above) || '$ref' in above) return above;
  const result = {...below};
  for (const [key, value] of Object.entries(above)) result[key] = key in below ? laidOver(below[key], value) : value;
  return result;
}

export function mergedOpenapi() {
  const served = read('openapi.yaml');
  let next;
  try {
    next = read('openapi_next.yaml');
  } catch (error) {
    if (error.code === 'ENOENT') return served;
    throw error;
  }
  const paths = {...served.paths};
  for (const [path, operations] of Object.entries(next.paths ?? {})) paths[path] = {...paths[path], ...operations};
  return {...served, paths, components: laidOver(served.components, next.components ?? {})};
}
