// 记一笔: the phone page. Everything is typed and kept on the phone first and sent when there is a network; the server
// decides. What the page says of waiting days comes from the last copy, whose date it shows.
import * as store from './store.js';
import {fields, leave, Stopped, sync} from './sync.js';

const $ = (id) => document.getElementById(id);
const MOST_PLOTS = 20;
const KINDS = JSON.parse($('kinds').textContent);
const NEEDS_INPUT = {SPRAY: ['PESTICIDE'], FERTILISE: ['FERTILISER'], MEDICATE: ['VETERINARY'], FEED: ['FEED']};
const PHOTO_EDGE = 1600;
const LONGEST_VOICE = 120;

let copy = null;
let queue = [];
let others = 0;
let standing = navigator.onLine ? 'idle' : 'offline';
let sentence = '';
let clock = '';
let chosen = new Set();
let editing = null;
let files = [];
let kind = null;
let corrected = null;

// ---- words ----

const pad = (number) => String(number).padStart(2, '0');
const iso = (date) => date.getFullYear() + '-' + pad(date.getMonth() + 1) + '-' + pad(date.getDate());
const today = () => iso(new Date());
const day = (text) => {
  const [year, month, date] = text.split('-').map(Number);
  return (year === new Date().getFullYear() ? '' : year + '年') + month + '月' + date + '日';
};
const days = (from, to) => Math.round((Date.UTC(...parts(to)) - Date.UTC(...parts(from))) / 86400000);
const parts = (text) => { const [year, month, date] = text.split('-').map(Number); return [year, month - 1, date]; };
const moment = (text) => { const at = new Date(text); return day(iso(at)) + ' ' + pad(at.getHours()) + ':' + pad(at.getMinutes()); };
const plots = () => copy?.plots ?? [];
const plot = (id) => plots().find((one) => one.id === id);
const names = (ids) => {
  const known = ids.map((id) => plot(id)?.name ?? '已经没有的地块');
  return known.length > 3 ? known.slice(0, 2).join('、') + ' 等 ' + known.length + ' 块' : known.join('、');
};
const inputText = (input) => input.name + ' ' + input.amount + ' ' + input.unit;
const titleOf = (entry) => entry.kind === 'OTHER' && entry.note ? entry.note.slice(0, 12) : KINDS[entry.kind] ?? entry.kind;
const text = (entry) => {
  const inputs = entry.inputs.map(inputText).join('、');
  const kilos = entry.quantityKg ? entry.quantityKg + ' 公斤' : '';
  return [inputs || kilos, names(entry.plotIds)].filter(Boolean).join('，');
};

function element(tag, properties = {}, ...children) {
  const one = Object.assign(document.createElement(tag), properties);
  one.append(...children.filter((child) => child !== null));
  return one;
}

const icon = (name) => $('icon-' + name).content.cloneNode(true);

function say(words) {
  $('said').textContent = words;
  $('said').hidden = !words;
}

// ---- the strip on top ----

const mine = () => queue.filter((one) => one.state === 'waiting').length;
const toMend = () => queue.filter((one) => one.state === 'refused').length;

function bar() {
  const waiting = mine(), mend = toMend();
  const lines = [];
  let tone = 'on', sign = 'cloud-check', go = null;
  if (!copy && standing !== 'sending' && standing !== 'idle') {
    tone = ''; sign = 'cloud-off';
    lines.push(standing === 'expired' ? '要先登录' : standing === 'barred' ? sentence || '这个账号不记农事' : '第一次用，要连上网打开一次');
    if (standing === 'expired') go = {href: '/sign-in?to=/field', words: '登录'};
  } else if (standing === 'expired' || standing === 'other') {
    tone = ''; sign = 'cloud-off';
    lines.push('登录过期了，照常记，都存在手机里', waiting ? waiting + ' 条没传，登录以后自动传' : '登录以后接着传');
    go = {href: '/sign-in?to=/field', words: '登录'};
  } else if (standing === 'offline') {
    tone = ''; sign = 'cloud-off';
    lines.push('没有网络，照常记，都存在手机里');
    if (waiting) lines.push(waiting + ' 条没传，有网时自动传');
  } else if (standing === 'sending') {
    tone = ''; sign = 'cloud-upload';
    lines.push(waiting ? '正在传 ' + waiting + ' 条' : '正在传');
  } else if (waiting) {
    tone = ''; sign = 'cloud-upload';
    lines.push(waiting + ' 条没传，有网时自动传');
    if (standing === 'trouble') lines.push('这次没有传上，过一会儿再传');
  } else if (!mend) {
    lines.push('都传上去了');
  }
  if (mend) {
    tone = '';
    lines.push(mend + ' 条要改');
    go ??= {href: '#queue', words: '去改'};
  }
  if (others) lines.push('别人在这台手机上还有 ' + others + ' 条没传，他登录以后自动传');
  if (clock) lines.push(clock);
  const strip = $('bar');
  strip.className = 'ny-sync ' + tone;
  strip.querySelector('.sign').replaceChildren(icon(sign));
  const words = lines.length ? [lines[0], ...lines.slice(1).map((line) => element('small', {textContent: line}))] : [];
  strip.querySelector('.words').replaceChildren(...words);
  const link = $('bar-go');
  link.hidden = !go;
  if (go) { link.href = go.href; link.textContent = go.words; }
}

