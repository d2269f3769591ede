// Questions for the triage desk.
import {before, india} from './clock.mjs';
import {newId} from './tickets.mjs';

const text = (en, hi) => ({en, hi});
const reason = (kind, en, hi, words = []) => ({aspect: 'unit', kind, sentence: text(en, hi), weight: 0.5, by: 'police', words});
const candidate = (decision, label, context, score, reasons) => ({decision: {dismiss: false, ...decision}, label, context, score, reasons});
const same = (docket, status, en, hi, unit) => ({docket, status, score: 0.5, channel: 'twitter', summary: hi, unit_name: unit, opened_at: india(-1, '21:10'), same_citizen: false, reasons: []});

function makeCase(minutes, question, words, author, more = {}) {
  return {
    id: newId(), question, unit: 'UPP-SMC', opened_at: before(minutes), due_at: before(minutes - 60), decision: '',
    message: {id: newId(), channel: 'twitter', author: {handle: author[1], name: author[0]}, text: words, language: 'hi', sent_at: before(minutes), private: false, from_us: false, attachments: [], sealed: false, words: []},
    docket: null, assessments: [], priority: 'normal', why_here: text('The first two answers differ by 0.05; 0.20 is needed to send without triage.', 'पहले दो उत्तरों में अंतर 0.05 है; बिना परीक्षण भेजने के लिए 0.20 चाहिए।'),
    settled: [], candidates: [], similar: [], citizen_before: [], version: 1, ...more,
  };
}
const yes = candidate({relevance: 'grievance', department: 'police', unit: 'UPP-LKO'}, text('Yes, a complaint', 'हाँ, शिकायत है'), text('', ''), 0.52, [reason('words', 'It asks for something to be done', 'इसमें कार्रवाई का अनुरोध है')]);
const no = candidate({dismiss: true, relevance: 'chatter', reason: 'praise or chatter'}, text('No, chatter or praise', 'नहीं, सराहना या सामान्य बात'), text('', ''), 0.48, [reason('words', 'It praises', 'इसमें सराहना है')]);

