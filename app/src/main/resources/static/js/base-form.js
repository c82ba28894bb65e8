// The place of a base: each plot's corners stand in its text field, which works without this script. Here they are
// drawn, walked and imported; the text field stays the truth.
import {openMap, addPolygons, collection, draw} from '/js/map.js';

const $ = (id) => document.getElementById(id);
const form = $('base-form'), plots = $('plots'), say = $('draw-say');
const csrf = form.querySelector('input[name=_csrf]') ?? form.querySelector('input[type=hidden]');
const field = (row, name) => row.querySelector('[name$=".' + name + '"]');
const rows = () => [...plots.querySelectorAll('.ny-plot')];
let drawing = null;

$('draw-tools').hidden = false;
$('draw-map').hidden = false;
const {map, ready} = openMap($('draw-map'), JSON.parse($('draw-map').dataset.options));

/** Corners or GeoJSON of a text field as a geometry; null while it is empty or half typed. The server checks. */
function geometry(text) {
  const typed = text.trim();
  if (!typed) return null;
  if (typed.startsWith('{')) {
    try {
      const read = JSON.parse(typed);
      return read.type === 'Feature' ? read.geometry : read.coordinates ? read : null;
    } catch { return null; }
  }
  const ring = typed.split(/\n/).map((line) => line.trim().split(/[,，\s]+/).map(Number)).filter((c) => c.length === 2 && c.every(Number.isFinite));
  return ring.length < 3 ? null : {type: 'Polygon', coordinates: [[...ring, ring[0]]]};
}

function features() {
  return rows().map((row, i) => ({type: 'Feature', properties: {name: field(row, 'name').value || '第 ' + (i + 1) + ' 块'}, geometry: geometry(field(row, 'outline').value)}))
    .filter((f) => f.geometry);
}

function show() {
  const drawn = features();
  addPolygons(map, collection(drawn));
  const sum = rows().filter((row) => geometry(field(row, 'outline').value)).reduce((total, row) => total + (Number(field(row, 'areaMu').value) || 0), 0);
  $('drawn-sum').textContent = drawn.length ? '已圈 ' + drawn.length + ' 块，共 ' + sum.toLocaleString('zh-CN', {maximumFractionDigits: 2}) + ' 亩' : '';
}

/** An empty row at the end, or a copy of the last one made empty. */
function freshRow() {
  const all = rows();
  const empty = all.find((row) => ['name', 'areaMu', 'crop', 'outline'].every((name) => !field(row, name).value.trim()));
  if (empty) return empty;
  const number = Math.max(...all.map((row) => Number(row.dataset.row))) + 1;
  const row = all[all.length - 1].cloneNode(true);
  const old = 'plots.' + row.dataset.row + '.';
  row.dataset.row = String(number);
  row.setAttribute('aria-label', '第 ' + (all.length + 1) + ' 个地块');
  row.querySelectorAll('.msg').forEach((m) => m.remove());
  row.querySelectorAll('[id]').forEach((e) => { e.id = e.id.replace(old, 'plots.' + number + '.'); });
  row.querySelectorAll('[for]').forEach((e) => { e.htmlFor = e.htmlFor.replace(old, 'plots.' + number + '.'); });
  row.querySelectorAll('[name]').forEach((e) => { e.name = e.name.replace(old, 'plots.' + number + '.'); if (e.tagName !== 'SELECT') e.value = ''; e.removeAttribute('aria-invalid'); });
  plots.append(row);
  arm(row);
  return row;
}

function arm(row) {
  const remove = row.querySelector('.remove');
  remove.hidden = false;
  remove.onclick = () => {
    if (rows().length > 1) row.remove(); else row.querySelectorAll('input, textarea').forEach((e) => { e.value = ''; });
    show();
    $('draw-start').focus();
  };
  field(row, 'outline').onchange = async () => { await measure(row); show(); };
  field(row, 'name').onchange = show;
  field(row, 'areaMu').onchange = show;
}

/** Asks the server, which measures on the ellipsoid and finds what is wrong. */
async function pieces(text) {
  const answer = await fetch('/bases/place', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'},
    body: new URLSearchParams({text, [csrf.name]: csrf.value})});
  if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
  return answer.json();
}

async function measure(row) {
  const text = field(row, 'outline').value;
  if (!text.trim()) return true;
  try {
    const read = await pieces(text);
    if (read.error) { say.textContent = read.error; say.className = 't-bad'; return false; }
    const mu = read.pieces.reduce((sum, p) => sum + Number(p.areaMu), 0);
    field(row, 'areaMu').value = String(Math.round(mu * 100) / 100);
    say.textContent = '图上量得 ' + (Math.round(mu * 100) / 100).toLocaleString('zh-CN') + ' 亩。';
    say.className = 'sub';
    return true;
  } catch {
    say.textContent = '网络断了，面积没有量出来。坐标还在，保存时会再量。'; say.className = 't-bad';
    return false;
  }
}

function tools(busy) {
  ['draw-undo', 'draw-done', 'draw-stop'].forEach((id) => { $(id).hidden = !busy; });
  $('draw-start').hidden = busy;
}

