// The filters of lists, counts, views and bulk: one thing.
import {india, now} from './clock.mjs';

const kLists = ['status', 'category', 'channel', 'priority', 'due', 'docket'];
export const groupOf = (ticket) => {
  if (ticket.clock === null) return 'closed';
  if (ticket.clock.stopped_at !== null) return 'stopped';
  if (Date.parse(ticket.clock.due_at) <= now()) return 'over';
  return Date.parse(ticket.clock.due_at) < Date.parse(india(1, '00:00')) ? 'today' : 'later';
};
const kOrder = ['over', 'today', 'later', 'stopped', 'closed'];

export function filterOf(query) {
  const filter = {};
  for (const [name, value] of query) {
    if (kLists.includes(name)) filter[name] = value.split(',');
    else if (['open', 'attention', 'unverified', 'reopened'].includes(name)) filter[name] = value === 'true';
    else if (!['order', 'cursor', 'limit'].includes(name)) filter[name] = value;
  }
  return filter;
}

export function find(state, filter, login) {
  const text = (filter.q ?? '').toLowerCase();
  return state.tickets.filter(
    (ticket) =>
      (filter.status === undefined || filter.status.includes(ticket.status)) && (!filter.open || ticket.status !== 'closed') && (filter.unit === undefined || ticket.unit === filter.unit) &&
      (filter.within === undefined || state.isWithin(ticket.unit, filter.within)) && (filter.category === undefined || filter.category.includes(ticket.category)) &&
      (filter.channel === undefined || filter.channel.includes(ticket.channel)) && (filter.priority === undefined || filter.priority.includes(ticket.priority)) &&
      (filter.due === undefined || filter.due.includes(groupOf(ticket))) && (filter.docket === undefined || filter.docket.includes(ticket.docket)) &&
      (!filter.attention || ticket.needs_attention) && (!filter.reopened || ticket.reopened_count > 0) && (!filter.unverified || (ticket.status === 'closed' && ticket.verified_at === null)) &&
      (filter.assignee === undefined || (filter.assignee === 'me' ? ticket.assignee === login : filter.assignee === 'nobody' ? ticket.assignee === null : ticket.assignee === filter.assignee)) &&
      (filter.department === undefined || ticket.department === filter.department) && (filter.opened_from === undefined || ticket.opened_at.slice(0, 10) >= filter.opened_from) &&
      (filter.opened_to === undefined || ticket.opened_at.slice(0, 10) <= filter.opened_to) && (text === '' || `${ticket.docket} ${ticket.summary} @${ticket.author.handle}`.toLowerCase().includes(text)),
  );
}

export function ordered(tickets, order) {
  if (order === 'newest') return [...tickets].sort((one, other) => other.opened_at.localeCompare(one.opened_at));
  const due = (ticket) => ticket.clock?.due_at ?? '9';
  return [...tickets].sort((one, other) => kOrder.indexOf(groupOf(one)) - kOrder.indexOf(groupOf(other)) || due(one).localeCompare(due(other)));
}

export function counts(tickets) {
  const found = {total: tickets.length, over: 0, today: 0, later: 0, stopped: 0, closed: 0};
  for (const ticket of tickets) found[groupOf(ticket)] += 1;
  return found;
}
