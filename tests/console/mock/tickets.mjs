// Synthetic tickets: fourteen that are told in full, the rest made by rule. Nobody here exists.
import {before, iso, india, kStart, minutes} from './clock.mjs';
import {categories, unitOf} from './places.mjs';

const text = (en, hi) => ({en, hi});
const category = (code) => categories.find((one) => one.code === code).name;

function clockOf(due_at, {stopped_at = null, hours = 6, target = 'response', not_counted_minutes = 0} = {}) {
  const due = Date.parse(due_at);
  const started = due - hours * 3_600_000;
  return {
    target, started_at: iso(started), soon_at: iso(started + 0.8 * (due - started)), due_at, stopped_at, not_counted_minutes,
    rule: text(`${hours} h to act on this, counted day and night`, `${hours} घं में कार्रवाई, दिन-रात गिने जाते हैं`),
    then: target === 'response' ? {target: 'resolution', due_at: iso(due + 7 * 86_400_000 - minutes(360))} : null,
  };
}

let next_id = 7_100_000_000_000_000n;
export const newId = () => String((next_id += 1n));

export function makeTicket(given) {
  const {docket, status = 'open', unit, channel = 'twitter', category: code = 'THEFT', summary, due, hours, stopped_at, author = ['नागरिक', ''], language = 'hi', opened_at = before(1000)} = given;
  const clock = status === 'closed' ? null : clockOf(due ?? india(1, '12:00'), {hours, stopped_at, not_counted_minutes: given.not_counted ?? 0});
  return {
    docket, status, department: 'police', unit, unit_name: unitOf(unit).name, assignee: null, assignee_name: null, category: code, priority: given.priority ?? 'normal',
    confidential: given.sealed ?? false, sealed: given.sealed ?? false, citizen: given.sealed ? null : newId(), channel, account: channel === 'twitter' ? 'lkopolice' : '', language, summary: given.sealed ? 'X' : summary,
    title: given.title ?? text(`${category(code).en}, ${unitOf(unit).name.en}`, `${category(code).hi}, ${unitOf(unit).name.hi}`),
    opened_at, response_due: clock?.due_at ?? before(60), resolution_due: iso(kStart + 7 * 86_400_000), next_due: clock?.due_at ?? null, responded_at: null, paused_at: stopped_at ?? null,
    closed_at: status === 'closed' ? before(90) : null, verified_at: null, appealed_at: null, reopened_count: given.reopened ?? 0, needs_attention: given.attention ?? false,
    outcome: status === 'closed' ? {code: 'action_taken', fields: {description: 'दोनों पक्षों को समझाया गया।'}} : null,
    version: 3, clock, unread: given.unread ?? false, facts: given.facts ?? [], merged_into: null, author: {handle: author[1], name: author[0], phone: given.phone ?? ''},
  };
}