// ---- home ----

const shutSay = (one) => one.until ? day(one.until) + '前不能采收' : '现在不能采收';

function waitOf(ids, on) {
  // Without a day the plot is shut until the server says otherwise.
  const shut = ids.map(plot).filter((one) => one?.why && (one.until === null || one.until > on));
  return shut.sort((a, b) => (b.until ?? '9').localeCompare(a.until ?? '9'))[0] ?? null;
}

function last() {
  const newest = [...queue].reverse().find((one) => one.state === 'waiting' && repeats(one.entry));
  return newest?.entry ?? copy?.recent.find(repeats) ?? copy?.favourites.find(repeats) ?? null;
}

/** A harvest, a sale and a spoken note are never the same twice. */
const repeats = (entry) => !['HARVEST', 'SELL', 'OTHER'].includes(entry.kind) && entry.plotIds.length > 0 && entry.plotIds.every(plot);

function home() {
  const ids = [...chosen];
  const one = ids.length === 1 ? plot(ids[0]) : null;
  $('plots-say').textContent = !plots().length ? '还没有地块'
    : !ids.length ? '选地块'
    : one ? one.name + (one.produce ? '，' + one.produce : '') + ' ' + one.mu + ' 亩'
    : names(ids) + '，' + Math.round(ids.reduce((sum, id) => sum + Number(plot(id).mu), 0) * 100) / 100 + ' 亩';
  const shut = waitOf(ids, today());
  $('wait').hidden = !shut;
  if (shut) {
    $('wait-say').textContent = shutSay(shut);
    $('wait-why').textContent = (ids.length > 1 ? shut.name + '：' : '') + shut.why;
    $('wait-at').textContent = '按 ' + moment(copy.at) + ' 的资料算';
  }
  const tile = document.querySelector('.tiles [data-kind=HARVEST]');
  tile.classList.toggle('off', Boolean(shut));
  tile.toggleAttribute('aria-disabled', Boolean(shut));
  if (shut) tile.setAttribute('aria-describedby', 'wait-why'); else tile.removeAttribute('aria-describedby');
  tile.querySelector('small').textContent = !shut ? '' : shut.until ? '再等 ' + days(today(), shut.until) + ' 天' : '不能采收';
  tile.querySelector('small').hidden = !shut;
  const before = last();
  $('same').hidden = !before;
  if (before) {
    $('same-say').textContent = '跟上次一样：' + KINDS[before.kind];
    $('same-what').textContent = text(before) + '，按一下就记好';
  }
  recent();
}

function row(entry, end, link) {
  const words = element('span', {}, titleOf(entry), element('span', {className: 'sub', textContent: '，' + text(entry)}));
  const inside = [element('span', {className: 'pic'}, icon(iconOf(entry.kind))), words, element('span', {className: 'end', textContent: end})];
  return link ? element('li', {}, element('a', {href: link}, ...inside)) : element('li', {}, ...inside);
}

const iconOf = (one) => ({SPRAY: 'spray', MEDICATE: 'spray', FERTILISE: 'shovel', IRRIGATE: 'droplet', HARVEST: 'basket', SELL: 'truck'})[one] ?? 'leaf';

