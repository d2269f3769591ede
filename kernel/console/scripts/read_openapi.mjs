// The API's description, as an object.
import {readFileSync} from 'node:fs';
import {parse} from 'yaml';

export function readOpenapi() {
  return parse(readFileSync(new URL('../../http/openapi.yaml', import.meta.url), 'utf8'), {merge: true, maxAliasCount: 1000});
}
