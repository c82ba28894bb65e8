// Case pages: fields and answers save themselves, uploads show how far they are. Without it the buttons do the same.
'use strict';
document.documentElement.classList.add('js');

const SCRIPT = { 'X-Nongyou-Script': '1' };

// The page of a form's case is read again at the same place. Not by a reload: after a refusal that would send the refused
// act once more.
const again = (form) => {
  sessionStorage.setItem('nongyou-scroll', String(window.scrollY));
  const page = new URL(form.action).pathname.replace(/\/(documents|answers)$/, '');
  window.location.replace(page + (form.elements.namedItem('back') ? '/form' : ''));
};

document.querySelectorAll('[data-print]').forEach((button) => button.addEventListener('click', () => window.print()));

// What was typed as an opinion survives a closed tab until it is sent.
document.querySelectorAll('textarea[data-keep]').forEach((area) => {
  const key = 'nongyou-' + area.dataset.keep;
  if (area.value === '') area.value = sessionStorage.getItem(key) || '';
  area.addEventListener('input', () => sessionStorage.setItem(key, area.value));
  area.form.addEventListener('submit', () => sessionStorage.removeItem(key));
});

// Application form -----------------------------------------------------------------------------------------------
const form = document.querySelector('form[data-form]');
if (form) {
  const bar = document.getElementById('saved');
  const text = bar.querySelector('[data-saved]');
  const say = (words, tone, retry) => {
    bar.className = tone;
    text.textContent = words;
    if (retry) {
      const again = document.createElement('button');
      again.type = 'button';
      again.className = 'btn btn-plain btn-sm';
      again.textContent = '重试';
      again.addEventListener('click', retry);
      text.append(' ', again);
    }
  };
  const value = (input) => input.type === 'checkbox' ? (input.checked ? 'true' : '') : input.value;
  const was = (name) => form.querySelector('input[name="was.' + CSS.escape(name) + '"]');
  // One after the other, so that the last word stays the last.
  let queue = Promise.resolve();
  const save = (input) => {
    const name = input.name;
    queue = queue.then(async () => {
      const now = value(input);
      const before = was(name);
      if (before && before.value === now) return;
      say('正在保存', 'sub');
      const data = new URLSearchParams(new FormData());
      data.set(form.querySelector('input[name]').name, form.querySelector('input[name]').value);
      data.set('name', name);
      data.set('value', now);
      if (before) data.set('was', before.value);
      try {
        const answer = await fetch(form.dataset.form, { method: 'POST', headers: SCRIPT, body: data, credentials: 'same-origin' });
        const words = await answer.text();
        if (answer.ok && !answer.redirected) {
          if (before) before.value = now;
          say('已自动保存 ' + words, 't-ok');
        } else if (answer.status === 409) {
          if (before) before.value = words;
          say('这一栏别人改过，现在是“' + (words || '空') + '”。要用你的，再改一次', 't-warn');
        } else {
          say(answer.status === 422 ? '没保存上：' + words : '没保存上', 't-bad', () => save(input));
        }
      } catch {
        say('没保存上，网络断了', 't-bad', () => save(input));
      }
    });
    return queue;
  };
  form.addEventListener('change', (event) => { if (event.target.name && event.target.type !== 'hidden') save(event.target); });
  let timer;
  form.addEventListener('input', (event) => {
    if (!event.target.matches('input:not([type=radio]):not([type=checkbox]), textarea')) return;
    clearTimeout(timer);
    timer = setTimeout(() => save(event.target), 1500);
  });
}