function recent() {
  const own = [...queue].reverse().map((one) => row(one.entry, one.state === 'refused' ? '要改' : '没传', '#queue'));
  const kept = (copy?.recent ?? []).slice(0, 10).map((one) => row(one, day(one.on), one.plotIds.every(plot) ? '#fix=' + one.id : null));
  $('recent').replaceChildren(...own, ...kept);
  $('recent-none').hidden = own.length + kept.length > 0;
}

// ---- plots ----

function choosePlots() {
  const groups = new Map();
  for (const one of plots()) {
    if (!groups.has(one.baseId)) groups.set(one.baseId, []);
    groups.get(one.baseId).push(one);
  }
  const many = groups.size > 1;
  $('plots-one').hidden = !many;
  $('plots-list').replaceChildren(...[...groups.values()].map((group) => element('fieldset', {className: 'grp'},
    element('legend', {className: many ? '' : 'visually-hidden', textContent: group[0].base}),
    ...group.map((one) => {
      const box = element('input', {type: 'checkbox', value: one.id, checked: chosen.has(one.id)});
      box.addEventListener('change', () => {
        if (box.checked && chosen.size >= MOST_PLOTS) {
          box.checked = false;
          $('plots-full').hidden = false;
          return;
        }
        $('plots-full').hidden = true;
        if (box.checked) chosen.add(one.id); else chosen.delete(one.id);
        // Amounts are told for all plots together, and an act happens at one base.
        if (box.checked) for (const id of [...chosen]) if (plot(id).baseId !== one.baseId) chosen.delete(id);
        $('plots-list').querySelectorAll('input').forEach((other) => { other.checked = chosen.has(Number(other.value)); });
        remember();
        count();
      });
      const shut = waitOf([one.id], today()) ? shutSay(one) : '';
      return element('label', {className: 'ny-choice'}, box,
        element('span', {}, one.name, element('small', {textContent: [(one.produce ? one.produce + ' ' : '') + one.mu + ' 亩', shut].filter(Boolean).join('，')})));
    }))));
  count();
}

function count() {
  $('plots-done').textContent = chosen.size ? '选好了，' + chosen.size + ' 块' : '选好了';
}

const remember = () => {
  if (copy) localStorage.setItem('nongyou-plots-' + copy.account, JSON.stringify([...chosen]));
};

function recall() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem('nongyou-plots-' + copy.account)) ?? []; } catch { /* choose anew */ }
  chosen = new Set([...chosen, ...kept].filter(plot).slice(0, MOST_PLOTS));
  if (!chosen.size && plots().length) chosen.add(plots()[0].id);
}

// ---- one entry ----

const group = (name, shown) => {
  const part = document.querySelector('[data-part=' + name + ']');
  part.hidden = !shown;
  part.querySelectorAll('input, select, textarea, button').forEach((one) => { one.disabled = !shown; });
};

function openForm(next, before) {
  kind = next;
  editing = before?.clientId ? before : null;
  files = before?.files ?? [];
  const entry = before?.entry ?? null;
  if (entry) chosen = new Set(entry.plotIds.filter(plot));
  const inputs = NEEDS_INPUT[kind] ?? null;
  $('act').reset();
  group('kind', kind === 'OTHER');
  group('inputs', Boolean(inputs));
  group('produce', ['HARVEST', 'SELL', 'SOW'].includes(kind));
  group('kg', ['HARVEST', 'SELL'].includes(kind));
  group('reason', Boolean(entry?.corrects));
  $('f-reason').value = entry?.reason ?? '';
  corrected = entry?.corrects ?? null;
  group('purpose', ['SPRAY', 'MEDICATE', 'SELL'].includes(kind));
  $('purpose-label').firstChild.textContent = kind === 'SELL' ? '卖给谁 ' : '防治什么 ';
  $('f-on').value = entry?.on ?? today();
  $('f-on').max = today();
  $('f-kg').value = entry?.quantityKg ?? '';
  $('f-note').value = entry?.note ?? '';
  $('f-purpose').value = entry?.purpose ?? '';
  $('f-operator').value = entry?.operator ?? localStorage.getItem('nongyou-operator-' + copy.account) ?? copy.name;
  if (kind === 'OTHER') {
    const offered = Object.entries(KINDS).filter(([one]) => !['SPRAY', 'FERTILISE', 'IRRIGATE', 'HARVEST', 'SELL'].includes(one));
    $('f-kind').replaceChildren(...offered.map(([one, title]) => element('option', {value: one, textContent: title, selected: one === (entry?.kind ?? 'OTHER')})));
  }
  if (inputs) offerInputs(inputs, entry?.inputs?.[0]);
  if (['HARVEST', 'SELL', 'SOW'].includes(kind)) {
    const grown = [...new Set([...chosen].map((id) => plot(id)?.produce).filter(Boolean))];
    $('f-produce').value = entry?.produce ?? grown[0] ?? '';
    $('produce-known').replaceChildren(...grown.map((one) => element('option', {value: one})));
  }
  $('mend').hidden = !editing?.sentence;
  if (editing?.sentence) {
    $('mend-say').textContent = editing.sentence;
    $('mend-clause').textContent = editing.clause ?? '';
  }
  $('act-drop').hidden = !editing;
  formPlots();
  pictures();
  wrong('');
}

