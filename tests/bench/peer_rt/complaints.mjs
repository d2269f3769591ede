// What synthetic citizens complain of: the same for both, from a counter.
const kPlaces = ['Lucknow', 'Agra', 'Kanpur', 'Varanasi', 'Meerut', 'Prayagraj', 'Gorakhpur', 'Bareilly', 'Aligarh', 'Jhansi', 'Mathura', 'Ghaziabad', 'लखनऊ', 'आगरा', 'कानपुर', 'वाराणसी'];
const kTexts = [
  'my motorcycle was stolen last night near the bus stand in {}, the police station refuses to write an FIR. Please act.',
  '{} में मेरे घर का ताला तोड़कर चोरी हो गई, थाने में रिपोर्ट नहीं लिखी जा रही है। कृपया कार्रवाई करें।',
  '{} me padosi roz raat me DJ bajata hai, 112 par call kiya koi nahi aaya, bacho ki padhai kharab ho rahi hai',
  'online fraud ho gaya 24000 rupaye ka, {} cyber cell me complaint ki par koi sunwai nahi',
  'traffic jam for two hours at the main crossing of {}, no policeman to be seen, an ambulance is stuck',
  'land mafia ne hamari zameen par kabza kar liya hai {} me, SDM aur thana dono chup hain',
  'two men on a black bike snatched my mobile in the market of {}, the station sends me from one desk to the other',
  '{} ke bazaar me mera mobile chori ho gaya, thane me report nahi likhi ja rahi. Please help',
];
const kAuthors = 997;
const kRarely = 400;
const kHour = 3_600_000;
const kFirstId = 2_000_000_000_000_000_000n;

/** A word of every eighth complaint, and one of every four hundredth. */
export const kCommonWord = 'motorcycle';
export const kRareWord = 'helicopter';

let made = 0;

export function takeComplaint() {
  const number = made++;
  const author = number % kAuthors;
  const rare = number % kRarely === 0 ? ` A ${kRareWord} circled.` : '';
  const text = `${kTexts[number % kTexts.length].replace('{}', kPlaces[(number * 7) % kPlaces.length])}${rare} Ref ${number}`;
  return {number, text, author, phone: `+9100000${String(10_000 + author)}`, id: String(kFirstId + BigInt(number)), due: new Date(Date.now() + (24 + (number % 200)) * kHour)};
}
