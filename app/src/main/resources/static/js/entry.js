// Reads the code of a certificate with the camera where the browser can (BarcodeDetector); elsewhere the code is typed
// or a photograph is read by the server.
const $ = (id) => document.getElementById(id);
const button = $('scan'), video = $('camera'), say = $('scan-say'), form = $('look');

if (button && 'BarcodeDetector' in window && navigator.mediaDevices?.getUserMedia) {
  BarcodeDetector.getSupportedFormats().then((formats) => { button.hidden = !formats.includes('qr_code'); }, () => {});
  button.addEventListener('click', () => (video.hidden ? look() : stop()));
}

let stream = null;

async function look() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: 'environment'}});
  } catch {
    say.textContent = '手机没有让用相机。到浏览器设置里允许，或者输编码';
    return;
  }
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  say.textContent = '把码放在画面中间';
  const detector = new BarcodeDetector({formats: ['qr_code']});
  while (stream) {
    const found = await detector.detect(video).catch(() => []);
    if (stream && found.length) {
      $('code').value = found[0].rawValue;
      stop();
      say.textContent = '扫到了，正在查';
      form.requestSubmit();
      return;
    }
    await new Promise((next) => { setTimeout(next, 150); });
  }
}

function stop() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
  video.hidden = true;
  say.textContent = '';
}

window.addEventListener('pagehide', stop);