function offerInputs(kinds, before) {
  const owner = plot([...chosen][0])?.producerId;
  const lots = copy.stock.filter((lot) => kinds.includes(lot.kind) && lot.producerId === owner);
  // What was used lately stands first.
  const used = copy.recent.flatMap((one) => one.inputs.map((input) => input.purchaseId)).filter(Boolean);
  lots.sort((a, b) => (used.indexOf(a.id) + 1 || 99) - (used.indexOf(b.id) + 1 || 99));
  const choice = (value, title, under, checked) => element('label', {className: 'ny-choice'},
    element('input', {type: 'radio', name: 'lot', value, checked}),
    element('span', {}, title, under ? element('small', {textContent: under}) : null));
  const known = before?.purchaseId && lots.some((lot) => lot.id === before.purchaseId);
  $('lots').replaceChildren(
    ...lots.map((lot, i) => choice(lot.id, lot.name, '还有 ' + lot.left + ' ' + lot.unit, known ? lot.id === before.purchaseId : !before && i === 0)),
    choice('', '别的', '没有入库的，写上名字', Boolean(before && !known) || !lots.length));
  $('f-name').value = before && !known ? before.name : '';
  $('f-registration').value = before && !known ? before.registration ?? '' : '';
  $('f-amount').value = before?.amount ?? '';
  $('f-unit').value = before?.unit ?? '';
  $('f-method').value = before?.method ?? '';
  lotChosen();
}

function lotChosen() {
  const value = document.querySelector('input[name=lot]:checked')?.value ?? '';
  const lot = copy.stock.find((one) => String(one.id) === value);
  $('named').hidden = Boolean(lot);
  if (lot) $('f-unit').value = lot.unit;
  else if (!$('f-unit').value) $('f-unit').value = $('f-unit').options[0].value;
  $('f-unit').disabled = Boolean(lot);
}

function formPlots() {
  $('act-plots').textContent = chosen.size ? names([...chosen]) : '选地块';
  const shut = kind === 'HARVEST' ? waitOf([...chosen], $('f-on').value || today()) : null;
  // How long to wait after what was not sent yet, only the server knows.
  const drug = kind === 'HARVEST' && queue.some((one) => one.state === 'waiting' && ['SPRAY', 'MEDICATE'].includes(one.entry.kind) && one.entry.plotIds.some((id) => chosen.has(id)));
  $('act-wait').hidden = !shut && !drug;
  if (shut) $('act-wait-say').textContent = shutSay(shut) + '：' + shut.why;
  else if (drug) $('act-wait-say').textContent = '刚记的用药还没传上去，传了以后才知道哪天能采收';
}

function wrong(words, field) {
  $('act-wrong').hidden = !words;
  $('act-wrong').textContent = words;
  document.querySelectorAll('#act [aria-invalid]').forEach((one) => one.removeAttribute('aria-invalid'));
  if (field) {
    $(field).setAttribute('aria-invalid', 'true');
    $(field).focus();
  }
}

/** A number as people type it: full-width digits and comma too. */
const number = (typed) => typed.replace(/[０-９．]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0)).replace(/[,，\s]/g, '');