export const makeTriage = () => [
  makeCase(14, 'unit', 'Chinhat to Faizabad road par subah se truck khade hain, patrol wale paise le ke chhod dete hain. Barabanki wale kehte hain Lucknow ka area hai, Lucknow wale Barabanki bolte hain. @Uppolice', ['रोहित के.', 'rohit_example'], {
    settled: [
      {aspect: 'relevance', value: 'grievance', label: text('Yes', 'हाँ'), score: 0.93, reasons: [reason('words', '“paise le ke chhod dete hain”: an accusation; place and time are given', '“paise le ke chhod dete hain”: आरोप; स्थान और समय दिए हैं', ['patrol wale', 'Barabanki', 'Lucknow', 'Chinhat', 'Faizabad road', '@Uppolice'])]},
      {aspect: 'category', value: 'TRAFFIC', label: text('Traffic › Illegal parking', 'यातायात › अवैध पार्किंग'), score: 0.88, reasons: [reason('words', '“truck khade”, “road”', '“truck khade”, “road”')]},
    ],
    candidates: [
      candidate({department: 'police', category: 'TRAFFIC', unit: 'UPP-LKO-CHN'}, text('Chinhat station', 'थाना चिनहट'), text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), 0.46, [reason('place', '“Chinhat” names the station', '“Chinhat” थाने का नाम है'), reason('handle', '“Lucknow” is named', '“Lucknow” का उल्लेख')]),
      candidate({department: 'police', category: 'TRAFFIC', unit: 'UPP-BBK-KOT'}, text('Kotwali Nagar', 'कोतवाली नगर'), text('Barabanki', 'बाराबंकी'), 0.41, [reason('place', '“Barabanki” is a district', '“Barabanki” जनपद है'), reason('history', '7 earlier complaints of this road went here', 'इसी मार्ग की 7 पिछली शिकायतें यहाँ गईं')]),
      candidate({department: 'police', category: 'TRAFFIC', unit: 'UPP-LKO-TRF'}, text('Traffic police', 'यातायात पुलिस'), text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), 0.31, [reason('category', 'The category is traffic', 'श्रेणी यातायात है')]),
      candidate({department: 'police', category: 'TRAFFIC', unit: 'UPP-R-LUCKNOW'}, text('Range office', 'परिक्षेत्र कार्यालय'), text('Lucknow range', 'लखनऊ परिक्षेत्र'), 0.22, [reason('rule', 'The unit above both districts', 'दोनों जनपदों से ऊपर की इकाई')]),
    ],
    similar: [same('UPP-V7A2K-D4S9B-6', 'in_process', 'Trucks on the same road', 'इसी मार्ग पर ट्रक', text('Chinhat', 'थाना चिनहट')), same('UPP-C1N5J-8Q0ZR-F', 'closed', 'Jam near the toll', 'टोल के पास जाम', text('Barabanki', 'बाराबंकी'))],
  }),
  makeCase(12, 'relevance', '@Uppolice वाह! क्या काम किया है आपने, तीन दिन में भी कोई नहीं आया', ['कविता', 'kavita_example'], {candidates: [yes, no]}),
  makeCase(11, 'duplicate', 'हज़रतगंज, मोबाइल, 112 कॉल', ['Anita S.', 'anita_example'], {candidates: [candidate({into: 'UPP-7K3M9-Q2XVA-4'}, text('Yes, the same', 'हाँ, वही है'), text('UPP-7K3M9-Q2XVA-4', 'UPP-7K3M9-Q2XVA-4'), 0.62, [reason('person', 'Same phone number', 'वही मोबाइल नंबर')]), candidate({department: 'police', unit: 'UPP-LKO-HZG'}, text('No, a new one', 'नहीं, नई शिकायत'), text('Hazratganj', 'हज़रतगंज'), 0.38, [])]}),
  makeCase(9, 'unit', 'बिजली घर के पास आग', ['मोहन', 'mohan_example'], {candidates: [candidate({unit: 'UPP-LKO-GMN', department: 'police'}, text('Gomti Nagar', 'गोमती नगर'), text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), 0.4, []), candidate({unit: 'UPP-LKO-ALG', department: 'police'}, text('Aliganj', 'अलीगंज'), text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), 0.36, [])]}),
  makeCase(9, 'department_off', 'ट्रेन 12229 में पानी नहीं', ['सुनील', 'sunil_example'], {why_here: text('The department that would take it is switched off.', 'जो विभाग इसे लेता, वह अभी चालू नहीं है।'), candidates: [candidate({department: 'police', unit: 'UPP-LKO-CHB'}, text('Police, Charbagh', 'पुलिस, चारबाग'), text('Lucknow commissionerate', 'लखनऊ कमिश्नरेट'), 0.2, [])]}),
  makeCase(8, 'verification', 'दोनों पक्षों को समझाया गया।', ['उप निरीक्षक र. वर्मा', ''], {docket: 'UPP-3GP5E-X9D1M-7', candidates: [candidate({verified: true}, text('Yes, verified', 'हाँ, सत्यापित'), text('', ''), 0.7, []), candidate({verified: false, reason: 'not settled'}, text('No, reopen', 'नहीं, पुनः खोलें'), text('', ''), 0.3, [])]}),
  makeCase(7, 'unit', 'Rampur me road jaam kiya hai logon ne', ['Aslam', 'aslam_example'], {candidates: [candidate({unit: 'UPP-GKP', department: 'police'}, text('Gorakhpur', 'गोरखपुर'), text('', ''), 0.3, [])]}),
  makeCase(6, 'relevance', 'सर दो मिनट बात करनी है', ['प्रिया', 'priya_example'], {candidates: [yes, no]}),
  makeCase(5, 'verification', 'जाम हटाया गया, पार्किंग के चालान किए गए।', ['उप निरीक्षक र. वर्मा', ''], {docket: 'UPP-6WB9K-T2H4C-0', candidates: [candidate({verified: true}, text('Yes, verified', 'हाँ, सत्यापित'), text('', ''), 0.8, []), candidate({verified: false, reason: 'not settled'}, text('No, reopen', 'नहीं, पुनः खोलें'), text('', ''), 0.2, [])]}),
];
