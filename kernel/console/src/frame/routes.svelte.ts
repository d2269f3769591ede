import type {Component} from 'svelte';

/** The console's pages by address. Each but the desk is loaded when it is first opened. */
export type PageName = 'login' | 'desk' | 'ticket' | 'print' | 'triage' | 'calls' | 'admin' | 'password' | 'register';

const kPatterns: [RegExp, PageName][] = [
  [/^\/login$/, 'login'],
  [/^\/desk$/, 'desk'],
  [/^\/tickets\/([^/]+)$/, 'ticket'],
  [/^\/tickets\/([^/]+)\/print$/, 'print'],
  [/^\/triage(?:\/([0-9]+))?$/, 'triage'],
  [/^\/calls(?:\/([^/]+))?$/, 'calls'],
  [/^\/password$/, 'password'],
  [/^\/register$/, 'register'],
  [/^\/admin(?:\/([a-z-]+))?$/, 'admin'],
];

export interface Place {
  page: PageName | null;
  /** The part of the path that names one thing: a docket, an id, a section. */
  part: string;
  search: URLSearchParams;
}

export function placeOf(url: URL): Place {
  for (const [pattern, page] of kPatterns) {
    const found = pattern.exec(url.pathname);
    if (found !== null) return {page, part: decodeURIComponent(found[1] ?? ''), search: url.searchParams};
  }
  return {page: null, part: '', search: url.searchParams};
}

class Routes {
  now = $state.raw<Place>(placeOf(new URL(location.href)));

  /** Moves on; the browser's back button leads here again. */
  go(address: string): void {
    history.pushState(null, '', address);
    this.read();
    scrollTo(0, 0);
  }

  /** Changes the address of the page that is shown, as a filter does. */
  replace(address: string): void {
    history.replaceState(null, '', address);
    this.read();
  }

  read(): void {
    this.now = placeOf(new URL(location.href));
  }

  /** Links of the console are followed without loading anew; all others, and those with a modifier, are the browser's. */
  follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (placeOf(new URL(link.href)).page === null) return;
    event.preventDefault();
    this.go(link.href);
  }
}

export const routes = new Routes();

export type PageComponent = Component<{part: string}>;
