// Sends what waits. The server answers each entry by itself: kept, kept before, or refused with its sentence. An entry
// leaves the phone only when the server has said that it is kept; whatever else happens, it stays.
import * as store from './store.js';

/** Entries in one message. */
const MOST = 20;

/** Why sending stopped: 'offline', 'expired' (sign in again), 'other' (somebody else is signed in), 'trouble'. */
export class Stopped extends Error {
  constructor(why, sentence = '') {
    super(why);
    this.why = why;
    this.sentence = sentence;
  }
}

let form = null;

/** A request that never follows to the sign-in page. */
async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, {redirect: 'manual', credentials: 'same-origin', cache: 'no-store', ...options});
  } catch {
    throw new Stopped('offline');
  }
  if (answer.type === 'opaqueredirect' || answer.status === 401) throw new Stopped('expired');
  return answer;
}

/** What the phone must know; keeps it, and the token of forms for what is sent next. */
export async function fields() {
  const answer = await ask('/field/data');
  if (answer.status === 403) throw new Stopped('barred', (await told(answer)) ?? '');
  if (!answer.ok) throw new Stopped('trouble');
  const all = await answer.json();
  form = all.form;
  delete all.form;
  await store.keepCopy(all);
  return all;
}

async function told(answer) {
  try { return (await answer.json()).sentence; } catch { return null; }
}

/** Sends with the form's token; when the server finds it too old, fetches a new one and tries once more. */
async function send(path, options, again = true) {
  if (!form) await fields();
  const answer = await ask(path, {method: 'POST', ...options, headers: {...options.headers, [form.header]: form.token}});
  if (answer.status !== 403 || !again) return answer;
  await fields();
  return send(path, options, false);
}

/** The number that the server gave a file; a file that this person sent before is not sent again. */
async function sendFile(file, one) {
  const query = new URLSearchParams({account: one.account, base: one.entry.baseId, digest: file.digest});
  const known = await ask('/field/files?' + query);
  const before = known.ok ? (await known.json()).id : null;
  if (before) return before;
  const body = new FormData();
  body.append('file', file.blob, file.name);
  const answer = await send('/field/files?' + query, {body});
  if (answer.ok) return (await answer.json()).id;
  if (answer.status === 409) throw new Stopped('other');
  const refusal = {sentence: (await told(answer)) ?? '照片没有传上', clause: null};
  if (answer.status === 422 || answer.status === 413) return Promise.reject(refusal);
  throw new Stopped('trouble');
}

async function withFiles(one) {
  for (const file of one.files) {
    if (file.id) continue;
    file.id = await sendFile(file, one);
    await store.keep(one);
  }
  return {...one.entry, plotIds: one.entry.plotIds.filter((id) => id > 0), clientId: one.clientId, recordedAt: one.typedAt, fileIds: one.files.map((file) => file.id)};
}

const refused = (one, answer) => store.keep({...one, state: 'refused', sentence: answer.sentence, clause: answer.clause ?? null, theirs: answer.theirs ?? null});

/**
 * Sends all that waits of one account.
 * @returns {Promise<{kept: number, refused: number, held: number, clock: string, warnings: string[]}>}
 */
export async function sync(account, progress = () => {}) {
  const sum = {kept: 0, refused: 0, held: 0, clock: '', warnings: []};
  // What the server could not deal with this time is not asked again in this round.
  const held = new Set();
  for (;;) {
    const waiting = (await store.queue(account)).filter((one) => one.state === 'waiting' && !held.has(one.clientId));
    if (!waiting.length) return sum;
    progress(waiting.length);
    const message = [];
    const sent = new Map();
    for (const one of waiting.slice(0, MOST)) {
      try {
        message.push(await withFiles(one));
        sent.set(one.clientId, one);
      } catch (problem) {
        if (problem instanceof Error) throw problem;
        await refused(one, problem);
        sum.refused++;
      }
    }
    if (!message.length) continue;
    // From here on the server may have them: they are changed by a correction, no longer here.
    await store.keep(...[...sent.values()].map((one) => Object.assign(one, {tried: true})));
    const answer = await send('/field/sync', {
      headers: {'Content-Type': 'application/json'},
      body: JSON.stringify({account, sentAt: new Date().toISOString(), entries: message}),
    });
    if (answer.status === 409) throw new Stopped('other');
    if (!answer.ok) throw new Stopped('trouble');
    const {answers, clock} = await answer.json();
    sum.clock = clock ?? '';
    for (const one of answers) {
      const own = sent.get(one.clientId);
      if (!own) continue;
      sent.delete(one.clientId);
      if (one.state === 'kept' || one.state === 'already') {
        await store.drop(one.clientId);
        sum.kept++;
        // What was told when it was kept, once.
        if (one.state === 'kept') sum.warnings.push(...one.warnings);
      } else if (one.state === 'refused') {
        await refused(own, one);
        sum.refused++;
      } else {
        held.add(one.clientId);
      }
    }
    for (const clientId of sent.keys()) held.add(clientId);
    sum.held = held.size;
  }
}

/** Signs out with the form's token; the copy of the fields goes, what waits stays for the same person. */
export async function leave() {
  await fields().catch(() => {});
  await store.forget();
  return form;
}
