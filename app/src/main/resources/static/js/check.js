// Checks the signed words of a certificate in the phone: by the published keys, without the server. The words stand in
// the address behind the #, which no browser sends. The same rules as org.nongyou.compliance.Verifier.

const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const SIGNS_43 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:';
const BASES = [[1, '质量安全控制符合要求'], [2, '自行检测合格'], [4, '委托检测合格']];
const FIRST_DAY = Date.UTC(2026, 0, 1) / 86400000;
const SIGNATURE = 64;

const plain = (code) => code.replace(/[\s-]/g, '').toUpperCase();

export function codeFits(code) {
  if (code.length !== 16) return false;
  let sum = 0;
  for (let i = 0; i < 16; i++) {
    const digit = SIGNS.indexOf(code[i]);
    if (digit < 0) return false;
    sum += (i + 1) * digit;
  }
  return sum % 31 === 0;
}

function base43(text) {
  if (text.length % 3 === 1) return null;
  const bytes = [];
  for (let i = 0; i < text.length; i += 3) {
    const part = text.slice(i, i + 3);
    let number = 0;
    for (const sign of part) {
      const digit = SIGNS_43.indexOf(sign);
      if (digit < 0) return null;
      number = number * 43 + digit;
    }
    if (number > (part.length === 3 ? 0xffff : 0xff)) return null;
    if (part.length === 3) bytes.push(number >> 8);
    bytes.push(number & 0xff);
  }
  return Uint8Array.from(bytes);
}

function words(bytes) {
  let at = 0;
  const next = () => { if (at >= bytes.length) throw new RangeError(); return bytes[at++]; };
  const number = () => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 50; factor *= 128) {
      const one = next();
      value += (one & 0x7f) * factor;
      if (one < 128) return value;
    }
    throw new RangeError();
  };
  const text = () => {
    const length = number();
    if (at + length > bytes.length) throw new RangeError();
    at += length;
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes.subarray(at - length, at));
  };
  try {
    const head = next();
    const read = { algorithm: head & 15, key: number(), day: number(), grams: number(), bases: next(), product: text(), producer: text(), origin: text() };
    if (head >> 4 !== 1 || at !== bytes.length) return null;
    read.issued = new Date((FIRST_DAY + read.day) * 86400000).toISOString().slice(0, 10);
    return read;
  } catch {
    return null;
  }
}

const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));

// Points under which anybody can sign; the last bit, which is the sign, left out.
const SMALL_ORDER = [
  '00'.repeat(32), '01' + '00'.repeat(31), 'ec' + 'ff'.repeat(30) + '7f', 'ed' + 'ff'.repeat(30) + '7f', 'ee' + 'ff'.repeat(30) + '7f',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];

const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

// byLibrary: as a browser without Ed25519 of its own does it
export async function ed25519(signature, message, key, byLibrary = false) {
  if (key.length !== 32 || signature.length !== SIGNATURE) return false;
  if (SMALL_ORDER.includes(hex(key.map((byte, at) => (at === 31 ? byte & 0x7f : byte))))) return false;
  try {
    if (byLibrary) throw new Error();
    const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
  } catch {
    const library = await import('/lib/ed25519.js');
    try { return await library.verifyAsync(signature, message, key, { zip215: false }); } catch { return false; }
  }
}

// A percent sign that means nothing makes decodeURIComponent throw; no sign of ours is one.
function unescaped(text) {
  try { return decodeURIComponent(text); } catch { return '%'; }
}