function begin() {
  if (drawing) return drawing;
  tools(true);
  drawing = draw(map, {
    changed: (ring) => {
      $('draw-done').classList.toggle('off', ring.length < 3);
      $('draw-done').setAttribute('aria-disabled', String(ring.length < 3));
      say.className = 'sub';
      say.textContent = ring.length < 3 ? '在地图上点地块的角，已有 ' + ring.length + ' 个，至少 3 个。' : '已有 ' + ring.length + ' 个角，点第一个角或“圈好了”收口，角可以拖动。';
    },
    done: async (ring) => {
      drawing = null; tools(false);
      if (ring.length < 3) return;
      const row = freshRow();
      field(row, 'outline').value = ring.map((c) => c.join(',')).join('\n');
      if (!field(row, 'name').value) field(row, 'name').value = (rows().indexOf(row) + 1) + ' 号';
      await measure(row);
      show();
      field(row, 'name').focus();
    },
  });
  return drawing;
}

$('draw-start').onclick = begin;
$('draw-undo').onclick = () => drawing?.undo();
$('draw-done').onclick = () => { if (drawing && drawing.corners().length > 2) drawing.finish(); };
$('draw-stop').onclick = () => { drawing?.stop(); drawing = null; tools(false); say.textContent = ''; };
$('draw-walk').onclick = () => {
  if (!navigator.geolocation) { say.textContent = '这台设备不能定位，用手机打开这一页，或者写坐标。'; say.className = 't-bad'; return; }
  say.textContent = '正在定位…'; say.className = 'sub';
  navigator.geolocation.getCurrentPosition((at) => {
    const now = begin();
    now.add(at.coords.longitude, at.coords.latitude);
    map.easeTo({center: [at.coords.longitude, at.coords.latitude], zoom: Math.max(map.getZoom(), 16), animate: false});
    say.textContent = '记下第 ' + now.corners().length + ' 个角，误差约 ' + Math.round(at.coords.accuracy) + ' 米。' + (at.coords.accuracy > 20 ? '误差偏大，到空旷处再试。' : '走到下一个角再点。');
  }, () => { say.textContent = '没有定到位。看看有没有允许定位，到空旷处再试。'; say.className = 't-bad'; }, {enableHighAccuracy: true, timeout: 20000, maximumAge: 0});
};

$('geojson').onchange = async (event) => {
  const file = event.target.files[0];
  event.target.value = '';
  if (!file) return;
  if (file.size > 1000000) { say.textContent = '文件超过 1 MB，先在制图软件里简化。'; say.className = 't-bad'; return; }
  try {
    const read = await pieces(await file.text());
    if (read.error) { say.textContent = file.name + '：' + read.error; say.className = 't-bad'; return; }
    for (const piece of read.pieces) {
      const row = freshRow();
      field(row, 'name').value = piece.name || (rows().indexOf(row) + 1) + ' 号';
      field(row, 'areaMu').value = piece.areaMu;
      field(row, 'outline').value = piece.outline;
    }
    show();
    const box = read.pieces.flatMap((p) => p.geometry.type === 'Polygon' ? p.geometry.coordinates[0] : p.geometry.coordinates.flatMap((q) => q[0]));
    const x = box.map((c) => c[0]), y = box.map((c) => c[1]);
    map.fitBounds([[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]], {padding: 40, maxZoom: 16, animate: false});
    say.textContent = '从 ' + file.name + ' 取了 ' + read.pieces.length + ' 块地，看看名称和面积对不对。'; say.className = 'sub';
  } catch {
    say.textContent = '文件没有传上，请再选一次。'; say.className = 't-bad';
  }
};

rows().forEach(arm);
$('more-plots').onclick = (event) => { event.preventDefault(); for (let i = 0; i < 5; i++) field(freshRow(), 'name').value ||= rows().length + ' 号'; show(); };
ready.then(() => {
  show();
  const drawn = features().flatMap((f) => f.geometry.type === 'Polygon' ? f.geometry.coordinates[0] : f.geometry.coordinates.flatMap((q) => q[0]));
  if (drawn.length) {
    const x = drawn.map((c) => c[0]), y = drawn.map((c) => c[1]);
    map.fitBounds([[Math.min(...x), Math.min(...y)], [Math.max(...x), Math.max(...y)]], {padding: 40, maxZoom: 16, animate: false});
  }
});

// What was typed survives a closed window: kept in this browser until it is saved.
const key = 'draft ' + location.pathname.replace(/\/edit$/, '');
const keep = () => {
  const data = [...new FormData(form)].filter(([name]) => name !== csrf.name && name !== 'revision' && name !== 'act');
  try { localStorage.setItem(key, JSON.stringify(data)); $('draft-say').textContent = '已暂存在本机 ' + new Date().toLocaleTimeString('zh-CN', {hour: '2-digit', minute: '2-digit'}); } catch { /* full or switched off: the form itself still works */ }
};
form.addEventListener('change', keep);
form.addEventListener('submit', (event) => { if (!event.submitter?.name) localStorage.removeItem(key); });
const kept = localStorage.getItem(key);
if (kept && !document.querySelector('.ny-errors') && location.pathname.endsWith('/new')) {
  const restore = document.createElement('button');
  restore.type = 'button'; restore.className = 'btn btn-plain'; restore.textContent = '接着上次没填完的填';
  restore.onclick = () => {
    for (const [name, value] of JSON.parse(kept)) {
      if (name.startsWith('plots.') && !form.elements[name]) { const row = freshRow(); if (!form.elements[name]) continue; field(row, 'name').focus(); }
      const element = form.elements[name];
      if (element instanceof RadioNodeList) element.value = value;
      else if (element && element.type !== 'file') element.value = value;
    }
    show(); restore.remove();
  };
  $('draft-say').after(restore);
}
