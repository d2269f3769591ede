import type {ClockGroup, Priority, Status, TicketFilter} from '../../api/types';

/** What a desk's address says: which tickets, in which order, and the view it came from. */
export interface DeskAddress {
  filter: TicketFilter;
  order: 'due' | 'newest';
  view: string;
}

const kLists = ['status', 'category', 'channel', 'priority', 'due'] as const;
const kTexts = ['unit', 'within', 'department', 'assignee', 'opened_from', 'opened_to', 'q'] as const;
const kSwitches = ['open', 'attention', 'unverified', 'reopened'] as const;

/** Reads the filters of an address; what it does not know it leaves out. Without any, the list is all that is open at the person's own unit. */
export function readAddress(search: URLSearchParams, home: string): DeskAddress {
  if ([...search.keys()].every((key) => key === 'lang')) return {filter: {open: true, within: home}, order: 'due', view: 'queue'};
  const filter: TicketFilter = {};
  for (const name of kLists) {
    const values = (search.get(name) ?? '').split(',').filter((value) => value !== '');
    if (values.length > 0) (filter as Record<string, string[]>)[name] = values;
  }
  for (const name of kTexts) {
    const value = search.get(name);
    if (value !== null && value !== '') filter[name] = value;
  }
  for (const name of kSwitches) if (search.get(name) === 'true') filter[name] = true;
  if (isEmpty(filter)) filter.open = true;
  return {filter, order: search.get('order') === 'newest' ? 'newest' : 'due', view: search.get('view') ?? ''};
}

/** The address of a filter; equal filters have equal addresses. */
export function writeAddress({filter, order, view}: DeskAddress): string {
  const search = new URLSearchParams();
  for (const name of kLists) {
    const values: readonly (Status | Priority | ClockGroup | string)[] | undefined = filter[name];
    if (values !== undefined && values.length > 0) search.set(name, values.join(','));
  }
  for (const name of kTexts) if (filter[name]) search.set(name, filter[name]);
  for (const name of kSwitches) if (filter[name] === true) search.set(name, 'true');
  if (order === 'newest') search.set('order', order);
  if (view !== '') search.set('view', view);
  const text = search.toString().replaceAll('%2C', ',');
  return text === '' ? '/desk' : `/desk?${text}`;
}

export function isEmpty(filter: TicketFilter): boolean {
  return Object.keys(filter).length === 0;
}

/** How many filters a person could remove, besides the place where the list stands. */
export function countFilters(filter: TicketFilter): number {
  return Object.keys(filter).filter((name) => name !== 'open' && name !== 'within').length;
}