function typedEntry() {
  if (!chosen.size) return wrong('先选地块', 'act-plots');
  const on = $('f-on').value;
  if (!on) return wrong('写上哪一天', 'f-on');
  if (on > today()) return wrong('还没到 ' + day(on) + '，记已经做了的', 'f-on');
  const real = kind === 'OTHER' ? $('f-kind').value : kind;
  const inputs = [];
  if (NEEDS_INPUT[kind]) {
    const value = document.querySelector('input[name=lot]:checked')?.value ?? '';
    const lot = copy.stock.find((one) => String(one.id) === value);
    const name = lot ? lot.name : $('f-name').value.trim();
    if (!name) return wrong('写上用的什么', 'f-name');
    const amount = number($('f-amount').value);
    if (!/^\d+(\.\d+)?$/.test(amount) || !(Number(amount) > 0)) return wrong('用了多少，写数字', 'f-amount');
    inputs.push({kind: NEEDS_INPUT[kind][0], name, registration: lot ? lot.registration : $('f-registration').value.trim() || null,
      purchaseId: lot ? lot.id : null, amount, unit: lot ? lot.unit : $('f-unit').value, method: $('f-method').value.trim() || null, stoppedOn: null});
  }
  let quantityKg = null;
  if (kind === 'HARVEST' || kind === 'SELL') {
    quantityKg = number($('f-kg').value);
    if (!/^\d+(\.\d+)?$/.test(quantityKg) || !(Number(quantityKg) > 0)) return wrong('多少公斤，写数字', 'f-kg');
  }
  const needsProduce = ['HARVEST', 'SELL', 'SOW'].includes(kind);
  const produce = needsProduce ? $('f-produce').value.trim() : '';
  if (needsProduce && !produce) return wrong('写上品名', 'f-produce');
  const reason = corrected ? $('f-reason').value.trim() : '';
  if (corrected && !reason) return wrong('写上为什么改', 'f-reason');
  const operator = $('f-operator').value.trim();
  localStorage.setItem('nongyou-operator-' + copy.account, operator);
  return {kind: real, on, produce, variety: '', inputs, quantityKg, purpose: $('f-purpose').disabled ? '' : $('f-purpose').value.trim(),
    operator, note: $('f-note').value.trim(), corrects: corrected, reason: reason || null};
}

const newId = () => crypto.randomUUID ? crypto.randomUUID()
  : '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (c) => (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16));

async function put(typed, ids, attached = [], before = null) {
  await store.keep({clientId: before?.clientId ?? newId(), account: copy.account, typedAt: before?.typedAt ?? new Date().toISOString(),
    state: 'waiting', tried: false, files: attached,
    // A base without plots stands in the list as one, with its own number turned round.
    entry: {...typed, baseId: plot(ids[0]).baseId, plotIds: ids}});
  store.stay();
  queue = await store.queue(copy.account);
  say('记好了：' + titleOf(typed) + '，' + names(ids));
}

async function save(event) {
  event.preventDefault();
  const typed = typedEntry();
  if (!typed) return;
  await put(typed, [...chosen], files, editing);
  remember();
  editing = null;
  files = [];
  location.hash = '';
  send();
}

async function same() {
  const before = last();
  if (!before) return;
  const {id, ...entry} = before;
  await put({...entry, on: today(), corrects: null, reason: null, note: '', inputs: entry.inputs.map((one) => ({...one, stoppedOn: null}))}, before.plotIds);
  home();
  bar();
  send();
}

// ---- photos and voice ----

async function digest(blob) {
  if (!crypto.subtle) return newId().replaceAll('-', '');
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A photo small enough for a weak signal, without the place that the camera may have written into it. */
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, PHOTO_EDGE / Math.max(picture.width, picture.height));
    const canvas = element('canvas', {width: Math.round(picture.width * scale), height: Math.round(picture.height * scale)});
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.8); });
    return blob ?? file;
  } catch {
    return file;
  }
}

const stamp = () => today().replaceAll('-', '') + '-' + pad(new Date().getHours()) + pad(new Date().getMinutes());

async function addPhotos(event) {
  for (const file of event.target.files) {
    const blob = await smaller(file);
    const hash = await digest(blob);
    if (!files.some((one) => one.digest === hash)) {
      files.push({digest: hash, name: '照片-' + stamp() + (blob.type === 'image/png' ? '.png' : '.jpg'), blob});
    }
  }
  event.target.value = '';
  pictures();
}

