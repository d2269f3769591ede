// An office after some busy days: the demo traffic as if it had come in until now, and on top of it what people did with it, each through the ways that people have.
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {createHmac} from 'node:crypto';
import {openOffice, signedIn} from './office.mjs';
import {street} from './street.mjs';

const kDemo = new URL('../../config/up-police/demo/', import.meta.url).pathname;
const kStretch = 7;
const kNames = {
  triage: {hi: 'आरक्षी नीलम पाल', en: 'Const. Neelam Pal', roles: ['triage@UPP-HQ']},
  lucknow: {hi: 'निरीक्षक मीरा सिंह', en: 'Insp. Meera Singh', roles: ['officer@UPP-D-LUCKNOW']},
  colleague: {hi: 'उपनिरीक्षक रवि वर्मा', en: 'SI Ravi Verma', roles: ['officer@UPP-D-LUCKNOW']},
  quiet: {hi: 'उपनिरीक्षक सुमन यादव', en: 'SI Suman Yadav', roles: ['officer@UPP-S-LUCKNOW-CHOWK', 'triage@UPP-S-LUCKNOW-CHOWK']},
  calls: {hi: 'आरक्षी कविता राव', en: 'Const. Kavita Rao', roles: ['call_taker@UPP-112', 'officer@UPP-D-LUCKNOW']},
  helpline: {hi: 'उपनिरीक्षक रेखा मिश्रा', en: 'SI Rekha Mishra', roles: ['supervisor@UPP-1090']},
  admin: {hi: 'अरुण मेहता', en: 'Arun Mehta', roles: ['administrator@UPP-HQ']},
};

