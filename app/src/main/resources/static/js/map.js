// Maps of every page. A page writes an element and loads this module; nothing is fetched from outside.
//
//   <div class="ny-map" data-map='{…}' role="group" aria-label="…"></div>
//   <script type="module" src="/js/map.js"></script>
//
// Keys of data-map, each optional, all may stand together:
//   region    code whose area fills the map (default: all that is drawn); its province's cells are shown
//   values    {code: number}: counties (6 digits) are coloured in five steps; codes of cities (…00) colour city cells
//   breaks    [a, b, c, d]: where steps 2 to 5 begin (default: equal steps up to the greatest value)
//   unit      after each figure; legend: the rule in words, shown beside the steps
//   href      '/catalogue?region={code}': where a click on a coloured cell leads
//   points    [{n, lng, lat, title, href, tone}]: marks with the number of the list beside; tone ok, warn, bad, info
//   polygons  GeoJSON FeatureCollection; properties name, tone ('bad' is hatched red), other (true: of another base)
//   src       address of such a FeatureCollection, instead of polygons
//   plain     true: no cells, only polygons (a base's own map)
// From a script: const {map, ready} = openMap(element, options); await ready.
// Whatever a map tells must also stand as a list on the page.
import * as maplibregl from '/lib/maplibre-gl.mjs';

maplibregl.setWorkerUrl('/lib/maplibre-gl-worker.mjs');

const ATTRIBUTION = '点位 GeoNames CC BY 4.0；轮廓 Natural Earth；分区为示意，不作划界依据';
const FONT = ['Noto Sans SC'];
const files = {};

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const collection = (features) => ({type: 'FeatureCollection', features});

/** The cells as served, each file once a page. */
function file(name) {
  files[name] ??= fetch('/maps/' + name + '.geojson').then((answer) => {
    if (!answer.ok) throw new Error('map file ' + name);
    return answer.json();
  });
  return files[name];
}

const prefixOf = (code) => !code || code === '000000' ? '' : code.endsWith('0000') ? code.slice(0, 2)
  : code.endsWith('00') && code.length === 6 ? code.slice(0, 4) : code.slice(0, 6);

export function boundsOf(features) {
  const box = [[180, 90], [-180, -90]];
  const walk = (c) => {
    if (typeof c[0] === 'number') {
      box[0][0] = Math.min(box[0][0], c[0]); box[0][1] = Math.min(box[0][1], c[1]);
      box[1][0] = Math.max(box[1][0], c[0]); box[1][1] = Math.max(box[1][1], c[1]);
    } else c.forEach(walk);
  };
  features.forEach((f) => f.geometry && walk(f.geometry.coordinates));
  return box[0][0] > box[1][0] ? null : box;
}

/** Where steps 2 to 5 begin. */
export function steps(values, breaks) {
  if (breaks) return breaks;
  const most = Math.max(0, ...Object.values(values));
  const whole = Object.values(values).every(Number.isInteger);
  const width = whole ? Math.max(1, Math.ceil((most + 1) / 5)) : (most || 1) / 5;
  return [1, 2, 3, 4].map((i) => Math.round(i * width * 100) / 100);
}

function legend(element, values, bounds, options) {
  const whole = Object.values(values).every(Number.isInteger);
  const list = document.createElement('ul');
  list.className = 'ny-map-legend';
  const line = (token_, text) => {
    const item = document.createElement('li');
    const swatch = document.createElement('i');
    swatch.style.background = 'var(' + token_ + ')';
    item.append(swatch, text);
    list.append(item);
  };
  for (let i = 0; i < 5; i++) {
    const from = i === 0 ? 0 : bounds[i - 1];
    const to = i === 4 ? null : whole ? bounds[i] - 1 : bounds[i];
    line('--ny-seq-' + i, to === null ? from + ' 以上' : to <= from && whole ? String(from) : from + '—' + to);
  }
  line('--ny-seq-none', '没有数据');
  const rule = document.createElement('li');
  rule.textContent = [options.unit ? '单位：' + options.unit : '', options.legend ?? ''].filter(Boolean).join('；');
  if (rule.textContent) list.append(rule);
  element.after(list);
}