function pictures() {
  $('pictures').replaceChildren(...files.map((file, i) => {
    const shown = file.blob.type.startsWith('image/')
      ? element('img', {alt: '第 ' + (i + 1) + ' 张照片', src: URL.createObjectURL(file.blob)})
      : element('span', {textContent: file.name});
    const remove = element('button', {type: 'button', className: 'btn btn-plain', textContent: '去掉'});
    remove.setAttribute('aria-label', '去掉第 ' + (i + 1) + ' 个附件');
    remove.addEventListener('click', () => { files.splice(i, 1); pictures(); $('photo').focus(); });
    return element('div', {className: 'att'}, shown, remove);
  }));
}

const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);
let recorder = null;

async function startVoice() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({audio: true});
  } catch {
    $('voice-say').textContent = '手机没有让用话筒。到浏览器设置里允许，或者改用打字';
    return;
  }
  const type = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'].find((one) => MediaRecorder.isTypeSupported(one));
  const pieces = [];
  recorder = new MediaRecorder(stream, type ? {mimeType: type, audioBitsPerSecond: 32000} : {});
  const began = Date.now();
  const tick = setInterval(() => {
    const seconds = Math.round((Date.now() - began) / 1000);
    $('voice-say').textContent = '正在录，' + seconds + ' 秒';
    if (seconds >= LONGEST_VOICE) stopVoice();
  }, 500);
  recorder.addEventListener('dataavailable', (event) => { if (event.data.size) pieces.push(event.data); });
  recorder.addEventListener('stop', async () => {
    clearInterval(tick);
    stream.getTracks().forEach((track) => track.stop());
    const plain = recorder.mimeType.split(';')[0];
    recorder = null;
    voiceButtons();
    if (dropped) return;
    const blob = new Blob(pieces, {type: plain});
    files = [{digest: await digest(blob), name: '录音-' + stamp() + '.' + ({'audio/mp4': 'm4a', 'audio/ogg': 'ogg'}[plain] ?? 'webm'), blob}];
    $('voice-play').src = URL.createObjectURL(blob);
    $('voice-play').hidden = false;
    $('voice-say').textContent = '录好了，' + Math.max(1, Math.round((Date.now() - began) / 1000)) + ' 秒';
    $('voice-save').hidden = false;
    $('voice-save').focus();
  });
  dropped = false;
  recorder.start();
  voiceButtons();
  $('voice-say').textContent = '正在录';
}

let dropped = false;

function stopVoice(drop = false) {
  dropped = drop;
  if (recorder?.state === 'recording') recorder.stop();
}

function voiceButtons() {
  $('voice-start').hidden = Boolean(recorder);
  $('voice-stop').hidden = !recorder;
}

function openVoice() {
  files = [];
  $('voice-say').textContent = '说清楚：哪块地，做了什么，用了多少';
  $('voice-play').hidden = true;
  $('voice-save').hidden = true;
  $('voice-plots').textContent = chosen.size ? names([...chosen]) : '选地块';
  voiceButtons();
}

async function saveVoice() {
  if (!files.length) return;
  if (!chosen.size) { location.hash = 'plots'; return; }
  await put({kind: 'OTHER', on: today(), produce: '', variety: '', inputs: [], quantityKg: null, purpose: '', operator: copy.name, note: '说话记', corrects: null, reason: null},
    [...chosen], files);
  files = [];
  location.hash = '';
  send();
}

// ---- what waits ----

function openQueue() {
  $('queue-list').replaceChildren(...queue.map((one) => {
    const head = element('div', {className: 'hd'}, element('strong', {textContent: titleOf(one.entry)}), '，' + text(one.entry));
    const when = element('div', {className: 'sub', textContent: day(one.entry.on) + '的事，' + moment(one.typedAt) + ' 记的' + (one.files.length ? '，带 ' + one.files.length + ' 个附件' : '')});
    const parts = [head, when];
    if (one.state === 'refused') {
      parts.push(element('div', {className: 'why'}, one.sentence, one.clause ? element('small', {textContent: one.clause}) : null));
      if (one.theirs) parts.push(element('div', {className: 'why'}, element('b', {textContent: '别人改成了：'}), one.theirs.text));
    } else {
      parts.push(element('div', {className: 'sub', textContent: one.tried ? '传过一次，没有收到回答，会再传' : '有网时自动传'}));
    }
    const acts = element('div', {className: 'do'});
    const button = (words, className, act) => {
      const made = element('button', {type: 'button', className: 'btn ' + className, textContent: words});
      made.addEventListener('click', act);
      acts.append(made);
    };
    // What the server may have already is changed there, by a correction.
    const free = one.state === 'refused' || !one.tried;
    if (one.state === 'refused' && one.theirs) {
      button('用我的', 'btn-primary', () => again({...one, entry: {...one.entry, corrects: one.theirs.id}}));
      button('用他的', 'btn-plain', () => remove(one, false));
    } else if (free && plots().length) {
      button('改', one.state === 'refused' ? 'btn-primary' : 'btn-plain', () => { location.hash = 'edit=' + one.clientId; });
    }
    if (one.state === 'refused') button('再传一次', 'btn-plain', () => again(one));
    if (free && !one.theirs) button('不要了', 'btn-danger-o', () => remove(one, true));
    return element('li', {}, ...parts, acts);
  }));
  $('queue-none').hidden = queue.length > 0;
}

