// What the phone keeps (IndexedDB): the entries that were not sent yet, each with its files, and the last copy of what
// the person may know of his fields. Entries belong to the account that typed them; nobody else sees or sends them.

const NAME = 'nongyou-field';
/** Set by every page on which somebody signs in or out (app.js): the copy of the fields is not the next person's. */
const LEFT = 'nongyou-left';

let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      const queue = request.result.createObjectStore('queue', {keyPath: 'clientId'});
      queue.createIndex('account', 'account');
      request.result.createObjectStore('copy');
    };
    request.onsuccess = () => {
      // Another window wants a newer form of the store, or the store is being deleted.
      request.result.onversionchange = () => { request.result.close(); opened = null; };
      resolve(request.result);
    };
    request.onerror = () => { opened = null; reject(request.error); };
  });
  return opened;
}

/** Does some requests in one transaction; what it answers is there when the transaction is on the disk. */
async function within(stores, mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    // An entry that was said to be kept is kept, also when the battery dies now.
    const transaction = db.transaction(stores, mode, mode === 'readwrite' ? {durability: 'strict'} : undefined);
    const request = work(...stores.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** The copy of the fields: {account, name, at, …}; undefined before the first visit with a network. */
export async function copy() {
  if (localStorage.getItem(LEFT)) {
    await forget();
    localStorage.removeItem(LEFT);
  }
  return within(['copy'], 'readonly', (store) => store.get('fields'));
}

export const keepCopy = (fields) => {
  localStorage.removeItem(LEFT);
  return within(['copy'], 'readwrite', (store) => store.put(fields, 'fields'));
};

export const forget = () => within(['copy'], 'readwrite', (store) => store.clear());

const mine = (all, account) => all.filter((one) => one.account === account).sort((a, b) => a.typedAt.localeCompare(b.typedAt));

/** The entries of one account, as they were typed. */
export async function queue(account) {
  return mine(await within(['queue'], 'readonly', (store) => store.getAll()), account);
}

/** How many entries of other accounts wait on this phone. */
export async function others(account) {
  const [all, own] = await Promise.all([
    within(['queue'], 'readonly', (store) => store.count()),
    within(['queue'], 'readonly', (store) => store.index('account').count(account ?? -1)),
  ]);
  return all - own;
}

export const entry = (clientId) => within(['queue'], 'readonly', (store) => store.get(clientId));

/** Keeps entries, new or changed. */
export const keep = (...entries) => within(['queue'], 'readwrite', (store) => { entries.forEach((one) => store.put(one)); });

export const drop = (clientId) => within(['queue'], 'readwrite', (store) => store.delete(clientId));

/** Asks the browser not to clear the entries when the phone runs full. */
export async function stay() {
  try { await navigator.storage?.persist?.(); } catch { /* it may still clear them then */ }
}
