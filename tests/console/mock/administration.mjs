// Plugins, their configurations and what they could not read.
import {before, india, iso, kStart} from './clock.mjs';
import {newId} from './tickets.mjs';

const text = (en, hi) => ({en, hi});
const seconds = (count) => iso(kStart - count * 1000);
const plugin = (kind, id, version, name, health, more = {}) => ({
  id, kind, version, name, icon: 'plug', enabled: true, state: 'running', reason: '', reason_text: null, can_reply: false, can_send_private: false, health, parts: [], crashes: 0, starts_again_at: null,
  last_event_at: null, has_config: true, hosts: [], milliseconds_a_message: null, ...more,
});
const part = (state, en, hi) => [{part: 'main', state, detail: text(en, hi), since: before(30)}];

export const makePlugins = () => [
  plugin('channel', 'twitter', '2.1.0', text('X posts', 'X की पोस्ट'), 'degraded', {icon: 'at-sign', way_in: text('Stream', 'स्ट्रीम'), parts: part('degraded', 'replies limited until 11:45', '11:45 तक उत्तर सीमित'), last_event_at: seconds(3), privacy_class: 'public', hosts: [{host: 'api.x.com', approved_by: 'A. Mehta', approved_at: india(-19, '10:00')}]}),
  plugin('channel', 'dial112', '1.4.2', text('Calls to 112', '112 पर कॉल'), 'ok', {icon: 'phone', way_in: text('File, 30 s', 'फ़ाइल, 30 से'), parts: part('ok', '28 calls in the last hour', 'पिछले घंटे 28 कॉल'), last_event_at: seconds(12), privacy_class: 'personal'}),
  plugin('channel', 'helpline1090', '1.4.0', text('Women helpline 1090', 'महिला हेल्पलाइन 1090'), 'needs_login', {icon: 'shield-check', way_in: text('TCP line', 'टीसीपी लाइन'), parts: part('needs_login', 'password refused since 11:20', '11:20 से पासवर्ड नहीं माना गया'), last_event_at: before(22), privacy_class: 'sealed', hosts: [{host: 'cti.1090.example, port 7411', approved_by: 'A. Mehta', approved_at: india(-19, '10:00')}]}),
  plugin('channel', 'open311', '1.0.3', text('Open311 web form', 'वेब प्रपत्र'), 'ok', {icon: 'globe', way_in: text('Web', 'वेब'), last_event_at: before(1), privacy_class: 'public'}),
  plugin('channel', 'sms', '0.9.1', text('SMS gateway', 'एसएमएस'), 'down', {icon: 'message-square', way_in: text('Web', 'वेब'), state: 'failed', crashes: 3, starts_again_at: india(0, '11:50'), last_event_at: before(19)}),
  plugin('department', 'police', '2.0.4', text('Police', 'पुलिस'), 'ok', {icon: 'shield', taken_today: 18_402, milliseconds_a_message: 1.1, last_event_at: seconds(2)}),
  plugin('department', 'telecom', '1.2.0', text('Telecom', 'दूरसंचार'), 'ok', {icon: 'radio-tower', taken_today: 26, milliseconds_a_message: 1.3, last_event_at: before(4)}),
  plugin('department', 'railways', '1.3.1', text('Railways', 'रेल'), 'off', {icon: 'train-front', enabled: false, state: 'off', waiting_in_triage: 14, taken_today: 0, last_event_at: india(-1, '16:00')}),
];

const words = (title, description, hi_title, hi_description, choices) => ({
  title, description, 'x-text': {en: choices === undefined ? {} : {enum: choices.en}, hi: {title: hi_title, description: hi_description, ...(choices === undefined ? {} : {enum: choices.hi})}},
});
export const makeConfig = (id) => ({
  id,
  schema: {
    type: 'object', additionalProperties: false, required: ['address', 'port'],
    properties: {
      address: {type: 'string', minLength: 3, pattern: '^[a-z0-9.-]+$', ...words('Exchange address', 'Host name of the call centre', 'एक्सचेंज का पता', 'कॉल सेंटर का होस्ट नाम')},
      port: {type: 'integer', minimum: 1, maximum: 65535, ...words('Port', '1 to 65535', 'पोर्ट', '1 से 65535')},
      silence_seconds: {type: 'integer', minimum: 5, maximum: 600, default: 45, ...words('Quiet line counts as broken after, in seconds', 'The plugin then connects again', 'इतने सेकंड चुप रहने पर लाइन टूटी मानें', 'तब प्लगइन फिर जुड़ता है')},
      record_as: {type: 'string', enum: ['sealed', 'open'], default: 'sealed', ...words('Record calls as', 'Decides who may read the text', 'कॉल किस रूप में दर्ज हो', 'इससे तय होता है कि पाठ कौन पढ़े', {en: {sealed: 'Sealed ticket', open: 'Open ticket'}, hi: {sealed: 'सीलबंद शिकायत', open: 'सामान्य शिकायत'}})},
      languages: {type: 'array', items: {type: 'string', ...words('Language', '', 'भाषा', '')}, ...words('Languages of the callers', 'First one is used for replies', 'कॉल करने वालों की भाषाएँ', 'उत्तर पहली भाषा में जाते हैं')},
    },
  },
  config: {address: 'cti.1090.example', port: 7411, silence_seconds: 45, record_as: 'sealed', languages: ['Hindi', 'English']},
  secrets: [{name: 'password', label: text('Password', 'पासवर्ड'), is_set: true, can_be_set: true, set_at: india(-19, '10:00'), refused_at: id === 'helpline1090' ? india(0, '11:20') : null}],
});