async function again(one) {
  await store.keep({...one, state: 'waiting', sentence: '', clause: null, theirs: null});
  await reload();
  send();
}

async function remove(one, asks) {
  if (asks && !confirm('不要这一条？它只在手机里，丢了就没有了。')) return;
  await store.drop(one.clientId);
  await reload();
}

async function reload() {
  queue = copy ? await store.queue(copy.account) : [];
  others = await store.others(copy?.account ?? null);
  show();
}

// ---- sending ----

let busy = false;
let later = null;

/** Brings the newest copy and sends what waits; never two at once, nor in two windows. */
async function send() {
  if (busy) { later ??= setTimeout(() => { later = null; send(); }, 2000); return; }
  if (!navigator.onLine) { standing = 'offline'; bar(); return; }
  busy = true;
  clearTimeout(later);
  later = null;
  let held = 0;
  try {
    standing = 'sending';
    bar();
    await alone(async () => {
      if (!copy || !fresh()) await refresh();
      if (!copy) return;
      const sum = await sync(copy.account, () => reload());
      clock = sum.clock;
      if (sum.warnings.length) say(sum.warnings.join(' '));
      held = sum.held ?? 0;
      if (sum.kept || sum.refused) await refresh();
    });
    standing = held ? 'trouble' : 'idle';
  } catch (problem) {
    if (!(problem instanceof Stopped)) console.error(problem);
    standing = problem instanceof Stopped ? problem.why : 'trouble';
    sentence = problem.sentence ?? '';
    // Somebody else is signed in now: his fields, his entries.
    if (standing === 'other') await refresh().then(() => { standing = 'idle'; later = setTimeout(send, 100); }, () => {});
  } finally {
    busy = false;
    await reload();
  }
  if (later === null && (standing === 'trouble' || (standing === 'offline' && navigator.onLine))) later = setTimeout(() => { later = null; send(); }, 30000);
}

const alone = (work) => navigator.locks ? navigator.locks.request('nongyou-field', work) : work();
let refreshedAt = 0;
const fresh = () => Date.now() - refreshedAt < 60000;

async function refresh() {
  const before = copy?.account;
  copy = await fields();
  refreshedAt = Date.now();
  if (before !== copy.account) chosen = new Set();
  recall();
}

// ---- screens ----

const SCREENS = ['home', 'plots', 'act', 'voice', 'queue'];
const TITLES = {home: '记一笔', plots: '选地块', voice: '说话记', queue: '没传的'};
let back = '';

function show() {
  const [name, value] = location.hash.slice(1).split('=');
  let screen = SCREENS.includes(name) && name !== 'home' ? name : 'home';
  if (name === 'edit' || name === 'fix') screen = 'act';
  if (!copy && screen !== 'home') screen = 'home';
  if (screen !== 'voice') stopVoice(true);
  document.body.dataset.screen = screen;
  SCREENS.forEach((one) => { $(one).hidden = one !== screen; });
  $('title').textContent = screen === 'act' ? (corrected ? '改：' : '') + (kind === 'OTHER' ? '别的农事' : KINDS[kind]) : TITLES[screen];
  $('back').hidden = screen === 'home';
  $('date').hidden = screen !== 'home';
  document.title = $('title').textContent + '·农优';
  if (screen === 'home') home();
  if (screen === 'plots') choosePlots();
  if (screen === 'queue') openQueue();
  if (screen === 'act') formPlots();
  bar();
  return {name, value, screen};
}

