// The button of the issue page says how many labels it makes; the label shows the weight of one piece.
'use strict';
const kg = document.getElementById('kg');
const piece = document.getElementById('pieceKg');
const say = document.getElementById('pieces');
const button = document.querySelector('#go span');
const onLabel = document.querySelector('.lb [data-kg]');
if (kg && piece && say && button) {
  const word = button.textContent;
  const show = () => {
    const whole = Number(kg.value);
    const each = Number(piece.value);
    const count = whole > 0 && each > 0 ? Math.ceil(Math.round(whole * 1000) / Math.round(each * 1000)) : 1;
    say.textContent = each > 0 && Number.isFinite(count) ? `共 ${count} 张标签` : '';
    button.textContent = count > 1 && Number.isFinite(count) ? `${word} ${count} 张` : word;
    const shown = each > 0 ? each : whole;
    if (onLabel) onLabel.textContent = shown > 0 ? `${shown} 公斤` : '';
  };
  kg.addEventListener('input', show);
  piece.addEventListener('input', show);
  show();
}

// Issuing many: each line says what it comes to, before it is sent.
for (const row of document.querySelectorAll('[data-bulk] tr[data-left]')) {
  const each = row.querySelector('[data-each]');
  const count = row.querySelector('[data-count]');
  const sum = row.querySelector('[data-sum]');
  if (!each || !count || !sum) continue;
  const left = Math.round(Number(row.dataset.left) * 1000);
  const show = () => {
    const grams = Math.round(Number(each.value) * 1000);
    const total = grams * Number(count.value);
    const fits = grams > 0 ? Math.floor(left / grams) : 0;
    if (!(grams > 0)) sum.textContent = '';
    else if (!(total > 0)) sum.textContent = `最多 ${fits} 张`;
    else if (total > left) sum.textContent = `合 ${total / 1000} 公斤，超了，最多 ${fits} 张`;
    else sum.textContent = `合 ${total / 1000} 公斤`;
  };
  each.addEventListener('input', show);
  count.addEventListener('input', show);
  show();
}
