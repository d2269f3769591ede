/** What a person has begun to write at a ticket. Kept on this computer until it is sent or thrown away; nothing is ever sent from here by itself. */
export interface Draft {
  /** docket, or another name of what is written at */
  key: string;
  /** reply, private or note */
  kind: string;
  text: string;
  /** The key of the act, so that a draft whose sending ended unknown is not sent twice. */
  idempotency_key: string;
  /** When it was kept, as milliseconds since 1970. */
  at: number;
  /** The login of the writer: another person at the same computer sees nothing of it. */
  owner: string;
}

const kDatabase = 'seva';
const kStore = 'drafts';

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(kDatabase, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(kStore, {keyPath: ['owner', 'key']});
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('this browser keeps no drafts'));
  });
  return opened;
}

async function run<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>): Promise<Result> {
  const store = (await database()).transaction(kStore, mode).objectStore(kStore);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('the draft could not be kept'));
  });
}

/** Keeps a draft, or removes it where nothing is written. False: this browser keeps nothing. */
export async function keepDraft(draft: Draft): Promise<boolean> {
  try {
    if (draft.text.trim() === '') await run('readwrite', (store) => store.delete([draft.owner, draft.key]));
    else await run('readwrite', (store) => store.put(draft));
    return true;
  } catch {
    return false;
  }
}

export async function findDraft(owner: string, key: string): Promise<Draft | null> {
  try {
    return (await run('readonly', (store) => store.get([owner, key]) as IDBRequest<Draft | undefined>)) ?? null;
  } catch {
    return null;
  }
}

export async function dropDraft(owner: string, key: string): Promise<void> {
  try {
    await run('readwrite', (store) => store.delete([owner, key]));
  } catch {
    // Nothing was kept, so nothing is left behind.
  }
}

/** All drafts of a person, newest first: what waits to be sent after a lost line. */
export async function listDrafts(owner: string): Promise<Draft[]> {
  try {
    const all = await run('readonly', (store) => store.getAll() as IDBRequest<Draft[]>);
    return all.filter((draft) => draft.owner === owner).sort((one, other) => other.at - one.at);
  } catch {
    return [];
  }
}