// → { outcome, words }: genuine, altered, revoked, unknown-key, untrusted, no-words, wrong-code, sm2, cannot
export async function verify(scanned, keys, revoked) {
  const found = /\/C\/([0-9A-Z-]{1,40})(?:\?[^#]{0,200})?(?:#(.*))?$/s.exec(scanned.trim().toUpperCase());
  const code = plain(found ? found[1] : scanned.trim());
  if (!codeFits(code)) return { outcome: 'wrong-code' };
  const gone = async () => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code)));
    return revoked.includes(hex(hash.subarray(0, 8)));
  };
  if (!globalThis.crypto?.subtle) return { outcome: 'cannot', code };
  const text = found?.[2] ?? '';
  if (!text) return { outcome: (await gone()) ? 'revoked' : 'no-words', code };
  const all = base43(unescaped(text));
  if (!all || all.length <= SIGNATURE) return { outcome: 'altered', code };
  const body = all.subarray(0, all.length - SIGNATURE);
  const said = words(body);
  if (!said) return { outcome: 'altered', code };
  const key = keys.find((one) => one.id === said.key);
  if (!key) return { outcome: 'unknown-key', code };
  // No browser knows SM2: neither its signature nor its words are to be believed here.
  if (key.algorithm === 'SM2' && said.algorithm === 2) return { outcome: (await gone()) ? 'revoked' : 'sm2', code };
  // Numbers from 480 on: a label printed beforehand, in that month, and issued in it or later.
  const number = SIGNS.indexOf(code[0]) * 31 + SIGNS.indexOf(code[1]);
  const months = number % 480;
  const month = `${2026 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
  const purpose = new TextEncoder().encode('nongyou commitment 1\n' + code);
  const message = new Uint8Array(purpose.length + body.length);
  message.set(purpose);
  message.set(body, purpose.length);
  const fits = said.algorithm === 1 && key.algorithm === 'Ed25519' && (number < 480 ? said.issued.startsWith(month) : said.issued.slice(0, 7) >= month)
    && said.issued >= key.from && (!key.until || said.issued <= key.until)
    && await ed25519(all.slice(all.length - SIGNATURE), message, fromBase64(key.public));
  if (!fits) return { outcome: 'altered', code };
  if (key.untrusted) return { outcome: 'untrusted', code };
  return { outcome: (await gone()) ? 'revoked' : 'genuine', code, words: said };
}

const ANSWERS = {
  genuine: ['ok', '合格证有效', '签名是真的，内容没有被改过。'],
  altered: ['bad', '内容被改过', '二维码里的签名对不上，被改过或者是假的。别买，打 12316。'],
  revoked: ['bad', '合格证已作废', '主体或者农业农村局把它作废了。别买。'],
  'unknown-key': ['warn', '核对不了', '手机里的公钥旧了，连上网再查一次。'],
  untrusted: ['bad', '光凭二维码不能信', '签这张证的密钥已经作废。联网查到平台有记录才算数，查不到的别买，打 12316。'],
  'no-words': ['warn', '要联网查', '这里只有编码，没有签名内容。'],
  'wrong-code': ['warn', '编码不对', '打错了或者没有扫全，对着标签再看一遍。'],
  sm2: ['warn', '手机核对不了，要联网查', '它用国密 SM2 签名，手机浏览器自己核对不了，以联网查到的记录为准。电脑上可以用 ./run verify 核对。'],
  cannot: ['warn', '这部手机核对不了签名', '以联网的回答为准。'],
};

async function published(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

async function lists() {
  const [keys, revoked] = await Promise.all([published('/public/verify/keys'), published('/public/verify/revoked')]);
  return { keys: keys.keys, revoked: revoked.revoked, asOf: revoked.asOf };
}

const main = document.getElementById('main');
const seal = document.getElementById('seal');

function tell(tone, text) {
  seal.hidden = false;
  seal.className = 'seal ' + tone;
  seal.textContent = text;
}

function head(tone, verdict, sentence) {
  const section = document.getElementById('verdict');
  section.className = 'ver ' + tone;
  section.querySelector('[data-verdict]').textContent = verdict;
  section.querySelector('[data-sentence]').textContent = sentence;
}

const day = (text) => `${Number(text.slice(0, 4))}年${Number(text.slice(5, 7))}月${Number(text.slice(8, 10))}日`;

// The page of the server, and beside it what the phone found out by itself.
async function beside() {
  if (!location.hash) return;
  const { keys, revoked } = await lists();
  const { outcome, words: said } = await verify(location.href, keys, revoked);
  document.documentElement.dataset.outcome = outcome;
  if (outcome === 'genuine') tell('ok', `二维码里的签名也核对过：${said.product} ${said.grams / 1000} 公斤，没有被改过。`);
  else if (outcome === 'altered') head(...ANSWERS.altered);
  // Found on record: the record stands, the signature says nothing.
  else if (outcome === 'untrusted') tell('warn', '签它的密钥后来作废了，二维码里的签名不算数；这一页是平台的记录，以它为准。');
  else tell('warn', ANSWERS[outcome][2]);
}

// Without a network: all that the QR code itself says.
async function alone(scanned) {
  let kept;
  try { kept = await lists(); } catch { head('warn', '还不能查', '先连上网打开这一页一次，手机存下公钥以后就能查。'); return; }
  const { outcome, words: said, code } = await verify(scanned, kept.keys, kept.revoked);
  const [tone, verdict, sentence] = ANSWERS[outcome];
  document.documentElement.dataset.outcome = outcome;
  head(tone, verdict, outcome === 'genuine' ? `${said.producer}承诺达标` : sentence);
  document.querySelector('[data-product]').textContent = said ? said.product : code ?? '合格证';
  const list = document.querySelector('#words dl');
  list.replaceChildren();
  document.getElementById('words').hidden = !said;
  const row = (title, text) => {
    const box = document.createElement('div');
    const dt = document.createElement('dt');
    const dd = document.createElement('dd');
    dt.textContent = title;
    dd.textContent = text;
    box.append(dt, dd);
    list.append(box);
  };
  if (said) {
    row('数量', `${said.grams / 1000} 公斤`);
    row('产地', said.origin);
    row('主体', said.producer);
    row('开具', day(said.issued));
    row('依据', BASES.filter(([bit]) => said.bases & bit).map(([, title]) => title).join('、'));
    row('编码', code.replace(/(.{4})(?=.)/g, '$1-'));
    tell('ok', `手机自己核对了签名。作废名单是 ${new Date(kept.asOf).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })} 的。`);
  }
}

if (main?.dataset.offline) {
  document.getElementById('paste').addEventListener('submit', (event) => {
    event.preventDefault();
    alone(document.getElementById('text').value);
  });
  if (/^\/c\//i.test(location.pathname)) alone(location.href);
} else if (main?.dataset.found) {
  beside().catch(() => tell('warn', '签名这次没有核对成，以上面的回答为准。'));
}

// Once opened, pages of certificates also open without a network.
if (navigator.serviceWorker && window.isSecureContext) {
  Promise.all(['/c/', '/C/', '/public/verify'].map((scope) => navigator.serviceWorker.register('/public/verify/worker.js', { scope })))
    .then(async (all) => {
      await Promise.all(all.map((one) => one.active ?? new Promise((done) => {
        const worker = one.installing ?? one.waiting;
        worker?.addEventListener('statechange', () => { if (worker.state === 'activated') done(); });
      })));
      document.documentElement.dataset.kept = 'yes';
    })
    .catch(() => {});
}
