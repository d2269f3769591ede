import type {ProblemBody} from './types';

/**
 * Why a request did not succeed, in the one form that pages know.
 * `offline`: no answer came, nothing is known to have been done; `slow`: the time allowed was used up; `signed_out`: the session has ended;
 * `archived`: it was closed long ago and lies elsewhere; `where` of the problem says in which month's archive;
 * `refused`: the server answered with problem details (RFC 9457), which stand in `problem`.
 */
export type ProblemKind = 'offline' | 'slow' | 'signed_out' | 'stale' | 'not_found' | 'archived' | 'refused';

export class ApiProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly status: number,
    readonly problem: ProblemBody | null,
  ) {
    super(problem?.detail ?? kind);
    this.name = 'ApiProblem';
  }

  /** What a person reads out when asking for help: the status and the request's number, where there is one. */
  get code(): string {
    const id = this.problem?.request_id;
    return id === undefined ? String(this.status || '—') : `${this.status} · ${id}`;
  }

  static fromResponse(status: number, body: unknown): ApiProblem {
    const problem = isProblem(body) ? body : null;
    const kinds: Record<number, ProblemKind> = {401: 'signed_out', 404: 'not_found', 410: 'archived', 412: 'stale', 504: 'slow'};
    return new ApiProblem(kinds[status] ?? 'refused', status, problem);
  }

  static fromFailure(failure: unknown): ApiProblem {
    if (failure instanceof ApiProblem) return failure;
    const is_slow = failure instanceof DOMException && failure.name === 'TimeoutError';
    return new ApiProblem(is_slow ? 'slow' : 'offline', 0, null);
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
