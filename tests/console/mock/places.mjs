// Units, categories, people: synthetic names, places as public maps have them.
const text = (en, hi) => ({en, hi});

export const units = [
  ['UPP-HQ', null, 'hq', 'Police Headquarters', 'पुलिस मुख्यालय'],
  ['UPP-SMC', 'UPP-HQ', 'special', 'Headquarters, IT cell', 'पुलिस मुख्यालय, आईटी सेल'],
  ['UPP-R-LUCKNOW', 'UPP-HQ', 'range', 'Range office Lucknow', 'परिक्षेत्र कार्यालय लखनऊ'],
  ['UPP-LKO', 'UPP-R-LUCKNOW', 'district', 'Lucknow commissionerate', 'लखनऊ कमिश्नरेट'],
  ['UPP-LKO-HZG', 'UPP-LKO', 'station', 'Hazratganj', 'हज़रतगंज'],
  ['UPP-LKO-ALM', 'UPP-LKO', 'station', 'Alambagh', 'आलमबाग'],
  ['UPP-LKO-GMN', 'UPP-LKO', 'station', 'Gomti Nagar', 'गोमती नगर'],
  ['UPP-LKO-CYB', 'UPP-LKO', 'station', 'Cyber station', 'साइबर थाना'],
  ['UPP-LKO-MAH', 'UPP-LKO', 'station', 'Women station', 'महिला थाना'],
  ['UPP-LKO-CHN', 'UPP-LKO', 'station', 'Chinhat', 'चिनहट'],
  ['UPP-LKO-TRF', 'UPP-LKO', 'station', 'Traffic', 'यातायात'],
  ['UPP-LKO-IND', 'UPP-LKO', 'station', 'Indira Nagar', 'इंदिरा नगर'],
  ['UPP-LKO-CNT', 'UPP-LKO', 'station', 'Cantt', 'कैंट'],
  ['UPP-LKO-ALG', 'UPP-LKO', 'station', 'Aliganj', 'अलीगंज'],
  ['UPP-LKO-CHB', 'UPP-LKO', 'station', 'Charbagh', 'चारबाग'],
  ['UPP-LKO-NAK', 'UPP-LKO', 'station', 'Naka', 'नाका'],
  ['UPP-BBK', 'UPP-HQ', 'district', 'Barabanki', 'बाराबंकी'],
  ['UPP-BBK-KOT', 'UPP-BBK', 'station', 'Kotwali Nagar', 'कोतवाली नगर'],
  ['UPP-GKP', 'UPP-HQ', 'district', 'Gorakhpur', 'गोरखपुर'],
].map(([code, parent, kind, en, hi]) => ({code, parent, kind, name: text(en, hi)}));

export const categories = [
  ['THEFT', 'Theft or burglary', 'चोरी या सेंधमारी', 'property'], ['ROBBERY', 'Mobile snatching', 'मोबाइल छिनैती', 'property'],
  ['CYBER_FRAUD', 'Cyber fraud', 'साइबर ठगी', 'cyber'], ['ASSAULT', 'Assault', 'मारपीट', 'person'], ['THREAT', 'Threat', 'धमकी', 'person'],
  ['MISSING', 'Missing person', 'गुमशुदा व्यक्ति', 'person'], ['WOMEN_HARASSMENT', 'Harassment of women', 'महिला उत्पीड़न', 'women_child'],
  ['TRAFFIC', 'Illegal parking', 'अवैध पार्किंग', 'traffic'], ['NOISE', 'Noise', 'ध्वनि प्रदूषण', 'public_order'],
  ['NO_FIR', 'No report taken', 'रिपोर्ट दर्ज न होना', 'service'], ['VERIFICATION', 'Passport verification', 'पासपोर्ट सत्यापन', 'service'],
  ['PROPERTY_DISPUTE', 'Property dispute', 'संपत्ति विवाद', 'property'],
].map(([code, en, hi, group]) => ({code, name: text(en, hi), group}));