const letter = (plugin_id, plugin_name, kind, reason_text, size, minutes) => ({
  id: newId(), plugin: plugin_id, plugin_name, digest: '9f2c4be1a07d33c85e60', origin: 'stream', reason: 'not_json', reason_text, size, at: before(minutes), kind, state: 'waiting', attempts: kind === 'event' ? 2 : 1, settled_at: null,
});
export const makeDeadLetters = () => [
  letter('sms', text('SMS gateway', 'एसएमएस'), 'event', text('The plugin ended while it read this.', 'इसे पढ़ते समय प्लगइन रुक गया।'), 18_400, 19),
  letter('twitter', text('X posts', 'X की पोस्ट'), 'unreadable', text('The characters of the text are damaged.', 'पाठ के अक्षर दूषित हैं।'), 2_300, 64),
  letter('dial112', text('Calls to 112', '112 पर कॉल'), 'unreadable', text('The record has no number.', 'अभिलेख की संख्या नहीं मिली।'), 910, 310),
];

export const makeReplies = () => {
  const reply = (id, title, body, more = {}) => ({id, title, text: body, variables: ['docket', 'unit', 'due'], is_macro: false, purpose: null, then: null, private: false, unit: null, category: null, may_change: false, ...more});
  return [
    reply('1', text('Inquiry begun', 'जाँच प्रारंभ'), text('{unit} has taken up complaint {docket}. The inquiry has begun.', '{unit} द्वारा शिकायत संख्या {docket} पर जाँच प्रारंभ कर दी गई है।'), {is_macro: true, then: {status: 'in_process'}}),
    reply('2', text('Number of the vehicle needed', 'वाहन संख्या चाहिए'), text('To act on complaint {docket} we need the number of the vehicle. Please reply here.', 'शिकायत संख्या {docket} पर कार्रवाई के लिए वाहन की संख्या चाहिए। कृपया यहीं उत्तर दें।'), {then: {status: 'incomplete'}}),
    reply('3', text('FIR registered, copy follows', 'एफ़आईआर दर्ज, प्रति भेजी जाएगी'), text('An FIR has been registered at {unit} police station. A copy comes to you by private message. Follow your docket here: https://seva.example/track/{docket}', '{unit} थाने में एफ़आईआर दर्ज कर ली गई है। प्रति आपको निजी संदेश से भेजी जाएगी। शिकायत यहाँ देखें: https://seva.example/track/{docket}')),
    reply('5', text('We will call', 'हम कॉल करेंगे'), text('About your docket {docket}: we will call you soon.', 'आपकी शिकायत संख्या {docket}: हम शीघ्र कॉल करेंगे।'), {purpose: 'neutral_call_soon', private: true}),
    reply('4', text('Do not post numbers in public', 'नंबर सार्वजनिक न लिखें'), text('Please send your mobile number by private message, not in public.', 'कृपया अपना मोबाइल नंबर निजी संदेश से भेजें, सार्वजनिक रूप से नहीं।'), {private: true}),
  ];
};

export const makeCalls = () => {
  const call = (id, state, minutes, more = {}) => ({
    id, channel: 'dial112', account: '112', unit: 'UPP-LKO', unit_name: text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), state, live: ['waiting', 'offered', 'answered', 'transferred', 'wrap_up'].includes(state),
    caller: {number: '+91 00000 00210', name: ''}, agent: '', location: null, started_at: before(minutes), answered_at: null, over_at: null, gap: false, citizen: null, has_ticket: false, call_back: {state: 'none'}, replay: false, ...more,
  });
  return [
    call('101', 'answered', 2, {agent: 'meera', answered_at: before(1), location: {latitude: 26.85, longitude: 80.94, place: 'हज़रतगंज चौराहा'}}),
    call('102', 'waiting', 1, {caller: {number: '+91 00000 00418', name: ''}}),
    call('103', 'abandoned', 26, {caller: {number: '+91 00000 00933', name: ''}, call_back: {state: 'owed', owed_since: before(26), attempts: 0}}),
    call('104', 'ended', 48, {channel: 'helpline1090', caller: {number: 'X', name: 'X'}, sealed: true, has_ticket: true}),
    call('105', 'wrap_up', 55, {caller: {number: '+91 00000 00551', name: ''}}),
  ];
};