const told = [
  {docket: 'UPP-2C8RT-M4W0E-J', unit: 'UPP-LKO-HZG', category: 'NO_FIR', summary: 'तीन दिन से थाने के चक्कर लगा रहा हूँ, रिपोर्ट नहीं लिखी जा रही', due: india(-1, '18:42'), unread: true, attention: true, author: ['दिनेश क.', 'dinesh_example']},
  {docket: 'UPP-9HQ4D-7TZ1B-K', status: 'in_process', unit: 'UPP-LKO-ALM', channel: 'open311', category: 'NOISE', summary: 'घर के सामने रात 1 बजे तक डीजे बजता है, बच्चों की परीक्षा है', due: india(0, '08:15')},
  {docket: 'UPP-5VN0X-C3G8P-2', unit: 'UPP-LKO-GMN', channel: 'dial112', category: 'THEFT', summary: 'गाड़ी चोरी हुई, कैमरे में दिख रहा है पर कोई देखने नहीं आया', due: india(0, '10:50'), attention: true},
  {
    docket: 'UPP-7K3M9-Q2XVA-4', status: 'in_process', unit: 'UPP-LKO-HZG', category: 'ROBBERY', language: 'en', summary: 'हज़रतगंज चौराहे पर बाइक सवार दो लोग माँ का मोबाइल छीन ले गए', due: india(0, '12:02'), not_counted: 680,
    opened_at: india(-1, '18:42'), author: ['Anita S.', 'anita_example'], phone: '+91 98••• ••210', title: text('Mobile snatching, Hazratganj crossing', 'मोबाइल छिनैती, हज़रतगंज चौराहा'), priority: 'high',
    facts: [{name: 'place', value: 'Hazratganj crossing'}, {name: 'happened', value: '21 Nov, about 18:15'}, {name: 'vehicle', value: 'Black motorcycle, number not seen'}],
  },
  {docket: 'UPP-1D6FY-B8S5R-W', unit: 'UPP-LKO-CYB', category: 'CYBER_FRAUD', summary: 'Online fraud ho gaya 24,000 ka, OTP kisi ko nahi diya', due: india(0, '13:10'), hours: 12, author: ['Imran A.', 'imran_example'], facts: [{name: 'amount', value: '₹ 24,000'}]},
  {docket: 'UPP-8ZT2A-K0V7N-H', unit: 'UPP-LKO-MAH', channel: 'helpline1090', category: 'WOMEN_HARASSMENT', summary: '', sealed: true, due: india(0, '14:00'), priority: 'high', author: ['X', 'X']},
  {docket: 'UPP-3GP5E-X9D1M-7', status: 'in_process', unit: 'UPP-LKO-CHN', channel: 'open311', category: 'PROPERTY_DISPUTE', summary: 'पड़ोसी ने आम रास्ते पर कब्ज़ा कर लिया, रोकने पर धमकी देता है', due: india(0, '16:45'), hours: 48},
  {docket: 'UPP-6WB9K-T2H4C-0', unit: 'UPP-LKO-TRF', category: 'TRAFFIC', summary: 'Gomti Nagar Vistar me school time pe roz jaam lagta hai', due: india(0, '17:20'), hours: 24},
  {docket: 'UPP-0RX7S-5N3QF-D', unit: 'UPP-LKO-IND', channel: 'sms', category: 'VERIFICATION', summary: 'पासपोर्ट सत्यापन के लिए पैसे माँगे जा रहे हैं', due: india(0, '18:05'), hours: 48},
  {docket: 'UPP-4YA1V-E6J8Z-T', status: 'in_process', unit: 'UPP-LKO-CNT', channel: 'dial112', category: 'PROPERTY_DISPUTE', summary: 'किरायेदार मकान खाली नहीं कर रहा, मारपीट पर उतारू है', due: india(0, '20:30'), hours: 48},
  {docket: 'UPP-B2M8H-9C0TK-5', unit: 'UPP-LKO-ALG', channel: 'open311', category: 'NOISE', summary: 'पार्क में शाम को शराब पीने वालों की भीड़, महिलाएँ निकल नहीं पातीं', due: india(0, '22:10'), hours: 60},
  {docket: 'UPP-J5E3W-P7R0G-Q', status: 'incomplete', unit: 'UPP-LKO-CHB', category: 'THEFT', summary: 'मेरा पर्स बस में चोरी हो गया, कृपया मदद करें', due: india(1, '10:00'), stopped_at: before(200), hours: 48},
  {docket: 'UPP-N8S6C-1ZV4A-3', status: 'in_process', unit: 'UPP-LKO-CYB', channel: 'dial112', category: 'THREAT', summary: 'बुज़ुर्ग पिता को फ़ोन पर बिजली काटने की धमकी, लिंक भेजा गया', due: india(1, '09:00'), hours: 120},
  {docket: 'UPP-T0G9D-H3K2X-M', unit: 'UPP-LKO-NAK', category: 'MISSING', summary: 'Mere papa 2 din se lapata hain, Charbagh station ke paas', due: india(1, '11:30'), hours: 140, reopened: 1},
];

const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Always the same numbers. */
function* numbers(seed) {
  let value = seed;
  for (;;) {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield value;
  }
}
const source = numbers(42);
const draw = (count) => Math.floor((source.next().value / 2_147_483_648) * count);
export const newDocket = () => {
  const part = (size) => Array.from({length: size}, () => symbols[draw(32)]).join('');
  return `UPP-${part(5)}-${part(5)}-${part(1)}`;
};
const lines = [
  'सड़क पर रोज़ रात को ट्रक खड़े रहते हैं, निकलना मुश्किल है', 'Neighbour plays loud music every night', 'दुकान का ताला टूटा मिला, सामान गायब है', 'Kal raat se bijli ke khambe ke paas jhagda ho raha hai',
  'बैंक से कॉल बताकर खाते से रुपये निकाल लिए', 'Bike chori ho gayi station ke bahar se', 'मोहल्ले में आवारा लड़के रास्ता रोकते हैं', 'Traffic signal not working near the hospital',
];
const stations = ['UPP-LKO-HZG', 'UPP-LKO-ALM', 'UPP-LKO-GMN', 'UPP-LKO-CHN', 'UPP-LKO-IND', 'UPP-LKO-CNT', 'UPP-LKO-ALG', 'UPP-LKO-NAK'];
const made = Array.from({length: 114}, (_, place) => {
  const status = ['open', 'in_process', 'in_process', 'incomplete', 'open'][place % 5];
  return {
    docket: newDocket(), status, unit: stations[place % 8], channel: ['twitter', 'open311', 'sms', 'dial112'][place % 4], category: categories[place % 12].code, summary: lines[place % 8],
    due: india(1 + (place % 6), `${String(8 + (place % 12)).padStart(2, '0')}:${String((place * 7) % 60).padStart(2, '0')}`), hours: 96 + (place % 6) * 24, ...(status === 'incomplete' ? {stopped_at: before(300 + place)} : {}),
  };
});
const closed = Array.from({length: 14}, (_, place) => ({docket: newDocket(), status: 'closed', unit: stations[place % 8], category: categories[place % 12].code, summary: lines[place % 8]}));

export const makeTickets = () => [...told, ...made, ...closed].map(makeTicket);