const limit = {limit: 280, default_weight: 2, weight_one: [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]], url_weight: 23, emoji_weight: 2};
const channel = (id, en, hi, icon, more) => ({
  id, name: text(en, hi), icon, enabled: true, state: 'running', can_reply: false, can_send_private: false, can_call_back: false, reply_limit: null, privacy_class: 'personal', ...more,
});
export const channels = [
  channel('twitter', 'X', 'X', 'at-sign', {can_reply: true, can_send_private: true, reply_limit: limit, privacy_class: 'public'}),
  channel('dial112', '112', '112', 'phone', {can_call_back: true}),
  channel('helpline1090', '1090', '1090', 'shield-check', {can_call_back: true, privacy_class: 'sealed'}),
  channel('open311', 'Web', 'वेब', 'globe', {can_send_private: true}),
  channel('sms', 'SMS', 'एसएमएस', 'message-square', {can_send_private: true, reply_limit: {limit: 160}}),
];

export const departments = [
  {
    id: 'police', name: text('Police', 'पुलिस'), icon: 'shield', enabled: true, state: 'running', categories,
    outcomes: [
      {code: 'fir_registered', name: text('FIR registered', 'एफ़आईआर दर्ज'), fields: [
        {name: 'fir_number', label: text('FIR number', 'एफ़आईआर (प्रथम सूचना रिपोर्ट) संख्या'), help: text('Number, stroke, year: 0412/2026', 'संख्या, तिरछी रेखा, वर्ष: 0412/2026'), required: true, pattern: '[0-9]{1,5}/20[0-9]{2}'},
        {name: 'station', label: text('Police station', 'थाना'), required: true},
        {name: 'description', label: text('For the citizen', 'नागरिक के लिए'), required: false, kind: 'text'}]},
      {code: 'action_taken', name: text('Action taken', 'कार्रवाई की गई'), fields: [{name: 'description', label: text('What was done', 'की गई कार्रवाई'), required: true, kind: 'text'}]},
      {code: 'not_confirmed', name: text('Inquiry found nothing', 'जाँच में पुष्टि नहीं'), fields: [{name: 'description', label: text('What was found', 'जाँच का परिणाम'), required: true, kind: 'text'}]},
    ],
    fact_names: [{name: 'place', label: text('Place', 'घटनास्थल')}, {name: 'happened', label: text('Happened', 'दिनांक और समय')}, {name: 'vehicle', label: text('Vehicle', 'वाहन')}, {name: 'amount', label: text('Amount', 'राशि')}],
  },
  {
    id: 'telecom', name: text('Telecom', 'दूरसंचार'), icon: 'radio-tower', enabled: true, state: 'running', categories: [{code: 'NETWORK', name: text('No network', 'नेटवर्क नहीं'), group: 'service'}],
    outcomes: [{code: 'action_taken', name: text('Action taken', 'कार्रवाई की गई'), fields: [{name: 'description', label: text('What was done', 'की गई कार्रवाई'), required: true, kind: 'text'}]}], fact_names: [],
  },
  {id: 'railways', name: text('Railways', 'रेल'), icon: 'train-front', enabled: false, state: 'off', categories: [], outcomes: [], fact_names: []},
];

const permissions = ['read_ticket', 'reply', 'note', 'change_status', 'assign', 'forward', 'correct', 'verify', 'triage', 'read_call', 'take_call', 'read_statistics'];
const person = (login, names, role, unit, more) => ({login, names, roles: [{role, unit}], home: unit, permissions, ...more});
/** Password of all: `mock`. `names` by language, since the mock has a person for each picture. */
export const people = [
  person('meera', text('Insp. Meera Singh', 'निरीक्षक मीरा सिंह'), 'supervisor', 'UPP-LKO', {}),
  person('yadav', text('S. Yadav', 'स. यादव'), 'officer', 'UPP-LKO', {}),
  person('verma', text('SI Ravi Verma', 'उप निरीक्षक र. वर्मा'), 'officer', 'UPP-LKO-HZG', {}),
  person('neelam', text('Const. Neelam Pal', 'आरक्षी नीलम पाल'), 'triage', 'UPP-SMC', {}),
  person('arun', text('Arun Mehta', 'अरुण मेहता'), 'administrator', 'UPP-HQ', {permissions: ['administer']}),
];
export const unitOf = (code) => units.find((unit) => unit.code === code);
