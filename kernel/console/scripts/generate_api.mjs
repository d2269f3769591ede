// Writes src/api/schema.d.ts, the types of the API, from its description.
import {writeFileSync} from 'node:fs';
import openapiTS, {astToString} from 'openapi-typescript';
import {readOpenapi} from './read_openapi.mjs';

const types = astToString(await openapiTS(readOpenapi(), {defaultNonNullable: false}));
writeFileSync(new URL('../src/api/schema.d.ts', import.meta.url), `// Written by scripts/generate_api.mjs from kernel/http/openapi.yaml.\n\n${types}`);