function hatch() {
  const size = 8, data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
    if ((x + y) % size < 2) data.set([163, 32, 28, 160], (y * size + x) * 4);
  }
  return {width: size, height: size, data};
}

export function openMap(element, options = {}) {
  if (!document.querySelector('link[href^="/lib/maplibre-gl.css"]')) {
    const link = document.createElement('link');
    link.rel = 'stylesheet'; link.href = '/lib/maplibre-gl.css';
    document.head.append(link);
  }
  const map = new maplibregl.Map({
    container: element,
    center: options.center ?? [112.2, 36.5], zoom: options.zoom ?? 6, maxZoom: 19,
    attributionControl: false, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, cooperativeGestures: false,
    canvasContextAttributes: {preserveDrawingBuffer: true},
    style: {version: 8, sources: {}, layers: [{id: 'ground', type: 'background', paint: {'background-color': token('--ny-page') || '#f4f6f4'}}]},
    locale: {'NavigationControl.ZoomIn': '放大', 'NavigationControl.ZoomOut': '缩小', 'Map.Title': '地图', 'Popup.Close': '关上',
      'Marker.Title': '点位', 'GeolocateControl.FindMyLocation': '我的位置', 'GeolocateControl.LocationNotAvailable': '定不了位',
      'ScaleControl.Feet': '英尺', 'ScaleControl.Meters': '米', 'ScaleControl.Kilometers': '公里'},
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({showCompass: false}), 'top-right');
  map.addControl(new maplibregl.ScaleControl({unit: 'metric'}), 'bottom-left');
  // A base on its own shows nothing of others.
  if (!options.plain) {
    const note = document.createElement('p');
    note.className = 'ny-map-note';
    note.textContent = ATTRIBUTION;
    element.after(note);
  }
  const loaded = new Promise((resolve) => { map.on('load', resolve); });
  const ready = loaded.then(() => fill(map, element, options)).then(() => { element.dataset.ready = 'yes'; });
  ready.catch(() => {
    const note = document.createElement('p');
    note.className = 'ny-map-note t-bad'; note.setAttribute('role', 'alert');
    note.textContent = '地图没有读出来，刷新页面再试。数据不受影响，看旁边的表。';
    element.after(note);
  });
  return {map, ready};
}

async function fill(map, element, options) {
  const prefix = prefixOf(options.region);
  const inside = (f) => f.properties.code.startsWith(prefix);
  const province = (f) => !prefix || f.properties.code.slice(0, 2) === prefix.slice(0, 2);
  let fit = null;

  if (!options.plain) {
    const [provinces, cities, counties] = await Promise.all(['provinces', 'cities', 'counties'].map(file));
    const values = options.values ?? {};
    const byCity = Object.keys(values).some((code) => code.endsWith('00'));
    const bounds = steps(values, options.breaks);
    const mark = (f) => ({...f, properties: {...f.properties, value: values[f.properties.code] ?? null}});
    map.addSource('provinces', {type: 'geojson', data: collection(provinces.features.filter(province))});
    map.addSource('cities', {type: 'geojson', data: collection(cities.features.filter(province).map(mark)), promoteId: 'code'});
    map.addSource('counties', {type: 'geojson', data: collection(counties.features.filter(province).map(mark)), promoteId: 'code'});
    const colour = options.values
      ? ['case', ['==', ['get', 'value'], null], token('--ny-seq-none'),
        ['step', ['get', 'value'], token('--ny-seq-0'), ...bounds.flatMap((b, i) => [b, token('--ny-seq-' + (i + 1))])]]
      : token('--ny-surface');
    map.addLayer({id: 'cells', type: 'fill', source: byCity ? 'cities' : 'counties', paint: {'fill-color': colour}});
    map.addLayer({id: 'county-line', type: 'line', source: 'counties', paint: {'line-color': token('--ny-line'), 'line-width': byCity ? 0 : 0.8}});
    map.addLayer({id: 'city-line', type: 'line', source: 'cities', paint: {'line-color': token('--ny-edge'), 'line-width': 1.2}});
    map.addLayer({id: 'province-line', type: 'line', source: 'provinces', paint: {'line-color': token('--ny-ink-2'), 'line-width': 1.6}});
    const label = {'text-color': token('--ny-ink'), 'text-halo-color': token('--ny-surface'), 'text-halo-width': 1.2};
    map.addLayer({id: 'city-label', type: 'symbol', source: 'cities', maxzoom: prefix.length > 2 ? 3 : 8.2, paint: label,
      layout: {'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 13}});
    map.addLayer({id: 'county-label', type: 'symbol', source: 'counties', minzoom: prefix.length > 2 ? 5 : 8.2, paint: label,
      layout: {'text-field': ['get', 'name'], 'text-font': FONT, 'text-size': 12}});
    const shown = (prefix.length > 2 ? (prefix.length > 4 ? counties : cities) : provinces).features.filter(inside);
    fit = boundsOf(shown.length ? shown : provinces.features.filter(province));
    if (options.values) {
      legend(element, values, bounds, options);
      const popup = new maplibregl.Popup({closeButton: false, closeOnClick: false, className: 'ny-map-tip'});
      map.on('mousemove', 'cells', (event) => {
        const p = event.features[0].properties;
        map.getCanvas().style.cursor = options.href ? 'pointer' : '';
        popup.setLngLat(event.lngLat).setText(p.name + ' ' + (p.value === null || p.value === undefined ? '没有数据' : p.value + ' ' + (options.unit ?? ''))).addTo(map);
      });
      map.on('mouseleave', 'cells', () => { map.getCanvas().style.cursor = ''; popup.remove(); });
      if (options.href) {
        map.on('click', 'cells', (event) => { location.href = options.href.replace('{code}', event.features[0].properties.code); });
      }
    }
  }

  const polygons = options.polygons ?? (options.src ? await fetch(options.src).then((a) => a.ok ? a.json() : Promise.reject(new Error(options.src))) : null);
  if (polygons) {
    addPolygons(map, polygons);
    fit = boundsOf(polygons.features.filter((f) => !f.properties.other)) ?? fit;
  }
  if (options.points?.length) {
    addPoints(map, options.points);
    if (options.plain && !polygons?.features.length) fit = boundsOf(options.points.map((p) => ({geometry: {coordinates: [p.lng, p.lat]}})));
  }
  if (options.bounds) fit = options.bounds;
  if (fit) {
    // A map in a hidden or just opened box has no size yet.
    const place = () => map.fitBounds(fit, {padding: {top: 24, bottom: 28, left: 24, right: 48}, maxZoom: 16, animate: false});
    map.resize(); place();
  }
}

/** Adds or replaces the polygons of the map. */
export function addPolygons(map, data) {
  const source = map.getSource('polygons');
  if (source) { source.setData(data); label(map, data); return; }
  map.addImage('hatch', hatch());
  map.addSource('polygons', {type: 'geojson', data});
  const of = (tone) => ['==', ['get', 'tone'], tone];
  map.addLayer({id: 'polygon-fill', type: 'fill', source: 'polygons',
    paint: {'fill-color': ['case', ['to-boolean', ['get', 'other']], token('--ny-idle-soft'), of('bad'), token('--ny-bad-soft'), token('--ny-seq-2')], 'fill-opacity': 0.7}});
  map.addLayer({id: 'polygon-hatch', type: 'fill', source: 'polygons', filter: of('bad'), paint: {'fill-pattern': 'hatch'}});
  map.addLayer({id: 'polygon-line', type: 'line', source: 'polygons',
    paint: {'line-color': ['case', ['to-boolean', ['get', 'other']], token('--ny-edge'), of('bad'), token('--ny-bad'), token('--ny-act')], 'line-width': 2}});
  label(map, data);
}

const labels = new WeakMap();
function label(map, data) {
  (labels.get(map) ?? []).forEach((marker) => marker.remove());
  labels.set(map, data.features.filter((f) => f.properties.name && f.geometry).slice(0, 150).map((f) => {
    const box = boundsOf([f]);
    const element = document.createElement('div');
    element.className = 'ny-map-name';
    element.textContent = f.properties.name;
    return new maplibregl.Marker({element}).setLngLat([(box[0][0] + box[1][0]) / 2, (box[0][1] + box[1][1]) / 2]).addTo(map);
  }));
}

/** Room that a mark needs so that a finger hits it and not its neighbour. */
const ROOM = 30;

/** Marks that would lie on each other, together; each group stands at its first point. */
function groups(map, points) {
  const found = [];
  for (const point of points) {
    const at = map.project([point.lng, point.lat]);
    const group = found.find((one) => Math.hypot(one.at.x - at.x, one.at.y - at.y) < ROOM);
    if (group) group.points.push(point); else found.push({at, points: [point]});
  }
  return found;
}

function pin(p) {
  const mark = document.createElement(p.href ? 'a' : 'span');
  mark.className = 'ny-pin ' + (p.tone ?? '');
  if (p.href) mark.href = p.href;
  mark.title = p.title ?? '';
  mark.textContent = p.n ?? '';
  if (p.title) mark.setAttribute('aria-label', (p.n ? p.n + ' ' : '') + p.title);
  return mark;
}

/** Several in one place: a click comes nearer, and where nearer does not part them it lists them. */
function pile(map, points) {
  const mark = document.createElement('button');
  mark.type = 'button';
  const tones = new Set(points.map((p) => p.tone ?? ''));
  mark.className = 'ny-pin many ' + (tones.size === 1 ? [...tones][0] : '');
  mark.textContent = points.length + ' 个';
  mark.title = points.map((p) => p.title).filter(Boolean).join('、');
  mark.setAttribute('aria-label', points.length + ' 个，点开看：' + mark.title);
  mark.addEventListener('click', (event) => {
    event.stopPropagation();
    const box = boundsOf(points.map((p) => ({geometry: {coordinates: [p.lng, p.lat]}})));
    const apart = map.project(box[0]).dist(map.project(box[1]));
    if (apart > 2 && map.getZoom() < 15) {
      map.fitBounds(box, {padding: 60, maxZoom: 16, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches});
      return;
    }
    const list = document.createElement('ul');
    list.className = 'ny-map-list';
    for (const p of points) {
      const item = document.createElement('li');
      const link = document.createElement(p.href ? 'a' : 'span');
      if (p.href) link.href = p.href;
      link.textContent = [p.n, p.title].filter(Boolean).join(' ');
      item.append(link);
      list.append(item);
    }
    new maplibregl.Popup({className: 'ny-map-tip', maxWidth: '280px'}).setLngLat([points[0].lng, points[0].lat]).setDOMContent(list).addTo(map);
  });
  return mark;
}

/** Marks with numbers; many points become dots that a click opens. */
export function addPoints(map, points) {
  if (points.length <= 200) {
    let markers = [];
    const place = () => {
      markers.forEach((one) => one.remove());
      markers = groups(map, points).map(({points: here}) =>
        new maplibregl.Marker({element: here.length > 1 ? pile(map, here) : pin(here[0])}).setLngLat([here[0].lng, here[0].lat]).addTo(map));
    };
    place();
    map.on('zoomend', place);
    map.on('resize', place);
    return;
  }
  map.addSource('points', {type: 'geojson', data: collection(points.map((p) => ({type: 'Feature',
    properties: {title: p.title ?? '', href: p.href ?? ''}, geometry: {type: 'Point', coordinates: [p.lng, p.lat]}})))});
  map.addLayer({id: 'points', type: 'circle', source: 'points',
    paint: {'circle-radius': 4, 'circle-color': token('--ny-act'), 'circle-stroke-width': 1, 'circle-stroke-color': token('--ny-surface')}});
  const popup = new maplibregl.Popup({closeButton: false, closeOnClick: false, className: 'ny-map-tip'});
  map.on('mousemove', 'points', (event) => popup.setLngLat(event.lngLat).setText(event.features[0].properties.title).addTo(map));
  map.on('mouseleave', 'points', () => popup.remove());
  map.on('click', 'points', (event) => { const to = event.features[0].properties.href; if (to) location.href = to; });
}

/**
 * Drawing a ring by clicks. Each click adds a corner, corners can be dragged, a click on the first corner or
 * finish() ends it; undo() takes the last corner back.
 * @param changed called with the corners [[lng, lat], …] after every change
 * @param done called with the corners when the ring is closed
 */
export function draw(map, {corners = [], changed = () => {}, done = () => {}}) {
  let ring = corners.map((c) => [...c]), markers = [], active = true;
  const round = (lngLat) => [Math.round(lngLat.lng * 1e6) / 1e6, Math.round(lngLat.lat * 1e6) / 1e6];
  const data = () => collection(ring.length < 2 ? [] : [{type: 'Feature', properties: {},
    geometry: ring.length > 2 ? {type: 'Polygon', coordinates: [[...ring, ring[0]]]} : {type: 'LineString', coordinates: ring}}]);
  if (!map.getSource('draft')) {
    map.addSource('draft', {type: 'geojson', data: collection([])});
    map.addLayer({id: 'draft-fill', type: 'fill', source: 'draft', filter: ['==', ['geometry-type'], 'Polygon'], paint: {'fill-color': token('--ny-focus'), 'fill-opacity': 0.25}});
    map.addLayer({id: 'draft-line', type: 'line', source: 'draft', paint: {'line-color': token('--ny-ink'), 'line-width': 2, 'line-dasharray': [2, 1]}});
  }
  const paint = () => { map.getSource('draft')?.setData(data()); };
  const rebuild = () => {
    markers.forEach((m) => m.remove());
    markers = ring.map((corner, i) => {
      const dot = document.createElement('button');
      dot.type = 'button'; dot.className = 'ny-corner' + (i === 0 ? ' first' : '');
      dot.setAttribute('aria-label', '第 ' + (i + 1) + ' 个角' + (i === 0 && ring.length > 2 ? '，点它圈好' : ''));
      if (i === 0) dot.addEventListener('click', (e) => { e.stopPropagation(); if (ring.length > 2) self.finish(); });
      const marker = new maplibregl.Marker({element: dot, draggable: true}).setLngLat(corner).addTo(map);
      marker.on('drag', () => { ring[i] = round(marker.getLngLat()); paint(); });
      marker.on('dragend', () => changed(ring));
      return marker;
    });
    paint(); changed(ring);
  };
  const click = (event) => { if (active) { ring.push(round(event.lngLat)); rebuild(); } };
  const self = {
    add(lng, lat) { ring.push(round({lng, lat})); rebuild(); },
    undo() { ring.pop(); rebuild(); },
    corners: () => ring,
    finish() { const result = ring; self.stop(); done(result); },
    stop() {
      active = false; map.off('click', click); markers.forEach((m) => m.remove()); markers = []; ring = []; paint();
      map.getCanvas().style.cursor = ''; map.doubleClickZoom.enable();
    },
  };
  map.on('click', click);
  map.doubleClickZoom.disable();
  map.getCanvas().style.cursor = 'crosshair';
  rebuild();
  return self;
}

for (const element of document.querySelectorAll('[data-map]')) {
  const {map, ready} = openMap(element, JSON.parse(element.dataset.map));
  element.nyMap = {map, ready};
}