const formOf = (real) => ['SPRAY', 'FERTILISE', 'MEDICATE', 'FEED', 'IRRIGATE', 'HARVEST', 'SELL', 'SOW'].includes(real) ? real : 'OTHER';

/** A screen opens because the person asked for it; unlike `show`, this begins its form anew. */
async function go() {
  const [name, value] = location.hash.slice(1).split('=');
  const from = back;
  back = name;
  if (name === 'act' && value && KINDS[value] && copy) {
    // Back from choosing plots: what was typed stays.
    if (from === 'plots' && kind === value && editing === null) { $('act').hidden = false; } else openForm(value, null);
  } else if (name === 'edit' && copy) {
    const one = await store.entry(value);
    if (one && one.account === copy.account && from !== 'plots') openForm(formOf(one.entry.kind), one);
  } else if (name === 'fix' && copy) {
    const act = copy.recent.find((one) => String(one.id) === value);
    if (act && from !== 'plots') openForm(formOf(act.kind), {entry: {...act, corrects: act.id, reason: ''}});
  } else if (name === 'voice') {
    openVoice();
  }
  if (name) say('');
  show();
  if (from !== name) {
    window.scrollTo(0, 0);
    $('title').focus({preventScroll: true});
  }
}

function arm() {
  document.querySelectorAll('.tiles [data-kind], .more [data-kind]').forEach((tile) => tile.addEventListener('click', () => {
    if (tile.getAttribute('aria-disabled') !== null) { $('wait').focus(); return; }
    if (!plots().length) return;
    location.hash = 'act=' + tile.dataset.kind;
  }));
  $('tile-voice').hidden = !canRecord();
  $('same').addEventListener('click', same);
  $('act').addEventListener('submit', save);
  $('act-drop').addEventListener('click', async () => { await remove(editing, true); location.hash = 'queue'; });
  $('lots').addEventListener('change', lotChosen);
  $('f-on').addEventListener('change', formPlots);
  $('photo').addEventListener('change', addPhotos);
  $('plots-all').addEventListener('click', () => {
    const base = plot([...chosen][0])?.baseId ?? plots()[0]?.baseId;
    const every = plots().filter((one) => one.baseId === base).map((one) => one.id);
    const all = every.slice(0, MOST_PLOTS);
    chosen = new Set(all.every((id) => chosen.has(id)) ? [] : all);
    $('plots-full').hidden = every.length <= MOST_PLOTS || !chosen.size;
    remember();
    choosePlots();
  });
  $('plots-done').addEventListener('click', () => history.back());
  $('back').addEventListener('click', (event) => {
    if (back) { event.preventDefault(); history.back(); }
  });
  $('voice-start').addEventListener('click', startVoice);
  $('voice-stop').addEventListener('click', () => stopVoice());
  $('voice-save').addEventListener('click', saveVoice);
  $('leave').addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!navigator.onLine) { say('没有网络，退不了。有网时再退'); return; }
    const waiting = queue.length;
    if (waiting && !confirm('还有 ' + waiting + ' 条没传上去，留在这台手机里，你再登录以后才能传。现在退出？')) return;
    const form = await leave();
    if (!form) { location.href = '/sign-in'; return; }
    event.target.elements[0].name = form.field;
    event.target.elements[0].value = form.token;
    localStorage.setItem('nongyou-left', '1');
    HTMLFormElement.prototype.submit.call(event.target);
  });
  window.addEventListener('hashchange', go);
  window.addEventListener('online', () => { standing = 'idle'; bar(); send(); });
  window.addEventListener('offline', () => { standing = 'offline'; bar(); });
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') send(); });
}

async function start() {
  $('app').hidden = false;
  const now = new Date();
  $('date').textContent = day(today()) + ' 周' + '日一二三四五六'[now.getDay()];
  // What a browser kept from a page that died is not continued half: the forms begin from home.
  if (location.hash && location.hash !== '#queue') history.replaceState(null, '', '/field');
  arm();
  copy = (await store.copy()) ?? null;
  if (copy) recall();
  await reload();
  document.documentElement.dataset.ready = 'yes';
  if ('serviceWorker' in navigator) {
    navigator.serviceWorker.register('/field/worker.js', {scope: '/field', updateViaCache: 'none'}).catch(() => {});
  }
  send();
}

start();
