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