/** The recorded post's time, so that the last came in a moment ago and the first some days before. */
function recent(folder) {
  const lines = readFileSync(join(kDemo, 'posts.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  const last = Math.max(...lines.map((line) => Date.parse(line.data.created_at)));
  const now = Date.now() - 240_000;
  for (const line of lines) line.data.created_at = new Date(now - (last - Date.parse(line.data.created_at)) * kStretch).toISOString();
  const posts = join(folder, 'posts.jsonl');
  writeFileSync(posts, lines.map((line) => JSON.stringify(line)).join('\n'));
  const shifted = (name, pattern, first) => {
    const text = readFileSync(join(kDemo, name), 'utf8');
    const start = Number(pattern.exec(text)[1]);
    pattern.lastIndex = 0;
    const file = join(folder, name);
    writeFileSync(file, text.replace(pattern, (whole, seconds) => whole.replace(seconds, String(Number(seconds) - start + first))));
    return file;
  };
  const seconds = Math.floor(now / 1000);
  return {twitter: posts, dial100: shifted('dial100.replay', /Timestamp: (\d{10})/g, seconds - 1800), helpline1090: shifted('helpline1090.replay', /time=(\d{10})/g, seconds - 7200)};
}

/** The town, and the dockets that its scenes speak of. */
export async function openTown(language) {
  const people = Object.fromEntries(Object.entries(kNames).map(([login, {roles, ...name}]) => [login, {roles, language, name: name[language]}]));
  const office = await openOffice({people, recordings: recent});
  try {
    return {...office, dockets: await work(office, language)};
  } catch (failure) {
    await office.end();
    throw failure;
  }
}

async function opened(office, lucknow, text, options) {
  const before = new Set((await lucknow.tickets()).map((ticket) => ticket.docket));
  const id = await office.post(text, options);
  const ticket = await office.eventually(async () => (await lucknow.tickets()).find((one) => !before.has(one.docket)), `a ticket of: ${text}`);
  return {docket: ticket.docket, id};
}

async function work(office, language) {
  const say = (hi, en) => (language === 'hi' ? hi : en);
  const lucknow = await signedIn(office, 'lucknow');
  const colleague = await signedIn(office, 'colleague');
  const of = (docket) => `/api/v1/tickets/${docket}`;
  const sent = async (words) => office.eventually(async () => (await office.peers.tell('sent')).posts.find((post) => post.text.includes(words)), `on X: ${words}`);

  const photo = join(office.folder, 'street.png');
  writeFileSync(photo, street());

  // A ticket with a whole story: forwarded, asked, answered, noted, and one reply that X refused.
  const long = await opened(office, lucknow, say('@Uppolice लखनऊ के हज़रतगंज चौराहे पर शाम साढ़े छह बजे काली बाइक पर दो लोग मेरी माँ का मोबाइल छीनकर भाग गए। 112 पर फ़ोन किया, 40 मिनट तक कोई नहीं आया। कृपया मदद करें', '@Uppolice Near Hazratganj crossing in Lucknow two men on a black bike snatched my mother’s mobile phone around 6:15 pm. Dialled 112, nobody came for 40 minutes. Please help'), {pictures: [photo]});
  const is_fetched = async () => (await lucknow.send('GET', `${of(long.docket)}/timeline`)).entries.some((entry) => entry.message?.attachments.some((file) => file.state === 'stored'));
  await office.eventually(is_fetched, 'the citizen\u2019s picture');
  await lucknow.send('POST', `${of(long.docket)}/status`, {status: 'in_process'});
  const asked = say('कृपया फ़ोन का आईएमईआई निजी संदेश से भेजें, सार्वजनिक रूप से न लिखें।', 'Please send the IMEI of the phone by private message; do not post it in public.');
  await colleague.send('POST', `${of(long.docket)}/replies`, {text: asked, then: {status: 'incomplete'}});
  const question = await sent(asked.slice(0, 20));
  await office.post(say('@Uppolice बिल भेज दिया है, बिल पर वही संख्या है।', '@Uppolice The bill is sent, the number stands on it.'), {in_reply_to: question.id});
  await colleague.send('POST', `${of(long.docket)}/notes`, {text: say('नियंत्रण कक्ष से कैमरा 14 की रिकॉर्डिंग माँगी गई। आरक्षी 13:00 बजे जाएँगे।', 'CCTV of camera 14 asked from the control room. Constable goes at 13:00.')});
  await office.peers.tell('refuse_posts', {count: 1});
  const refused = say('एफ़आईआर दर्ज की जा रही है। 2 बजे से पहले आने की आवश्यकता नहीं।', 'FIR is being registered. You need not come before 2 pm.');
  await lucknow.send('POST', `${of(long.docket)}/replies`, {text: refused});
  await office.eventually(async () => (await lucknow.send('GET', `${of(long.docket)}/timeline`)).entries.some((entry) => entry.delivery?.state === 'failed'), 'X refused');

  const incomplete = await opened(office, lucknow, say('@Uppolice लखनऊ के चौक में मेरा पर्स चोरी हो गया, कृपया मदद करें', '@Uppolice my purse was stolen in Chowk Lucknow, please help'), {author: '78'});
  await lucknow.send('POST', `${of(incomplete.docket)}/replies`, {text: say('कृपया घटना का दिन और समय बताएँ।', 'Please tell us the day and the time.'), then: {status: 'incomplete'}});

  const closed = await opened(office, lucknow, say('@Uppolice लखनऊ के गोमती नगर में मेरी स्कूटी चोरी हो गई, थाने में रिपोर्ट नहीं लिखी जा रही', '@Uppolice My scooter was stolen in Gomti Nagar Lucknow, the police station does not register my report'));
  await lucknow.send('POST', `${of(closed.docket)}/replies`, {text: say('आपकी एफ़आईआर दर्ज कर ली गई है।', 'Your FIR has been registered.')});
  await lucknow.send('POST', `${of(closed.docket)}/status`, {status: 'closed', outcome: {code: 'fir', fields: {fir_number: '0412/2026', station: say('गोमती नगर', 'Gomti Nagar')}}});

  const fresh = await opened(office, lucknow, say('@Uppolice लखनऊ के आलमबाग में घर के सामने रात एक बजे तक डीजे बजता है, बच्चों की परीक्षा है, कोई सुनवाई नहीं', '@Uppolice In Alambagh Lucknow a DJ plays before our house until 1 am, our children have exams, nobody listens'), {author: '78', pictures: [join(office.folder, 'taken-away.png')]});
  const twin = await opened(office, lucknow, say('@Uppolice लखनऊ के आलमबाग में आधी रात के बाद भी डीजे का शोर, कृपया बंद कराइए', '@Uppolice DJ noise after midnight in Alambagh Lucknow, please have it stopped'));
  const merged = await opened(office, lucknow, say('@Uppolice लखनऊ के आलमबाग में डीजे फिर बज रहा है, शिकायत पर कोई कार्रवाई नहीं', '@Uppolice the DJ in Alambagh Lucknow plays again, no action on the complaint'), {author: '78'}).catch(() => null);
  if (merged) await lucknow.send('POST', `${of(merged.docket)}/merge`, {into: twin.docket, reason: say('एक ही घटना', 'The same event')});

  const body = '{"for_user_id": "500", "tweet_create_events": [{"id_str": ';
  const signature = `sha256=${createHmac('sha256', 'simulated-consumer-secret').update(body).digest('base64')}`;
  await fetch(`${office.address}/channels/twitter/webhook`, {method: 'POST', body, headers: {'Content-Type': 'application/json', 'x-twitter-webhooks-signature': signature}});

  const helpline = await signedIn(office, 'helpline');
  const sealed = (await helpline.tickets())[0].docket;
  return {long: long.docket, incomplete: incomplete.docket, closed: closed.docket, fresh: fresh.docket, twin: twin.docket, merged: merged?.docket ?? null, sealed};
}
