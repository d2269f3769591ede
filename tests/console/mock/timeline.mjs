// What happened to a ticket. The one of the pictures is told in full, the others begin with the citizen's words.
import {before, india} from './clock.mjs';
import {newId} from './tickets.mjs';

const text = (en, hi) => ({en, hi});
export function entry(kind, at, more = {}) {
  return {id: newId(), kind, at, source_at: at, actor: {kind: 'kernel', name: '', login: null}, reason: '', details: {}, message: null, delivery: null, ...more};
}
export function message(ticket, words, at, more = {}) {
  return {
    id: newId(), channel: ticket.channel, author: {handle: ticket.author.handle, name: ticket.author.name}, text: words, language: ticket.language, sent_at: at, private: false, from_us: false,
    attachments: [], sealed: ticket.sealed, words: [], ...more,
  };
}
export function delivery(ticket, words, more = {}) {
  return {id: newId(), kind: 'reply', state: 'queued', reason: '', reason_text: null, text: words, attempts: 0, channel: ticket.channel, account: 'lkopolice', at: null, next_try_at: null, attachments: [], ...more};
}
const by = (name, login) => ({kind: 'user', name, login});
const citizen = {kind: 'citizen', name: '', login: null};

function toldInFull(ticket) {
  const verma = by('SI Ravi Verma', 'verma');
  return [
    entry('message_appended', india(-1, '18:42'), {actor: citizen, message: message(ticket, '@lkopolice Near Hazratganj crossing two men on a black bike snatched my mother’s phone around 6:15 pm. Dialled 112, nobody came for 40 minutes. Please help.', india(-1, '18:42'), {
      words: ['Hazratganj', 'snatched', 'phone'], attachments: [{id: newId(), name: 'photo-1.jpg', type: 'image/jpeg', size: 24_000, state: 'stored'}, {id: newId(), name: 'video', type: 'video', size: 0, state: 'refused', reason: {en: 'it is too large', hi: 'यह बहुत बड़ी है'}}]})}),
    entry('opened', india(-1, '18:42'), {details: {unit: 'UPP-LKO-HZG'}}),
    entry('replied', india(-1, '19:20'), {actor: verma, delivery: delivery(ticket, 'Anita ji, we are sorry. A team has been sent to Hazratganj crossing. Please send the IMEI of the phone by private message; do not post it in public.', {state: 'delivered', attempts: 1, at: india(-1, '19:20')})}),
    entry('status_changed', india(-1, '20:45'), {actor: verma, details: {status: 'incomplete'}}),
    entry('message_appended', india(0, '08:05'), {actor: citizen, message: message(ticket, 'IMEI 35•••••••••2417. The bill is attached.', india(0, '08:05'), {private: true})}),
    entry('information_received', india(0, '08:05'), {details: {status: 'in_process'}}),
    entry('noted', india(0, '09:31'), {actor: verma, details: {text: 'CCTV of camera 14 asked from the control room. Constable goes at 13:00.'}}),
    entry('replied', india(0, '10:58'), {actor: verma, delivery: delivery(ticket, 'FIR is being registered. You need not come before 2 pm.', {attempts: 2, reason: 'rate_limited', reason_text: text('X is limiting us', 'X की सीमा पूरी'), next_try_at: india(0, '11:45')})}),
  ];
}

export function makeTimeline(ticket) {
  if (ticket.docket === 'UPP-7K3M9-Q2XVA-4') return toldInFull(ticket);
  const entries = [
    entry('message_appended', ticket.opened_at, {actor: citizen, message: message(ticket, ticket.sealed ? '' : ticket.summary, ticket.opened_at)}),
    entry('opened', ticket.opened_at, {details: {unit: ticket.unit}}),
  ];
  if (ticket.status !== 'open') entries.push(entry('status_changed', before(400), {actor: by('उप निरीक्षक र. वर्मा', 'verma'), details: {status: ticket.status}}));
  return entries;
}

const reason = (aspect, kind, en, hi, words, weight = 0.9) => ({aspect, kind, sentence: text(en, hi), weight, by: 'police', words});
export function makeReasons(ticket) {
  if (ticket.docket === 'UPP-7K3M9-Q2XVA-4')
    return [
      reason('unit', 'handle', '@lkopolice is mentioned: Lucknow’s handle', '@lkopolice का उल्लेख है: लखनऊ का खाता', ['@lkopolice'], 0.97),
      reason('unit', 'place', 'Hazratganj is a place in Lucknow and a police station', 'हज़रतगंज लखनऊ का एक स्थान और थाना है', ['Hazratganj', 'हज़रतगंज']),
      reason('unit', 'category', 'Theft and snatching go to the station, not the cyber cell', 'चोरी और छिनैती थाने को जाती है, साइबर सेल को नहीं', []),
    ];
  const name = ticket.unit_name;
  return [reason('unit', 'place', `${name.en} is named or is the area`, `${name.hi} का नाम या क्षेत्र है`, [name.hi, name.en], 0.72), reason('relevance', 'words', 'It names a problem.', 'इसमें किसी समस्या का उल्लेख है।', [], 0.9)];
}

export function makeDuplicates(ticket) {
  if (ticket.docket !== 'UPP-7K3M9-Q2XVA-4') return [];
  return [{
    docket: 'UPP-G4T1B-0W8KC-P', status: 'open', score: 0.81, channel: 'dial112', summary: 'Caller says that her phone was snatched at the crossing.', unit_name: text('Hazratganj', 'हज़रतगंज'), opened_at: india(-1, '18:21'), same_citizen: true,
    reasons: [reason('unit', 'person', 'call to 112, 18:21, same crossing, same phone number', '112 पर कॉल, 18:21, वही चौराहा, वही मोबाइल नंबर', [])],
  }];
}
