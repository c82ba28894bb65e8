// The line of growth. Its numbers stand in the table below it, so that the picture tells nothing of its own.
'use strict';

const box = document.getElementById('growth');
const table = document.getElementById('growth-table');
if (box && table && window.echarts) {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue('--ny-' + name).trim();
  const rows = [...table.tBodies[0].rows].map((row) => [row.cells[0].textContent, Number(row.cells[1].textContent)]);
  const aim = box.dataset.aim ? Number(box.dataset.aim.replaceAll(',', '')) : null;
  const last = rows[rows.length - 1][1];
  const chart = window.echarts.init(box);
  const every = Math.max(1, Math.ceil(rows.length / 5));
  chart.setOption({
    animation: false,
    textStyle: {fontFamily: token('font'), fontSize: 14},
    grid: {left: 46, right: 54, top: 24, bottom: 28},
    tooltip: {trigger: 'axis', renderMode: 'richText'},
    xAxis: {type: 'category', data: rows.map((row) => row[0]), boundaryGap: false, axisTick: {show: false},
      axisLine: {lineStyle: {color: token('edge')}},
      axisLabel: {color: token('ink-3'), fontSize: 13, interval: (i) => i % every === 0, formatter: (name) => name.slice(0, 4)}},
    yAxis: {type: 'value', min: 0, max: aim && aim > last ? Math.ceil(aim * 1.08) : null, minInterval: 1,
      splitLine: {lineStyle: {color: token('line')}}, axisLabel: {color: token('ink-3'), fontSize: 13}},
    series: [{type: 'line', data: rows.map((row) => row[1]), showSymbol: rows.length === 1, symbolSize: 8,
      lineStyle: {width: 2.5, color: token('cat-1')}, itemStyle: {color: token('cat-1')},
      areaStyle: {color: token('cat-1'), opacity: 0.1},
      endLabel: {show: true, formatter: String(last), color: token('ink'), fontWeight: 600, fontSize: 15, distance: 6},
      markLine: aim ? {symbol: 'none', silent: true, data: [{yAxis: aim}],
        lineStyle: {color: token('ink-2'), type: [5, 4], width: 1.25},
        label: {formatter: '目标 ' + box.dataset.aim, color: token('ink-2'), position: 'insideStartTop', fontSize: 13}} : undefined}],
  });
  new ResizeObserver(() => chart.resize()).observe(box);
}