// Answers of the checklist ------------------------------------------------------------------------------------------
document.querySelectorAll('form[data-autosave]').forEach((row) => {
  const said = row.querySelector('.ny-said');
  row.querySelectorAll('button[type=submit]').forEach((button) => { button.hidden = true; });
  const send = async (reload) => {
    said.className = 'ny-said';
    said.textContent = '正在保存';
    try {
      const answer = await fetch(row.action, { method: 'POST', headers: SCRIPT, body: new URLSearchParams(new FormData(row)), credentials: 'same-origin' });
      if (answer.ok && !answer.redirected) {
        said.textContent = '已保存';
        if (reload) {
          // The result is the server's word: the page is read again at the same place.
          again(row);
        }
      } else {
        said.classList.add('bad');
        said.textContent = answer.status === 422 ? await answer.text() : '没保存上，再试一次';
      }
    } catch {
      said.classList.add('bad');
      said.textContent = '没保存上，网络断了';
    }
  };
  // A stated value without its grounds is not taken; with them the result changes.
  const stated = row.elements.namedItem('value');
  const note = row.elements.namedItem('note');
  row.addEventListener('change', (event) => {
    if (stated && stated.value !== '' && note.value.trim() === '') {
      said.classList.remove('bad');
      said.textContent = '再写依据，就存上了';
      return;
    }
    send(event.target.type === 'radio' || stated !== null);
  });
  row.addEventListener('submit', (event) => { event.preventDefault(); delete row.dataset.sent; send(true); });
});
const scroll = sessionStorage.getItem('nongyou-scroll');
if (scroll) {
  sessionStorage.removeItem('nongyou-scroll');
  window.scrollTo(0, Number(scroll));
}

// Uploads ------------------------------------------------------------------------------------------------------------
document.querySelectorAll('form[data-upload]').forEach((upload) => {
  const input = upload.querySelector('input[type=file]');
  let running = 0;
  let done = 0;
  const one = (file) => {
    const line = document.createElement('div');
    line.className = 'ny-up';
    const mark = document.createElement('span');
    const what = document.createElement('div');
    what.textContent = file.name;
    const prog = document.createElement('div');
    prog.className = 'ny-prog';
    prog.setAttribute('role', 'progressbar');
    prog.setAttribute('aria-label', '上传' + file.name);
    prog.setAttribute('aria-valuemin', '0');
    prog.setAttribute('aria-valuemax', '100');
    const fill = document.createElement('i');
    prog.append(fill);
    what.append(prog);
    const state = document.createElement('span');
    state.className = 'sub num';
    line.append(mark, what, state);
    upload.before(line);
    const fail = (words, again) => {
      line.classList.add('bad');
      prog.remove();
      const why = document.createElement('div');
      why.className = 't-bad';
      why.textContent = words;
      what.append(why);
      state.remove();
      if (again) {
        const retry = document.createElement('button');
        retry.type = 'button';
        retry.className = 'btn btn-danger-o btn-sm';
        retry.textContent = '再传一次';
        retry.addEventListener('click', () => { line.remove(); one(file); });
        line.append(retry);
      }
    };
    if (file.size > 20 * 1024 * 1024) { fail('超过 20 MB，照片可以先压缩', false); return; }
    running += 1;
    const data = new FormData(upload);
    data.delete('file');
    data.append('file', file);
    const request = new XMLHttpRequest();
    request.open('POST', upload.action);
    request.setRequestHeader('X-Nongyou-Script', '1');
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round(event.loaded * 100 / event.total);
      fill.style.width = percent + '%';
      prog.setAttribute('aria-valuenow', String(percent));
      state.textContent = percent + '%';
    });
    const finish = () => {
      running -= 1;
      // When all are there the page shows them with their place in the case.
      if (running === 0 && done > 0 && !upload.parentElement.querySelector('.ny-up.bad')) {
        again(upload);
      }
    };
    request.addEventListener('load', () => {
      if (request.status === 204) { done += 1; state.className = 't-ok'; state.textContent = '已传'; prog.remove(); } else fail(request.status === 422 ? request.responseText : '没有传上，文件还在本机。', request.status !== 422);
      finish();
    });
    request.addEventListener('error', () => { fail('网络断了，没有传上。文件还在本机。', true); finish(); });
    request.send(data);
  };
  input.addEventListener('change', () => { for (const file of input.files) one(file); input.value = ''; });
  upload.addEventListener('submit', (event) => { if (input.files.length === 0) event.preventDefault(); });
});
